#include <QFile>
#include <QJsonArray>
#include <QTest>
#include <csignal>

#include "core/files/png.h"
#include "tests/support/files.h"
#include "tests/support/program.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"

using namespace oneshot;
using namespace oneshot::test;

/// `oneshot train`.
class TestTrainCommand : public QObject, ProgramInHome {
    Q_OBJECT

    Outcome train(const QStringList& arguments) const {
        return run(QStringList{"train"} + tinyData + tinyTraining + arguments);
    }

  private slots:
    void trainsAndResumes() {
        const Outcome whole = train({"--steps", "6", "--out", path("whole"), "--json"});
        QCOMPARE(whole.status, 0);
        const QJsonObject json = whole.json();
        QCOMPARE(json["run_dir"].toString(), path("whole"));
        QCOMPARE(json["state"].toString(), "completed");
        QCOMPARE(json["steps"].toInt(), 6);
        QCOMPARE(json["images"].toInt(), 6 * 16);
        QVERIFY(json["parameters"].toInt() > 0 && json["seconds"].toDouble() > 0);
        QVERIFY(json["images_per_second"].toDouble() > 0);
        QVERIFY(json["best"]["step"].toInt() > 0 && json["best"]["confidence95"].isArray());
        QCOMPARE(json["best"]["seen_characters"].toBool(true), false);
        QCOMPARE(json["held_out"].toBool(), true);
        QVERIFY(whole.messages.contains("--data glyphs:seed=99"));
        QCOMPARE(json["last"]["step"].toInt(), 6);
        QCOMPARE(json["validation"]["ways"].toInt(), 5);
        const QByteArray weights = contentOf(path("whole/checkpoints/last.safetensors"));
        QVERIFY(weights.size() > 1000);

        const Outcome half = train({"--steps", "6", "--stop-at", "4", "--out", path("halves"), "--json"});
        QCOMPARE(half.status, 0);
        QCOMPARE(half.json()["state"].toString(), "stopped");
        QCOMPARE(half.json()["steps"].toInt(), 4);
        QVERIFY(half.messages.contains("oneshot train --resume " + path("halves").toUtf8()));
        QVERIFY(contentOf(path("halves/checkpoints/last.safetensors")) != weights);
        const Outcome rest = run({"train", "--resume", path("halves"), "--json"});
        QCOMPARE(rest.json()["state"].toString(), "completed");
        QCOMPARE(rest.json()["images"].toInt(), 6 * 16);
        QVERIFY(contentOf(path("halves/checkpoints/last.safetensors")) == weights);

        const Outcome again = train({"--steps", "6", "--out", path("whole")});
        QCOMPARE(again.status, 2);
        QVERIFY(contentOf(path("whole/checkpoints/last.safetensors")) == weights);

        // What it learnt from is marked.
        const QJsonObject seen = run({"evaluate", "--model", path("whole"), tinyData[0], tinyData[1], "--ways", "5",
                                      "--tasks", "20", "--json"})
                                     .json();
        QCOMPARE(seen["seen_characters"].toInt(), 16);
        const QJsonObject unseen =
            run({"evaluate", "--model", path("whole"), "--data", tinyData[3], "--ways", "5", "--tasks", "20", "--json"})
                .json();
        QCOMPARE(unseen["seen_characters"].toInt(-1), 0);
    }

    /// As what they are: nobody takes them for a validated best. Of so long a training each is affordable.
    void tellsFirstLooks() {
        QStringList training = tinyTraining;
        training.replaceInStrings("evaluate_every=3", "evaluate_every=1000000");
        const auto stoppedAt12 = [&](const QStringList& more) {
            return run(QStringList{"train", "--steps", "1000000", "--stop-at", "12"} + tinyData + training + more);
        };
        const Outcome json = stoppedAt12({"--json"});
        QVERIFY2(json.status == 0, json.messages.constData());
        QList<int> steps;
        for (const QByteArray& line : json.messages.split('\n')) {
            if (!line.contains("first look")) continue;
            QVERIFY2(line.startsWith("step ") && line.contains(" of 100 tasks, counts for nothing"), line.constData());
            steps += line.simplified().split(' ')[1].toInt();
        }
        QCOMPARE(steps, QList<int>({0, 10, 12}));
        QVERIFY2(!json.messages.contains("  best"), json.messages.constData());
        const QJsonArray told = json.json()["early_evaluations"].toArray();
        QCOMPARE(told.size(), 3);
        for (int i = 0; i < 3; ++i) QCOMPARE(told[i]["step"].toInt(-1), steps[i]);
        QCOMPARE(told[0]["tasks"].toInt(), 100);
        QVERIFY(told[0]["accuracy_percent"].isDouble() && told[0]["confidence95"].isArray());
        QVERIFY(json.json()["best"].isNull() && json.json()["last"].isNull());

        const Outcome none = stoppedAt12({"--set", "early_evaluations=false"});
        QVERIFY2(none.status == 0, none.messages.constData());
        QVERIFY2(!none.messages.contains("first look"), none.messages.constData());
    }

    void overridesThePreset() {
        const Outcome outcome = train({"--steps", "2", "--seed", "9", "--set", "dropout=0.5", "--json"});
        QCOMPARE(outcome.status, 0);
        const QString directory = outcome.json()["run_dir"].toString();
        QVERIFY(directory.startsWith(path("runs/")));
        const QJsonObject record = QJsonDocument::fromJson(contentOf(directory + "/run.json")).object();
        const QJsonObject config = record["config"].toObject();
        QCOMPARE(config["seed"].toInt(), 9);
        QCOMPARE(config["dropout"].toDouble(), 0.5);
        QCOMPARE(config["threads"].toInt(), 1);
        QCOMPARE(config["steps"].toInt(), 2);
    }

    void trainsAsTheArticle() {
        const QStringList arguments{"train",
                                    "--preset",
                                    "bouma2017",
                                    "--steps",
                                    "2",
                                    "--threads",
                                    "1",
                                    "--json",
                                    "--set",
                                    "maps=4,4,4,8",
                                    "embedding=16",
                                    "evaluation_tasks=5",
                                    "evaluation_ways=3"};
        const QString enough = "glyphs:alphabet-count=2,characters-per-alphabet=16,drawer-count=3";
        const Outcome outcome = run(arguments + QStringList{"--data", enough});
        QCOMPARE(outcome.status, 0);
        QCOMPARE(outcome.json()["images"].toInt(), 2 * 64);
        const Outcome few = run(arguments + QStringList{tinyData[0], tinyData[1]});
        QCOMPARE(few.status, 2);
        QVERIFY2(few.messages.contains("32 pairs of distinct classes need as many characters"), few.messages);
        QVERIFY2(few.messages.contains("has 16"), few.messages);
    }

    void interruptSavesAndGoesOn() {
        for (const int signal : {SIGINT, SIGTERM}) {
            const QString directory = path(QString("interrupted%1").arg(signal));
            QProcess process;
            start(process, QStringList{"train"} + tinyData + tinyTraining +
                               QStringList{"--steps", "100000", "--json", "--out", directory});
            // Trained and saved something: the first evaluation is on disk.
            QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(directory + "/checkpoints/last.safetensors"), 30000);
            kill(static_cast<pid_t>(process.processId()), signal);
            QVERIFY(process.waitForFinished(30000));
            QCOMPARE(process.exitStatus(), QProcess::NormalExit);
            QCOMPARE(process.exitCode(), 130);
            const QJsonObject json = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
            QCOMPARE(json["state"].toString(), "stopped");
            const int steps = json["steps"].toInt();
            QVERIFY(process.readAllStandardError().contains("oneshot train --resume " + directory.toUtf8()));

            const Outcome rest =
                run({"train", "--resume", directory, "--stop-at", QString::number(steps + 2), "--json"});
            QCOMPARE(rest.status, 0);
            QCOMPARE(rest.json()["steps"].toInt(), steps + 2);
        }
    }

    /// The hint leads to other glyphs than the run's, and evaluations of seen characters are not held out.
    void hintsAtUnmetGlyphs() {
        const Outcome outcome = run(QStringList{"train", "--data", "glyphs:seed=99,alphabet-count=2,drawer-count=4"} +
                                    tinyTraining + QStringList{"--steps", "2", "--out", path("hint"), "--json"});
        QVERIFY2(outcome.messages.contains("--data glyphs:seed=100"), outcome.messages.constData());
        QCOMPARE(outcome.json()["held_out"].toBool(true), false);
        const QJsonObject json = run({"evaluate", "--model", path("hint"), "--data",
                                      "glyphs:seed=100,alphabet-count=2,drawer-count=4", "--tasks", "20", "--json"})
                                     .json();
        QCOMPARE(json["seen_characters"].toInt(-1), 0);
    }

    void classesWithoutAlphabetsAreHeldOutByName() {
        const auto write = [&](const char* part, const std::vector<const char*>& names) {
            std::vector<ContainedFile> files;
            for (const char* name : names)
                for (int i = 0; i < 3; ++i)
                    files.push_back({std::string(name) + "/" + std::to_string(i) + ".png",
                                     encodePng(numberedImage(1 + static_cast<int>(files.size()) + 40 * part[1]))});
            writeFolder(path(QString("pets/") + part).toStdString(), files);
        };
        write("train", {"cat", "cow", "dog", "hen", "pig"});
        write("test", {"cat", "dog", "owl", "tit", "yak"});
        const QString train = path("pets/train"), test = path("pets/test");
        const QJsonObject info = run({"data", "info", test, "--against", train, "--json"}).json();
        QCOMPARE(info["warnings"][0]["kind"].toString(), QString("shared_with_other"));
        QCOMPARE(info["warnings"][0]["examples"].toArray(), QJsonArray({"test/cat", "test/dog"}));

        const Outcome trained =
            run(QStringList{"train", "--data", train, "--validation", test} + tinyTraining +
                QStringList{"--steps", "1", "--set", "evaluation_ways=3", "--out", path("pets/run"), "--json"});
        QVERIFY2(trained.status == 0, trained.messages.constData());
        const QJsonObject protocol = trained.json()["validation"].toObject();
        QCOMPARE(protocol["ways"].toInt(), 3);
        QCOMPARE(protocol["left_out"].toArray(), QJsonArray({"test/cat", "test/dog"}));
        const QJsonObject asked =
            run({"evaluate", "--model", path("pets/run"), "--data", test, "--ways", "5", "--tasks", "20", "--json"})
                .json();
        QCOMPARE(asked["seen_characters"].toInt(), 2);
    }
};

ONESHOT_TEST(TestTrainCommand)
#include "tst_train_command.moc"
