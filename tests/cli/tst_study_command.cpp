#include <QFile>
#include <QJsonArray>
#include <QTest>

#include "core/files/container.h"
#include "tests/support/files.h"
#include "tests/support/program.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"

using namespace oneshot::test;

/// `oneshot study`.
class TestStudyCommand : public QObject, ProgramInHome {
    Q_OBJECT

    /// Writes a shipped study whose tasks have these fields instead, and returns its path.
    QString changed(const QString& from, const QJsonObject& tasks) const {
        QJsonObject study = run({"study", "new", "--from", from}).json(), changed = study["tasks"].toObject();
        for (auto field = tasks.begin(); field != tasks.end(); ++field) changed[field.key()] = field.value();
        study["tasks"] = changed;
        const QString file = path(from + " changed.json");
        writeFile(file.toStdString(), bytesOf(QJsonDocument(study).toJson().toStdString()));
        return file;
    }

  private slots:
    void aNewOneIsSound() {
        const QString file = path("new.json");
        const Outcome made = run({"study", "new", "--out", file});
        QVERIFY2(made.status == 0, made.messages.constData());
        QVERIFY(made.output.contains("oneshot study check "));
        QCOMPARE(QJsonDocument::fromJson(contentOf(file)).object(), run({"study", "new"}).json());

        const Outcome checked = run({"study", "check", file});
        QVERIFY2(checked.status == 0, checked.messages.constData());
        for (const char* line :
             {"study        New study, version 1, content ", "trials       20 trials, after 3 for practice\n",
              "data         tasks sampled from a dataset: glyphs:alphabet-count=10\n",
              "tasks        20-way 1-shot, within one alphabet\n",
              "order        the same tasks for everyone, by seed 1, in the same order\n",
              "times        no limit; 500 ms of fixation cross; 500 ms of interval; a break after "
              "every 20 trials\n",
              "feedback     right or wrong\n",
              "texts        consent, instruction, end of practice, breaks, thanks; language en\n",
              "questions    5 before, 1 after\n", "models       shipped\n", "people       20 planned\n",
              "takes        about 3 minutes for the trials, at 6 s an answer\n",
              "opens        yes, there are enough tasks: 240 characters of 10 alphabets in glyphs:"})
            QVERIFY2(checked.output.contains(line), checked.output.constData());
    }

    void noFileIsReplacedUnasked() {
        const QString file = path("mine.json");
        writeFile(file.toStdString(), bytesOf("mine"));
        const Outcome refused = run({"study", "new", "--from", "lake", "--out", file});
        QCOMPARE(refused.status, 2);
        QVERIFY2(refused.messages.contains("--overwrite"), refused.messages.constData());
        QCOMPARE(contentOf(file), QByteArray("mine"));
        QCOMPARE(run({"study", "new", "--from", "lake", "--out", file, "--overwrite"}).status, 0);
        QCOMPARE(QJsonDocument::fromJson(contentOf(file)).object(), run({"study", "new", "--from", "lake"}).json());

        QCOMPARE(runOnFullDisk({"study", "new", "--out", file, "--overwrite"}, 64).status, 1);
        QCOMPARE(QJsonDocument::fromJson(contentOf(file))["name"].toString(), QString("Lake's runs"));
        QCOMPARE(run({"study", "new", "--out", path("no/such/folder.json")}).status, 1);
    }

    void lakesRunsAreAskedFor() {
        const QString file = changed("lake", {});
        const Outcome open = run({"study", "check", file});
        QVERIFY2(open.status == 0, open.messages.constData());
        for (const char* line :
             {"trials       400 trials\n", "data         Lake's runs, chosen where it is run\n",
              "needs        Lake's runs: all_runs.zip of Omniglot", "each in an order of their own\n",
              "takes        about 47 minutes", "opens        not tried: add --lake RUNS.zip to see"})
            QVERIFY2(open.output.contains(line), open.output.constData());

        writeFolder(path("runs").toStdString(), tinyLakeRuns(3, 5));
        const Outcome few = run({"study", "check", file, "--lake", path("runs")});
        QCOMPARE(few.status, 3);
        QVERIFY2(few.messages.contains("400 and 0 for practice are more than the 15 different ones"),
                 few.messages.constData());
        const Outcome enough =
            run({"study", "check", changed("lake", {{"trials", 12}, {"practice", 3}}), "--lake", path("runs")});
        QVERIFY2(enough.status == 0, enough.messages.constData());
        QVERIFY2(enough.output.contains("opens        yes, there are enough tasks: 3 runs in "),
                 enough.output.constData());

        const Outcome missing = run({"study", "check", file, "--lake", path("nowhere")});
        QCOMPARE(missing.status, 3);
        QVERIFY(missing.messages.contains("nowhere"));
        const Outcome other = run({"study", "check", file, "--data", "glyphs"});
        QCOMPARE(other.status, 2);
        QVERIFY2(other.messages.contains("Name them by --lake."), other.messages.constData());
    }

    void dataThatDoNotDoAreTold() {
        const QString few = "glyphs:alphabet-count=1,characters-per-alphabet=5,drawer-count=2";
        const Outcome outcome = run({"study", "check", changed("author", {}), "--data", few});
        QCOMPARE(outcome.status, 3);
        QVERIFY2(outcome.messages.contains("cannot be run with these data: ") &&
                     outcome.messages.contains("20 ways are more than the 5"),
                 outcome.messages.constData());
        QVERIFY(outcome.output.contains("new tasks for each person, by seed 1 and the participant's number\n"));
        QVERIFY(outcome.output.contains("20-way 1-shot, across alphabets\n"));
    }

    void theOrderIsTold() {
        const Outcome outcome =
            run({"study", "check", changed("blank", {{"order", "counterbalanced"}, {"blocks", 5}})});
        QVERIFY2(outcome.output.contains("in 5 blocks of 4; the order of blocks is counterbalanced over 10 "
                                         "participants\n"),
                 outcome.output.constData());
    }

    void allFaultsAreListedAtOnce() {
        const QString file = changed("blank", {{"trials", 0}, {"ways", 1}, {"trails", 5}});
        const Outcome outcome = run({"study", "check", file});
        QCOMPARE(outcome.status, 3);
        QCOMPARE(outcome.output, QByteArray());
        QVERIFY2(outcome.messages.startsWith("oneshot: ") && outcome.messages.contains(": 3 faults to mend\n"),
                 outcome.messages.constData());
        for (const char* fault : {"\n  tasks.trails is no field here. Did you mean trials?",
                                  "\n  tasks.ways must be between 2 and 99, is 1\n",
                                  "\n  tasks.trials must be between 1 and 10000, is 0\n"})
            QVERIFY2(outcome.messages.contains(fault), outcome.messages.constData());

        const Outcome json = run({"study", "check", file, "--json"});
        QCOMPARE(json.status, 3);
        QCOMPARE(json.json()["faults"].toArray().size(), 3);
        QCOMPARE(json.json()["faults"][0]["field"].toString(), QString("tasks.trails"));
        QVERIFY(json.json()["content_sha256"].isNull());
    }

    void forScripts() {
        const QJsonObject found = run({"study", "check", changed("blank", {{"trials", 5}}), "--json"}).json();
        QCOMPARE(found["name"].toString(), QString("New study"));
        QCOMPARE(found["version"].toInt(), 1);
        QCOMPARE(found["trials"].toInt(), 5);
        QCOMPARE(found["content_sha256"].toString().size(), 64);
        QVERIFY(found["faults"].toArray().isEmpty() && found["data_problem"].isNull());
        QVERIFY(found["data"].toString().startsWith("240 characters of 10 alphabets"));
    }

    void otherFiles() {
        writeFile(path("other.json").toStdString(), bytesOf("{\n  \"format\": 1,\n}"));
        const Outcome outcome = run({"study", "check", path("other.json")});
        QCOMPARE(outcome.status, 3);
        QVERIFY2(outcome.messages.contains("it is no study: invalid JSON in line 3"), outcome.messages.constData());
        QCOMPARE(run({"study", "check", path("none.json")}).status, 3);
    }

    /// What it writes is in tst_study_tables.
    void nothingIsExportedWhereNobodyWasAsked() {
        const Outcome outcome = run({"study", "export", "--study", "mine", "--out", path("tables")});
        QCOMPARE(outcome.status, 2);
        const bool withQt = !outcome.messages.contains("without Qt");
        QVERIFY2(outcome.messages.contains(withQt ? "no session of people is stored there" : "ONESHOT_BUILD_UI=ON"),
                 outcome.messages.constData());
        QVERIFY(!QFile::exists(path("tables")) && !QFile::exists(path("workbench.sqlite")));
        QCOMPARE(run({"study", "export"}).status, 2);
    }

    void slips() {
        QVERIFY(run({"study", "chek", "a"}).messages.contains("Did you mean check?"));
        QVERIFY(run({"stdy", "check", "a"}).messages.contains("Did you mean study?"));
        QVERIFY(run({"study", "new", "--from", "lak"}).messages.contains("Did you mean lake? Choose one of: blank, "));
        QCOMPARE(run({"study", "new", "--from", "lak"}).status, 2);
        QCOMPARE(run({"study", "check"}).status, 2);
        for (const QStringList& command :
             {QStringList{"study"}, {"study", "new"}, {"study", "check"}, {"study", "export"}}) {
            const Outcome help = run(command + QStringList{"--help"});
            QVERIFY(help.status == 0 && help.output.contains("Usage:"));
        }
    }
};

ONESHOT_TEST(TestStudyCommand)
#include "tst_study_command.moc"
