#include <QDir>
#include <QFile>
#include <QtTest>

#include "tests/support/program.h"
#include "tests/support/test_program.h"

using namespace oneshot;

/// Names that a person gave to runs, in place of their folders.
class TestRunNamesCli : public QObject, test::ProgramInHome {
    Q_OBJECT

    /// Trains a run of the home folder and names it.
    void make(const QString& folder, const QString& name) {
        const QString directory = path("runs/" + folder);
        const test::Outcome trained =
            run(QStringList{"train", "--steps", "3", "--out", directory} + test::tinyData + test::tinyTraining);
        QVERIFY2(trained.status == 0, trained.messages.constData());
        QFile notes(directory + "/notes.json");
        QVERIFY(notes.open(QIODevice::WriteOnly));
        notes.write("{\"schema_version\": 1, \"name\": \"" + name.toUtf8() +
                    "\", \"tags\": [], \"note\": \"\", \"starred\": false}");
    }

    const QStringList few_{"--data",  "glyphs:seed=9,alphabet-count=2,characters-per-alphabet=6,drawer-count=4",
                           "--ways",  "2",
                           "--tasks", "20"};

  private Q_SLOTS:
    void initTestCase() {
        QDir().mkpath(path("runs"));
        make("one", "seed one");
        make("two", "seed two");
    }

    void aModelIsNamed() {
        const test::Outcome named = run(QStringList{"evaluate", "--model", "seed two", "--json"} + few_);
        QVERIFY2(named.status == 0, named.messages.constData());
        QVERIFY(QFile::exists(path("runs/two/evaluation.json")));  // kept in the run
        QVERIFY(!QFile::exists(path("runs/one/evaluation.json")));

        const test::Outcome compared =
            run(QStringList{"compare", "--models", "seed one,seed two,seed one+seed two,pixels-l2"} + few_);
        QVERIFY2(compared.status == 0, compared.messages.constData());
        for (const char* name : {"compact (seed one)", "compact (seed two)", "pixels-l2"})
            QVERIFY2(compared.output.contains(name), compared.output.constData());
    }

    void aRunIsNamed() {
        const test::Outcome report = run({"report", "seed one", "--format", "csv", "--out", path("curves.csv")});
        QVERIFY2(report.status == 0, report.messages.constData());
        QVERIFY(QFile::exists(path("curves.csv")));
        QCOMPARE(run({"train", "--resume", "seed one", "--json"}).json()["run_dir"].toString(), path("runs/one"));
    }

    void aNameLikeItIsProposed() {
        const test::Outcome outcome = run(QStringList{"evaluate", "--model", "seed tow"} + few_);
        QCOMPARE(outcome.status, 3);
        QVERIFY2(outcome.messages.contains("Did you mean the run 'seed two'?"), outcome.messages.constData());
    }

    void anAmbiguousNameIsAWrongUse() {
        make("three", "seed two");
        const test::Outcome outcome = run(QStringList{"evaluate", "--model", "seed two"} + few_);
        QCOMPARE(outcome.status, 2);
        for (const char* folder : {"/runs/two", "/runs/three"})
            QVERIFY2(outcome.messages.contains(folder), outcome.messages.constData());
    }
};

ONESHOT_TEST(TestRunNamesCli)
#include "tst_run_names_cli.moc"
