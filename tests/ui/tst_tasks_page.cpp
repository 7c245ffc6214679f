// The Tasks page through the real window, by the names of its parts.
#include <QComboBox>
#include <QSpinBox>
#include <QtTest>

#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "core/tasks/task_sampler.h"
#include "core/training/presets.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"
#include "tests/support/window_driver.h"
#include "ui/pages/challenge/challenge_page.h"
#include "ui/pages/tasks/learner_menu.h"
#include "ui/pages/tasks/task_exporter.h"

using namespace oneshot;
using Driver = test::TasksDriver;
using test::patience;

class TestTasksPage : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        setHomeFolder(folder_ / "home");
    }

    void worksAtFirstStart() {
        test::WindowDriver driver;
        driver.find<QToolButton>("nav.tasks")->click();
        for (const char* name : {"tasks.source", "tasks.ways", "tasks.shots", "tasks.within", "tasks.seed",
                                 "tasks.count", "tasks.learners", "tasks.export"})
            QVERIFY2(driver.find<QWidget>(name)->isVisible(), name);
        const auto* table = driver.find<QTableView>("tasks.table");
        const auto* learners = driver.find<QTableView>("tasks.learner.table");
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 100, patience);
        QCOMPARE(learners->model()->rowCount(), 3);
        for (int i = 0; i < 3; ++i)
            QTRY_VERIFY_WITH_TIMEOUT(learners->model()->index(i, 1).data().toString().contains(u'%'), patience);
        for (const char* name : {"tasks.table", "tasks.query", "tasks.support", "tasks.next", "tasks.previous",
                                 "tasks.answer", "tasks.jump", "tasks.morph", "tasks.filter.wrong"})
            QVERIFY2(driver.find<QWidget>(name)->isVisible(), name);
        for (const QToolButton* button : driver.find<QWidget>("page.tasks")->findChildren<QToolButton*>())
            QVERIFY(!button->text().isEmpty() || !button->accessibleName().isEmpty());
        VERIFY_SAYS(driver.text("tasks.summary"), "100 tasks · 20-way 1-shot · within one alphabet · chance 5.0 %");
    }

    /// Exactly those, whatever the settings say.
    void showsTheTasksThatAnotherPageChose() {
        Driver driver;
        driver.find<QToolButton>("nav.challenge")->click();
        const session::DatasetPtr dataset = driver.window.workspace().dataset();
        const std::vector<Task> chosen = TaskSampler(*dataset, {3, 1, false, 8}).take(4);
        Q_EMIT driver.find<ui::ChallengePage>("page.challenge")->tasksRequested(dataset, chosen);
        QVERIFY(driver.page()->isVisible());
        QVERIFY(driver.answered(4));
        const auto shows = [&](const std::vector<Task>& tasks) {
            const session::BoardPtr board = driver.page()->browser().board();
            return std::ranges::equal(*board->tasks, tasks, {}, &Task::query, &Task::query);
        };
        QVERIFY(shows(chosen));
        QCOMPARE(driver.grid()->cells().size(), 3U);
        VERIFY_SAYS(driver.find<QComboBox>("tasks.source")->currentText(), "the challenge");
        for (const char* name : {"tasks.ways", "tasks.shots", "tasks.within", "tasks.seed", "tasks.count"})
            QVERIFY(!driver.find<QWidget>(name)->isEnabled());
        driver.page()->showTasks(dataset, {chosen[2]}, QStringLiteral("the challenge"));  // of the same source
        QVERIFY(driver.answered(1));
        QVERIFY(shows({chosen[2]}));
        driver.find<QComboBox>("tasks.source")->setCurrentIndex(0);
        driver.set("tasks.ways", 5);
        QVERIFY(driver.answered(100));
        driver.find<QComboBox>("tasks.source")->setCurrentIndex(3);
        QVERIFY(driver.answered(1));
    }

    void answersVectorsWithWhoCan() {
        std::string table = "a,b,c,label\n";
        for (int i = 0; i < 30; ++i)
            table += std::to_string(i % 3) + ".5," + std::to_string(i) + "," + std::to_string(i * i % 7) + ",kind" +
                     std::to_string(i % 6) + "\n";
        test::writeFile(folder_ / "table.csv", test::bytesOf(table));
        Driver driver(QString::fromStdString((folder_ / "table.csv").string()));
        driver.set("tasks.ways", 4);
        QTRY_VERIFY_WITH_TIMEOUT(driver.learnerCell(0, 1).contains(u'%'), patience);
        QTRY_COMPARE_WITH_TIMEOUT(driver.learnerCell(2, 1), QStringLiteral("cannot"), patience);
        VERIFY_SAYS(driver.text("tasks.problems"), "modified-hausdorff cannot answer. ");
        VERIFY_SAYS(driver.text("tasks.problems"), "vector");
        QCOMPARE(driver.shown(), 100);
    }

    void followsTheTraining() {
        Driver driver;
        driver.set("tasks.ways", 5);
        QVERIFY(driver.answered(100));
        RunRequest request;
        request.config = presetNamed("compact").config;
        request.config.network.input.size = 16;
        request.config.network.maps = {4, 4, 8, 8};
        request.config.network.embedding = 8;
        request.config.batches.pairsPerStep = 16;
        request.config.validation.intervalSteps = 10;
        request.config.validation.tasks = 20;
        request.config.validation.ways = 5;
        request.config.threads = 1;
        request.config.length.steps = 60;
        request.background = test::taskGlyphs.toStdString();
        request.validation = "glyphs:seed=6,alphabet-count=1,characters-per-alphabet=8,drawer-count=6";
        session::TrainingSession& training = driver.window.session();
        training.start(request);
        driver.window.findChild<ui::LearnerMenu*>()->setLearner(session::ModelLibrary::live, true);
        const auto live = [&]() -> session::AnswersPtr {
            const session::BoardPtr& board = driver.page()->browser().board();
            for (const session::AnswersPtr& some : board->answers)
                if (some && some->id == session::ModelLibrary::live) return some;
            return nullptr;
        };
        QTRY_VERIFY_WITH_TIMEOUT(live() || !training.reason().isEmpty(), patience);
        QCOMPARE(training.reason(), QString());
        QTRY_VERIFY_WITH_TIMEOUT(!training.active(), patience);
        QCOMPARE(training.reason(), QString());
        QTRY_VERIFY_WITH_TIMEOUT(live()->model == training.newestModel(), patience);
        QCOMPARE(live()->problem, QString());
    }

    /// A training renews the model in use again and again; each time the running answer would be thrown away.
    void aRenewedModelWaitsForTheRunningAnswer() {
        Driver driver;
        driver.set("tasks.ways", 5);
        QVERIFY(driver.answered(100));
        session::Workspace& workspace = driver.window.workspace();
        const auto* timer = driver.find<QTimer>("tasks.timer");
        workspace.chooseModel(session::ModelLibrary::live);
        QVERIFY(timer->isActive());
        driver.set("tasks.count", 500);
        QSignalSpy asked(timer, &QTimer::timeout);
        QVERIFY(asked.wait(patience));
        QVERIFY(!timer->isActive() && driver.page()->browser().busy());
        Q_EMIT workspace.models().changed(session::ModelLibrary::live);  // of which the workspace tells too
        QVERIFY(!timer->isActive());
        QVERIFY(driver.page()->browser().busy());
        QSignalSpy finished(&driver.page()->browser(), &session::TaskBrowser::finished);
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, patience);
        QVERIFY(timer->isActive());  // now it is asked
    }

    void asksNobodyWhileItIsNotSeen() {
        Driver driver;
        driver.set("tasks.ways", 5);
        QVERIFY(driver.answered(100));
        driver.find<QToolButton>("nav.train")->click();
        QSignalSpy changes(&driver.page()->browser(), &session::TaskBrowser::changed);
        driver.set("tasks.ways", 6);
        const auto* timer = driver.find<QTimer>("tasks.timer");
        QVERIFY(timer->isActive());
        QTRY_VERIFY(!timer->isActive());  // it has asked, or has not
        QVERIFY(!driver.page()->browser().busy());
        QCOMPARE(changes.size(), 0);
        driver.find<QToolButton>("nav.tasks")->click();
        QTRY_VERIFY_WITH_TIMEOUT(driver.grid()->cells().size() == 6, patience);
    }

    /// What there is to say takes a line that is there anyway.
    void nothingMovesWhenItTellsSomething() {
        Driver driver;
        driver.set("tasks.ways", 5);
        QVERIFY(driver.answered(100));
        const auto places = [&] {
            QCoreApplication::processEvents();
            QList<QRect> found;
            for (const char* name : {"tasks.table", "tasks.support", "tasks.source", "tasks.next"})
                found +=
                    {driver.find<QWidget>(name)->mapTo(driver.page(), QPoint()), driver.find<QWidget>(name)->size()};
            return found;
        };
        const QList<QRect> before = places();
        const QString path = QString::fromStdString((folder_ / std::string(120, 'x') / "tasks.csv").string());
        driver.window.findChild<ui::TaskExporter*>()->saveCsv(path);  // a folder that is not there
        QTRY_VERIFY_WITH_TIMEOUT(driver.find<QLabel>("tasks.notice")->property("fault").toBool(), patience);
        QVERIFY(driver.find<QLabel>("tasks.notice")->isVisible());
        VERIFY_SAYS(driver.find<QLabel>("tasks.notice")->toolTip(), driver.text("tasks.notice").toUtf8().constData());
        QCOMPARE(places(), before);
        driver.set("tasks.views", 2);  // what that costs is told, learner by learner
        driver.window.findChild<ui::LearnerMenu*>()->setLearner(QStringLiteral("random"), true);
        driver.window.findChild<ui::LearnerMenu*>()->setLearner(QStringLiteral("random"), false);
        QVERIFY(driver.answered(100));
        QCOMPARE(places(), before);
    }

    /// As small as a window may be: columns scroll or wrap.
    void fitsASmallWindow() {
        Driver driver;
        driver.set("tasks.ways", 5);
        QVERIFY(driver.answered(100));
        for (const char* tab :
             {"tasks.tab.tasks", "tasks.tab.map", "tasks.tab.confusions", "tasks.tab.ways", "tasks.tab.model"}) {
            driver.click(tab);
            const QSize least = driver.page()->minimumSizeHint();
            QVERIFY2(least.width() <= 800 && least.height() <= 560,
                     qPrintable(QStringLiteral("%1 x %2").arg(least.width()).arg(least.height())));
        }
    }

    void asksOnlyWhileTheAnswersAreSeen() {
        Driver driver;
        driver.set("tasks.ways", 5);
        QVERIFY(driver.answered(100));
        const session::BoardPtr before = driver.page()->browser().board();
        driver.click("tasks.tab.confusions");
        driver.set("tasks.count", 50);
        const auto* timer = driver.page()->findChild<QTimer*>(QStringLiteral("tasks.timer"));
        QTRY_VERIFY_WITH_TIMEOUT(!timer->isActive(), patience);
        QVERIFY(!driver.page()->browser().busy());
        QVERIFY(driver.page()->browser().board() == before);
        driver.click("tasks.tab.tasks");
        QVERIFY(driver.answered(50));
    }

    void stopsAndAsksAgain() {
        Driver driver;
        driver.set("tasks.ways", 8);
        driver.set("tasks.count", 5000);
        auto* stop = driver.find<QToolButton>("tasks.cancel");
        QTRY_VERIFY_WITH_TIMEOUT(driver.shown() == 5000 && stop->isVisible(), patience);
        stop->click();
        QVERIFY(!driver.page()->browser().busy());
        QCOMPARE(driver.shown(), 5000);
        VERIFY_SAYS(stop->toolTip(), "have not answered");
        driver.set("tasks.count", 50);
        QVERIFY(driver.answered(50));
    }
};

ONESHOT_TEST(TestTasksPage)
#include "tst_tasks_page.moc"
