// The page Learn in the real window: its frame, and the steps that ask, move and swap, by mouse and keys.
#include <QHelpEvent>
#include <QProgressBar>
#include <QPushButton>
#include <QSlider>
#include <QToolTip>
#include <QtTest>
#include <algorithm>
#include <cmath>
#include <vector>

#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "core/tasks/pair_counts.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"
#include "tests/support/window_driver.h"
#include "ui/pages/learn/distance_bars.h"
#include "ui/pages/learn/learn_page.h"
#include "ui/pages/learn/movable_drawing.h"
#include "ui/pages/learn/pairs_picture.h"
#include "ui/pages/learn/pixels_step.h"
#include "ui/pages/learn/task_step.h"
#include "ui/pages/learn/twins_step.h"
#include "ui/widgets/figure.h"
#include "ui/widgets/glossary.h"
#include "ui/widgets/keys.h"
#include "ui/widgets/number_text.h"

using namespace oneshot;
using session::Motion;
using test::patience;

namespace {

struct Learn : test::WindowDriver {
    Learn() {
        if (!activate()) qFatal("the window does not become active");
        find<QToolButton>("nav.learn")->click();
    }

    ui::LearnPage* page() { return find<ui::LearnPage>("page.learn"); }
    template <typename Step>
    Step* step() {
        auto* shown = qobject_cast<Step*>(page()->stepShown());
        if (!shown) qFatal("another step is shown");
        return shown;
    }
    QToolButton* number(int step) {
        return window.findChild<QToolButton*>(QStringLiteral("learn.step.%1").arg(step + 1));
    }
    ui::SupportGrid* grid() { return find<ui::SupportGrid>("learn.task.support"); }
    ui::MovableDrawing* drawing() { return find<ui::MovableDrawing>("learn.pixels.drawing"); }
    QPushButton* button(const char* name) { return find<QPushButton>(name); }

    const Task& task() {
        const auto* shown = step<ui::TaskStep>();
        return shown->tasks().tasks()[static_cast<std::size_t>(shown->at())];
    }
    void clickWay(int way) {
        QTest::mouseClick(grid()->viewport(), Qt::LeftButton, {}, grid()->cellRect(way).center());
    }
    void typeWay(int way) { QTest::keyClicks(grid(), ui::keysOf(way, static_cast<int>(grid()->cells().size()))); }
    [[nodiscard]] bool tasksCome() {
        return QTest::qWaitFor([this] { return !grid()->cells().empty(); }, patience);
    }
    /// Shows that step and waits for its example.
    [[nodiscard]] bool exampleComes() {
        page()->showStep(1);
        return QTest::qWaitFor([this] { return step<ui::PixelsStep>()->answer().has_value(); }, patience);
    }
    [[nodiscard]] bool answered(const Motion& motion) {
        return QTest::qWaitFor([&] { return step<ui::PixelsStep>()->answer()->motion == motion; }, patience);
    }
};

}  // namespace

class TestLearnPage : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

  private Q_SLOTS:
    void initTestCase() { configureProcess(); }
    void init() { setHomeFolder(folder_ / QTest::currentTestFunction()); }

    void goesThroughItsSteps() {
        Learn learn;
        QCOMPARE(learn.page()->step(), 0);
        QVERIFY(!learn.enabled("learn.back"));
        QVERIFY(!learn.button("learn.go.draw")->isVisible());
        // The arrow of the way on stands after its text, that of the way back before it.
        QVERIFY(learn.button("learn.next")->layoutDirection() != learn.button("learn.back")->layoutDirection());
        for (int step = 0; step < ui::LearnPage::steps; ++step) {
            QCOMPARE(learn.page()->step(), step);
            QVERIFY(learn.page()->stepShown()->isVisible());
            QCOMPARE(learn.page()->stepShown()->title(), ui::LearnPage::titleOf(step));
            QCOMPARE(learn.number(step)->toolTip(), ui::LearnPage::titleOf(step));
            for (int other = 0; other < ui::LearnPage::steps; ++other)
                QCOMPARE(learn.number(other)->isChecked(), other == step);
            if (step + 1 < ui::LearnPage::steps) learn.click("learn.next");
        }
        QVERIFY(!learn.button("learn.next")->isVisible());
        learn.click("learn.back");
        QCOMPARE(learn.page()->step(), 4);
        ui::LearnStep* fifth = learn.page()->stepShown();
        QTest::mouseClick(learn.number(2), Qt::LeftButton);
        QCOMPARE(learn.page()->step(), 2);
        QTest::keyClick(learn.find<QWidget>("learn.twins.swap"), Qt::Key_Right);  // it would hand the focus on
        QCOMPARE(learn.page()->step(), 3);
        QTest::keyClick(learn.page()->stepShown(), Qt::Key_Right);
        QCOMPARE(learn.page()->step(), 4);
        QCOMPARE(learn.page()->stepShown(), fifth);  // it was kept
        learn.number(4)->setFocus();
        QTRY_VERIFY(learn.number(4)->hasFocus());
        QTest::keyClick(learn.number(4), Qt::Key_Left);
        QCOMPARE(learn.page()->step(), 3);
        QVERIFY(learn.number(3)->hasFocus());
        learn.find<QToolButton>("nav.train")->click();
        learn.find<QToolButton>("nav.learn")->click();
        QCOMPARE(learn.page()->step(), 3);
    }

    void leadsOnAndCloses() {
        Learn learn;
        learn.page()->showStep(ui::LearnPage::steps - 1);
        for (const char* name : {"challenge", "draw", "train"}) {
            learn.find<QToolButton>("nav.learn")->click();
            learn.button(QByteArray("learn.go.") + name)->click();
            QVERIFY(learn.find<QWidget>(QByteArray("page.") + name)->isVisible());
            QVERIFY(!learn.page()->isVisible());
        }
        learn.find<QToolButton>("nav.learn")->click();
        QSignalSpy closed(learn.page(), &ui::LearnPage::closedForGood);
        QTest::mouseClick(learn.find<QToolButton>("learn.close"), Qt::LeftButton);
        QCOMPARE(closed.size(), 1);
    }

    void asksThreeTasks() {
        Learn learn;
        QVERIFY(learn.tasksCome());
        QSignalSpy done(learn.page()->stepShown(), &ui::LearnStep::done);
        for (std::size_t i = 0; i < session::LessonTasks::ways.size(); ++i) {
            const int ways = session::LessonTasks::ways[i], answer = learn.task().answer;
            QCOMPARE(static_cast<int>(learn.grid()->cells().size()), ways);
            QCOMPARE(learn.text("learn.task.chance"), ui::percentText(100.0 / ways));
            QVERIFY(!learn.button("learn.task.next")->isVisible());
            if (i == 0) learn.clickWay(answer);
            if (i == 1) learn.typeWay((answer + 1) % ways);
            if (i == 2) learn.typeWay(answer);  // two digits
            VERIFY_SAYS(learn.text("learn.task.feedback"), i == 1 ? "Wrong" : "Right");
            VERIFY_SAYS(learn.text("learn.task.feedback"), ui::keysOf(answer, ways).toUtf8());
            QVERIFY(learn.grid()->cells()[static_cast<std::size_t>(answer)].answer);
            QCOMPARE(std::ranges::count(learn.grid()->cells(), true, &ui::WayCell::wrong), i == 1 ? 1 : 0);
            learn.clickWay(0);  // too late
            QCOMPARE(done.size(), i == 2 ? 1 : 0);
            if (i == 0) learn.click("learn.task.next");
            if (i == 1) QTest::keyClick(learn.button("learn.task.next"), Qt::Key_Return);
        }
        VERIFY_SAYS(learn.text("learn.task.score"), "2 of 3");
        VERIFY_SAYS(learn.text("learn.task.score.detail"),
                    QLocale().toString(1.0 / 2 + 1.0 / 5 + 1.0 / 20, 'f', 2).toUtf8());
        QCOMPARE(learn.page()->doneCount(), 1);
        QCOMPARE(learn.find<QProgressBar>("learn.progress")->value(), 1);
        VERIFY_SAYS(learn.number(0)->accessibleName(), "done");

        learn.click("learn.task.next");  // other ones
        QTRY_COMPARE_WITH_TIMEOUT(learn.grid()->cells().size(), 2U, patience);
        QCOMPARE(learn.text("learn.task.score"), ui::Figure::none);
    }

    void movesADrawingByKeys() {
        Learn learn;
        QVERIFY(learn.exampleComes());
        const session::MovedScene& scene = *learn.step<ui::PixelsStep>()->question().scene();
        auto* bars = learn.find<ui::DistanceBars>("learn.pixels.distances");
        QVERIFY(bars->columns()[0].distances == distances(scene.rest.pixels));
        QVERIFY(bars->columns()[1].distances == distances(scene.rest.network));
        QCOMPARE(bars->columns()[0].nearest, scene.task.answer);
        VERIFY_SAYS(learn.text("learn.pixels.verdict"), "right");
        QCOMPARE(learn.page()->doneCount(), 0);

        // Where pixels fail, the engine knows; the keys lead there.
        struct Direction {
            Qt::Key key;
            Motion step;
        };
        const std::vector<Direction> directions{{Qt::Key_Right, {1, 0, 0}},
                                                {Qt::Key_Left, {-1, 0, 0}},
                                                {Qt::Key_Down, {0, 1, 0}},
                                                {Qt::Key_Up, {0, -1, 0}}};
        const auto at = [](const Direction& direction, int by) {
            return Motion{direction.step.right * by, direction.step.down * by, 0};
        };
        int steps = 0;
        const Direction* found = nullptr;
        for (int by = 1; by <= 8 && !found; ++by)
            for (const Direction& direction : directions)
                if (!found && !scene.answer(at(direction, by)).pixels.outcome.right) found = &direction, steps = by;
        QVERIFY(found);
        learn.drawing()->setFocus();
        for (int i = 0; i < steps; ++i) QTest::keyClick(learn.drawing(), found->key);
        QVERIFY(learn.answered(at(*found, steps)));
        const session::MovedAnswer expected = scene.answer(at(*found, steps));
        QVERIFY(bars->columns()[0].distances == distances(expected.pixels));
        QVERIFY(bars->columns()[0].nearest != scene.task.answer);
        VERIFY_SAYS(learn.text("learn.pixels.verdict"), "wrong");
        const auto own = static_cast<std::size_t>(scene.task.answer);
        for (const session::LearnerAnswer* pixels : {&scene.rest.pixels, &expected.pixels})
            VERIFY_SAYS(learn.text("learn.pixels.verdict"),
                        QLocale().toString(distances(*pixels)[own], 'f', 0).toUtf8());
        QCOMPARE(learn.page()->doneCount(), 1);
        QCOMPARE(learn.page()->step(), 1);  // the arrows moved the drawing

        QTest::keyClick(learn.drawing(), Qt::Key_Home);
        QVERIFY(learn.answered({}));
        QVERIFY(bars->columns()[0].distances == distances(scene.rest.pixels));
        learn.click("learn.pixels.other");
        QTRY_VERIFY_WITH_TIMEOUT(learn.step<ui::PixelsStep>()->question().scene() != &scene, patience);
    }

    void movesADrawingByMouseAndSlider() {
        Learn learn;
        QVERIFY(learn.exampleComes());
        ui::MovableDrawing* drawing = learn.drawing();
        const QPoint middle = drawing->rect().center();
        QTest::mousePress(drawing, Qt::LeftButton, {}, middle);
        QTest::mouseMove(drawing, middle + QPoint(12, 0));
        QTest::mouseMove(drawing, middle + QPoint(12, -24));
        QTest::mouseRelease(drawing, Qt::LeftButton, {}, middle + QPoint(12, -24));
        const Motion dragged = drawing->motion();
        QVERIFY2(dragged.right > 0 && dragged.down < 0, qPrintable(drawing->accessibleDescription()));
        QVERIFY(std::abs(dragged.down + 2 * dragged.right) <= 2);  // as far as the mouse, to whole pixels

        auto* turn = learn.find<QSlider>("learn.pixels.turn");
        turn->setFocus();
        for (int i = 0; i < 3; ++i) QTest::keyClick(turn, Qt::Key_Right);
        QCOMPARE(turn->value(), 3 * turn->singleStep());
        QVERIFY(drawing->motion() == (Motion{dragged.right, dragged.down, turn->value()}));
        QVERIFY(learn.answered(drawing->motion()));
        QTest::keyClick(drawing, Qt::Key_PageDown);
        QCOMPARE(turn->value(), drawing->motion().degrees);
        for (int i = 0; i < 40; ++i) QTest::keyClick(drawing, Qt::Key_Right);
        QCOMPARE(drawing->motion().right, session::MovedDrawing::farthest);
        learn.click("learn.pixels.back");
        QVERIFY(drawing->motion() == Motion());
        QCOMPARE(turn->value(), 0);
    }

    void swapsTheTwins() {
        Learn learn;
        QVERIFY(learn.choose(test::smallGlyphs));
        learn.page()->showStep(2);
        auto* step = learn.step<ui::TwinsStep>();
        QTRY_VERIFY_WITH_TIMEOUT(step->answer().has_value(), patience);
        const session::TwinAnswer plain = *step->answer();
        VERIFY_SAYS(learn.text("learn.twins.verdict"), ui::scoreText(plain.kind, plain.score).toUtf8());
        QCOMPARE(learn.page()->doneCount(), 0);
        learn.click("learn.twins.swap");
        QTRY_VERIFY_WITH_TIMEOUT(step->answer()->swapped, patience);
        const session::TwinAnswer swapped = *step->answer();
        QVERIFY(swapped.first == plain.second && std::abs(swapped.score - plain.score) < 1e-5f);
        VERIFY_SAYS(learn.text("learn.twins.verdict"), "B with A");
        QCOMPARE(learn.page()->doneCount(), 1);
        learn.click("learn.twins.other");
        QTRY_VERIFY_WITH_TIMEOUT(!step->answer()->same, patience);
        QVERIFY(!step->answer()->swapped);
    }

    void explainsTheTwins() {
        Learn learn;
        learn.page()->showStep(2);
        auto* picture = learn.find<QWidget>("learn.twins.picture");
        QTRY_VERIFY(picture->height() >= picture->minimumSizeHint().height());
        QStringList told;
        for (int y = 4; y < picture->height(); y += 12)
            for (int x = 4; x < picture->width(); x += 12) {
                QHelpEvent hover(QEvent::ToolTip, {x, y}, picture->mapToGlobal(QPoint(x, y)));
                QApplication::sendEvent(picture, &hover);
                if (!told.contains(QToolTip::text())) told += QToolTip::text();
            }
        for (const char* term : {"drawing", "encoder", "embedding", "similarity", "siamese network"})
            QVERIFY2(told.contains(ui::explanation(term)), term);
        QToolTip::hideText();
    }

    void countsPairs() {
        Learn learn;
        QVERIFY(learn.choose(test::smallGlyphs));
        learn.page()->showStep(2);
        const auto says = [&](const QString& words) {
            return QTest::qWaitFor([&] { return learn.text("learn.twins.counts").contains(words); }, patience);
        };
        const Dataset& data = *learn.window.workspace().dataset();
        const PairCounts small = pairCounts(data);  // 24 characters of 4 drawings
        QCOMPARE(small, pairCounts(24, 4));
        QVERIFY(says(QLocale().toString(static_cast<qlonglong>(small.all))));
        QVERIFY(says(QLocale().toString(static_cast<qlonglong>(small.same))));
        VERIFY_SAYS(learn.text("learn.twins.counts"), "Your dataset, Built-in glyphs: 24 characters");
        QCOMPARE(learn.find<ui::PairsPicture>("learn.twins.pairs")->cells(), qRound(small.perSame()));
        const PairCounts omniglot = pairCounts(964, 20);
        for (const qlonglong number : {qlonglong(omniglot.all), qlonglong(omniglot.same), qlonglong(1015)})
            VERIFY_SAYS(learn.text("learn.twins.omniglot"), QLocale().toString(number).toUtf8());
        QVERIFY(learn.choose(QStringLiteral("glyphs:alphabet-count=1,characters-per-alphabet=3,drawer-count=5")));
        QVERIFY(says(QLocale().toString(static_cast<qlonglong>(pairCounts(3, 5).all))));
    }
};

ONESHOT_TEST(TestLearnPage)
#include "tst_learn_page.moc"
