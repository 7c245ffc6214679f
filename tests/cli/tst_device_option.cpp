#include <QTest>

#include "core/compute/compute.h"
#include "tests/support/program.h"
#include "tests/support/test_program.h"

using namespace oneshot;
using namespace oneshot::test;

namespace {

const QString glyphs = "glyphs:alphabet-count=2,characters-per-alphabet=6,drawer-count=4";

}  // namespace

/// --device of every command that computes with networks.
class TestDeviceOption : public QObject, ProgramInHome {
    Q_OBJECT

    /// A training of a moment, with its validation where there is one.
    static QStringList training(const QString& steps) {
        return {
            "--data",       glyphs,        "--validation",     glyphs + ",seed=2",   "--steps",          steps, "--set",
            "maps=4,4,8,8", "embedding=8", "pairs_per_step=6", "evaluation_tasks=5", "evaluation_ways=3"};
    }

    QStringList commandNamed(const QString& name) const {
        if (name == "train") return QStringList{"train", "--out", path("never")} + training("2");
        if (name == "search")
            return QStringList{"search", "--out",  path("never"), "--trials",
                               "1",      "--json", "--range",     "learning_rate=0.001:0.1:log"} +
                   training("2");
        if (name == "report") return {"report", path("run"), "--format", "json", "--out", path(name + ".json")};
        if (name == "evaluate")
            return {"evaluate", "--model", path("run"), "--data", glyphs, "--ways", "3", "--tasks", "10", "--json"};
        return {"compare", "--no-cache", "--models", path("run") + ",pixels-l2", "--data", glyphs, "--ways", "3",
                "--tasks", "10",         "--json"};
    }

    static void addCommands() {
        QTest::addColumn<QString>("command");
        for (const char* name : {"train", "search", "report", "evaluate", "compare"})
            QTest::newRow(name) << QString(name);
    }

  private slots:
    void initTestCase() {
        const Outcome trained = run(QStringList{"train", "--device", "cpu", "--out", path("run")} + training("2"));
        QVERIFY2(trained.status == 0, trained.messages.constData());
    }

    void namesAreChecked_data() { addCommands(); }
    void namesAreChecked() {
        QFETCH(QString, command);
        const Outcome outcome = run(commandNamed(command) + QStringList{"--device", "cda"});
        QCOMPARE(outcome.status, 2);
        QVERIFY2(outcome.messages.contains("--device: ") &&
                     outcome.messages.contains("Did you mean cuda? Choose one of: cpu, cuda."),
                 outcome.messages.constData());
    }

    void aDeviceThatIsNotThereIsWrongUsage_data() { addCommands(); }
    void aDeviceThatIsNotThereIsWrongUsage() {
        if (cudaAvailable()) QSKIP("This computer has a CUDA device.");
        QFETCH(QString, command);
        const Outcome outcome = run(commandNamed(command) + QStringList{"--device", "cuda"});
        QCOMPARE(outcome.status, 2);
        QVERIFY2(outcome.messages.contains("oneshot: device: there is no CUDA device that this LibTorch can use; "
                                           "choose cpu"),
                 outcome.messages.constData());
        QVERIFY2(outcome.output.isEmpty(), outcome.output.constData());
    }

    /// It is where models are without the option.
    void theCpuIsWhereModelsAre_data() {
        QTest::addColumn<QString>("command");
        for (const char* name : {"evaluate", "compare"}) QTest::newRow(name) << QString(name);
    }
    void theCpuIsWhereModelsAre() {
        QFETCH(QString, command);
        const char* results = command == "evaluate" ? "results" : "learners";
        const Outcome named = run(commandNamed(command) + QStringList{"--device", "cpu"});
        const Outcome plain = run(commandNamed(command));
        QVERIFY2(named.status == 0, named.messages.constData());
        QVERIFY(!named.json()[results].toArray().isEmpty());
        QCOMPARE(named.json()[results], plain.json()[results]);
    }

    void reportsOfWhatWasRecordedNeedNone() {
        const QStringList curves{"report", path("run"), "--format", "csv", "--out", path("curves.csv")};
        const Outcome outcome = run(curves + QStringList{"--device", "cpu"});
        QCOMPARE(outcome.status, 2);
        QVERIFY2(outcome.messages.contains("--device: is for formats that measure, and csv holds what the run "
                                           "recorded"),
                 outcome.messages.constData());
        QCOMPARE(run(curves).status, 0);
        QCOMPARE(run(commandNamed("report") + QStringList{"--device", "cpu"}).status, 0);
    }
};

ONESHOT_TEST(TestDeviceOption)
#include "tst_device_option.moc"
