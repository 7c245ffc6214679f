#include <QFile>
#include <QJsonArray>
#include <QTest>

#include "tests/support/files.h"
#include "tests/support/program.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"

using namespace oneshot;
using namespace oneshot::test;

/// `oneshot evaluate`.
class TestEvaluateCommand : public QObject, ProgramInHome {
    Q_OBJECT

    Outcome evaluate(const QStringList& arguments) const {
        QProcess process;
        process.setWorkingDirectory(path({}));  // the shipped model is found from anywhere
        start(process, QStringList{"evaluate"} + arguments);
        return outcomeOf(process);
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
        const QString memory = path("memory");
        const Outcome trained =
            run({"train", "--preset", "mann", "--data", data, "--out", memory, "--steps", "2", "--set", "controller=8",
                 "memory_slots=8", "episodes_per_step=1", "evaluation_tasks=2", "threads=1"});
        QVERIFY2(trained.status == 0, trained.messages);
        QVERIFY2(trained.messages.contains("by presentation"), trained.messages);
        const Outcome outcome =
            evaluate({"--model", memory, "--data", data, "--presentations", "--episodes", "3", "--json"});
        QVERIFY2(outcome.status == 0, outcome.messages);
        const QJsonArray points = outcome.json()["presentations"].toArray();
        QCOMPARE(points.size(), 10);
        QCOMPARE(points[9].toObject()["ways"].toInt(), 5);
        QCOMPARE(points[9].toObject()["answers"].toInt(), 15);
        QVERIFY(outcome.json()["seen_characters"].toInt() > 0);
        const Outcome table = evaluate({"--model", memory, "--data", data, "--presentations", "--episodes", "3"});
        QVERIFY2(table.output.contains("presentation  answers"), table.output);
        const Outcome report = run({"report", memory, "--format", "md", "--out", path("memory.md")});
        QVERIFY2(report.status == 0, report.messages);

        const Outcome usual =
            evaluate({"--model", memory, "--data", data, "--tasks", "2", "--json"});  // 5,20 of others
        QVERIFY2(usual.status == 0, usual.messages);
        QCOMPARE(usual.json()["results"].toArray().size(), 1);
        QCOMPARE(usual.json()["results"][0]["ways"].toInt(), 5);
        const Outcome twenty = evaluate({"--model", memory, "--data", data, "--ways", "20", "--tasks", "2"});
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
        QTest::newRow("koch2015") << path("koch") << 0.0;  // untrained
    }
    /// Of pairs of any model; a run keeps it.
    void verification() {
        QFETCH(QString, model);
        QFETCH(double, leastArea);
        const bool isRun = model.endsWith("koch");
        if (isRun) {
            const Outcome trained =
                run({"train", "--preset", "koch2015", "--data",
                     "glyphs:alphabet-count=2,characters-per-alphabet=4,drawer-count=3", "--steps", "1", "--out", model,
                     "--set", "input_size=71", "maps=2,2,2,2", "embedding=4", "pairs_per_step=2", "training_pairs=10",
                     "evaluation_tasks=2", "evaluation_ways=2", "layer_l2=", "--json"});
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
        if (!isRun) return;
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

    void evaluateBaselines() {
        const QString spec = "glyphs:seed=4,alphabet-count=3,characters-per-alphabet=20,drawer-count=4";
        const QStringList common{"--data", spec, "--ways", "5,20", "--tasks", "100", "--within-alphabet"};
        const QJsonObject pixels = run(QStringList{"evaluate", "--model", "pixels-l2", "--json"} + common).json();
        const QJsonArray results = pixels["results"].toArray();
        QCOMPARE(results.size(), 2);
        QCOMPARE(results[0]["ways"].toInt(), 5);
        QCOMPARE(results[1]["ways"].toInt(), 20);
        for (const QJsonValue& result : results) {
            QCOMPARE(result["shots"].toInt(), 1);
            QCOMPARE(result["tasks"].toInt(), 100);
            QVERIFY(!result["method"].toString().isEmpty());
            const double accuracy = result["accuracy_percent"].toDouble();
            QVERIFY(result["confidence95"][0].toDouble() < accuracy && accuracy < result["confidence95"][1].toDouble());
        }
        QVERIFY(results[0]["accuracy_percent"].toDouble() > results[1]["accuracy_percent"].toDouble());
        QCOMPARE(pixels["seen_characters"].toInt(-1), 0);
        QVERIFY(pixels["seconds_embedding"].isDouble() && pixels["seconds_comparing"].isDouble());

        const QJsonObject noise = run(QStringList{"evaluate", "--model", "random", "--json"} + common).json();
        QVERIFY(noise["results"][0]["accuracy_percent"].toDouble() < 40);

        // Slower answers to the same tasks are others, and say what they took.
        const QStringList slower{"--views", "2", "--rerank", "3"};
        const QJsonObject thought =
            run(QStringList{"evaluate", "--model", "pixels-l2", "--json"} + common + slower).json();
        QCOMPARE(thought["views"].toInt(), 2);
        QCOMPARE(thought["rerank"].toInt(), 3);
        QVERIFY(thought["rerank_weight"].toDouble() > 0);
        QVERIFY(thought["seconds_reranking"].toDouble() > 0);
        QVERIFY(thought["results"] != pixels["results"]);
        QCOMPARE(pixels["views"].toInt(-1), 0);
        QCOMPARE(pixels["seconds_reranking"].toDouble(-1), 0.0);
        const QByteArray told = run(QStringList{"evaluate", "--model", "pixels-l2"} + common + slower).output;
        QVERIFY2(told.contains("mean of 3 views of each drawing; best 3 ways re-scored by deformation"),
                 told.constData());
        QVERIFY2(told.contains(" s to re-score ("), told.constData());

        // Each row is the one that its number of ways has alone.
        const QJsonObject alone = run({"evaluate", "--model", "pixels-l2", "--data", spec, "--ways", "20", "--tasks",
                                       "100", "--within-alphabet", "--json"})
                                      .json();
        QCOMPARE(alone["results"][0], results[1]);
        QVERIFY(run(QStringList{"evaluate", "--model", "pixels-l2"} + common).output.contains("95 % interval"));
    }

    void evaluateNamesUnusedAlphabets() {
        std::vector<ContainedFile> files = tinyOmniglot(2, 3, 2);
        std::erase_if(
            files, [](const ContainedFile& file) { return file.path.find("Beta/character03") != std::string::npos; });
        writeFolder(path("uneven").toStdString(), files);
        const QStringList arguments{"evaluate", "--model", "random",  "--data", path("uneven"),
                                    "--ways",   "2,3",     "--tasks", "5",      "--within-alphabet"};
        const QJsonArray results = run(arguments + QStringList{"--json"}).json()["results"].toArray();
        QCOMPARE(results[0]["unused_alphabets"], QJsonValue(QJsonArray()));
        QCOMPARE(results[1]["unused_alphabets"], QJsonValue(QJsonArray{"Beta"}));
        QVERIFY(run(arguments).output.contains("\nNo 3-way tasks of alphabets with too few characters: Beta\n"));
    }

    void evaluateSaysTheWaysOfTheRuns() {
        const QStringList arguments{"evaluate", "--model", "random", "--lake", path("lake")};
        writeFolder(path("lake").toStdString(), tinyLakeRuns(2, 4));
        const Outcome even = run(arguments);
        QVERIFY2(even.output.contains("2 runs, 4-way within one alphabet"), (even.output + even.messages).constData());
        writeFolder(path("lake").toStdString(), tinyLakeRuns(1, 5));  // run01 anew
        QVERIFY(run(arguments).output.contains("2 runs, 4- to 5-way within one alphabet"));
    }
};

ONESHOT_TEST(TestEvaluateCommand)
#include "tst_evaluate_command.moc"
