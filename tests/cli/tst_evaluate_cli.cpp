#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/places.h"
#include "tests/support/test_program.h"

/// `oneshot evaluate` with the model that comes with the programs.
class EvaluateCliTest : public QObject {
    Q_OBJECT

    QTemporaryDir home_;

    struct Outcome {
        int status = -1;
        QByteArray output, messages;
        QJsonObject json() const { return QJsonDocument::fromJson(output).object(); }
    };

    Outcome evaluate(const QStringList& arguments) const { return oneshot(QStringList{"evaluate"} + arguments); }

    Outcome oneshot(const QStringList& arguments) const {
        QProcess process;
        process.setWorkingDirectory(home_.path());  // the shipped model is found from anywhere
        process.start(oneshot::test::oneshotProgram(), QStringList{"--home", home_.path()} + arguments);
        if (!process.waitForFinished(120000)) return {};
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
                process.readAllStandardError()};
    }

  private slots:
    void helpNamesEveryKindOfModel() {
        const Outcome help = evaluate({"--help"});
        QCOMPARE(help.status, 0);
        for (const char* model :
             {"run directory", ".safetensors", "shipped", "pixels-l2", "modified-hausdorff", "random"})
            QVERIFY2(help.output.contains(model), model);
    }

    void shippedModelAnswersTasks() {
        const Outcome outcome = evaluate({"--model", "shipped", "--data", "glyphs:seed=9,alphabet-count=3", "--ways",
                                          "2,20", "--tasks", "100", "--within-alphabet", "--json"});
        QVERIFY2(outcome.status == 0, outcome.messages);
        const QJsonObject json = outcome.json();
        QCOMPARE(json["model"].toString(), QString("compact"));
        QVERIFY(json["step"].toInt() > 0);
        QCOMPARE(json["seen_characters"].toInt(-1), 0);
        const QJsonArray results = json["results"].toArray();
        QCOMPARE(results.size(), 2);
        QVERIFY(results[0].toObject()["accuracy_percent"].toDouble() > 90);
        QVERIFY(results[1].toObject()["accuracy_percent"].toDouble() > 75);
        QVERIFY(results[0].toObject()["accuracy_percent"].toDouble() >
                results[1].toObject()["accuracy_percent"].toDouble());
    }

    void presentationsOfAMemory() {
        const QString data = "glyphs:seed=9,alphabet-count=2,characters-per-alphabet=12,drawer-count=10";
        const QString run = home_.filePath("memory");
        const Outcome trained =
            oneshot({"train", "--preset", "mann", "--data", data, "--out", run, "--steps", "2", "--set", "controller=8",
                     "memory_slots=8", "episodes_per_step=1", "evaluation_tasks=2", "threads=1"});
        QVERIFY2(trained.status == 0, trained.messages);
        QVERIFY2(trained.messages.contains("by presentation"), trained.messages);
        const Outcome outcome =
            evaluate({"--model", run, "--data", data, "--presentations", "--episodes", "3", "--json"});
        QVERIFY2(outcome.status == 0, outcome.messages);
        const QJsonArray points = outcome.json()["presentations"].toArray();
        QCOMPARE(points.size(), 10);
        QCOMPARE(points[9].toObject()["ways"].toInt(), 5);
        QCOMPARE(points[9].toObject()["answers"].toInt(), 15);
        QVERIFY(outcome.json()["seen_characters"].toInt() > 0);
        const Outcome table = evaluate({"--model", run, "--data", data, "--presentations", "--episodes", "3"});
        QVERIFY2(table.output.contains("presentation  answers"), table.output);
        const Outcome report = oneshot({"report", run, "--format", "md", "--out", home_.filePath("memory.md")});
        QVERIFY2(report.status == 0, report.messages);

        const Outcome usual = evaluate({"--model", run, "--data", data, "--tasks", "2", "--json"});  // 5,20 of others
        QVERIFY2(usual.status == 0, usual.messages);
        QCOMPARE(usual.json()["results"].toArray().size(), 1);
        QCOMPARE(usual.json()["results"][0]["ways"].toInt(), 5);
        const Outcome twenty = evaluate({"--model", run, "--data", data, "--ways", "20", "--tasks", "2"});
        QCOMPARE(twenty.status, 2);
        QVERIFY2(twenty.messages.contains("labels=letters"), twenty.messages);
        const Outcome shipped = evaluate({"--model", "shipped", "--data", data, "--presentations"});
        QCOMPARE(shipped.status, 2);
        QVERIFY2(shipped.messages.contains("no memory"), shipped.messages);
    }

    void verification_data() {
        QTest::addColumn<QString>("model");
        QTest::addColumn<double>("leastArea");
        QTest::newRow("pixels-l2") << "pixels-l2" << 0.52;
        QTest::newRow("modified-hausdorff") << "modified-hausdorff" << 0.7;
        QTest::newRow("compact") << "shipped" << 0.9;
        QTest::newRow("koch2015") << home_.filePath("koch") << 0.0;  // untrained
    }
    /// Of pairs of any model; a run keeps it.
    void verification() {
        QFETCH(QString, model);
        QFETCH(double, leastArea);
        const bool run = model.endsWith("koch");
        if (run) {
            const Outcome trained =
                oneshot({"train", "--preset", "koch2015", "--data",
                         "glyphs:alphabet-count=2,characters-per-alphabet=4,drawer-count=3", "--steps", "1", "--out",
                         model, "--set", "input_size=71", "maps=2,2,2,2", "embedding=4", "pairs_per_step=2",
                         "training_pairs=10", "evaluation_tasks=2", "evaluation_ways=2", "layer_l2=", "--json"});
            QVERIFY2(trained.status == 0, trained.messages);
            QCOMPARE(trained.json()["end"].toString(), QString("horizon"));
        }
        const Outcome outcome = evaluate({"--model", model, "--data", "glyphs:seed=9,alphabet-count=3",
                                          "--verification", "--pairs", "400", "--json"});
        QVERIFY2(outcome.status == 0, outcome.messages);
        const QJsonObject json = outcome.json(), told = json["verification"].toObject();
        QCOMPARE(json["seen_characters"].toInt(-1), 0);
        QCOMPARE(told["pairs"].toInt(), 400);
        QCOMPARE(told["threshold_pairs"].toInt(), 400);
        QCOMPARE(told["characters"].toInt(), 36);  // half of 3 * 24
        QCOMPARE(told["threshold_characters"].toInt(), 36);
        QVERIFY(told["threshold"].isDouble());
        const QJsonArray interval = told["confidence95"].toArray(), curve = told["roc"].toArray();
        const double accuracy = told["accuracy_percent"].toDouble();
        QVERIFY(interval[0].toDouble() < accuracy && accuracy < interval[1].toDouble());
        QCOMPARE(told["method"].toString(), QString("Student t interval, dyadic-robust variance over characters"));
        QVERIFY(told["area_under_curve"].toDouble() > leastArea && told["area_under_curve"].toDouble() <= 1);
        QVERIFY(told["equal_error_rate_percent"].toDouble() < 100);
        QCOMPARE(curve.first().toArray(), (QJsonArray{0.0, 0.0}));
        QCOMPARE(curve.last().toArray(), (QJsonArray{1.0, 1.0}));
        QVERIFY(curve.size() > 2 && curve.size() <= 402);
        if (!run) return;
        QFile kept(model + "/evaluation.json");
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QCOMPARE(QJsonDocument::fromJson(kept.readAll()).array().last().toObject()["verification"].toObject(), told);
    }

    void verificationInWords() {
        const Outcome outcome = evaluate(
            {"--model", "pixels-l2", "--data", "glyphs:seed=9,alphabet-count=3", "--verification", "--pairs", "400"});
        QVERIFY2(outcome.status == 0, outcome.messages);
        for (const char* words : {"400 pairs of 36 characters", "right   ", "same is a score from ",
                                  "36 other characters", "area under the curve", "equal error rate"})
            QVERIFY2(outcome.output.contains(words), outcome.output);
    }

    void badVerification_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("message");
        const QString data = "glyphs:alphabet-count=1";
        QTest::newRow("no data") << QStringList{"--verification"} << QByteArray("--data");
        QTest::newRow("ways") << QStringList{"--data", data, "--verification", "--ways", "5"} << QByteArray("--ways");
        QTest::newRow("Lake") << QStringList{"--lake", "runs.zip", "--verification"} << QByteArray("--data");
        QTest::newRow("rerank") << QStringList{"--data", data, "--verification", "--rerank", "3"}
                                << QByteArray("--rerank");
        QTest::newRow("pairs alone") << QStringList{"--data", data, "--pairs", "5"} << QByteArray("--verification");
        QTest::newRow("one pair") << QStringList{"--data", data, "--verification", "--pairs", "1"}
                                  << QByteArray("--pairs");
        QTest::newRow("three characters")
            << QStringList{"--data", data + ",characters-per-alphabet=3", "--verification"}
            << QByteArray("needs four characters");
        QTest::newRow("a model that compares ways")
            << QStringList{"--model", "shipped:comparison=tuned", "--data", data, "--verification"}
            << QByteArray("depends on the other ways");
        QTest::newRow("one drawer") << QStringList{"--data", data + ",drawer-count=1", "--verification"}
                                    << QByteArray("two drawings");
    }
    void badVerification() {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, message);
        const QStringList model = arguments.contains("--model") ? QStringList() : QStringList{"--model", "pixels-l2"};
        const Outcome outcome = evaluate(model + arguments);
        QCOMPARE(outcome.status, 2);
        QVERIFY(outcome.output.isEmpty());
        QVERIFY2(outcome.messages.contains(message), outcome.messages);
    }

    /// No figure comes of what is no number, and what is said of it is in words.
    void numbersAreFiniteAndInRange_data() {
        QTest::addColumn<QString>("option");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* option, const char* value, const char* message) {
            QTest::newRow((std::string(option) + ' ' + value).c_str())
                << QString(option) << QString(value) << QString(message);
        };
        for (const char* value : {"nan", "inf", "1e400", "0x10", "-1", "4x", "1000001"})
            row("--rerank-weight", value, "--rerank-weight: must be a number between 0 and 1000000, is ");
        row("--tasks", "0", "--tasks: must be a whole number, between 1 and 10000000, is \"0\"");
        row("--tasks", "99999999999999999999", "--tasks: must be a whole number, between 1 and 10000000");
        row("--tasks", "0x10", "--tasks: must be a whole number");
        row("--ways", "5,nan", "--ways: must be a whole number, between 2 and 100000, is \"nan\"");
        row("--seed", "-1", "--seed: must be a whole number, at least 0, is \"-1\"");
        row("--views", "1.5", "--views: must be a whole number, between 0 and 1000, is \"1.5\"");
    }
    void numbersAreFiniteAndInRange() {
        QFETCH(QString, option);
        QFETCH(QString, value);
        QFETCH(QString, message);
        QStringList arguments{"--model", "pixels-l2", "--data", "glyphs:alphabet-count=1", option, value};
        if (option == "--rerank-weight")
            arguments << "--rerank"
                      << "2";
        const Outcome outcome = evaluate(arguments);
        QCOMPARE(outcome.status, 2);
        QVERIFY(outcome.output.isEmpty());
        QVERIFY2(outcome.messages.contains(message.toUtf8()), outcome.messages);
    }

    void shippedModelSaysWhereItComesFrom() {
        const Outcome outcome =
            evaluate({"--model", "shipped", "--data", "glyphs:alphabet-count=1", "--ways", "5", "--tasks", "5"});
        QVERIFY2(outcome.status == 0, outcome.messages);
        QVERIFY2(outcome.output.contains("model   compact, ") && outcome.output.contains("images_background_small1"),
                 outcome.output);
    }
};

ONESHOT_TEST(EvaluateCliTest)
#include "tst_evaluate_cli.moc"
