#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/places.h"
#include "tests/support/test_program.h"

/// `oneshot compare`.
class TestCompareCommand : public QObject {
    Q_OBJECT

    QTemporaryDir home_;

    struct Outcome {
        int status = -1;
        QByteArray output, messages;
        QJsonObject json() const { return QJsonDocument::fromJson(output).object(); }
        QJsonObject learner(int row) const { return json()["learners"][row].toObject(); }
        QJsonObject result(int row, int setting) const { return learner(row)["results"][setting].toObject(); }
    };

    Outcome compare(const QStringList& arguments) const {
        QProcess process;
        process.setWorkingDirectory(home_.path());
        process.start(oneshot::test::oneshotProgram(), QStringList{"--home", home_.path(), "compare"} + arguments);
        if (!process.waitForFinished(120000)) return {};
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
                process.readAllStandardError()};
    }
    QStringList files() const { return QDir(home_.filePath("cache/answers")).entryList(QDir::Files); }

    const QStringList few_{
        "--data",           "glyphs:seed=9,alphabet-count=3,characters-per-alphabet=8,drawer-count=4",
        "--ways",           "2,8",
        "--tasks",          "60",
        "--within-alphabet"};

  private slots:
    void helpNamesTheOptions() {
        const Outcome help = compare({"--help"});
        QCOMPARE(help.status, 0);
        for (const char* option : {"--models", "--lake", "--data", "--ways", "--shots", "--tasks", "--within-alphabet",
                                   "--seed", "--against", "--no-cache", "--out", "--json"})
            QVERIFY2(help.output.contains(option), option);
    }

    void theJsonContract() {
        const Outcome outcome = compare(few_ + QStringList{"--models", "shipped,pixels-l2,random", "--json"});
        QVERIFY2(outcome.status == 0, outcome.messages);
        const QJsonObject json = outcome.json();
        QCOMPARE(json["within_alphabet"].toBool(), true);
        QCOMPARE(json["seed"].toInt(), 1);
        QCOMPARE(json["data_sha256"].toString().size(), 64);
        QCOMPARE(json["settings"].toArray().size(), 2);
        QVERIFY(json["settings"][1]["unused_alphabets"].toArray().isEmpty());
        QCOMPARE(json["learners"].toArray().size(), 3);
        QCOMPARE(outcome.learner(0)["model"].toString(), QString("shipped"));
        QCOMPARE(outcome.learner(0)["name"].toString(), QString("compact (shipped)"));
        QCOMPARE(outcome.learner(0)["preset"].toString(), QString("compact"));
        QVERIFY(outcome.learner(0)["parameters"].toInt() > 1000);
        QCOMPARE(outcome.learner(0)["seen_characters"].toInt(-1), 0);
        QVERIFY(outcome.learner(0)["problem"].isNull());
        for (int row = 0; row < 3; ++row)
            for (int setting = 0; setting < 2; ++setting) {
                const QJsonObject result = outcome.result(row, setting);
                QCOMPARE(result["ways"].toInt(), setting == 0 ? 2 : 8);
                QCOMPARE(result["shots"].toInt(), 1);
                QCOMPARE(result["tasks"].toInt(), 60);
                const double accuracy = result["accuracy_percent"].toDouble(-1);
                QVERIFY(result["confidence95"][0].toDouble() <= accuracy);
                QVERIFY(result["confidence95"][1].toDouble() >= accuracy);
                QVERIFY(!result["method"].toString().isEmpty());
                QCOMPARE(result["reference"].toBool(), row == 0);
                QCOMPARE(result.contains("p_adjusted"), row != 0);
            }
        const QJsonObject noise = outcome.result(2, 1);
        QVERIFY(noise["differs"].toBool() && noise["difference_percent"].toDouble() < -40);
        QVERIFY(noise["p_adjusted"].toDouble() >= noise["p"].toDouble());
    }

    /// The very answers of `evaluate`.
    void theTasksAreThoseOfEvaluate() {
        QProcess process;
        process.start(
            oneshot::test::oneshotProgram(),
            QStringList{"--home", home_.path(), "evaluate", "--model", "modified-hausdorff", "--json"} + few_);
        QVERIFY(process.waitForFinished(120000));
        const QJsonObject alone = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
        const Outcome outcome = compare(few_ + QStringList{"--models", "modified-hausdorff", "--json"});
        for (int setting = 0; setting < 2; ++setting)
            QCOMPARE(outcome.result(0, setting)["accuracy_percent"].toDouble(),
                     alone["results"][setting].toObject()["accuracy_percent"].toDouble(-1));
    }

    void answersAreKept() {
        const QStringList once =
            few_ + QStringList{"--models", "pixels-l2", "--seed", "77", "--shots", "1,2", "--json"};
        const auto before = files().size();
        QVERIFY(compare(once + QStringList{"--no-cache"}).status == 0);
        QCOMPARE(files().size(), before);
        const Outcome first = compare(once), second = compare(once);
        QCOMPARE(files().size(), before + 4);
        QCOMPARE(first.learner(0)["cached"].toBool(), false);
        QCOMPARE(second.learner(0)["cached"].toBool(), true);
        QCOMPARE(second.learner(0)["results"], first.learner(0)["results"]);
        QCOMPARE(second.result(0, 3)["shots"].toInt(), 2);
    }

    void aModelThatCannotAnswerIsARow() {
        QFile vectors(home_.filePath("vectors.csv"));
        QVERIFY(vectors.open(QIODevice::WriteOnly));
        vectors.write("a,b,label\n");
        for (int i = 0; i < 40; ++i) vectors.write(QByteArray::number(i % 4 + i * 0.01) + ",1," + "wxyz"[i % 4] + "\n");
        vectors.close();
        const QStringList on{"--data", "vectors.csv", "--ways", "2,4", "--tasks", "20", "--json", "--models"};
        const Outcome outcome = compare(on + QStringList{"modified-hausdorff,pixels-l2"});
        QVERIFY2(outcome.status == 0, outcome.messages);
        QVERIFY(!outcome.learner(0)["problem"].toString().isEmpty());
        QVERIFY(outcome.learner(0)["results"].toArray().isEmpty());
        QCOMPARE(outcome.learner(1)["results"].toArray().size(), 2);
        QVERIFY(outcome.messages.contains("modified-hausdorff"));
        QCOMPARE(compare(on + QStringList{"modified-hausdorff"}).status, 1);
    }

    void wrongUsage_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("status");
        QTest::newRow("no models") << QStringList{"--data", "glyphs"} << 2;
        QTest::newRow("no data") << QStringList{"--models", "random"} << 2;
        QTest::newRow("wrong model") << QStringList{"--models", "random,nobody", "--data", "glyphs"} << 3;
        QTest::newRow("wrong data") << QStringList{"--models", "random", "--data", "nowhere.zip"} << 3;
        QTest::newRow("wrong spec") << QStringList{"--models", "random", "--data", "glyphs:sed=1"} << 2;
        QTest::newRow("both") << QStringList{"--models", "random", "--data", "glyphs", "--lake", "x.zip"} << 2;
        QTest::newRow("too many ways") << QStringList{"--models", "random", "--data", "glyphs:alphabet-count=1",
                                                      "--ways",   "2,50"}
                                       << 2;
        QTest::newRow("against whom") << QStringList{"--models", "random", "--data", "glyphs", "--against", "me"} << 2;
    }
    void wrongUsage() {
        QFETCH(QStringList, arguments);
        QFETCH(int, status);
        const Outcome outcome = compare(arguments + QStringList{"--json"});
        QCOMPARE(outcome.status, status);
        QVERIFY(outcome.output.isEmpty() && outcome.messages.startsWith("oneshot: "));
    }

    void aTableForPeopleAndFiles() {
        const Outcome outcome =
            compare(few_ + QStringList{"--models", "random,shipped", "--against", "first", "--out", "table"});
        QVERIFY2(outcome.status == 0, outcome.messages);
        for (const char* part : {"compact (shipped)", "2-way 1-shot", "8-way 1-shot", " ref", " more", "p "})
            QVERIFY2(outcome.output.contains(part), part);
        const QDir folder(home_.filePath("table"));
        for (const char* name :
             {"comparison.csv", "comparison.md", "comparison.json", "comparison.svg", "comparison.png"}) {
            QVERIFY2(QFileInfo(folder.filePath(name)).size() > 100, name);
        }
    }

    /// For Excel, which takes letters for others without one; other programs would take it for a letter.
    void aByteOrderMarkIsAskedFor() {
        const auto table = [&](const QString& folder, const QStringList& more) {
            const Outcome outcome = compare(few_ + QStringList{"--models", "random", "--out", folder} + more);
            if (outcome.status != 0) qWarning("%s", outcome.messages.constData());
            QFile file(home_.filePath(folder + "/comparison.csv"));
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        const QByteArray plain = table("plain", {}), marked = table("marked", {"--bom"});
        QVERIFY2(plain.startsWith("learner,"), plain.constData());
        QCOMPARE(marked, "\xEF\xBB\xBF" + plain);
        QCOMPARE(compare(few_ + QStringList{"--models", "random", "--bom"}).status, 2);
    }

    /// Known figures of both baselines on Lake's runs 01 to 10.
    void lakesRuns() {
        if (!qEnvironmentVariableIsSet("ONESHOT_OMNIGLOT_DIR"))
            QSKIP("ONESHOT_OMNIGLOT_DIR does not name the folder of Omniglot's zip files");
        const QString runs = QDir(qEnvironmentVariable("ONESHOT_OMNIGLOT_DIR")).filePath("one_shot_runs_01-10.zip");
        const Outcome outcome = compare({"--lake", runs, "--models", "modified-hausdorff,pixels-l2,shipped", "--json"});
        QVERIFY2(outcome.status == 0, outcome.messages);
        QCOMPARE(outcome.json()["runs"].toArray().size(), 10);
        QCOMPARE(outcome.result(0, 0)["accuracy_percent"].toDouble(), 62.0);
        QCOMPARE(outcome.result(1, 0)["accuracy_percent"].toDouble(), 19.5);
        QVERIFY(outcome.result(2, 0)["accuracy_percent"].toDouble() >= 92);
        QCOMPARE(outcome.result(0, 0)["tasks"].toInt(), 200);
        QVERIFY(outcome.result(2, 0)["reference"].toBool());
        QVERIFY(outcome.result(1, 0)["differs"].toBool());
        QVERIFY(outcome.result(1, 0)["test"].toString().contains("t test"));
    }
};

ONESHOT_TEST(TestCompareCommand)
#include "tst_compare_command.moc"
