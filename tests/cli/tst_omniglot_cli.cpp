#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include "tests/support/places.h"
#include "tests/support/test_program.h"

/// The program on Omniglot's own files.
class TestOmniglotCli : public QObject {
    Q_OBJECT

    QDir folder_;

    static QJsonObject run(const QStringList& arguments) {
        QProcess process;
        process.start(oneshot::test::oneshotProgram(), arguments + QStringList{"--json"});
        return process.waitForFinished(120000) && process.exitCode() == 0
                   ? QJsonDocument::fromJson(process.readAllStandardOutput()).object()
                   : QJsonObject();
    }

  private slots:
    void initTestCase() {
        if (!qEnvironmentVariableIsSet("ONESHOT_OMNIGLOT_DIR"))
            QSKIP("ONESHOT_OMNIGLOT_DIR does not name the folder of Omniglot's zip files");
        folder_ = QDir(qEnvironmentVariable("ONESHOT_OMNIGLOT_DIR"));
    }

    void lakesRuns_data() {
        QTest::addColumn<int>("errors");  // of 200 trials; published for modified Hausdorff: 38.8 % of all 400
        QTest::newRow("modified-hausdorff") << 76;
        QTest::newRow("pixels-l2") << 161;
    }

    void lakesRuns() {
        QFETCH(int, errors);
        const QJsonObject json = run(
            {"evaluate", "--model", QTest::currentDataTag(), "--lake", folder_.filePath("one_shot_runs_01-10.zip")});
        QCOMPARE(json["trials"].toInt(), 200);
        QCOMPARE(json["errors"].toInt(), errors);
        QCOMPARE(json["error_percent"].toDouble(), errors / 2.0);
        QCOMPARE(json["per_run_error_percent"].toArray().size(), 10);
        const double low = json["confidence95"][0].toDouble(), high = json["confidence95"][1].toDouble();
        QVERIFY(low < errors / 2.0 && errors / 2.0 < high);
        QVERIFY(json["method"].toString().contains("run"));
        QCOMPARE(json["seen_characters"].toInt(-1), 0);
    }

    /// The shipped model's bounds: at most 8 % on runs that it never saw, and it knows what it has seen.
    void shippedModel() {
        const QStringList shipped{"evaluate", "--model", "shipped"};
        const QJsonObject lake = run(shipped + QStringList{"--lake", folder_.filePath("one_shot_runs_01-10.zip")});
        QVERIFY2(lake["error_percent"].toDouble(100) <= 8, qPrintable(lake["error_percent"].toVariant().toString()));
        QCOMPARE(lake["seen_characters"].toInt(-1), 0);
        const QStringList few{"--ways", "5", "--tasks", "20"};
        QVERIFY(run(shipped + QStringList{"--data", folder_.filePath("images_background_small1.zip")} +
                    few)["seen_characters"]
                    .toInt() > 0);
        QCOMPARE(
            run(shipped +
                QStringList{"--data", folder_.filePath("images_background_small2.zip") + ":not-alphabets=Greek+Latin"} +
                few)["seen_characters"]
                .toInt(-1),
            0);
    }

    void dataInfo() {
        const QJsonObject json = run({"data", "info", folder_.filePath("images_background_small1.zip")});
        QCOMPARE(json["alphabets"].toArray().size(), 5);
        QCOMPARE(json["characters"].toInt(), 136);
        QCOMPARE(json["drawings"].toInt(), 2720);
        QCOMPARE(json["drawers"].toArray().size(), 20);
        QCOMPARE(json["same_pairs"].toInt(), 136 * 190);
    }
};

ONESHOT_TEST(TestOmniglotCli)
#include "tst_omniglot_cli.moc"
