#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>

#include "tests/support/files.h"
#include "tests/support/program.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_run.h"

using namespace oneshot;
using namespace oneshot::test;

namespace {

/// A number with a decimal comma, as "12,5 %"; thousands have three digits behind the comma.
bool hasDecimalComma(const QByteArray& text) {
    static const QRegularExpression comma("(?<![\\d,.#a-zA-Z-])\\d+,(\\d{1,2}|\\d{4,})(?![\\d,.])");
    return comma.match(QString::fromUtf8(text)).hasMatch();
}

/// A report says when it was made.
QString withoutClock(const QByteArray& report) {
    static const QRegularExpression minute("\\d{2}:\\d{2} UTC");
    return QString::fromUtf8(report).remove(minute);
}

}  // namespace

/// The real program for people whose numbers have decimal commas.
class TestLocales : public QObject, ProgramInHome {
    Q_OBJECT

    Outcome runIn(const QString& locale, const QStringList& arguments) const {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("LOCPATH", path("locales"));
        environment.insert("LC_ALL", locale);
        process.setProcessEnvironment(environment);
        start(process, arguments);
        return outcomeOf(process);
    }

    void makeLocale(const QString& language) const {
        QDir().mkpath(path("locales"));
        QProcess localedef;
        localedef.start("localedef", {"-i", language, "-f", "UTF-8", path("locales") + '/' + language + ".UTF-8"});
        localedef.waitForFinished();
    }

    /// That the locale is there, and in force: its own word for a number.
    bool isThere(const QString& locale) const {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("LOCPATH", path("locales"));
        environment.insert("LC_ALL", locale);
        process.setProcessEnvironment(environment);
        process.start("locale", {"decimal_point"});
        return process.waitForFinished() && process.readAllStandardOutput().trimmed() == ",";
    }

  private slots:
    void initTestCase() {
        for (const char* language : {"de_DE", "fr_FR"}) {
            makeLocale(language);
            if (!isThere(QString(language) + ".UTF-8"))
                QSKIP("localedef makes no German and French locales: the package locales is not installed");
        }
        train(tinyRun(path("run").toStdString()));
    }

    void numbersAreEnglish_data() {
        QTest::addColumn<QString>("locale");
        QTest::newRow("German") << "de_DE.UTF-8";
        QTest::newRow("French") << "fr_FR.UTF-8";
    }
    void numbersAreEnglish() {
        QFETCH(QString, locale);
        const QString data = "glyphs:alphabet-count=2,characters-per-alphabet=8,drawer-count=4", home = path(locale);
        QDir().mkpath(home);
        const QStringList tasks{"--data", data, "--ways", "5", "--tasks", "50"};
        for (const QStringList& command :
             {QStringList{"data", "info", data, "--statistics"},
              {"tasks", "--data", data, "--ways", "5", "--count", "2"},
              {"train", "--data", data, "--validation", "glyphs:seed=2,alphabet-count=1", "--steps", "2", "--out",
               home + "/run"},
              QStringList{"evaluate", "--model", "random"} + tasks,
              QStringList{"compare", "--models", "random,pixels-l2", "--out", home + "/table"} + tasks,
              {"report", path("run"), "--format", "html", "--out", home + "/report.html"},
              {"report", path("run"), "--format", "md", "--out", home + "/report.md"},
              {"report", path("run"), "--format", "json", "--out", home + "/report.json"},
              {"report", path("run"), "--format", "csv", "--out", home + "/report.csv"}}) {
            const Outcome outcome = runIn(locale, command);
            QVERIFY2(outcome.status == 0, outcome.messages.constData());
            QVERIFY2(!hasDecimalComma(outcome.output), outcome.output.constData());
            QVERIFY2(!hasDecimalComma(outcome.messages), outcome.messages.constData());
        }
        // Charts are drawn as text: their axes are numbers that a person reads.
        QVERIFY(!hasDecimalComma(contentOf(home + "/table/comparison.md")));
        const QByteArray report = contentOf(home + "/report.json");
        QVERIFY(QJsonDocument::fromJson(report).isObject());
        // The same words and figures as in English.
        QCOMPARE(runIn(locale, {"presets"}).output, runIn("C.UTF-8", {"presets"}).output);
        for (const QString& format : QStringList{"csv", "md", "html"}) {
            const QString english = home + "/english." + format;
            QCOMPARE(runIn("C.UTF-8", {"report", path("run"), "--format", format, "--out", english}).status, 0);
            QCOMPARE(withoutClock(contentOf(home + "/report." + format)), withoutClock(contentOf(english)));
        }
        QCOMPARE(
            runIn("C.UTF-8", QStringList{"compare", "--models", "random,pixels-l2", "--out", home + "/english"} + tasks)
                .status,
            0);
        QCOMPARE(contentOf(home + "/table/comparison.svg"), contentOf(home + "/english/comparison.svg"));
        QCOMPARE(contentOf(home + "/table/comparison.csv"), contentOf(home + "/english/comparison.csv"));
    }

    void theDemonstrationIsEnglish_data() { numbersAreEnglish_data(); }
    void theDemonstrationIsEnglish() {
        QFETCH(QString, locale);
        const QString out = path("demo-" + locale);
        const Outcome outcome = runIn(locale, {"demo", "--minutes", "0.02", "--out", out});
        QVERIFY2(outcome.status == 0 || outcome.status == 1, outcome.messages.constData());  // beats the pixels or not
        QVERIFY2(!hasDecimalComma(outcome.output), outcome.output.constData());
        QVERIFY2(!hasDecimalComma(outcome.messages), outcome.messages.constData());
        if (!QFile::exists(out + "/summary.html")) QSKIP("a build without the window writes no page");
        QByteArray page = contentOf(out + "/summary.html");
        page.remove(0, page.indexOf("<h1>"));
        const QRegularExpression picture("src=\"[^\"]*\"");
        QVERIFY2(!hasDecimalComma(QString::fromUtf8(page).remove(picture).toUtf8()), page.constData());
        const QByteArray chart = contentOf(out + "/loss.svg");
        const QRegularExpression number(">\\s*\\d+,\\d+\\s*<");
        QVERIFY(chart.contains("<svg"));
        QVERIFY(!number.match(QString::fromUtf8(chart)).hasMatch());
    }
};

ONESHOT_TEST(TestLocales)
#include "tst_locales.moc"
