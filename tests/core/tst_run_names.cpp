#include <QtTest>

#include "core/runs/run_directory.h"
#include "core/runs/run_names.h"
#include "core/runs/run_summary.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/made_up_run.h"
#include "tests/support/test_program.h"

using namespace oneshot;
using test::failureOf;
namespace fs = std::filesystem;

class TestRunNames : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;
    fs::path first_, second_;

    static fs::path named(int number, const std::string& name) {
        const fs::path run = test::writeMadeUpRun(runsFolder(), number, 20);
        RunNotes notes;
        notes.name = name;
        writeRunNotes(run, notes);
        return run;
    }

  private Q_SLOTS:
    void init() {
        setHomeFolder(folder_ / QTest::currentTestFunction());
        first_ = named(1, "seed one");
        second_ = named(2, "seed two");
    }

    void aNameIsItsFolder() {
        QCOMPARE(withRunFolders("seed two"), second_.string());
        QCOMPARE(withRunFolders(first_.filename().string()), first_.string());
        QCOMPARE(withRunFolders("seed one+shipped+seed two:comparison=tuned"),
                 first_.string() + "+shipped+" + second_.string() + ":comparison=tuned");
        QCOMPARE(withRunFolders("seed one:comparison=tuned+seed two"),
                 first_.string() + ":comparison=tuned+" + second_.string());
        QVERIFY(runFolderOf("seed one") == first_);
        QVERIFY(runFolderOf(second_.string()) == second_);
        QCOMPARE(runTitle(first_), std::string("seed one"));
    }

    /// Paths and built-in names come first, whatever runs are called.
    void otherModelsStandForThemselves() {
        named(3, "shipped");
        for (const char* model : {"shipped", "pixels-l2", "/no/where.safetensors", "shipped+", "+shipped", "nobody",
                                  "shipped:comparison=tuned", "no/where:comparison=tuned"})
            QCOMPARE(withRunFolders(model), std::string(model));
        const fs::path file = folder_ / "seed one";
        test::writeFile(file, test::bytesOf("x"));
        QCOMPARE(withRunFolders(file.string()), file.string());
    }

    void severalRunsOfANameAreListed() {
        const fs::path other = named(4, "seed two");
        const QString fault = failureOf([] { withRunFolders("seed two"); });
        QVERIFY2(fault.startsWith(QStringLiteral("InvalidSetting: seed two: 2 runs have this name: ")),
                 qPrintable(fault));
        for (const fs::path& run : {second_, other}) QVERIFY(fault.contains(QString::fromStdString(run.string())));
    }

    void aNameLikeItIsProposed() {
        VERIFY_SAYS(failureOf([] { withRunFolders("seed tow"); }), "BadData: seed tow: there is no such model or run");
        VERIFY_SAYS(failureOf([] { withRunFolders("seed tow"); }), "Did you mean the run 'seed two'?");
        QCOMPARE(withRunFolders("shiped"), std::string("shiped"));  // of a built-in name openModel() says so
    }

    void damagedNotesNameNothing() {
        test::writeFile(second_ / "notes.json", test::bytesOf("{"));
        QCOMPARE(runTitle(second_), second_.filename().string());
        QCOMPARE(withRunFolders(second_.filename().string()), second_.string());
    }

    void aLearnerIsCalledAsItsRun() {
        ComparedLearner learner;
        learner.model = first_.string();
        learner.name = "compact (" + first_.filename().string() + ')';
        learner.preset = "compact";
        learner.run = first_.filename().string();
        useRunTitle(learner);
        QCOMPARE(learner.name, std::string("compact (seed one)"));
        learner.model += ":comparison=tuned";
        learner.name.clear();
        useRunTitle(learner);
        QCOMPARE(learner.name, std::string("compact (seed one)"));
        ComparedLearner baseline;
        baseline.model = baseline.name = "pixels-l2";
        useRunTitle(baseline);
        QCOMPARE(baseline.name, std::string("pixels-l2"));
    }
};

ONESHOT_TEST(TestRunNames)
#include "tst_run_names.moc"
