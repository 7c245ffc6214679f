#include <QtTest>
#include <algorithm>
#include <cmath>
#include <optional>

#include "core/compute/compute.h"
#include "core/evaluation/task_evaluation.h"
#include "core/models/baselines.h"
#include "core/models/models.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "ui/session/learn/lesson_glyphs.h"
#include "ui/session/learn/moved_drawing.h"

using namespace oneshot;
using session::Motion;
using session::MovedAnswer;
using session::MovedDrawing;
using session::movedImage;
using test::patience;

namespace {

constexpr int side = 105;

int inkAt(const Image& image, int x, int y) {
    const bool inside = x >= 0 && y >= 0 && x < image.width && y < image.height;
    return inside ? image.pixels[static_cast<std::size_t>(y * image.width + x)] : 0;
}

/// A dot of nine pixels.
Image dotAt(int x, int y) {
    Image image{1, side, side, std::vector<std::uint8_t>(side * side, 0)};
    for (int dy = -1; dy <= 1; ++dy)
        for (int dx = -1; dx <= 1; ++dx) image.pixels[static_cast<std::size_t>((y + dy) * side + x + dx)] = 255;
    return image;
}

/// The middle of all ink.
QPointF middleOf(const Image& image) {
    double sum = 0, x = 0, y = 0;
    for (int row = 0; row < image.height; ++row)
        for (int column = 0; column < image.width; ++column) {
            const int ink = inkAt(image, column, row);
            sum += ink;
            x += ink * column;
            y += ink * row;
        }
    return {x / sum, y / sum};
}

double squaredDistance(const Image& a, const Image& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.pixels.size(); ++i) sum += std::pow((a.pixels[i] - b.pixels[i]) / 255.0, 2);
    return sum;
}

}  // namespace

class TestMovedDrawing : public QObject {
    Q_OBJECT

    struct Question {
        Question() {
            question.propose(1);
            if (!QTest::qWaitFor([&] { return question.scene() != nullptr; }, patience)) qFatal("no example came");
        }
        session::TrainingSession training;
        session::ModelLibrary library{training};
        MovedDrawing question{library};
        std::vector<MovedAnswer> answers;
        QMetaObject::Connection heard =
            QObject::connect(&question, &MovedDrawing::answered, &question,
                             [this](const MovedAnswer& answer) { answers.push_back(answer); });
    };

  private Q_SLOTS:
    void initTestCase() { configureProcess(); }

    void movesByWholePixels() {
        const Dataset glyphs = session::lessonGlyphs(3);
        const Image& image = glyphs.drawings[5].image;
        QCOMPARE(image.width, side);
        QVERIFY(movedImage(image, {}) == image);
        for (const Motion& motion : {Motion{3, -2}, Motion{-15, 0}, Motion{0, 15}}) {
            const Image moved = movedImage(image, motion);
            int different = 0;
            for (int y = 0; y < side; ++y)
                for (int x = 0; x < side; ++x)
                    different += inkAt(moved, x, y) != inkAt(image, x - motion.right, y - motion.down);
            QCOMPARE(different, 0);
        }
    }

    void turnsClockwiseAboutTheMiddle() {
        const QPointF right = middleOf(movedImage(dotAt(52, 10), {0, 0, 90}));  // 42 above the middle
        QVERIFY2((right - QPointF(94, 52)).manhattanLength() < 0.1, qPrintable(QString::number(right.x())));
        const QPointF moved = middleOf(movedImage(dotAt(52, 10), {5, -3, 90}));
        QVERIFY((moved - QPointF(99, 49)).manhattanLength() < 0.1);
        const QPointF little = middleOf(movedImage(dotAt(52, 12), {0, 0, 30}));
        QVERIFY((little - QPointF(52 + 20, 52 - 40 * std::cos(std::acos(-1.0) / 6))).manhattanLength() < 0.3);
    }

    void anExampleShowsWhyPixelsFail() {
        Question asked;
        const session::MovedScene& scene = *asked.question.scene();
        QCOMPARE(static_cast<int>(scene.task.ways.size()), MovedDrawing::ways);
        QVERIFY(scene.rest.pixels.outcome.right);
        QVERIFY(scene.rest.network.outcome.right);
        const TaskResults pixels = evaluateTasks(*makePixelsL2(), *scene.dataset, std::vector{scene.task});
        QCOMPARE(scene.rest.pixels.outcome.scores, pixels.outcomes[0].scores);
        const TaskResults network = evaluateTasks(*openModel("shipped"), *scene.dataset, std::vector{scene.task});
        for (std::size_t way = 0; way < scene.task.ways.size(); ++way)
            QVERIFY(std::abs(scene.rest.network.outcome.scores[way] - network.outcomes[0].scores[way]) < 1e-4f);

        bool fails = false;
        for (int by = 1; by <= 8; ++by)
            for (const Motion& motion : {Motion{by, 0}, Motion{-by, 0}, Motion{0, by}, Motion{0, -by}}) {
                const MovedAnswer answer = scene.answer(motion);
                fails |= !answer.pixels.outcome.right && answer.network.outcome.right;
            }
        QVERIFY(fails);
    }

    void answersAboutTheDrawingAsItIsMoved() {
        Question asked;
        const session::MovedScene& scene = *asked.question.scene();
        const Motion motion{7, -4, 12};
        asked.question.move(motion);
        QTRY_COMPARE_WITH_TIMEOUT(asked.answers.size(), 1U, patience);
        const MovedAnswer& answer = asked.answers[0];
        QVERIFY(answer.motion == motion);
        Drawing moved;
        moved.image = movedImage(scene.dataset->drawings[scene.task.query].image, motion);
        const ModelPtr network = openModel("shipped");
        const Embeddings query = network->embed(network->prepare({&moved}));
        const std::vector<double> byPixels = distances(answer.pixels), byNetwork = distances(answer.network);
        for (std::size_t way = 0; way < scene.task.ways.size(); ++way) {
            const Drawing& shot = scene.dataset->drawings[scene.task.ways[way].drawings[0]];
            const double expected = squaredDistance(moved.image, shot.image);
            QVERIFY(std::abs(byPixels[way] - expected) < 1e-4 * expected);
            const Scores scores = network->compare(query, {network->embed(network->prepare({&shot})), 1, 1});
            QVERIFY(std::abs(byNetwork[way] - (1 - scores.values[0])) < 1e-4);
        }
        QCOMPARE(answer.pixels.outcome.predicted,
                 static_cast<int>(std::ranges::min_element(byPixels) - byPixels.begin()));
        QCOMPARE(answer.network.outcome.predicted,
                 static_cast<int>(std::ranges::min_element(byNetwork) - byNetwork.begin()));
    }

    void onlyTheNewestIsAnswered() {
        Question asked;
        for (int right = 1; right <= 9; ++right) asked.question.move({right, 0, 0});
        QTRY_COMPARE_WITH_TIMEOUT(asked.answers.size(), 1U, patience);
        QCOMPARE(asked.answers[0].motion.right, 9);
    }

    void anotherSeedIsAnotherExample() {
        Question asked;
        const std::string first = asked.question.scene()->dataset->sha256;
        asked.question.propose(2);
        QTRY_VERIFY_WITH_TIMEOUT(asked.question.scene()->dataset->sha256 != first, patience);
    }
};

ONESHOT_TEST(TestMovedDrawing)
#include "tst_moved_drawing.moc"
