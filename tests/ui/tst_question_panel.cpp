// What is asked of whom, on the Tasks page of the real window.
#include <QComboBox>
#include <QFileDialog>
#include <QMenu>
#include <QPushButton>
#include <QSpinBox>
#include <QtTest>

#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"
#include "tests/support/tiny_run.h"
#include "tests/support/window_driver.h"

using namespace oneshot;
using Driver = test::TasksDriver;
using test::patience;

class TestQuestionPanel : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        setHomeFolder(folder_ / "home");
    }

    void addsAndRemovesLearners() {
        Driver driver;
        driver.set("tasks.ways", 8);
        QVERIFY(driver.answered(100));
        const session::AnswersPtr before = driver.page()->browser().board()->answers[2];
        QMenu* menu = driver.find<QToolButton>("tasks.learners")->menu();
        const auto choose = [&](const char* name) {
            Q_EMIT menu->aboutToShow();
            driver.find<QAction>(name)->trigger();
        };
        choose("tasks.learner.random");
        QCOMPARE(driver.find<QTableView>("tasks.learner.table")->model()->rowCount(), 4);
        QVERIFY(driver.answered(100));
        QVERIFY(driver.page()->browser().board()->answers[2] == before);
        choose("tasks.learner.pixels-l2");
        QVERIFY(driver.answered(100));
        QCOMPARE(driver.learnerCell(0, 0), QStringLiteral("modified-hausdorff"));
        QVERIFY(driver.page()->browser().board()->answers[1] == before);
        QCOMPARE(driver.grid()->cells()[0].verdicts.size(), 3U);
        Q_EMIT menu->aboutToShow();
        QVERIFY(!driver.find<QAction>("tasks.learner.pixels-l2")->isChecked());
        QVERIFY(driver.find<QAction>("tasks.learner.random")->isChecked());
    }

    /// One learner after another, without opening it again.
    void theMenuOfLearnersStaysOpen() {
        Driver driver;
        driver.set("tasks.ways", 8);
        QVERIFY(driver.answered(100));
        QMenu* menu = driver.find<QToolButton>("tasks.learners")->menu();
        menu->popup(driver.window.mapToGlobal(QPoint(100, 100)));
        QTRY_VERIFY(menu->isVisible());
        auto* random = driver.find<QAction>("tasks.learner.random");
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(random).center());
        QVERIFY(random->isChecked() && menu->isVisible());
        QTest::keyClick(menu, Qt::Key_Space);
        QVERIFY(!random->isChecked() && menu->isVisible());
        QTest::keyClick(menu, Qt::Key_Escape);
        QVERIFY(!menu->isVisible());
    }

    void followingTheModelInUseTakesNoOtherLearnerAway() {
        Driver driver;
        driver.set("tasks.ways", 8);
        QVERIFY(driver.answered(100));
        const auto ids = [&] {
            QStringList found;
            for (const session::TaskLearner& asked : driver.page()->browser().board()->question.learners)
                found += asked.id;
            return found;
        };
        const QString pixels = QStringLiteral("pixels-l2"), hausdorff = QStringLiteral("modified-hausdorff"),
                      random = QStringLiteral("random");
        session::Workspace& workspace = driver.window.workspace();
        QCOMPARE(ids(), QStringList({pixels, hausdorff, session::ModelLibrary::shipped}));
        workspace.chooseModel(pixels);
        QTRY_COMPARE_WITH_TIMEOUT(ids(), QStringList({pixels, hausdorff}), patience);
        workspace.chooseModel(random);
        QTRY_COMPARE_WITH_TIMEOUT(ids(), QStringList({pixels, hausdorff, random}), patience);
        workspace.chooseModel(session::ModelLibrary::shipped);
        QTRY_COMPARE_WITH_TIMEOUT(ids(), QStringList({pixels, hausdorff, session::ModelLibrary::shipped}), patience);
    }

    void answersLakesRuns() {
        test::writeZip(folder_ / "runs.zip", test::tinyLakeRuns(3, 5));
        test::writeFile(folder_ / "broken.zip", test::bytesOf("no zip"));
        const auto path = [&](const char* name) { return QString::fromStdString((folder_ / name).string()); };
        {
            Driver driver;
            driver.find<QComboBox>("tasks.source")->setCurrentIndex(2);
            QTRY_VERIFY(driver.text("tasks.message").contains(QStringLiteral("Lake's runs are the fixed one-shot")));
            QVERIFY(driver.find<QPushButton>("tasks.lake.choose")->isVisible());
            driver.page()->openLake(path("broken.zip"));
            QTRY_VERIFY_WITH_TIMEOUT(driver.text("tasks.message").startsWith(path("broken.zip") + u':'), patience);
            driver.find<QPushButton>("tasks.lake.choose")->click();
            auto* dialog = driver.find<QFileDialog>("tasks.lake.dialog");
            Q_EMIT dialog->fileSelected(path("runs.zip"));
            dialog->reject();
            QVERIFY(driver.answered(15));
            VERIFY_SAYS(driver.text("tasks.summary"), "15 trials of 3 runs · 5-way 1-shot");
            QCOMPARE(driver.cell(14, 1), QStringLiteral("run03"));
            for (const char* name : {"tasks.ways", "tasks.shots", "tasks.within", "tasks.seed", "tasks.count"})
                QVERIFY(!driver.find<QWidget>(name)->isEnabled());
            driver.find<QComboBox>("tasks.source")->setCurrentIndex(0);
            driver.set("tasks.ways", 5);
            QVERIFY(driver.answered(100));
        }
        Driver again;  // remembers them
        again.find<QComboBox>("tasks.source")->setCurrentIndex(2);
        QVERIFY(again.answered(15));
        VERIFY_SAYS(again.find<QComboBox>("tasks.source")->currentText(), "runs.zip");
    }

    /// Neither what was asked before nor a change of settings takes the words of a file that cannot be used away.
    void keepsTheWordsAboutABadLakeFile() {
        test::writeZip(folder_ / "runs.zip", test::tinyLakeRuns(3, 5));
        test::writeFile(folder_ / "broken.zip", test::bytesOf("no zip"));
        const auto path = [&](const char* name) { return QString::fromStdString((folder_ / name).string()); };
        Driver driver;
        driver.set("tasks.ways", 5);
        QVERIFY(driver.answered(100));
        const auto asked = [&] {
            return !driver.page()->findChild<QTimer*>(QStringLiteral("tasks.timer"))->isActive();
        };
        const auto stays = [&] {
            if (!QTest::qWaitFor(asked, patience)) return false;
            QCoreApplication::processEvents();
            return driver.text("tasks.message").contains(path("broken.zip") + u':') &&
                   driver.find<QLabel>("tasks.message")->isVisible() &&
                   !driver.find<QToolButton>("tasks.export")->isEnabled();
        };
        const auto fails = [&] {
            driver.page()->openLake(path("broken.zip"));
            return QTest::qWaitFor([&] { return driver.text("tasks.message").startsWith(path("broken.zip") + u':'); },
                                   patience);
        };
        QVERIFY(fails());
        QVERIFY(stays());
        session::Workspace& workspace = driver.window.workspace();
        Q_EMIT workspace.models().changed(workspace.modelId());
        QVERIFY(!asked());
        QVERIFY(stays());
        driver.page()->openLake(path("runs.zip"));
        QVERIFY(driver.answered(15));
        QVERIFY(fails());  // with other runs open
        QVERIFY(stays());
        QCOMPARE(driver.find<QComboBox>("tasks.source")->currentText(), QStringLiteral("Lake's runs"));
    }

    /// What is being asked when a file is chosen is of another source.
    void showsNoOtherTasksUnderLakesName() {
        test::writeZip(folder_ / "runs.zip", test::tinyLakeRuns(3, 5));
        Driver driver;
        driver.set("tasks.ways", 8);
        driver.set("tasks.count", 5000);
        QTRY_VERIFY_WITH_TIMEOUT(driver.page()->browser().busy(), patience);
        QList<int> sizes;
        connect(&driver.page()->browser(), &session::TaskBrowser::changed, this,
                [&] { sizes += driver.page()->browser().board()->size(); });
        driver.page()->openLake(QString::fromStdString((folder_ / "runs.zip").string()));
        QVERIFY(!driver.page()->browser().busy());
        VERIFY_SAYS(driver.text("tasks.message"), "Reading ");
        sizes.clear();
        QVERIFY(driver.answered(15));
        QCOMPARE(sizes.count(15), sizes.size());
    }

    void measuresTheKnownErrorOnLakesRuns() {
        if (test::omniglotFolder().empty()) QSKIP("ONESHOT_OMNIGLOT_DIR is not set: no real runs to answer");
        Driver driver;
        driver.page()->openLake(QString::fromStdString((test::omniglotFolder() / "one_shot_runs_01-10.zip").string()));
        QVERIFY(driver.answered(200));
        VERIFY_SAYS(driver.learnerCell(1, 0), "modified-hausdorff");
        VERIFY_SAYS(driver.learnerCell(1, 1), "62.0 %");
        QVERIFY(!driver.find<QLabel>("tasks.learnt")->isVisible());
    }

    /// What a model has learnt gives no one-shot figure. The person can go back, and is not led away again.
    void asksAboutWhatIsHeldOutAfterATraining() {
        const RunRequest request = test::tinyRun(folder_ / "run", 2);
        test::train(request);
        const QString run = QString::fromStdString(request.directory.string());
        Driver driver(QString::fromStdString(request.background));
        driver.set("tasks.ways", 5);
        QVERIFY(driver.answered(100));
        auto* source = driver.find<QComboBox>("tasks.source");
        QCOMPARE(source->currentIndex(), 0);
        QVERIFY(!driver.find<QWidget>("tasks.source.back")->isVisible());
        session::Workspace& workspace = driver.window.workspace();
        workspace.chooseModel(run);
        QTRY_COMPARE_WITH_TIMEOUT(source->currentIndex(), 1, patience);
        QVERIFY(driver.find<QWidget>("tasks.source.back")->isVisible());
        VERIFY_SAYS(driver.text("tasks.source.why"), "run learnt the data in use, so what is held out comes first");
        const auto asks = [&](const session::DatasetPtr& dataset) {
            const session::BoardPtr board = driver.page()->browser().board();
            return board && board->dataset == dataset;
        };
        QTRY_VERIFY_WITH_TIMEOUT(asks(workspace.heldOut()), patience);
        QVERIFY(driver.answered(100));
        QVERIFY(!driver.find<QWidget>("tasks.learnt")->isVisible());

        workspace.chooseModel(session::ModelLibrary::shipped);  // which has not learnt them
        QTRY_COMPARE_WITH_TIMEOUT(source->currentIndex(), 0, patience);
        workspace.chooseModel(run);
        QTRY_COMPARE_WITH_TIMEOUT(source->currentIndex(), 1, patience);
        driver.click("tasks.source.back");
        QCOMPARE(source->currentIndex(), 0);
        QVERIFY(!driver.find<QWidget>("tasks.source.back")->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(asks(workspace.dataset()), patience);
        QVERIFY(driver.answered(100));
        VERIFY_SAYS(driver.text("tasks.learnt"), "run learnt from characters of 100 of 100 tasks: NO ONE-SHOT FIGURE");
        workspace.chooseModel(session::ModelLibrary::shipped);
        workspace.chooseModel(run);
        QVERIFY(driver.answered(100));
        QCOMPARE(source->currentIndex(), 0);
    }

    void offersWhatIsPossible() {
        Driver driver;
        QTRY_VERIFY_WITH_TIMEOUT(driver.text("tasks.message").contains(u'8'), patience);  // 20 ways of 8 characters
        auto* most = driver.find<QPushButton>("tasks.most");
        QTRY_VERIFY(most->isVisible());
        QVERIFY(!driver.find<QLabel>("tasks.summary")->isVisible());
        VERIFY_SAYS(most->text(), "8 ways");
        most->click();
        QVERIFY(driver.answered(100));
        QCOMPARE(driver.find<QSpinBox>("tasks.ways")->value(), 8);
        driver.find<QComboBox>("tasks.source")->setCurrentIndex(1);
        session::DataChoice& heldOut = driver.window.workspace().validation();
        heldOut.choose({});
        QTRY_VERIFY_WITH_TIMEOUT(driver.text("tasks.message").contains(QStringLiteral("Nothing is held out")),
                                 patience);
        heldOut.choose(test::taskGlyphs);
        QVERIFY(driver.answered(100));
    }
};

ONESHOT_TEST(TestQuestionPanel)
#include "tst_question_panel.moc"
