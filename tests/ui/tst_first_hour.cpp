// label: slow
// The first hour of a newcomer in the real window, by mouse and keys: Learn to its end, a training, its tasks, a
// drawing, five trials and a report. Everything is the real engine, on small data. Each station is kept as a picture.
#include <QFileDialog>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>
#include <QtTest>

#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_recipe.h"
#include "tests/support/tiny_run.h"
#include "tests/support/window_driver.h"
#include "ui/pages/draw/draw_page.h"
#include "ui/pages/draw/ranking_model.h"
#include "ui/pages/learn/challenge_step.h"
#include "ui/pages/learn/learn_page.h"
#include "ui/pages/learn/map_step.h"
#include "ui/pages/learn/movable_drawing.h"
#include "ui/pages/learn/neighbour_row.h"
#include "ui/pages/learn/pixels_step.h"
#include "ui/pages/learn/task_step.h"
#include "ui/pages/learn/training_step.h"
#include "ui/pages/learn/twins_step.h"
#include "ui/pages/train/settings_form.h"
#include "ui/pages/train/train_page.h"
#include "ui/widgets/curve_plot.h"
#include "ui/widgets/keys.h"
#include "ui/widgets/map_view.h"

using namespace oneshot;
using test::patience;

class TestFirstHour : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;
    std::unique_ptr<test::ChallengeDriver> driver_;

    ui::LearnPage* learn() { return driver_->find<ui::LearnPage>("page.learn"); }
    template <typename Step>
    Step* step() {
        auto* shown = qobject_cast<Step*>(learn()->stepShown());
        if (!shown) qFatal("another step is shown");
        return shown;
    }
    void keepPicture(const char* name) { QVERIFY(driver_->keepPicture(QStringLiteral("first-hour-") + name)); }
    /// The run that this hour trains; empty: there is none yet.
    std::filesystem::path run() { return driver_->window.session().runDirectory(); }

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        setHomeFolder(folder_ / "home");
        driver_ = std::make_unique<test::ChallengeDriver>(test::taskGlyphs);
        QVERIFY(driver_->activate());
    }
    void cleanupTestCase() { driver_.reset(); }

    void answersThreeTasks() {
        driver_->click("nav.learn");
        auto* grid = driver_->find<ui::SupportGrid>("learn.task.support");
        QTRY_VERIFY_WITH_TIMEOUT(!grid->cells().empty(), patience);
        for (std::size_t i = 0; i < session::LessonTasks::ways.size(); ++i) {
            if (i > 0) driver_->click("learn.task.next");
            const auto& task = step<ui::TaskStep>()->tasks().tasks()[i];
            QTest::keyClicks(grid, ui::keysOf(task.answer, static_cast<int>(task.ways.size())));
            QVERIFY(step<ui::TaskStep>()->answered());
        }
        keepPicture("task");
    }

    void movesADrawing() {
        driver_->click("learn.next");
        QTRY_VERIFY_WITH_TIMEOUT(step<ui::PixelsStep>()->answer(), patience);
        auto* drawing = driver_->find<ui::MovableDrawing>("learn.pixels.drawing");
        const session::Motion before = step<ui::PixelsStep>()->answer()->motion;
        drawing->setFocus();
        QTest::keyClick(drawing, Qt::Key_Right);
        QTRY_VERIFY_WITH_TIMEOUT(step<ui::PixelsStep>()->answer()->motion != before, patience);
        keepPicture("pixels");
    }

    void swapsTheTwins() {
        driver_->click("learn.next");
        QTRY_VERIFY_WITH_TIMEOUT(step<ui::TwinsStep>()->answer(), patience);
        driver_->click("learn.twins.swap");
        QTRY_VERIFY_WITH_TIMEOUT(step<ui::TwinsStep>()->answer()->swapped, patience);
        keepPicture("twins");
    }

    void watchesItLearn() {
        driver_->click("learn.next");
        step<ui::TrainingStep>()->setRecipe(test::tinyRecipe(30));  // a moment instead of a minute
        driver_->click("learn.training.start");
        const session::GlyphTraining& training = step<ui::TrainingStep>()->training();
        QTRY_VERIFY_WITH_TIMEOUT(training.lastEnd() != session::GlyphTraining::End::None, patience);
        QVERIFY2(training.lastEnd() == session::GlyphTraining::End::Completed, qPrintable(training.problem()));
        keepPicture("training");
    }

    void looksAtTheMap() {
        driver_->click("learn.next");
        auto* row = driver_->find<ui::NeighbourRow>("learn.map.row");
        QTRY_VERIFY_WITH_TIMEOUT(!row->neighbours().empty(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(!step<ui::MapStep>()->map().busy(), patience);
        const auto* view = driver_->find<ui::MapView>("learn.map.view");
        const int query = view->current();
        driver_->click("learn.map.next");
        QVERIFY(view->current() != query);
        QTRY_VERIFY_WITH_TIMEOUT(!row->neighbours().empty(), patience);
        keepPicture("map");
    }

    void playsAgainstIt() {
        driver_->click("learn.next");
        using Trials = session::GlyphTrials;
        Trials& trials = step<ui::ChallengeStep>()->trials();
        for (int i = 0; i < Trials::count; ++i) {
            QTRY_COMPARE_WITH_TIMEOUT(trials.state(), Trials::State::Asking, patience);
            QTest::keyClicks(step<ui::ChallengeStep>(), ui::keysOf(trials.task().answer, Trials::ways));
            QCOMPARE(trials.state(), Trials::State::Answered);
            driver_->click("learn.challenge.next");
        }
        QCOMPARE(trials.state(), Trials::State::Ended);
        QCOMPARE(trials.score().first().right, Trials::count);
        keepPicture("trials");
        driver_->click("learn.go.train");
        QVERIFY(driver_->find<QWidget>("page.train")->isVisible());
    }

    void trains() {
        driver_->window.workspace().validation().choose(test::smallGlyphs);
        TrainingConfig config = test::tinyRun({}, 60).config;
        driver_->find<ui::TrainPage>("page.train")->form()->setConfig(config);
        QTRY_VERIFY_WITH_TIMEOUT(driver_->enabled("train.start"), patience);
        driver_->click("train.start");
        QTRY_VERIFY_WITH_TIMEOUT(driver_->window.session().active(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(!driver_->window.session().active(), patience);
        QCOMPARE(driver_->window.session().lastEnd(), session::TrainingSession::End::Completed);
        const auto& accuracy = driver_->find<ui::CurvePlot>("train.plot.accuracy")->chart().series[0];
        QTRY_COMPARE_WITH_TIMEOUT(accuracy.x.isEmpty() ? 0.0 : accuracy.x.last(), 60.0, patience);
        keepPicture("train");
    }

    void looksAtTasks() {
        driver_->click("train.next.tasks");
        QVERIFY(driver_->find<QWidget>("page.tasks")->isVisible());
        driver_->set("tasks.ways", 5);  // the alphabets here are small
        auto* table = driver_->find<QTableView>("tasks.table");
        QTRY_VERIFY_WITH_TIMEOUT(table->model()->rowCount() > 1, patience);
        QVERIFY(driver_->activate());
        const int row = table->currentIndex().row();
        driver_->click("tasks.next");
        QTRY_COMPARE_WITH_TIMEOUT(table->currentIndex().row(), row + 1, patience);
        keepPicture("tasks");
    }

    void drawsACharacter() {
        driver_->click("nav.draw");
        auto* ranking = driver_->find<QListView>("draw.ranking");
        QTRY_VERIFY_WITH_TIMEOUT(ranking->model()->rowCount() > 0, patience);
        driver_->draw({{20, 20, 0}, {50, 60, 100}, {80, 20, 200}});
        QTRY_VERIFY_WITH_TIMEOUT(!driver_->find<ui::DrawPage>("page.draw")->query().busy() &&
                                     ranking->model()->index(0, 0).data(ui::RankingModel::RankRole).toInt() == 1,
                                 patience);
        keepPicture("draw");
    }

    void answersFiveTrials() {
        driver_->click("nav.challenge");
        driver_->setUp(QStringLiteral("5"), QStringLiteral("5"), QStringLiteral("0"));
        QVERIFY(driver_->start());
        QVERIFY(driver_->finish(3, false));
        QCOMPARE(driver_->session().state(), session::ChallengeSession::State::Ended);
        keepPicture("challenge");
    }

    void writesAReport() {
        driver_->click("nav.runs");
        auto* table = driver_->find<QTableView>("runs.table");
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 1, patience);
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                          table->visualRect(table->model()->index(0, 1)).center());
        QTRY_VERIFY_WITH_TIMEOUT(driver_->enabled("runs.export"), patience);
        driver_->find<QAction>("runs.export.html")->trigger();
        const QString path = QString::fromStdString((folder_ / "report.html").string());
        auto* dialog = driver_->window.findChild<QFileDialog*>();
        QVERIFY(dialog);
        Q_EMIT dialog->fileSelected(path);
        dialog->close();
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path), patience);
        QFile report(path);
        QVERIFY(report.open(QIODevice::ReadOnly));
        QVERIFY(report.readAll().contains(run().filename().string().c_str()));
        keepPicture("runs");
    }
};

ONESHOT_TEST(TestFirstHour)
#include "tst_first_hour.moc"
