#include <QCheckBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QtTest>

#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "core/runs/run_names.h"
#include "tests/support/files.h"
#include "tests/support/made_up_run.h"
#include "tests/support/runs_driver.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_run.h"
#include "ui/pages/train/settings_form.h"
#include "ui/pages/train/train_page.h"
#include "ui/session/common/jobs.h"

using namespace oneshot;
using Driver = test::RunsDriver;
using test::patience;
using ui::RunTableModel;
namespace fs = std::filesystem;

/// The list of runs from day to day: it follows what trains, has the columns that are wanted, and begins queues.
class TestRunsList : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

  private Q_SLOTS:
    void initTestCase() { configureProcess(); }
    void init() { setHomeFolder(folder_ / QTest::currentTestFunction()); }

    void aFilterIsClearedByOneButton() {
        for (int number = 0; number < 3; ++number) test::writeMadeUpRun(runsFolder(), number, 20);
        Driver driver;
        QVERIFY(driver.listed(3));
        auto* clear = driver.find<QToolButton>("runs.filter.clear");
        QVERIFY(!clear->isVisible());
        driver.type("runs.filter", QStringLiteral("koch2015"));
        driver.find<QToolButton>("runs.filter.starred")->click();
        QCOMPARE(driver.rows(), 0);
        QVERIFY(clear->isVisible());
        driver.click("runs.filter.clear");
        QCOMPARE(driver.rows(), 3);
        QVERIFY(!clear->isVisible());
    }

    /// Those that train in another process, say, come and change without a hand.
    void theListIsLive() {
        Driver driver;
        QTRY_VERIFY_WITH_TIMEOUT(driver.find<QLabel>("runs.empty")->isVisible(), patience);
        const fs::path run = test::writeMadeUpRun(runsFolder(), 1, 20);
        QVERIFY(driver.listed(1));
        driver.choose({run});
        QVERIFY(driver.curvesShown(1));
        auto* plot = driver.find<ui::CurvePlot>("runs.plot");
        const qsizetype before = plot->chart().series[0].x.size();
        test::writeMadeUpRun(runsFolder(), 1, 60);  // it went on
        QTRY_VERIFY_WITH_TIMEOUT(plot->chart().series[0].x.size() > before, patience);
        QCOMPARE(driver.table()->selectionModel()->selectedRows().size(), 1);
    }

    void columnsAreChosenAndRemembered() {
        test::writeMadeUpRun(runsFolder(), 1, 20);
        {
            Driver driver;
            QVERIFY(driver.listed(1));
            QHeaderView* header = driver.table()->horizontalHeader();
            QVERIFY(!header->isSectionHidden(RunTableModel::Preset));
            driver.find<QAction>("runs.column.2")->trigger();
            QVERIFY(header->isSectionHidden(RunTableModel::Preset));
            header->moveSection(header->visualIndex(RunTableModel::Tags), 2);
            driver.window.close();
        }
        Driver driver;
        QVERIFY(driver.listed(1));
        QHeaderView* header = driver.table()->horizontalHeader();
        QVERIFY(header->isSectionHidden(RunTableModel::Preset));
        QCOMPARE(header->visualIndex(RunTableModel::Tags), 2);
        QMenu* menu = driver.find<QToolButton>("runs.columns")->menu();
        menu->popup(driver.window.mapToGlobal(QPoint(100, 100)));
        QTRY_VERIFY(menu->isVisible());
        auto* preset = driver.find<QAction>("runs.column.2");
        QVERIFY(!preset->isChecked());
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(preset).center());
        QVERIFY(!header->isSectionHidden(RunTableModel::Preset));
        QVERIFY(preset->isChecked() && menu->isVisible());  // for the next one
        menu->close();
    }

    /// As the chosen run, from other seeds.
    void trainsAQueue() {
        const fs::path base = test::train(test::tinyRun(runsFolder() / "base")).directory;
        Driver driver;
        QVERIFY(driver.listed(1));
        driver.choose({base});
        driver.find<QToolButton>("runs.queue")->click();
        auto* seeds = driver.find<QLineEdit>("runs.queue.seeds");
        QCOMPARE(seeds->text(), QStringLiteral("5-7"));
        seeds->setText(QStringLiteral("eleven"));
        QVERIFY(!driver.enabled("runs.queue.start"));
        QVERIFY(driver.text("runs.queue.fault").contains(QStringLiteral("eleven")));
        seeds->setText(QStringLiteral("11, 12"));
        QCOMPARE(driver.text("runs.queue.preview"), QStringLiteral("2 trainings: compact seed 11, compact seed 12"));
        driver.find<QPushButton>("runs.queue.start")->click();
        QVERIFY(driver.listed(3));
        QTRY_COMPARE_WITH_TIMEOUT(session::Jobs::instance().unrepeatable().size(), 0, patience);
        TrainingConfig expected = readRunRecord(base).config;
        for (const char* title : {"compact seed 11", "compact seed 12"}) {
            const fs::path run = runFolderOf(title);
            const RunRecord record = readRunRecord(run);
            QVERIFY(record.state == RunState::Completed);
            expected.seed = title == std::string("compact seed 11") ? 11 : 12;
            QVERIFY(record.config == expected);
        }
        // One curve for all of them.
        QTRY_VERIFY_WITH_TIMEOUT(!driver.table()
                                      ->model()
                                      ->match(driver.table()->model()->index(0, RunTableModel::Name), Qt::DisplayRole,
                                              QStringLiteral("compact seed 12"))
                                      .isEmpty(),
                                 patience);
        driver.table()->selectAll();
        QVERIFY(driver.curvesShown(3));
        driver.find<QCheckBox>("runs.curves.mean")->setChecked(true);
        QCOMPARE(driver.curves(), std::size_t(1));
        QCOMPARE(driver.find<ui::CurvePlot>("runs.plot")->chart().series[0].name, QStringLiteral("compact, 3 seeds"));
    }

    /// Both begin with what stands on the Train page.
    void theTrainingMenuBeginsQueuesAndSearches() {
        Driver driver;
        TrainingConfig config = test::tinyRun({}).config;
        config.seed = 40;
        driver.find<ui::TrainPage>("page.train")->form()->setConfig(config);
        driver.find<QToolButton>("nav.train")->click();
        driver.find<QAction>("training.queue")->trigger();
        QVERIFY(driver.page()->isVisible());
        QCOMPARE(driver.find<QLineEdit>("runs.queue.seeds")->text(), QStringLiteral("40-42"));
        QVERIFY2(driver.text("runs.queue.base").contains(QStringLiteral("on built-in glyphs")),
                 qPrintable(driver.text("runs.queue.base")));
        driver.find<QPushButton>("runs.queue.close")->click();

        driver.find<QToolButton>("nav.train")->click();
        driver.find<QAction>("training.search")->trigger();
        QVERIFY(driver.page()->isVisible() && driver.find<QWidget>("runs.search.view")->isVisible());
        QVERIFY(driver.find<QWidget>("runs.search.dialog")->isVisible());
        driver.find<QPushButton>("runs.search.close")->click();
    }

    void settingsStandBesideTheCurves() {
        const fs::path one = test::writeMadeUpRun(runsFolder(), 0, 20), two = test::writeMadeUpRun(runsFolder(), 3, 20);
        Driver driver;
        QVERIFY(driver.listed(2));
        driver.choose({one, two});
        QVERIFY(driver.curvesShown(2));
        auto* beside = driver.find<QTableView>("runs.beside.differences");
        QVERIFY(!beside->isVisible());
        driver.find<QToolButton>("runs.beside")->click();
        QVERIFY(beside->isVisible() && driver.find<ui::CurvePlot>("runs.plot")->isVisible());
        QCOMPARE(beside->model()->columnCount(), 3);
        driver.find<QToolButton>("runs.tab.notes")->click();
        QVERIFY(!driver.find<QToolButton>("runs.beside")->isVisible());
    }
};

ONESHOT_TEST(TestRunsList)
#include "tst_runs_list.moc"
