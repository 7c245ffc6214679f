#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include "core/models/models.h"
#include "tests/support/files.h"
#include "tests/support/places.h"
#include "tests/support/test_program.h"

using namespace oneshot;

/// `oneshot export`, and what Python makes of it.
class TestExportCommand : public QObject {
    Q_OBJECT

    QTemporaryDir home_;

    struct Outcome {
        int status = -1;
        QByteArray output, messages;
    };

    static Outcome start(const QString& program, const QStringList& arguments) {
        QProcess process;
        process.start(program, arguments);
        if (!process.waitForFinished(240000)) return {};
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
                process.readAllStandardError()};
    }
    Outcome oneshot(const QStringList& arguments) const {
        return start(test::oneshotProgram(), QStringList{"--home", home_.path()} + arguments);
    }
    QString path(const QString& name) const { return home_.filePath(name); }

    /// Debian's python3 with python3-torch; empty where there is none.
    static QString pythonWithTorch() {
        const QString python = QStringLiteral("/usr/bin/python3");
        return start(python, {"-c", "import torch"}).status == 0 ? python : QString();
    }

  private slots:
    void theShippedModelAsAFolder() {
        const Outcome outcome = oneshot({"export", "--model", "shipped", "--out", path("shipped")});
        QVERIFY2(outcome.status == 0, outcome.messages);
        QCOMPARE(outcome.output.trimmed(), path("shipped").toUtf8());
        QStringList files = QDir(path("shipped")).entryList(QDir::Files, QDir::Name);
        QCOMPARE(files, QStringList({"README.md", "example.safetensors", "model.pt", "one_shot_networks.py",
                                     "weights.safetensors"}));
        // The weights are a model again, the same one.
        QCOMPARE(openModel(path("shipped/weights.safetensors").toStdString())->fingerprint(),
                 openModel("shipped")->fingerprint());
    }

    void pythonGivesTheSame_data() {
        QTest::addColumn<QStringList>("settings");
        QTest::newRow("compact") << QStringList{"--preset", "compact", "--set", "maps=4,6,8,10"};
        QTest::newRow("compact, pool first, residual") << QStringList{
            "--preset", "compact", "--set", "maps=4,6,8,8", "--set", "pool_first=true", "--set", "residual_blocks=2"};
        QTest::newRow("compact, colours")
            << QStringList{"--preset", "compact", "--set", "maps=4,6,8,10", "--set", "channels=3"};
        QTest::newRow("koch2015") << QStringList{"--preset",     "koch2015", "--set",
                                                 "maps=4,4,4,4", "--set",    "embedding=16"};
        QTest::newRow("bouma2017") << QStringList{"--preset",     "bouma2017", "--set",
                                                  "maps=4,4,4,4", "--set",     "embedding=16"};
    }
    void pythonGivesTheSame() {
        QFETCH(QStringList, settings);
        const QString python = pythonWithTorch();
        if (python.isEmpty()) QSKIP("Debian's python3-torch is not installed");
        const QString name = QString::fromUtf8(QTest::currentDataTag()).remove(' ').remove(',');
        const Outcome trained = oneshot(QStringList{"train", "--data", "glyphs:alphabet-count=2", "--steps", "2",
                                                    "--seed", "3", "--set", "pairs_per_step=8", "--out", path(name)} +
                                        settings);
        QVERIFY2(trained.status == 0, trained.messages);
        const Outcome exported = oneshot({"export", "--model", path(name), "--out", path(name + "-export")});
        QVERIFY2(exported.status == 0, exported.messages);
        const Outcome checked = start(python, {path(name + "-export/one_shot_networks.py"), path(name + "-export")});
        QVERIFY2(checked.status == 0, checked.output + checked.messages);
        for (const char* what : {"inputs:", "embeddings:", "similarities:", "scripted embeddings:"})
            QVERIFY2(checked.output.contains(what), checked.output);
    }

    void theTenLinesOfTheReadme() {
        const QString python = pythonWithTorch();
        if (python.isEmpty()) QSKIP("Debian's python3-torch is not installed");
        const test::Bytes file = test::readFile(path("shipped/README.md").toStdString());
        const QByteArray readme(reinterpret_cast<const char*>(file.data()), std::ssize(file));
        const QByteArray begin = "```python\n";
        const qsizetype from = readme.indexOf(begin) + begin.size();
        QByteArray lines = readme.mid(from, readme.indexOf("```", from) - from);
        lines += "print(sum(w.numel() for n, w in weights.items() if n.startswith(('convolution', 'dense'))))\n";
        QProcess process;
        process.setWorkingDirectory(path("shipped"));
        process.start(python, {"-c", QString::fromUtf8(lines)});
        QVERIFY(process.waitForFinished(120000));
        QVERIFY2(process.exitCode() == 0, process.readAllStandardError());
        // compact of 48, 96, 128, 192 maps: 9 (48 + 48 96 + 96 128 + 128 192) weights, dense 192 16 x 256 + 256.
        QCOMPARE(process.readAllStandardOutput().trimmed().toInt(),
                 9 * (48 + 48 * 96 + 96 * 128 + 128 * 192) + 192 * 16 * 256 + 256);
    }

    void refusals() {
        const Outcome baseline = oneshot({"export", "--model", "pixels-l2", "--out", path("baseline")});
        QCOMPARE(baseline.status, 2);
        QVERIFY2(baseline.messages.contains("no network"), baseline.messages);
        QVERIFY(!QFile::exists(path("baseline")));
        const Outcome again = oneshot({"export", "--model", "shipped", "--out", path("shipped")});
        QCOMPARE(again.status, 2);
        QVERIFY2(again.messages.contains("not empty"), again.messages);
        QCOMPARE(oneshot({"export", "--model", "nothing", "--out", path("x")}).status, 3);
        QCOMPARE(oneshot({"export", "--model", "shipped", "--out", "/proc/no/such"}).status, 1);
    }
};

ONESHOT_TEST(TestExportCommand)
#include "tst_export_command.moc"
