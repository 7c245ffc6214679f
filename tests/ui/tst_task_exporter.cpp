// The export of tasks, on the Tasks page of the real window.
#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QtTest>

#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"
#include "tests/support/window_driver.h"
#include "ui/pages/tasks/task_exporter.h"

using namespace oneshot;
using Driver = test::TasksDriver;
using test::patience;

namespace {

/// Shows only those of 100 tasks that modified-hausdorff answered wrongly.
bool showSome(Driver& driver) {
    driver.set("tasks.ways", 8);
    if (!driver.answered(100)) return false;
    driver.find<QTableView>("tasks.learner.table")->selectRow(1);
    driver.find<QToolButton>("tasks.filter.wrong")->click();
    return driver.shown() > 0 && driver.shown() < 100;
}

}  // namespace

class TestTaskExporter : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        setHomeFolder(folder_ / "home");
    }

    void exportsTheAnswersThatAreShown() {
        Driver driver;
        QVERIFY(showSome(driver));
        const int shown = driver.shown();
        driver.find<QAction>("tasks.export.csv")->trigger();
        auto* dialog = driver.find<QFileDialog>("tasks.export.dialog");
        dialog->setDirectory(QString::fromStdString(folder_.path().string()));
        dialog->selectFile(QStringLiteral("answers"));
        static_cast<QDialog*>(dialog)->accept();
        QTRY_VERIFY_WITH_TIMEOUT(driver.text("tasks.notice").contains(QStringLiteral("answers.csv")) &&
                                     std::filesystem::exists(folder_ / "answers.csv"),
                                 patience);
        test::Bytes bytes = test::readFile(folder_ / "answers.csv");
        const test::Bytes mark{0xef, 0xbb, 0xbf};  // for Excel, unless told otherwise
        QVERIFY(std::equal(mark.begin(), mark.end(), bytes.begin()));
        bytes.erase(bytes.begin(), bytes.begin() + 3);
        QStringList lines =
            QString::fromUtf8(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()))
                .split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 1 + 3 * shown);
        const QStringList columns = lines.takeFirst().split(u',');
        int wrong = 0;
        for (const QString& line : lines) {
            const QStringList fields =
                QString(line).replace(QRegularExpression(QStringLiteral("\"[^\"]*\"")), QString()).split(u',');
            QCOMPARE(fields.size(), columns.size());
            const bool right = fields[columns.indexOf(QStringLiteral("right"))] == QStringLiteral("1");
            QCOMPARE(right, fields[columns.indexOf(QStringLiteral("right_way"))] ==
                                fields[columns.indexOf(QStringLiteral("answer"))]);
            if (fields[columns.indexOf(QStringLiteral("learner"))] == QStringLiteral("modified-hausdorff"))
                wrong += !right;
        }
        QCOMPARE(wrong, shown);

        driver.window.findChild<ui::TaskExporter*>()->saveCsv(
            QString::fromStdString((folder_ / "nowhere/answers.csv").string()));
        QTRY_VERIFY_WITH_TIMEOUT(driver.text("tasks.notice").contains(QStringLiteral("cannot be written")), patience);
        VERIFY_SAYS(driver.text("tasks.notice"), "Check that its folder exists");
        QCOMPARE(driver.shown(), shown);
    }

    void exportsSheetsOfTheTasksThatAreShown() {
        Driver driver;
        QVERIFY(showSome(driver));
        auto* exporter = driver.window.findChild<ui::TaskExporter*>();
        QSignalSpy told(exporter, &ui::TaskExporter::told);
        exporter->saveSheets(QString::fromStdString((folder_ / "sheets").string()));
        QVERIFY(!driver.find<QToolButton>("tasks.export")->isEnabled());
        VERIFY_SAYS(driver.text("tasks.notice"), "Saving task sheets in ");
        QTRY_VERIFY_WITH_TIMEOUT(driver.text("tasks.notice").startsWith(QStringLiteral("Task sheets")), patience);
        QVERIFY(driver.find<QToolButton>("tasks.export")->isEnabled());
        QVERIFY(told.size() > 3);
        VERIFY_SAYS(told[told.size() - 2][0].toString(), " %");
        QCOMPARE(static_cast<int>(std::distance(std::filesystem::directory_iterator(folder_ / "sheets"), {})),
                 2 * driver.shown());
        const QImage sheet(QString::fromStdString((folder_ / "sheets").string()) +
                           QStringLiteral("/task-%1.png").arg(driver.cell(0, 0).toInt(), 4, 10, QLatin1Char('0')));
        QVERIFY(sheet.width() > 300);

        // A folder that is not empty is written to once that is agreed to.
        const auto chooseFolder = [&] {
            driver.find<QAction>("tasks.export.sheets")->trigger();
            auto* folders = driver.find<QFileDialog>("tasks.export.dialog");
            Q_EMIT folders->fileSelected(QString::fromStdString((folder_ / "sheets").string()));
            folders->close();
        };
        test::writeFile(folder_ / "sheets/mine.txt", test::bytesOf("mine"));
        told.clear();
        chooseFolder();
        driver.find<QPushButton>("overwrite.no")->click();
        QCOMPARE(told.size(), 0);
        QTRY_VERIFY(!driver.window.findChild<QMessageBox*>(QStringLiteral("overwrite.question")));
        chooseFolder();
        driver.find<QPushButton>("overwrite.yes")->click();
        QTRY_VERIFY_WITH_TIMEOUT(driver.text("tasks.notice").startsWith(QStringLiteral("Task sheets")), patience);
        QCOMPARE(test::readFile(folder_ / "sheets/mine.txt"), test::bytesOf("mine"));
    }
};

ONESHOT_TEST(TestTaskExporter)
#include "tst_task_exporter.moc"
