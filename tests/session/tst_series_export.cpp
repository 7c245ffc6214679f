#include <QSignalSpy>
#include <QtTest>

#include "core/runs/run_record.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/made_up_run.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "ui/session/runs/series_export.h"

using namespace oneshot;
using session::SeriesExport;
using test::patience;
namespace fs = std::filesystem;

class TestSeriesExport : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

    fs::path table() const { return folder_ / "all.csv"; }
    QString header() const {
        const test::Bytes bytes = test::readFile(table());
        return QString::fromUtf8(QByteArray(reinterpret_cast<const char*>(bytes.data()), std::ssize(bytes)))
            .section('\n', 0, 0);
    }
    /// What it says of each run that lacks something; "failed: " and why where nothing was written.
    QString lackingOf(const std::vector<std::pair<fs::path, std::string>>& runs) {
        fs::remove(table());
        SeriesExport exporter;
        QSignalSpy saved(&exporter, &SeriesExport::saved), failed(&exporter, &SeriesExport::failed);
        exporter.save(runs, QString::fromStdString(table().string()));
        if (!QTest::qWaitFor([&] { return !saved.isEmpty() || !failed.isEmpty(); }, patience))
            return QStringLiteral("nothing came");
        return failed.isEmpty() ? saved[0][1].toString() : "failed: " + failed[0][0].toString();
    }

  private Q_SLOTS:
    void whatARunLacksIsTold() {
        const fs::path runs = folder_ / "runs", whole = test::writeMadeUpRun(runs, 1, 20),
                       cut = test::writeMadeUpRun(runs, 2, 20), lost = test::writeMadeUpRun(runs, 3, 20),
                       fresh = test::writeMadeUpRun(runs, 4, 20);
        QCOMPARE(lackingOf({{whole, "whole"}, {cut, "cut"}}), QString());
        fs::resize_file(cut / "metrics.csv", fs::file_size(cut / "metrics.csv") / 2);
        fs::resize_file(lost / "metrics.csv", 0);
        fs::remove(fresh / "metrics.csv");
        RunRecord record = readRunRecord(fresh);
        record.step = 0;
        writeRunRecord(fresh, record);

        const QString lacking = lackingOf({{whole, "whole"}, {cut, "cut"}, {lost, "lost"}, {fresh, "fresh"}});
        VERIFY_SAYS(lacking, "cut: its rows end at step ");
        VERIFY_SAYS(lacking, "; lost: it has no rows, and the run is at step 20");
        QVERIFY2(!lacking.contains("whole") && !lacking.contains("fresh"), qPrintable(lacking));
        QVERIFY(header().contains("whole: loss") && header().contains("cut: loss"));
    }

    /// Its table would be empty.
    void aLostRunAloneIsNotSaved() {
        const fs::path lost = test::writeMadeUpRun(folder_ / "alone", 1, 20);
        fs::resize_file(lost / "metrics.csv", 0);
        VERIFY_SAYS(lackingOf({{lost, "lost"}}), "it has no rows, and the run is at step 20");
        QVERIFY(!fs::exists(table()));
    }
};

ONESHOT_TEST(TestSeriesExport)
#include "tst_series_export.moc"
