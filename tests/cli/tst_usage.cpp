#include <QTest>

#include "tests/support/program.h"
#include "tests/support/test_program.h"

using namespace oneshot::test;

/// Help, and command lines with a slip in them: one sentence says what is wrong and what may have been meant, and
/// nothing is done.
class TestUsage : public QObject, ProgramInHome {
    Q_OBJECT

    Outcome refused(const QStringList& arguments, const QByteArray& says) const {
        const Outcome outcome = run(arguments);
        if (outcome.status != 2 || !outcome.output.isEmpty() || !outcome.messages.startsWith("oneshot: " + says) ||
            outcome.messages.count('\n') != 1)
            qWarning("status %d: %s%s", outcome.status, outcome.output.constData(), outcome.messages.constData());
        return outcome;
    }

  private slots:
    void usage_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const QStringList& arguments, int status, const char* says) {
            QTest::newRow(name) << arguments << status << says;
        };
        row("no command", {}, 2, "subcommand");
        row("unknown command", {"fly"}, 2, "fly");
        row("unknown option", {"train", "--fly"}, 2, "--fly");
        row("near command", {"trian", "--data", "glyphs"}, 2, "Did you mean train?");
        row("near inner command", {"data", "inof", "glyphs"}, 2, "Did you mean info?");
        row("near option", {"evaluate", "--modle", "random"}, 2, "Did you mean --model?");
        row("near option with its value", {"train", "--minuts=3"}, 2, "Did you mean --minutes?");
        row("a model alone", {"evaluate", "shipped"}, 2, "Did you mean --model shipped?");
        row("models alone", {"compare", "--data", "glyphs", "random"}, 2, "Did you mean --models random?");
        row("data alone", {"evaluate", "--model", "random", "glyphs:seed=2"}, 2, "Did you mean --data glyphs:seed=2?");
        row("Lake's runs alone", {"evaluate", "--model", "random", "all_runs.zip"}, 2,
            "Did you mean --lake all_runs.zip?");
        row("near preset", {"train", "--data", "glyphs", "--preset", "comapct"}, 2, "Did you mean compact?");
        row("near choice", {"train", "--data", "glyphs", "--set", "loss=tripplet"}, 2, "Did you mean triplet?");
        row("short for a setting", {"train", "--data", "glyphs", "--set", "lr=1"}, 2, "Did you mean learning_rate?");
        row("another name of a setting", {"train", "--data", "glyphs", "--set", "batch-size=1"}, 2,
            "Did you mean pairs_per_step?");
        row("no data", {"train"}, 2, "--data");
        row("minutes that are no number", {"train", "--data", "glyphs", "--minutes", "nan"}, 2,
            "--minutes: must be a number between 0.01 and 100000, is \"nan\"");
        row("endless minutes", {"demo", "--minutes", "inf"}, 2, "--minutes: must be a number between 0.01 and 100000");
        row("no steps", {"train", "--data", "glyphs", "--steps", "0"}, 2,
            "--steps: must be a whole number, between 1 and 1000000000, is \"0\"");
        row("threads that are no number", {"train", "--data", "glyphs", "--threads", "many"}, 2,
            "threads: must be a whole number between 0 and 1024, is \"many\"");
        row("a seed that is no number", {"train", "--data", "glyphs", "--seed", "1e400"}, 2, "seed: must be a whole");
        row("a range without end", {"search", "--data", "glyphs", "--steps", "5", "--range", "dropout=0:inf"}, 2,
            "range of dropout: \"inf\" is not a number");
        row("mistyped model", {"evaluate", "--model", "shiped", "--data", "glyphs"}, 3, "Did you mean shipped?");
        row("steps and minutes", {"train", "--data", "glyphs", "--steps", "5", "--minutes", "1"}, 2, "--minutes");
        row("resume and seed", {"train", "--resume", "x", "--seed", "5"}, 2, "--resume");
        row("unknown preset", {"train", "--data", "glyphs", "--preset", "fly"}, 2, "koch2015");
        row("unknown setting", {"train", "--data", "glyphs", "--set", "learning_rat=1"}, 2, "learning_rate");
        row("no assignment", {"train", "--data", "glyphs", "--set", "dropout"}, 2, "key=value");
        row("setting out of range", {"train", "--data", "glyphs", "--set", "dropout=2"}, 2, "dropout");
        row("nameless assignment", {"train", "--data", "glyphs", "--set", "=5"}, 2, "--set: needs key=value");
        row("unknown device", {"train", "--data", "glyphs", "--device", "gpu"}, 2, "cpu, cuda");
        row("negative seed", {"train", "--data", "glyphs", "--seed", "-1"}, 2,
            "seed: must be a whole number between 0 and 9007199254740991");
        row("no number of threads", {"train", "--data", "glyphs", "--threads", "x"}, 2,
            "threads: must be a whole number");
        row("negative seed of an evaluation", {"evaluate", "--model", "random", "--data", "glyphs", "--seed", "-1"}, 2,
            "--seed");
        row("negative seed of tasks", {"tasks", "--data", "glyphs", "--seed", "-1"}, 2, "--seed");
        row("help on the command", {"train", "--minutes", "x"}, 2, "`oneshot train --help`");
        row("help on the inner command", {"data", "info"}, 2, "`oneshot data info --help`");
        row("unknown key of SPEC", {"data", "info", "glyphs:fly=1"}, 2, "fly");
        row("lake and data", {"evaluate", "--model", "random", "--lake", "x", "--data", "glyphs"}, 2, "--lake");
        row("neither lake nor data", {"evaluate", "--model", "random"}, 2, "--lake");
        row("too many ways", {"evaluate", "--model", "random", "--data", "glyphs:alphabet-count=1", "--ways", "99"}, 2,
            "24");
        row("missing data", {"data", "info", "/nowhere/at/all.zip"}, 3, "/nowhere/at/all.zip");
        row("missing model", {"evaluate", "--model", "/nowhere", "--data", "glyphs"}, 3, "/nowhere");
        row("missing runs", {"evaluate", "--model", "random", "--lake", "/nowhere.zip"}, 3, "/nowhere.zip");
        row("missing run", {"train", "--resume", "/nowhere"}, 3, "/nowhere");
    }
    void usage() {
        QFETCH(QStringList, arguments);
        QFETCH(int, status);
        QFETCH(QString, says);
        const Outcome outcome = run(arguments);
        QCOMPARE(outcome.status, status);
        QCOMPARE(outcome.output, QByteArray());
        QVERIFY2(outcome.messages.startsWith("oneshot: ") && outcome.messages.contains(says.toUtf8()),
                 outcome.messages.constData());
    }

    void help() {
        for (const QStringList& command : {QStringList{},
                                           {"train"},
                                           {"evaluate"},
                                           {"tasks"},
                                           {"data"},
                                           {"data", "info"},
                                           {"data", "glyphs"},
                                           {"presets"},
                                           {"demo"}}) {
            const Outcome outcome = run(command + QStringList{"--help"});
            QCOMPARE(outcome.status, 0);
            QVERIFY(outcome.output.contains("Usage:"));
        }
        QVERIFY(run({"--version"}).output.startsWith("oneshot "));
    }

    void slips_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("says");
        const auto row = [](const char* name, const QStringList& arguments, const char* says) {
            QTest::newRow(name) << arguments << QByteArray(says);
        };
        const QStringList compare{"compare", "--models", "random", "--data", "glyphs"},
            evaluate{"evaluate", "--model", "random", "--data", "glyphs"}, train{"train", "--data", "glyphs"};

        row("near choice of an option", compare + QStringList{"--against", "frst"},
            "--against: cannot be \"frst\". Did you mean first? Choose one of: best, first.");
        row("choice by its number", compare + QStringList{"--against", "1"}, "--against: cannot be \"1\"");
        row("near format", {"report", "run", "--format", "htm", "--out", "x"},
            "--format: cannot be \"htm\". Did you mean html? Choose one of: html, ");
        row("near device", train + QStringList{"--device", "cda"},
            "--device: cannot be \"cda\". Did you mean cuda? Choose one of: cpu, cuda.");
        row("near key of a model", {"evaluate", "--model", "shipped:comparision=tuned", "--data", "glyphs"},
            "shipped:comparision=tuned: a model has no key \"comparision\". Did you mean comparison? ");
        row("near key of one of several models",
            {"evaluate", "--model", "pixels-l2+shipped:comparision=tuned", "--data", "glyphs"},
            "shipped:comparision=tuned: a model has no key \"comparision\". Did you mean comparison? ");

        row("an option twice", train + QStringList{"--threads", "1", "--threads", "2"},
            "--threads is given twice, and may be given once.");
        row("an option three times", evaluate + QStringList{"--tasks", "1", "--tasks", "2", "--tasks", "3"},
            "--tasks is given 3 times, and may be given once.");
        row("an option of all commands twice", {"presets", "--home", "x"},
            "--home is given twice");  // by the test besides
        row("an option of an inner command twice", {"data", "info", "glyphs", "--sheet", "a", "--sheet", "b"},
            "--sheet is given twice");

        row("no value", train + QStringList{"--steps"}, "--steps: needs a value.");
        row("no value after =", {"train", "--data="}, "--data: needs a value.");
        row("an option in place of a value", {"train", "--data", "--seed", "5"},
            "--data: needs a value, and is followed by --seed.");
        row("an option after =", {"evaluate", "--model=", "--data", "glyphs"},
            "--model: needs a value, and is followed by --data.");

        row("one dash", evaluate.mid(0, 3) + QStringList{"-data", "glyphs"},
            "There is no command or option \"-data\". Did you mean --data glyphs?");
        row("one dash and a blank", {"data", "info", "glyphs", "-sheet", "a b.png"},
            "There is no command or option "
            "\"-sheet\". Did you mean --sheet 'a "
            "b.png'?");
        row("one dash before a flag", evaluate + QStringList{"-json", "glyphs"},
            "There is no command or option \"-json\". Did you mean --json?");
        row("one dash and a slip", evaluate + QStringList{"-wayz", "5"},
            "There is no command or option \"-wayz\". Did you mean --ways 5?");
        row("a letter", train + QStringList{"-x"}, "There is no command or option \"-x\". `");
        row("a word too many", {"data", "info", "glyphs", "info"}, "There is no command or option \"info\". `");
    }
    void slips() {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, says);
        const Outcome outcome = refused(arguments, says);
        QCOMPARE(outcome.status, 2);
        QCOMPARE(outcome.output, QByteArray());
        QVERIFY(outcome.messages.startsWith("oneshot: " + says));
        QCOMPARE(outcome.messages.count('\n'), 1);
    }

    /// As of a variable of the shell that is not set.
    void emptyValues_data() {
        QTest::addColumn<QString>("option");
        QTest::addColumn<QStringList>("before");
        const auto row = [](const char* option, const QStringList& before) {
            QTest::newRow(qPrintable(before.join(' ') + ' ' + option)) << QString(option) << before;
        };
        row("--home", {"presets"});
        for (const char* option : {"--data", "--validation", "--out", "--preset", "--device", "--set"})
            row(option, {"train"});
        for (const char* option : {"--resume", "--repeat"}) row(option, {"train"});
        for (const char* option : {"--model", "--data", "--lake"}) row(option, {"evaluate"});
        for (const char* option : {"--models", "--data", "--lake", "--out", "--against"}) row(option, {"compare"});
        for (const char* option : {"--data", "--validation", "--out", "--resume", "--range"}) row(option, {"search"});
        for (const char* option : {"--data", "--out"}) row(option, {"tasks"});
        for (const char* option : {"--out", "--data"}) row(option, {"report", "run"});
        for (const char* option : {"--model", "--out"}) row(option, {"export"});
        for (const char* option : {"--against", "--sheet"}) row(option, {"data", "info", "glyphs"});
        row("--out", {"data", "glyphs"});
        row("--out", {"demo"});
    }
    void emptyValues() {
        QFETCH(QString, option);
        QFETCH(QStringList, before);
        const Outcome outcome = run(before + QStringList{option, ""});
        QCOMPARE(outcome.status, 2);
        QCOMPARE(outcome.output, QByteArray());
        QVERIFY2(outcome.messages.startsWith("oneshot: " + option.toUtf8() + ": "), outcome.messages.constData());
        QVERIFY2(outcome.messages.contains("is empty, and needs a value") || outcome.messages.contains("\"\""),
                 outcome.messages.constData());
    }
    void emptyWords() {
        for (const QStringList& arguments : {QStringList{"data", "info", ""}, {"report", "", "--format", "md"}}) {
            const Outcome outcome = run(arguments);
            QCOMPARE(outcome.status, 2);
            QVERIFY2(outcome.messages.contains(": is empty, and needs a value"), outcome.messages.constData());
        }
    }
};

ONESHOT_TEST(TestUsage)
#include "tst_usage.moc"
