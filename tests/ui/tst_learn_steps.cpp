// The steps of Learn that train, map and play: each alone, by mouse and keys, with the real engine.
#include <QLabel>
#include <QPushButton>
#include <QtTest>
#include <algorithm>
#include <memory>

#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "tests/support/files.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_recipe.h"
#include "tests/support/tiny_run.h"
#include "ui/pages/learn/challenge_step.h"
#include "ui/pages/learn/map_step.h"
#include "ui/pages/learn/neighbour_map.h"
#include "ui/pages/learn/neighbour_row.h"
#include "ui/pages/learn/training_step.h"
#include "ui/widgets/curve_plot.h"
#include "ui/widgets/figure.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/support_grid.h"
#include "ui/widgets/theme.h"

using namespace oneshot;
using test::patience;
using Trials = session::GlyphTrials;

namespace {

template <typename Step>
struct Shown {
    Shown() : step(workspace), done(&step, &ui::LearnStep::done) {
        step.resize(1000, 640);
        step.show();
        step.activateWindow();
    }
    template <typename Part>
    Part* find(const char* name) {
        Part* part = step.template findChild<Part*>(QLatin1String(name));
        if (!part) qFatal("there is no %s", name);
        return part;
    }
    void click(const char* name) { QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton); }
    QString text(const char* name) { return find<QLabel>(name)->text(); }

    session::TrainingSession session;
    session::Workspace workspace{session};
    Step step;
    QSignalSpy done;
};

/// Clicks a way of the grid in its middle.
void clickWay(ui::SupportGrid* grid, int way) {
    QTest::mouseClick(grid->viewport(), Qt::LeftButton, {}, grid->cellRect(way).center());
}

}  // namespace

class TestLearnSteps : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        setHomeFolder(folder_ / "home");
        ui::applyTheme(ui::Theme::Light);
    }

    void showsATrainingFromStartToEnd() {
        Shown<ui::TrainingStep> shown;
        shown.step.setRecipe(test::tinyRecipe(30));
        const auto* start = shown.find<QPushButton>("learn.training.start");
        QCOMPARE(start->text(), QStringLiteral("Start"));
        QVERIFY(!shown.find<QPushButton>("learn.training.look")->isVisible());
        QVERIFY(shown.text("learn.training.said").startsWith(QStringLiteral("Press Start")));
        shown.click("learn.training.start");
        QCOMPARE(start->text(), QStringLiteral("Stop"));
        QTRY_COMPARE_WITH_TIMEOUT(shown.done.size(), 1, patience);

        QCOMPARE(start->text(), QStringLiteral("Again"));
        const auto& losses = shown.find<ui::CurvePlot>("learn.training.plot.loss")->chart().series;
        QCOMPARE(losses[0].x.size(), 30);
        QCOMPARE(losses[1].x.size(), 30);
        const report::CurveChart& accuracy = shown.find<ui::CurvePlot>("learn.training.plot.accuracy")->chart();
        QVERIFY(accuracy.series[0].x.size() >= 3);
        QCOMPARE(accuracy.series[0].x.last(), 30.0);
        QCOMPARE(accuracy.references.size(), 2U);
        QCOMPARE(accuracy.references[0].y, 20.0);  // chance of 5 ways
        QCOMPARE(shown.text("learn.training.accuracy"), ui::percentText(accuracy.series[0].y.last()));
        const auto* grid = shown.find<ui::SupportGrid>("learn.training.support");
        QCOMPARE(grid->cells().size(), 5U);
        QCOMPARE(grid->cellRect(4).top(), grid->cellRect(0).top());  // all beside each other
        double sum = 0;
        for (const ui::WayCell& cell : grid->cells()) {
            QCOMPARE(cell.verdicts.size(), 1U);
            sum += cell.verdicts[0].probability;
        }
        QVERIFY(std::abs(sum - 1) < 1e-6);
        QCOMPARE(std::ranges::count(grid->cells(), true, &ui::WayCell::answer), 1);
        const report::Series& right = accuracy.series[1];  // the probability of the right answer, from the start
        QVERIFY(right.x.size() >= 4);
        QCOMPARE(right.x.first(), 0.0);
        QCOMPARE(right.x.last(), 30.0);
        const auto answer = std::ranges::find(grid->cells(), true, &ui::WayCell::answer);
        QCOMPARE(right.y.last(), 100 * answer->verdicts[0].probability);
        QVERIFY2(shown.text("learn.training.said").contains(QStringLiteral("After step 30")),
                 qPrintable(shown.text("learn.training.said")));
        QVERIFY(shown.text("learn.training.status").contains(QStringLiteral("30")));
        QVERIFY(!std::filesystem::exists(runsFolder()));

        shown.step.setRecipe(test::tinyRecipe(1'000'000));
        shown.click("learn.training.start");
        QVERIFY(losses[0].x.isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(losses[0].x.size() > 1, patience);
        shown.click("learn.training.start");
        QTRY_COMPARE_WITH_TIMEOUT(shown.done.size(), 2, patience);
        QVERIFY(shown.text("learn.training.status").startsWith(QStringLiteral("Stopped")));
    }

    /// Both curves and the task are seen at once in a window of 1024x640.
    void aTrainingFitsASmallScreen() {
        Shown<ui::TrainingStep> shown;
        const QFontMetrics font = shown.step.fontMetrics();
        const QSize room(130 * font.averageCharWidth(), 32 * font.height());
        shown.step.resize(room);
        const auto* accuracy = shown.find<QWidget>("learn.training.plot.accuracy");
        const auto* loss = shown.find<QWidget>("learn.training.plot.loss");
        QTRY_VERIFY(accuracy->y() == loss->y() && loss->x() > accuracy->x());
        QVERIFY2(shown.step.heightForWidth(room.width()) <= room.height(),
                 QByteArray::number(shown.step.heightForWidth(room.width())));
        QVERIFY(shown.step.minimumSizeHint().width() <= room.width());
    }

    void leavesTheEngineToATrainingOnTrain() {
        Shown<ui::TrainingStep> shown;
        shown.step.setRecipe(test::tinyRecipe(1'000'000));
        shown.click("learn.training.start");
        const auto& losses = shown.find<ui::CurvePlot>("learn.training.plot.loss")->chart().series;
        QTRY_VERIFY_WITH_TIMEOUT(!losses[0].x.isEmpty(), patience);
        shown.session.start(test::tinyRun(folder_ / "run", 1'000'000));
        QTRY_VERIFY_WITH_TIMEOUT(!shown.step.training().active(), patience);
        const auto* start = shown.find<QPushButton>("learn.training.start");
        QVERIFY(!start->isEnabled());
        QVERIFY(shown.find<QLabel>("learn.training.busy")->isVisible());
        QSignalSpy requested(&shown.step, &ui::LearnStep::pageRequested);
        shown.click("learn.training.look");
        QCOMPARE(requested.size(), 1);
        QCOMPARE(requested[0][0].toString(), QStringLiteral("train"));
        shown.session.stop();
        QTRY_VERIFY_WITH_TIMEOUT(!shown.session.active(), patience);
        QVERIFY(start->isEnabled());
        QVERIFY(!shown.find<QPushButton>("learn.training.look")->isVisible());
    }

    void endsATrainingWithTheStep() {
        auto shown = std::make_unique<Shown<ui::TrainingStep>>();
        shown->step.setRecipe(test::tinyRecipe(1'000'000));
        shown->click("learn.training.start");
        QTRY_VERIFY_WITH_TIMEOUT(!shown->find<ui::CurvePlot>("learn.training.plot.loss")->chart().series[0].x.isEmpty(),
                                 patience);
        shown.reset();  // blocks no longer than a step
    }

    void showsNeighboursQueryByQuery() {
        Shown<ui::MapStep> shown;
        auto* view = shown.find<ui::NeighbourMap>("learn.map.view");
        auto* row = shown.find<ui::NeighbourRow>("learn.map.row");
        const auto found = [&] { return QTest::qWaitFor([&] { return !row->neighbours().empty(); }, patience); };
        QVERIFY(found());  // it begins with one
        const session::MapPtr map = shown.step.map().map();
        QVERIFY(map);
        QCOMPARE(static_cast<int>(view->dots().size()), map->size());
        QCOMPARE(std::ranges::count(map->drawings, true, &session::MapDrawing::learnt), 0);

        // As the engine compares them.
        const int query = view->current();
        const Embeddings asked = map->support.embeddings.rows(query, query + 1);
        std::vector<float> scores = map->model->compare(asked, map->support).values;
        scores[query] = -1e9F;
        int same = 0;
        for (const ui::Neighbour& neighbour : row->neighbours()) {
            const auto best = std::ranges::max_element(scores) - scores.begin();
            const bool expected = map->drawings[best].name == map->drawings[query].name;
            QCOMPARE(neighbour.same, expected);
            same += expected;
            scores[best] = -1e9F;
        }
        QCOMPARE(shown.text("learn.map.neighbours"), QStringLiteral("%1 of 8").arg(same));
        QCOMPARE(shown.text("learn.map.sum"), ui::percentText(100.0 * same / 8));
        QVERIFY(shown.done.isEmpty());

        shown.click("learn.map.next");
        QVERIFY(view->current() != query);
        QVERIFY(found());
        view->setFocus();
        const int before = view->current();
        for (const Qt::Key key : {Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down})
            if (view->current() == before) QTest::keyClick(view, key);
        QVERIFY(view->current() != before);
        QVERIFY(found());
        while (shown.done.isEmpty()) {  // the third of different ones
            shown.click("learn.map.next");
            QVERIFY(found());
        }
        QCOMPARE(shown.done.size(), 1);

        QTRY_VERIFY_WITH_TIMEOUT(!shown.step.map().busy(), patience);  // the points stay where they are
        QVERIFY(shown.text("learn.map.place").startsWith(QStringLiteral("Arranged by t-SNE")));
        const QPointF place = view->placeOf((view->current() + 1) % map->size());
        QTest::mouseClick(view, Qt::LeftButton, {}, place.toPoint());
        QVERIFY(QLineF(view->placeOf(view->current()), place).length() <= 12);  // another may lie over it
        QVERIFY(found());
        QCOMPARE(row->accessibleDescription().count(QStringLiteral("the same character")),
                 std::ranges::count(row->neighbours(), true, &ui::Neighbour::same));
    }

    void playsFiveTasksByKeysAndMouse() {
        Shown<ui::ChallengeStep> shown;
        Trials& trials = shown.step.trials();
        auto* grid = shown.find<ui::SupportGrid>("learn.challenge.support");
        QTRY_VERIFY_WITH_TIMEOUT(trials.state() == Trials::State::Asking, patience);
        int you = 0, network = 0;
        for (int number = 1; number <= Trials::count; ++number) {
            QCOMPARE(shown.text("learn.challenge.place"),
                     QStringLiteral("Task %1 of %2").arg(number).arg(Trials::count));
            QCOMPARE(static_cast<int>(grid->cells().size()), Trials::ways);
            for (const ui::WayCell& cell : grid->cells()) QVERIFY(!cell.answer && cell.verdicts.empty());
            QVERIFY(!shown.find<QPushButton>("learn.challenge.next")->isEnabled());
            const int answer = trials.task().answer, way = number == 3 ? (answer + 1) % Trials::ways : answer;
            if (number % 2 == 0)
                clickWay(grid, way);
            else
                QTest::keyClick(grid, static_cast<Qt::Key>(Qt::Key_0 + (way + 1) % 10));
            QVERIFY(trials.state() == Trials::State::Answered);
            QTest::mouseDClick(grid->viewport(), Qt::LeftButton, {}, grid->cellRect(way).center());
            QVERIFY(trials.state() == Trials::State::Answered);  // a double click answers, and does not go on
            QVERIFY(grid->cells()[answer].answer);
            QCOMPARE(grid->cells()[way].wrong, way != answer);
            QCOMPARE(grid->cells()[0].verdicts.size(), 1U);
            you += way == answer;
            network += trials.modelAnswer().outcome.right;
            QCOMPARE(shown.text("learn.challenge.you"), QStringLiteral("%1 of %2").arg(you).arg(number));
            QCOMPARE(shown.text("learn.challenge.network"), QStringLiteral("%1 of %2").arg(network).arg(number));
            if (number % 2 == 0)
                shown.click("learn.challenge.next");
            else
                QTest::keyClick(shown.find<QPushButton>("learn.challenge.next"), Qt::Key_Return);
        }
        QVERIFY(trials.state() == Trials::State::Ended);
        QCOMPARE(you, Trials::count - 1);
        QCOMPARE(shown.done.size(), 1);
        const Interval range = trials.score().difference95();
        const QString verdict = shown.text("learn.challenge.verdict");
        QVERIFY2(verdict.contains(QStringLiteral("from %1 to %2 points")
                                      .arg(ui::signedText(range.low, 0), ui::signedText(range.high, 0))),
                 qPrintable(verdict));
        shown.click("learn.challenge.next");
        QTRY_VERIFY_WITH_TIMEOUT(trials.state() == Trials::State::Asking, patience);
        QCOMPARE(shown.text("learn.challenge.you"), ui::Figure::none);
        QVERIFY(!shown.find<QLabel>("learn.challenge.verdict")->isVisible());
    }
};

ONESHOT_TEST(TestLearnSteps)
#include "tst_learn_steps.moc"
