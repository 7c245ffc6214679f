#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include "core/compute/compute.h"
#include "tests/support/files.h"
#include "tests/support/places.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"
#include "tests/support/tiny_run.h"

using namespace oneshot;
using test::contentOf;

/// `oneshot report`, and `oneshot train --repeat` of what it wrote.
class TestReportCommand : public QObject {
    Q_OBJECT

    test::TemporaryFolder folder_;
    QString run_;

    struct Outcome {
        int status = -1;
        QByteArray output, messages;
    };

    QString path(const char* name) const { return QString::fromStdString((folder_ / name).string()); }

    static Outcome oneshot(const QStringList& arguments) {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}) environment.remove(name);
        process.setProcessEnvironment(environment);
        process.start(test::oneshotProgram(), arguments);
        if (!process.waitForFinished(120000)) return {};
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
                process.readAllStandardError()};
    }
    Outcome report(const char* format, const QString& out, const QStringList& more = {}) const {
        return oneshot(QStringList{"report", run_, "--format", format, "--out", out} + more);
    }

  private slots:
    void initTestCase() {
        configureProcess();
        run_ = QString::fromStdString(test::train(test::tinyRun(folder_ / "run")).directory.string());
    }

    void everyFormat_data() {
        QTest::addColumn<QByteArray>("begins");
        QTest::newRow("html") << QByteArray("<!DOCTYPE html>");
        QTest::newRow("pdf") << QByteArray("%PDF-");
        QTest::newRow("md") << QByteArray("# One-shot training: compact");
        QTest::newRow("json") << QByteArray("{\n \"report_schema_version\": 1,");
        QTest::newRow("csv") << QByteArray("step,seconds,images,loss,learning_rate");
    }
    void everyFormat() {
        QFETCH(QByteArray, begins);
        const QByteArray format = QTest::currentDataTag();
        const QString out = path(("report." + format).constData());
        const Outcome written = report(format.constData(), out);
        QVERIFY2(written.status == 0, written.messages.constData());
        QCOMPARE(written.output, out.toUtf8() + '\n');
        const QByteArray content = contentOf(out);
        QVERIFY2(content.startsWith(begins), content.left(80).constData());
        test::writeFile(out.toStdString(), test::bytesOf("what a person does not want any more"));
        QCOMPARE(report(format.constData(), out).status, 0);
        QVERIFY(contentOf(out).startsWith(begins));
    }

    void tensorBoardIsAFolder() {
        const QString out = path("events");
        const Outcome written = report("tensorboard", out);
        QVERIFY2(written.status == 0, written.messages.constData());
        const QStringList files = QDir(out).entryList(QDir::Files);
        QCOMPARE(files.size(), 1);
        QVERIFY(files[0].startsWith("events.out.tfevents."));
        const Outcome again = report("tensorboard", out);
        QCOMPARE(again.status, 2);
        QVERIFY2(again.messages.contains("not empty"), again.messages.constData());
        QCOMPARE(report("tensorboard", out, {"--overwrite"}).status, 0);
    }

    /// Checked by another program than the one that wrote it.
    void jsonFollowsItsSchema() {
        if (QProcess::execute("python3", {"-c", "import jsonschema"}) != 0)
            QSKIP("python3-jsonschema is not installed");
        const QString out = path("checked.json"), without = path("without data.json");
        QCOMPARE(report("json", out).status, 0);
        QCOMPARE(report("json", without, {"--data", path("nowhere.zip")}).status, 3);
        const QString check =
            "import json, jsonschema, sys\n"
            "schema = json.load(open(sys.argv[1]))\n"
            "jsonschema.Draft202012Validator.check_schema(schema)\n"
            "validator = jsonschema.Draft202012Validator(schema)\n"
            "for path in sys.argv[2:]:\n"
            "    for error in validator.iter_errors(json.load(open(path))):\n"
            "        sys.exit(path + ': ' + '/'.join(map(str, error.absolute_path)) + ': ' + error.message[:300])\n"
            "damaged = json.load(open(sys.argv[2]))\n"
            "damaged['results']['measured'] = 0\n"
            "sys.exit('a zero passes for a measurement' if validator.is_valid(damaged) else 0)\n";
        QProcess python;
        python.start("python3", {"-c", check, test::sourcePath("resources/report.schema.json"), out, without});
        QVERIFY(python.waitForFinished());
        QVERIFY2(python.exitCode() == 0, python.readAllStandardError().constData());
    }

    void dataThatCannotBeOpenedAreSaidToBe() {
        const QString out = path("no data.md");
        const Outcome written = report("md", out, {"--data", path("nowhere.zip")});
        QVERIFY2(written.status == 3, written.messages.constData());  // it is written all the same
        QCOMPARE(written.output, out.toUtf8() + '\n');
        QVERIFY2(written.messages.contains("Not measured: ") && written.messages.contains("nowhere.zip"),
                 written.messages.constData());
        QVERIFY(contentOf(out).contains("Not measured: "));
    }

    void curvesThatCannotBeReadAreNoTable_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("nonsense") << QByteArray("nonsense\n");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("header") << QByteArray("step,seconds,images,name,value\n");
        QTest::newRow("zeros") << QByteArray(100, '\0');
    }
    /// A table of curves that cannot be read would hold nothing.
    void curvesThatCannotBeReadAreNoTable() {
        QFETCH(QByteArray, text);
        const QString run = path(QByteArray("without curves: ").append(QTest::currentDataTag()).constData()),
                      out = path("none.csv");
        std::filesystem::copy(run_.toStdString(), run.toStdString(), std::filesystem::copy_options::recursive);
        QFile log(run + "/metrics.csv");
        QVERIFY(log.open(QIODevice::WriteOnly | QIODevice::Truncate) && log.write(text) == text.size());
        log.close();
        const Outcome refused = oneshot({"report", run, "--format", "csv", "--out", out});
        QCOMPARE(refused.status, 3);
        QVERIFY2(refused.messages.contains("metrics.csv"), refused.messages.constData());
        QVERIFY(!QFile::exists(out));
    }

    void rowsThatAreMissingAreToldOf() {
        const QString run = path("cut curves"), out = path("cut.csv");
        std::filesystem::copy(run_.toStdString(), run.toStdString(), std::filesystem::copy_options::recursive);
        QByteArray text = contentOf(run + "/metrics.csv");
        text.truncate(text.indexOf("\n6,") + 1);
        QFile log(run + "/metrics.csv");
        QVERIFY(log.open(QIODevice::WriteOnly | QIODevice::Truncate) && log.write(text) == text.size());
        log.close();
        const Outcome written = oneshot({"report", run, "--format", "csv", "--out", out});
        QCOMPARE(written.status, 0);
        QVERIFY2(written.messages.contains("its rows end at step 5, and the run is at step 10"),
                 written.messages.constData());
        QCOMPARE(contentOf(out).count('\n'), 6);
    }

    void lastWeightsAreToldOf() {
        const QString run = path("without best");
        std::filesystem::copy(run_.toStdString(), run.toStdString(), std::filesystem::copy_options::recursive);
        QVERIFY(QFile::remove(run + "/checkpoints/best.safetensors"));
        const QStringList question{"--data", "glyphs:seed=9,alphabet-count=1", "--ways", "2", "--tasks", "4", "--json"};
        const QByteArray notice = "without best is not there, so the run's last weights answer";
        const Outcome evaluated = oneshot(QStringList{"evaluate", "--model", run} + question);
        QVERIFY2(evaluated.status == 0 && evaluated.messages.contains(notice), evaluated.messages.constData());
        QCOMPARE(QJsonDocument::fromJson(evaluated.output).object()["weights"].toString(), QStringLiteral("last"));
        const Outcome best = oneshot(QStringList{"evaluate", "--model", run_} + question);
        QVERIFY2(best.status == 0 && !best.messages.contains("not there"), best.messages.constData());
        QCOMPARE(QJsonDocument::fromJson(best.output).object()["weights"].toString(), QStringLiteral("best"));
        const Outcome exported = oneshot({"export", "--model", run, "--out", path("exported")});
        QVERIFY2(exported.status == 0 && exported.messages.contains(notice), exported.messages.constData());
    }

    void usage_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("says");
        const QString out = path("never");
        QTest::newRow("no run") << QStringList{path("nothing"), "--format", "md", "--out", out} << 3
                                << QByteArray("there is no run here");
        QTest::newRow("unknown format") << QStringList{run_, "--format", "docx", "--out", out} << 2
                                        << QByteArray("docx");
        QTest::newRow("no format") << QStringList{run_, "--out", out} << 2 << QByteArray("--format");
        QTest::newRow("no out") << QStringList{run_, "--format", "md"} << 2 << QByteArray("--out");
        QTest::newRow("no folder for it") << QStringList{run_, "--format", "csv", "--out", path("missing/a.csv")} << 1
                                          << QByteArray("cannot be written");
        QTest::newRow("no SPEC") << QStringList{run_, "--format", "md", "--out", out, "--data", "glyphs:colour=red"}
                                 << 2 << QByteArray("colour");
        QTest::newRow("data for a format that does not measure")
            << QStringList{run_, "--format", "csv", "--out", out, "--data", "glyphs"} << 2 << QByteArray("--data");
    }
    void usage() {
        QFETCH(QStringList, arguments);
        QFETCH(int, status);
        QFETCH(QByteArray, says);
        const Outcome outcome = oneshot(QStringList{"report"} + arguments);
        QVERIFY2(outcome.status == status && outcome.messages.contains(says), outcome.messages.constData());
        QVERIFY(outcome.output.isEmpty());
        QVERIFY(!QFile::exists(path("never")));
    }

    /// A person pastes the command that the report shows into a shell.
    void repeatsByTheCommand() {
        const QString out = path("with a command.json"), again = path("by the command");
        QCOMPARE(report("json", out).status, 0);
        const QString command = QJsonDocument::fromJson(contentOf(out)).object()["repeat_command"].toString();
        QVERIFY2(command.startsWith("oneshot train --preset compact"), qPrintable(command));
        QProcess shell;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("PATH", QFileInfo(test::oneshotProgram()).path() + ':' + environment.value("PATH"));
        shell.setProcessEnvironment(environment);
        shell.start("sh", {"-c", command + " --out '" + again + '\''});
        QVERIFY(shell.waitForFinished(120000));
        QVERIFY2(shell.exitCode() == 0, shell.readAllStandardError().constData());
        const QByteArray weights = contentOf(run_ + "/checkpoints/last.safetensors");
        QVERIFY(!weights.isEmpty());
        QVERIFY(contentOf(again + "/checkpoints/last.safetensors") == weights);
    }

    void repeatsByTheReport() {
        const QString out = path("to repeat.json"), again = path("repeated");
        QCOMPARE(report("json", out).status, 0);
        const Outcome repeated = oneshot({"train", "--repeat", out, "--out", again, "--json"});
        QVERIFY2(repeated.status == 0, repeated.messages.constData());
        QCOMPARE(QJsonDocument::fromJson(repeated.output).object()["steps"].toInt(), 10);
        const QByteArray weights = contentOf(run_ + "/checkpoints/last.safetensors");
        QVERIFY(!weights.isEmpty());
        QVERIFY(contentOf(again + "/checkpoints/last.safetensors") == weights);
        QCOMPARE(oneshot({"train", "--repeat", out, "--seed", "3"}).status, 2);
    }
};

ONESHOT_TEST(TestReportCommand)
#include "tst_report_command.moc"
