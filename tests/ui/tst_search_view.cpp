#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>
#include <QtTest>

#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "core/search/search.h"
#include "core/training/presets.h"
#include "tests/support/files.h"
#include "tests/support/made_up_search.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_run.h"
#include "tests/support/window_driver.h"
#include "ui/pages/runs/parallel_chart.h"
#include "ui/pages/runs/search_trial_model.h"
#include "ui/pages/runs/search_view.h"
#include "ui/pages/train/settings_form.h"
#include "ui/pages/train/train_page.h"
#include "ui/session/training/training_session.h"
#include "ui/session/workspace/workspace.h"

using namespace oneshot;
using test::patience;
using ui::SearchTrialModel;
namespace fs = std::filesystem;

namespace {

constexpr int rate = SearchTrialModel::FirstValue, accuracy = rate + 3;  // columns: three settings are searched

/// The view in the real window.
struct Driver : test::WindowDriver {
    Driver() {
        find<QToolButton>("nav.runs")->click();
        find<QToolButton>("runs.searches")->click();
    }
    QAbstractItemModel* table() { return find<QTableView>("runs.search.table")->model(); }
    QString cell(int row, int column) { return table()->index(row, column).data().toString(); }
    bool shows(int trials) {
        return QTest::qWaitFor([&] { return table()->rowCount() == trials; }, patience);
    }
    QString message() { return find<QLabel>("runs.search.message")->text(); }
};

}  // namespace

class TestSearchView : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

    fs::path make(const std::string& name, const Search& search) {
        fs::create_directories(searchesFolder() / name);
        writeSearch(searchesFolder() / name, search);
        return searchesFolder() / name;
    }

  private Q_SLOTS:
    void initTestCase() { configureProcess(); }
    void init() { setHomeFolder(folder_ / QTest::currentTestFunction()); }

    void withoutASearchItSaysHowToBeginOne() {
        Driver driver;
        QTRY_VERIFY(driver.find<QLabel>("runs.search.empty")->isVisible());
        QVERIFY(driver.find<QLabel>("runs.search.empty")->text().contains(QStringLiteral("oneshot search")));
        for (const char* name : {"runs.search.continue", "runs.search.stop"}) QVERIFY(!driver.enabled(name));
        QVERIFY(!driver.find<QToolButton>("runs.search.use")->isEnabled());
        driver.find<QToolButton>("runs.search.back")->click();
        QVERIFY(!driver.find<QWidget>("runs.search.view")->isVisible());
        QVERIFY(driver.find<QToolButton>("runs.searches")->isVisible());
    }

    void trialsComeAsTheyAreTrained() {
        const fs::path search = make("one", test::madeUpSearch(3));
        Driver driver;
        QVERIFY(driver.shows(3));
        QCOMPARE(driver.cell(0, rate), QStringLiteral("0.003162"));
        QVERIFY(driver.cell(0, accuracy).startsWith(QStringLiteral("★ 57.8 % (")));
        QCOMPARE(driver.cell(1, SearchTrialModel::State), QStringLiteral("failed"));
        QVERIFY(driver.message().startsWith(QStringLiteral("3 of 14 trials, stopped. Go on here, or with: ")));
        QVERIFY(driver.enabled("runs.search.continue") && !driver.enabled("runs.search.stop"));
        driver.find<QTableView>("runs.search.table")->selectRow(1);
        writeSearch(search, test::madeUpSearch());
        QVERIFY(driver.shows(12));
        QCOMPARE(driver.find<QTableView>("runs.search.table")->selectionModel()->selectedRows()[0].row(), 1);
        QCOMPARE(driver.cell(11, SearchTrialModel::State), QStringLiteral("unfinished"));
        QCOMPARE(driver.cell(11, accuracy), QString());
        QVERIFY(driver.cell(10, accuracy).startsWith(u'★') && !driver.cell(0, accuracy).startsWith(u'★'));
    }

    void sortedByAccuracyTheBestIsFirst() {
        make("one", test::madeUpSearch());
        Driver driver;
        QVERIFY(driver.shows(12));
        driver.find<QTableView>("runs.search.table")->sortByColumn(accuracy, Qt::DescendingOrder);
        QCOMPARE(driver.cell(0, 0), QStringLiteral("11"));
        QCOMPARE(driver.cell(1, 0), QStringLiteral("4"));
    }

    void theArrowOfTheSortedColumnTouchesNoWord() {
        make("one", test::madeUpSearch());
        Driver driver;
        QVERIFY(driver.shows(12));
        auto* table = driver.find<QTableView>("runs.search.table");
        QHeaderView* header = table->horizontalHeader();
        const auto picture = [&](int column) {
            const QRect section(header->sectionViewportPosition(column), 0, header->sectionSize(column),
                                header->height());
            return header->viewport()->grab(section).toImage();
        };
        for (const int column : {int(SearchTrialModel::Trial), int(SearchTrialModel::State), rate, accuracy}) {
            table->sortByColumn(accuracy + 1, Qt::AscendingOrder);
            const QImage plain = picture(column);
            for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
                table->sortByColumn(column, order);
                const QImage sorted = picture(column);
                QVERIFY(sorted != plain);
                for (int y = 0; y < plain.height(); ++y)
                    for (int x = 0; x < plain.width(); ++x)
                        if (plain.pixel(x, y) != plain.pixel(0, 0)) QCOMPARE(sorted.pixel(x, y), plain.pixel(x, y));
            }
        }
    }

    void aLineOfTheChartChoosesItsTrial() {
        make("one", test::madeUpSearch(3));
        Driver driver;
        QVERIFY(driver.shows(3));
        auto* chart = driver.find<ui::ParallelChart>("runs.search.chart");
        // The third trial has the lowest rate, a sixth above the first axis's end.
        const QSize size = chart->size();
        const int line = chart->fontMetrics().height(), top = 2 * line + 8, height = size.height() - 4 * line - 20;
        const int left = chart->fontMetrics().horizontalAdvance(QStringLiteral("Learning rate (log)")) / 2 + 10;
        QTest::mouseClick(chart, Qt::LeftButton, {}, QPoint(left, top + height - height / 6));
        const QModelIndexList rows = driver.find<QTableView>("runs.search.table")->selectionModel()->selectedRows();
        QCOMPARE(rows.size(), 1);
        QCOMPARE(rows[0].data().toString(), QStringLiteral("3"));
    }

    /// By the view alone: the window would begin the training.
    void aTrialIsTrainedLonger() {
        make("one", test::madeUpSearch());
        session::TrainingSession training;
        session::Workspace workspace(training);
        session::TrainingQueue queue(training);
        ui::SearchView view(workspace, queue, searchesFolder());
        view.show();
        auto* train = view.findChild<QToolButton*>(QStringLiteral("runs.search.train"));
        QTRY_VERIFY_WITH_TIMEOUT(view.search(), patience);
        QVERIFY(!train->isEnabled());
        view.chooseTrial(11);
        QSignalSpy asked(&view, &ui::SearchView::trainRequested);
        train->click();
        QCOMPARE(asked.size(), 1);
        const auto request = asked[0][0].value<RunRequest>();
        QCOMPARE(request.config.optimiser.learningRate, 0.00316228);
        QCOMPARE(request.config.batches.pairsPerStep, 216);
        QCOMPARE(request.config.length.steps, presetNamed("compact").config.length.steps);
        QCOMPARE(request.background, std::string("glyphs:seed=1"));
        QCOMPARE(request.validation, std::string("glyphs:seed=2"));
    }

    /// With the settings of the Train page, and ranges chosen beside them.
    void aSearchIsBegunStoppedAndGoesOn() {
        Driver driver;
        QVERIFY(driver.choose(test::smallGlyphs));
        driver.find<ui::TrainPage>("page.train")->form()->setConfig(test::tinyRun({}).config);
        driver.find<QToolButton>("nav.runs")->click();
        driver.find<QToolButton>("runs.search.new")->click();
        QVERIFY(driver.text("runs.search.base").contains(QStringLiteral("compact")));
        auto* unit = driver.find<QComboBox>("runs.search.unit");
        unit->setCurrentIndex(1);
        Q_EMIT unit->activated(1);
        driver.find<QDoubleSpinBox>("runs.search.length")->setValue(1e6);
        driver.set("runs.search.trials", 5);
        QCOMPARE(driver.find<QComboBox>("runs.search.range.1.key")->currentData().toString(),
                 QStringLiteral("learning_rate"));
        auto* low = driver.find<QLineEdit>("runs.search.range.1.low");
        low->setText(QStringLiteral("fast"));
        QVERIFY(!driver.enabled("runs.search.start"));
        QVERIFY(driver.text("runs.search.fault").contains(QStringLiteral("numbers")));
        low->setText(QStringLiteral("0.5"));  // above its end
        QVERIFY(driver.text("runs.search.fault").contains(QStringLiteral("low must be below high")));
        low->setText(QStringLiteral("0.0001"));
        driver.find<QToolButton>("runs.search.add")->click();
        QVERIFY(driver.find<QComboBox>("runs.search.range.2.key")->currentData() !=
                driver.find<QComboBox>("runs.search.range.1.key")->currentData());
        driver.find<QToolButton>("runs.search.range.2.remove")->click();
        QVERIFY2(driver.enabled("runs.search.start"), qPrintable(driver.text("runs.search.fault")));
        driver.find<QPushButton>("runs.search.start")->click();

        QVERIFY(driver.shows(1));
        QTRY_COMPARE_WITH_TIMEOUT(driver.message(), QStringLiteral("0 of 5 trials, running"), patience);
        QVERIFY(driver.enabled("runs.search.stop") && !driver.enabled("runs.search.continue"));
        const fs::path directory = driver.find<ui::SearchView>("runs.search.view")->search()->directory;
        driver.find<QToolButton>("runs.search.stop")->click();
        QTRY_VERIFY_WITH_TIMEOUT(driver.message().startsWith(QStringLiteral("0 of 5 trials, stopped")), patience);
        const Search search = readSearch(directory);
        QCOMPARE(search.config.length.steps, 1'000'000);
        QCOMPARE(search.ranges.size(), std::size_t(1));
        QCOMPARE(search.ranges[0].low, 0.0001);
        QVERIFY(search.ranges[0].logarithmic);

        driver.find<QToolButton>("runs.search.continue")->click();
        QTRY_COMPARE_WITH_TIMEOUT(driver.message(), QStringLiteral("0 of 5 trials, running"), patience);
        driver.find<QToolButton>("runs.search.stop")->click();
    }

    void theModelIsOne() {
        SearchTrialModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (const int trials : {2, 5, 12, 3, 0}) {
            auto facts = std::make_shared<session::SearchFacts>();
            facts->search = test::madeUpSearch(trials);
            model.setSearch(facts);
            QCOMPARE(model.rowCount(), trials);
        }
        model.setSearch(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }
};

ONESHOT_TEST(TestSearchView)
#include "tst_search_view.moc"
