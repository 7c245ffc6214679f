#include <QRegularExpression>
#include <QTest>

#include "tests/support/program.h"
#include "tests/support/test_program.h"

using namespace oneshot::test;

/// One of a thing is not called by its plural, whatever the command.
class TestPlurals : public QObject, ProgramInHome {
    Q_OBJECT

  private slots:
    void oneOfAThingIsNotSeveral() {
        const QString one = "glyphs:alphabet-count=1,characters-per-alphabet=1,drawer-count=1";
        const QStringList few{"--data",  "glyphs:alphabet-count=1,characters-per-alphabet=3,drawer-count=2",
                              "--ways",  "3",
                              "--tasks", "1"};
        static const QRegularExpression several(
            "(?<![\\d,.])1 (other "
            ")?(alphabet|character|drawing|drawer|task|trial|step|shot|way|pair|image|label|number|"
            "view|size)s\\b");
        for (const QStringList& command :
             {QStringList{"data", "info", one},
              {"tasks", "--data", one, "--ways", "2", "--count", "1"},
              {"data", "glyphs", one, "--out", path("one")},
              QStringList{"train", "--steps", "1", "--out", path("one step")} + tinyData + tinyTraining,
              QStringList{"evaluate", "--model", "random", "--rerank", "1"} + few}) {
            const Outcome outcome = run(command);
            const QString text = QString::fromUtf8(outcome.output + outcome.messages);
            QVERIFY2(text.contains("1 "), qPrintable(text));
            QVERIFY2(!several.match(text).hasMatch(), qPrintable(text));
        }
    }
};

ONESHOT_TEST(TestPlurals)
#include "tst_plurals.moc"
