#include <QTest>

#include "tests/support/program.h"
#include "tests/support/test_program.h"

using namespace oneshot::test;

/// Command lines with a slip in them: one sentence says what is wrong and what may have been meant, and nothing is
/// done.
class UsageTest : public QObject, ProgramInHome {
    Q_OBJECT

    Outcome refused(const QStringList& arguments, const QByteArray& says) const {
        const Outcome outcome = run(arguments);
        if (outcome.status != 2 || !outcome.output.isEmpty() || !outcome.messages.startsWith("oneshot: " + says) ||
            outcome.messages.count('\n') != 1)
            qWarning("status %d: %s%s", outcome.status, outcome.output.constData(), outcome.messages.constData());
        return outcome;
    }

  private slots:
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

ONESHOT_TEST(UsageTest)
#include "tst_usage.moc"
