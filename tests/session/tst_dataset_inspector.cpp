#include <QSignalSpy>
#include <QtTest>

#include "core/data/sample_sheet.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"
#include "ui/session/common/omniglot.h"
#include "ui/session/workspace/dataset_inspector.h"

using namespace oneshot;
using session::DatasetInspector;
using session::DatasetSummary;

class TestDatasetInspector : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

    static DatasetSummary inspect(const QString& spec) {
        DatasetInspector inspector;
        DatasetSummary answer;
        QSignalSpy spy(&inspector, &DatasetInspector::inspected);
        connect(&inspector, &DatasetInspector::inspected, &inspector, [&](const auto& summary) { answer = summary; });
        inspector.inspect(spec);
        if (spy.isEmpty() && !spy.wait(30000)) answer.error = QStringLiteral("no answer");
        return answer;
    }

  private Q_SLOTS:
    void saysWhatAZipHolds() {
        test::writeZip(folder_ / "tiny.zip", test::tinyOmniglot(2, 3, 4));
        const DatasetSummary summary = inspect(QString::fromStdString((folder_ / "tiny.zip").string()));
        QCOMPARE(summary.error, QString());
        QCOMPARE(summary.alphabets.size(), 2);
        QCOMPARE(summary.characters, 6);
        QCOMPARE(summary.drawings, 24);
        QCOMPARE(summary.examples.size(), 6U);
        QCOMPARE(summary.info.samePairs, 6 * 6);
        QCOMPARE(summary.info.keys.size(), 6U);
        QCOMPARE(summary.sheets.size(), 2U);
        QCOMPARE(summary.sheets[1].width,
                 4 * (DatasetSummary::sheetSide + SheetSettings::gutter) + SheetSettings::gutter);
    }

    void namesAllThatThereIsToSelect() {
        test::writeZip(folder_ / "three.zip", test::tinyOmniglot(3, 3, 4));
        const DatasetSummary summary =
            inspect(QString::fromStdString((folder_ / "three.zip").string()) + QStringLiteral(":alphabets=beta"));
        QCOMPARE(summary.alphabets, QStringList{QStringLiteral("Beta")});
        QCOMPARE(summary.sourceAlphabets.size(), 3);
    }

    void drawsNoSheetOfVectors() {
        test::writeFile(folder_ / "table.csv", test::bytesOf("a,b,label\n1,2,x\n3,4,x\n5,6,y\n7,8,y\n"));
        const DatasetSummary summary = inspect(QString::fromStdString((folder_ / "table.csv").string()));
        QCOMPARE(summary.error, QString());
        QCOMPARE(summary.format, DataFormat::Vectors);
        QCOMPARE(summary.info.features, 2);
        QVERIFY(summary.sheets.empty());
        QVERIFY(summary.examples.empty());
    }

    void givesNoAnswerOnceCancelled() {
        DatasetInspector inspector;
        QStringList answers;
        connect(&inspector, &DatasetInspector::inspected, this, [&](const auto& summary) { answers += summary.spec; });
        QSignalSpy reading(&inspector, &DatasetInspector::reading);
        inspector.inspect(QStringLiteral("glyphs:alphabet-count=300"));
        QTRY_VERIFY_WITH_TIMEOUT(!reading.isEmpty(), 30000);
        inspector.cancel();
        const QString small = QStringLiteral("glyphs:alphabet-count=1,characters-per-alphabet=2,drawer-count=2");
        inspector.inspect(small);  // its answer comes after what the first would have given
        QTRY_COMPARE_WITH_TIMEOUT(answers, QStringList(small), 30000);
    }

    void saysWhatIsWrong() {
        test::writeFile(folder_ / "broken.zip", test::bytesOf("not a zip"));
        const DatasetSummary summary = inspect(QString::fromStdString((folder_ / "broken.zip").string()));
        QVERIFY2(summary.error.contains(QStringLiteral("broken.zip")), qPrintable(summary.error));
        QVERIFY(inspect(QStringLiteral("glyphs:colour=red")).error.contains(QStringLiteral("colour")));
    }

    void answersTheNewestQuestionOnly() {
        DatasetInspector inspector;
        QStringList answers;
        connect(&inspector, &DatasetInspector::inspected, this, [&](const auto& summary) { answers += summary.spec; });
        const QString small = QStringLiteral("glyphs:alphabet-count=1,characters-per-alphabet=2,drawer-count=2");
        inspector.inspect(QStringLiteral("glyphs"));
        inspector.inspect(small);
        QTRY_COMPARE_WITH_TIMEOUT(answers, QStringList(small), 30000);
    }

    void knowsOmniglotByItsAlphabets() {
        Dataset dataset;
        QVERIFY(!session::isOmniglot(dataset));
        dataset.alphabets = {{"Japanese_(katakana)", {}}, {"Old_Church_Slavonic_(Cyrillic)", {}}};
        QVERIFY(session::isOmniglot(dataset));
        dataset.alphabets.push_back({"glyphs 1", {}});
        QVERIFY(!session::isOmniglot(dataset));
    }
};

ONESHOT_TEST(TestDatasetInspector)
#include "tst_dataset_inspector.moc"
