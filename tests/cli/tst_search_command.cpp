#include <QFile>
#include <QJsonArray>
#include <QTest>
#include <csignal>

#include "tests/support/places.h"
#include "tests/support/program.h"
#include "tests/support/test_program.h"

using namespace oneshot::test;

/// `oneshot search`.
class TestSearchCommand : public QObject, ProgramInHome {
    Q_OBJECT

    Outcome search(const QStringList& arguments) const { return run(QStringList{"search"} + arguments); }

    const QStringList tiny_ = tinyData + tinyTraining;
    const QStringList ranges_{"--range", "learning-rate=0.0001:0.1:log", "--range", "logit_scale=1:100:log"};

  private slots:
    void help() {
        const Outcome help = search({"--help"});
        QCOMPARE(help.status, 0);
        for (const char* words : {"--preset", "--data", "--validation", "--range", "--trials", "--minutes", "--steps",
                                  "--resume", "--no-early-stop", "--json", " learning_rate"})
            QVERIFY2(help.output.contains(words), words);
    }

    void usage_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const QStringList& arguments, int status, const char* says) {
            QTest::newRow(name) << arguments << status << says;
        };
        row("no data", {"--steps", "5"}, 2, "--data");
        row("no validation", {"--data", "glyphs", "--steps", "5", "--range", "dropout=0:0.5"}, 2, "validation");
        row("no length", {"--data", "glyphs", "--validation", "glyphs:seed=2", "--range", "dropout=0:0.5"}, 2,
            "needs --steps or --minutes");
        row("no range", {"--data", "glyphs", "--validation", "glyphs:seed=2", "--steps", "5"}, 2,
            "--range: is missing");
        row("no bounds", {"--data", "glyphs", "--steps", "5", "--range", "dropout=3"}, 2, "range of dropout");
        row("unknown key", {"--data", "glyphs", "--steps", "5", "--range", "drop_out=0:0.5"}, 2, "dropout");
        row("no trials", {"--data", "glyphs", "--steps", "5", "--trials", "0"}, 2, "--trials");
        row("minutes and steps", {"--data", "glyphs", "--steps", "5", "--minutes", "1"}, 2, "--minutes");
        row("resume and range", {"--resume", "x", "--range", "dropout=0:0.5"}, 2, "--resume");
        row("nothing to resume", {"--resume", "/nowhere"}, 3, "/nowhere");
        row("no such data",
            {"--data", "/nowhere.zip", "--validation", "glyphs", "--steps", "5", "--range", "dropout=0:0.5"}, 3,
            "/nowhere.zip");
    }
    void usage() {
        QFETCH(QStringList, arguments);
        QFETCH(int, status);
        QFETCH(QString, says);
        const Outcome outcome = search(arguments);
        QVERIFY2(outcome.status == status, outcome.messages);
        QCOMPARE(outcome.output, QByteArray());
        QVERIFY2(outcome.messages.startsWith("oneshot: ") && outcome.messages.contains(says.toUtf8()),
                 outcome.messages.constData());
        QVERIFY(!QFile::exists(path("searches")));
    }

    void theJsonContract() {
        const Outcome outcome = search(tiny_ + ranges_ + QStringList{"--steps", "6", "--trials", "4", "--json"});
        QVERIFY2(outcome.status == 0, outcome.messages);
        const QJsonObject json = outcome.json(), best = json["best"].toObject();
        const QString directory = json["search_dir"].toString();
        QVERIFY(directory.startsWith(path("searches/")));
        QCOMPARE(json["state"].toString(), QString("completed"));
        QCOMPARE(json["trials"].toArray().size(), 4);
        double highest = 0;
        for (const QJsonValue& trial : json["trials"].toArray()) {
            QCOMPARE(trial["values"].toObject().keys(), QStringList({"learning_rate", "logit_scale"}));
            QVERIFY(QFile::exists(trial["run_dir"].toString() + "/run.json"));
            QCOMPARE(trial["accuracy"]["total"].toInt(), 20);
            highest = std::max(highest, trial["accuracy"]["accuracy_percent"].toDouble());
        }
        QCOMPARE(best["accuracy"]["accuracy_percent"].toDouble(), highest);
        QVERIFY(outcome.messages.contains("Trial 4 of 4: learning_rate="));

        // Each trial is a run as any other, and the best one's settings can be trained longer.
        const QString run = best["run_dir"].toString();
        const Outcome report = this->run({"report", run, "--format", "json", "--out", path("report.json")});
        QVERIFY2(report.status == 0, report.messages);
        QProcess shell;
        shell.start("sh", {"-c", QFileInfo(oneshotProgram()).path() + '/' + best["train_command"].toString() +
                                     " --steps 3 --json --out " + path("longer")});
        const Outcome longer = outcomeOf(shell);
        QVERIFY2(longer.status == 0, longer.messages);
        QFile trained(path("longer/run.json")), tried(run + "/run.json");
        QVERIFY(trained.open(QIODevice::ReadOnly) && tried.open(QIODevice::ReadOnly));
        QJsonObject one = QJsonDocument::fromJson(trained.readAll())["config"].toObject(),
                    two = QJsonDocument::fromJson(tried.readAll())["config"].toObject();
        one["steps"] = two["steps"];
        one["minutes"] = two["minutes"];
        QCOMPARE(one, two);
    }

    void theTable() {
        const Outcome outcome =
            search(tiny_ + ranges_ + QStringList{"--steps", "3", "--trials", "2", "--out", path("table")});
        QVERIFY2(outcome.status == 0, outcome.messages);
        for (const QByteArray& words :
             {QByteArray("learning_rate  logit_scale"), QByteArray("0.00316228"), QByteArray("completed"),
              QByteArray("oneshot train --preset compact --data "), path("table/trials/00").toUtf8()})
            QVERIFY2(outcome.output.contains(words), outcome.output);
        QCOMPARE(search(tiny_ + ranges_ + QStringList{"--steps", "3", "--out", path("table")}).status, 2);
    }

    void minutesAreThoseOfTheWholeSearch() {
        const Outcome outcome = search(
            tiny_ + ranges_ + QStringList{"--minutes", "0.06", "--trials", "3", "--out", path("timed"), "--json"});
        QVERIFY2(outcome.status == 0, outcome.messages);
        QFile record(path("timed/trials/001/run.json"));
        QVERIFY(record.open(QIODevice::ReadOnly));
        QCOMPARE(QJsonDocument::fromJson(record.readAll())["config"]["minutes"].toDouble(), 0.02);
    }

    void interruptedItGoesOn_data() {
        QTest::addColumn<bool>("damaged");
        QTest::newRow("interrupted") << false;
        QTest::newRow("damaged") << true;
    }
    void interruptedItGoesOn() {
        QFETCH(bool, damaged);
        const QString directory = path(QTest::currentDataTag());
        QProcess process;
        start(process, QStringList{"search"} + tiny_ + ranges_ +
                           QStringList{"--steps", "400", "--trials", "2", "--json", "--out", directory});
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(directory + "/trials/001/checkpoints/last.safetensors"), 60000);
        kill(static_cast<pid_t>(process.processId()), SIGINT);
        const Outcome outcome = outcomeOf(process);
        QCOMPARE(outcome.status, 130);
        QCOMPARE(outcome.json()["state"].toString(), QString("stopped"));
        QVERIFY2(outcome.messages.contains("oneshot search --resume " + directory.toUtf8()), outcome.messages);
        for (const char* name : {"last", "previous"})
            QVERIFY(!damaged ||
                    QFile::resize(QStringLiteral("%1/trials/001/checkpoints/%2.safetensors").arg(directory, name), 99));
        const Outcome rest = search({"--resume", directory, "--json"});
        QVERIFY2(rest.status == 0, rest.messages);
        QCOMPARE(rest.messages.contains("Trial 1 begins again: its run is damaged and kept beside as .damaged ("),
                 damaged);
        QCOMPARE(rest.json()["trials"].toArray().size(), 2);
        QCOMPARE(rest.json()["trials"][0]["values"], outcome.json()["trials"][0]["values"]);
        QCOMPARE(rest.json()["trials"][0]["state"].toString(), QString("completed"));
        QCOMPARE(rest.json()["trials"][0]["steps"].toInt(), 400);
    }
};

ONESHOT_TEST(TestSearchCommand)
#include "tst_search_command.moc"
