#include <QtTest>

#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/data/sample_sheet.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"
#include "ui/session/workspace/dataset_summary.h"

using namespace oneshot;
using session::DatasetSummary;

class TestDatasetSummary : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

    static DatasetSummary summaryOf(const std::string& spec) {
        return session::summaryOf(QString::fromStdString(spec),
                                  std::make_shared<const Dataset>(openDataset(parseDataSpec(spec))));
    }

  private Q_SLOTS:
    void saysWhatAZipHolds() {
        test::writeZip(folder_ / "tiny.zip", test::tinyOmniglot(2, 3, 4));
        const DatasetSummary summary = summaryOf((folder_ / "tiny.zip").string());
        QCOMPARE(summary.error, QString());
        QCOMPARE(summary.alphabets.size(), 2);
        QCOMPARE(summary.info.characters, 6);
        QCOMPARE(summary.info.drawings, 24);
        QCOMPARE(summary.examples.size(), 6U);
        QCOMPARE(summary.info.samePairs, 6 * 6);
        QCOMPARE(summary.info.keys.size(), 6U);
        QCOMPARE(summary.sheets.size(), 2U);
        QCOMPARE(summary.sheets[1].width,
                 4 * (DatasetSummary::sheetSide + SheetSettings::gutter) + SheetSettings::gutter);
    }

    void namesAllThatThereIsToSelect() {
        test::writeZip(folder_ / "three.zip", test::tinyOmniglot(3, 3, 4));
        const DatasetSummary summary = summaryOf((folder_ / "three.zip").string() + ":alphabets=beta");
        QCOMPARE(summary.alphabets, QStringList{QStringLiteral("Beta")});
        QCOMPARE(summary.sourceAlphabets.size(), 3);
    }

    void drawsNoSheetOfVectors() {
        test::writeFile(folder_ / "table.csv", test::bytesOf("a,b,label\n1,2,x\n3,4,x\n5,6,y\n7,8,y\n"));
        const DatasetSummary summary = summaryOf((folder_ / "table.csv").string());
        QCOMPARE(summary.dataset->format, DataFormat::Vectors);
        QCOMPARE(summary.info.features, 2);
        QVERIFY(summary.sheets.empty());
        QVERIFY(summary.examples.empty());
    }
};

ONESHOT_TEST(TestDatasetSummary)
#include "tst_dataset_summary.moc"
