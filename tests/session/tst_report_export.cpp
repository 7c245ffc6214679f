#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QtTest>
#include <algorithm>

#include "core/compute/compute.h"
#include "tests/support/files.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_run.h"
#include "ui/session/runs/report_export.h"

using namespace oneshot;
using session::ReportExport;
using test::contentOf;
using test::patience;

namespace {

bool isMeasured(const ReportPages& pages) {
    const auto alphabets = std::ranges::find(pages.sections, "alphabets", &ReportSection::id);
    const auto* text = std::get_if<ReportText>(&alphabets->blocks.front());
    return !text || !text->text.starts_with("Not measured");
}

/// Stands for Qt's painting, which is not the session's: charts on the GUI thread, the rest on another.
std::function<std::string()> drawn(const std::shared_ptr<const ReportPages>& pages, ReportFormat format) {
    const bool onGuiThread = QThread::currentThread() == qApp->thread();
    return [pages, format, onGuiThread] {
        const bool onAnother = QThread::currentThread() != qApp->thread();
        return std::string(infoOf(format).name) + " of " + pages->subtitle.substr(0, pages->subtitle.find(',')) +
               (isMeasured(*pages) ? ", measured" : "") + (onGuiThread && onAnother ? "" : ", on the wrong thread");
    };
}

}  // namespace

class TestReportExport : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;
    QString run_;

    QString path(const char* name) const { return QString::fromStdString((folder_ / name).string()); }

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        run_ = QString::fromStdString(test::train(test::tinyRun(folder_ / "run")).directory.string());
    }

    void writesEveryFormat_data() {
        QTest::addColumn<int>("format");
        QTest::addColumn<QByteArray>("begins");
        const auto row = [](ReportFormat format, const char* begins) {
            QTest::newRow(std::string(infoOf(format).name).c_str()) << static_cast<int>(format) << QByteArray(begins);
        };
        row(ReportFormat::Html, "html of run, measured");
        row(ReportFormat::Pdf, "pdf of run, measured");
        row(ReportFormat::Markdown, "# One-shot training");
        row(ReportFormat::JsonText, "{");
        row(ReportFormat::Csv, "step,seconds,images,loss");
    }
    void writesEveryFormat() {
        QFETCH(int, format);
        QFETCH(QByteArray, begins);
        ReportExport exporter(drawn);
        QSignalSpy finished(&exporter, &ReportExport::finished), failed(&exporter, &ReportExport::failed),
            progressed(&exporter, &ReportExport::progressed);
        const QString out = path(QTest::currentDataTag());
        exporter.exportReport(run_, static_cast<ReportFormat>(format), out);
        QVERIFY(exporter.busy());
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, patience);
        QVERIFY(!exporter.busy());
        QCOMPARE(finished[0][0].toString(), out);
        QCOMPARE(failed.size(), 0);
        QVERIFY(contentOf(out).startsWith(begins));
        QVERIFY(!contentOf(out).contains("wrong thread"));
        QCOMPARE(progressed.last()[0].toInt(), 100);
    }

    void writesEventFilesIntoAFolder() {
        ReportExport exporter(drawn);
        QSignalSpy finished(&exporter, &ReportExport::finished);
        exporter.exportReport(run_, ReportFormat::TensorBoard, path("events"));
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, patience);
        QCOMPARE(QDir(path("events")).entryList(QDir::Files).size(), 1);
    }

    void saysWhyItCannot() {
        ReportExport exporter(drawn);
        QSignalSpy finished(&exporter, &ReportExport::finished), failed(&exporter, &ReportExport::failed);
        exporter.exportReport(path("no run"), ReportFormat::Markdown, path("never.md"));
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, patience);
        QVERIFY(failed[0][0].toString().contains(QStringLiteral("there is no run here")));
        exporter.exportReport(run_, ReportFormat::Html, path("no folder/report.html"));
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 2, patience);
        QVERIFY(failed[1][0].toString().contains(QStringLiteral("cannot be written")));
        QCOMPARE(finished.size(), 0);
        QVERIFY(!QFile::exists(path("never.md")));
    }

    void cancelledTellsNothingMore() {
        ReportExport exporter(drawn);
        QSignalSpy finished(&exporter, &ReportExport::finished);
        exporter.exportReport(run_, ReportFormat::Markdown, path("cancelled.md"));
        QSignalSpy cancelled(&exporter, &ReportExport::cancelled);
        exporter.cancel();
        QCOMPARE(cancelled.size(), 1);
        QVERIFY(!exporter.busy());
        exporter.exportReport(run_, ReportFormat::Csv, path("after.csv"));
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, patience);
        QCOMPARE(finished[0][0].toString(), path("after.csv"));
    }

    void isOneJobThatAPersonMayCancel() {
        ReportExport exporter(drawn);
        QSignalSpy finished(&exporter, &ReportExport::finished), cancelled(&exporter, &ReportExport::cancelled);
        session::Jobs& jobs = session::Jobs::instance();
        QStringList gaps;  // between its measuring and its writing it stays listed
        connect(&jobs, &session::Jobs::rowsRemoved, this, [&] {
            if (jobs.rowCount() == 0 && exporter.busy()) gaps += QStringLiteral("a gap");
        });
        exporter.exportReport(run_, ReportFormat::Html, path("job.html"));
        QCOMPARE(jobs.unrepeatable(), QStringList{QStringLiteral("Report of run")});
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, patience);
        QCOMPARE(jobs.rowCount(), 0);
        QCOMPARE(gaps, QStringList());

        exporter.exportReport(run_, ReportFormat::Html, path("never.html"));
        jobs.cancel(0);
        QCOMPARE(cancelled.size(), 1);
        QVERIFY(!exporter.busy());
        QCOMPARE(jobs.rowCount(), 0);
        QVERIFY(!QFile::exists(path("never.html")));
    }
};

ONESHOT_TEST(TestReportExport)
#include "tst_report_export.moc"
