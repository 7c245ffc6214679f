#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QRegularExpression>
#include <QTableView>
#include <QToolButton>
#include <QtTest>

#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "tests/support/files.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"
#include "tests/support/tiny_run.h"
#include "tests/support/window_driver.h"
#include "ui/fields/learner_list.h"
#include "ui/pages/runs/comparison_model.h"
#include "ui/pages/runs/runs_page.h"
#include "ui/widgets/curve_plot.h"

using namespace oneshot;
using test::patience;
using ui::ComparisonModel;
namespace fs = std::filesystem;

namespace {

const QString glyphs = QStringLiteral("glyphs:seed=9,alphabet-count=3,characters-per-alphabet=20,drawer-count=4");

/// The view in the real window.
struct Driver : test::WindowDriver {
    explicit Driver(const std::vector<fs::path>& runs = {}) {
        find<QToolButton>("nav.runs")->click();
        auto* page = find<ui::RunsPage>("page.runs");
        if (!QTest::qWaitFor(
                [&] { return find<QTableView>("runs.table")->model()->rowCount() >= static_cast<int>(runs.size()); },
                patience))
            qFatal("the runs are not listed");
        page->choose(runs);
        find<QToolButton>("runs.compare")->click();
        find<QRadioButton>("runs.compare.on-data")->click();
        fill("runs.compare.data", glyphs);
        set("runs.compare.tasks", 100);
    }
    void tick(const QString& id, bool on = true) {
        QAbstractItemModel* learners = find<ui::LearnerList>("runs.compare.learners")->model();
        const QModelIndexList found = learners->match(learners->index(0, 0), Qt::UserRole, id, 1, Qt::MatchExactly);
        if (found.isEmpty()) qFatal("it does not offer %s", qPrintable(id));
        learners->setData(found[0], on ? Qt::Checked : Qt::Unchecked, Qt::CheckStateRole);
    }
    QAbstractItemModel* table() { return find<QTableView>("runs.compare.table")->model(); }
    QString cell(int row, int column) { return table()->index(row, column).data().toString(); }
    QPushButton* start() { return find<QPushButton>("runs.compare.start"); }
    QPushButton* cancel() { return find<QPushButton>("runs.compare.cancel"); }
    bool compared(int rows) {
        start()->click();
        return QTest::qWaitFor([&] { return !cancel()->isEnabled() && table()->rowCount() == rows; }, patience);
    }
    QStringList curves() {
        QStringList names;
        for (const report::Series& series : find<ui::CurvePlot>("runs.compare.plot")->chart().series)
            names += series.name;
        return names;
    }
};

}  // namespace

class TestCompareView : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;
    fs::path run_;

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        setHomeFolder(folder_ / "home");
        run_ = test::train(test::tinyRun(runsFolder() / "2026-11-23_1412_compact_7f3a")).directory;
    }

    void offersTheChosenRunsTheShippedModelAndBaselines() {
        Driver driver({run_});
        auto* list = driver.find<ui::LearnerList>("runs.compare.learners");
        const QAbstractItemModelTester tester(list->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(list->ticked(), QStringList({QStringLiteral("shipped"), QString::fromStdString(run_.string()),
                                              QStringLiteral("pixels-l2")}));
        QVERIFY(driver.start()->isEnabled() && !driver.cancel()->isEnabled());
        QVERIFY(!driver.find<QToolButton>("runs.compare.export")->isEnabled());
        QVERIFY(driver.find<QLabel>("runs.compare.empty")->isVisible());  // where the table will be
        QVERIFY(!driver.find<QTableView>("runs.table")->isVisible());
        for (const QString& id : list->ticked()) driver.tick(id, false);
        QVERIFY(!driver.start()->isEnabled());
        driver.find<QToolButton>("runs.compare.back")->click();
        QVERIFY(driver.find<QTableView>("runs.table")->isVisible());
        QVERIFY(!driver.start()->isVisible());
        driver.find<QToolButton>("runs.compare")->click();
        QVERIFY(driver.start()->isVisible() && driver.start()->isEnabled());
    }

    void comparesOnDrawnTasks() {
        Driver driver({run_});
        driver.tick(QStringLiteral("modified-hausdorff"));
        driver.tick(QStringLiteral("random"));
        QVERIFY(driver.compared(5));
        QCOMPARE(driver.table()->columnCount(), ComparisonModel::FirstSetting + 4);
        QCOMPARE(driver.table()->headerData(5, Qt::Horizontal).toString(), QStringLiteral("20-way 1-shot"));
        QCOMPARE(driver.cell(0, ComparisonModel::Name), QStringLiteral("compact (shipped)"));
        QVERIFY(driver.cell(0, 5).endsWith(QString::fromUtf8("★")));
        QCOMPARE(driver.cell(4, ComparisonModel::Name), QStringLiteral("random"));
        QVERIFY(driver.cell(4, 5).endsWith(QString::fromUtf8("▼")));
        QVERIFY(!driver.find<QLabel>("runs.compare.empty")->isVisible());
        // Accuracy and interval, then the difference from the best with its interval and p.
        const QRegularExpression cell(
            QString::fromUtf8("^\\d+\\.\\d \\(\\d+\\.\\d–\\d+\\.\\d\\)\n−\\d+\\.\\d "
                              "\\(−\\d+\\.\\d to −\\d+\\.\\d\\), p [<=] [\\d.]+ ▼$"));
        QVERIFY2(cell.match(driver.cell(4, 5)).hasMatch(), qPrintable(driver.cell(4, 5)));
        QVERIFY(driver.table()->index(4, 5).data(Qt::ToolTipRole).toString().contains(QStringLiteral("McNemar")));
        QCOMPARE(driver.cell(0, ComparisonModel::Seen), QStringLiteral("none"));
        QCOMPARE(driver.curves().size(), 6);
        QCOMPARE(driver.curves().first(), QStringLiteral("compact (shipped)"));
        QVERIFY(driver.curves().last().startsWith(QStringLiteral("chance")));

        // A hidden curve stays hidden, and another reference is marked.
        auto* plot = driver.find<ui::CurvePlot>("runs.compare.plot");
        plot->setSeriesVisible(0, false);
        QVERIFY(driver.compared(5));
        QVERIFY(!plot->chart().series[0].visible);
        plot->setSeriesVisible(0, true);
        for (const QString& id : {QStringLiteral("shipped"), QString::fromStdString(run_.string())})
            driver.tick(id, false);
        const auto reference = [&] {
            for (int row = 0; row < 3; ++row)
                if (driver.cell(row, 5).endsWith(QString::fromUtf8("★")))
                    return driver.cell(row, ComparisonModel::Name);
            return QString();
        };
        QVERIFY(driver.compared(3));
        QCOMPARE(reference(), QStringLiteral("modified-hausdorff"));
        driver.find<QComboBox>("runs.compare.against")->setCurrentIndex(1);
        QVERIFY(driver.compared(3));
        QCOMPARE(reference(), QStringLiteral("pixels-l2"));

        driver.find<QAction>("runs.compare.export.csv")->trigger();
        auto* dialog = driver.find<QFileDialog>("runs.compare.export.dialog");
        const QString path = QString::fromStdString((folder_ / "table.csv").string());
        driver.find<QCheckBox>("runs.compare.export.excel")->setChecked(false);
        Q_EMIT dialog->fileSelected(path);
        dialog->close();
        QTRY_VERIFY_WITH_TIMEOUT(driver.find<QLabel>("runs.compare.message")->text().contains(QStringLiteral("Saved")),
                                 patience);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray table = file.readAll();
        QVERIFY(!table.startsWith("\xef\xbb\xbf"));
        QCOMPARE(table.trimmed().split('\n').size(), 1 + 3 * 4);
    }

    void comparesOnLakesRuns() {
        const fs::path zip = folder_ / "lake.zip";
        test::writeZip(zip, test::tinyLakeRuns(3, 5));
        Driver driver({run_});
        driver.find<QRadioButton>("runs.compare.on-lake")->click();
        QVERIFY(!driver.start()->isEnabled());  // no file named yet
        driver.find<QLineEdit>("runs.compare.lake")->setText(QString::fromStdString(zip.string()));
        QVERIFY(driver.compared(3));
        QCOMPARE(driver.table()->columnCount(), ComparisonModel::FirstSetting + 1);
        QVERIFY(!driver.find<ui::CurvePlot>("runs.compare.plot")->isVisible());
    }

    void saysWhatWentWrong() {
        Driver driver;
        driver.find<QLineEdit>("runs.compare.ways")->setText(QStringLiteral("2, 500"));
        driver.start()->click();
        auto* message = driver.find<QLabel>("runs.compare.message");
        QTRY_VERIFY_WITH_TIMEOUT(message->text().contains(QStringLiteral("500")), patience);
        QVERIFY(driver.start()->isEnabled());
        driver.find<QLineEdit>("runs.compare.ways")->setText(QStringLiteral("2, x"));
        QVERIFY(!driver.start()->isEnabled());

        // Vectors: a row says why, and the others are compared.
        QFile vectors(QString::fromStdString((folder_ / "vectors.csv").string()));
        QVERIFY(vectors.open(QIODevice::WriteOnly));
        vectors.write("a,b,label\n");
        for (int i = 0; i < 40; ++i) vectors.write(QByteArray::number(i % 4 + i * 0.01) + ",1," + "wxyz"[i % 4] + "\n");
        vectors.close();
        driver.find<QLineEdit>("runs.compare.data")->setText(vectors.fileName());
        driver.find<QLineEdit>("runs.compare.ways")->setText(QStringLiteral("2, 4"));
        QVERIFY(driver.compared(2));
        QVERIFY(driver.cell(0, 2).contains(QStringLiteral("vector")));
        QCOMPARE(driver.cell(0, ComparisonModel::Seen), QString());
        QVERIFY(driver.cell(1, 2).contains(QString::fromUtf8("★")));
    }

    void everyPartHasAName() {
        Driver driver({run_});
        auto* view = driver.find<QWidget>("runs.compare.view");
        for (const QToolButton* button : view->findChildren<QToolButton*>())
            if (button->isVisible())
                QVERIFY2(!button->text().isEmpty() || !button->accessibleName().isEmpty(),
                         qPrintable(button->objectName()));
    }
};

ONESHOT_TEST(TestCompareView)
#include "tst_compare_view.moc"
