#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>

#include "tests/support/places.h"
#include "tests/support/program.h"
#include "tests/support/test_program.h"

/// The demonstration, cut short, where there is no display.
class DemoTest : public QObject {
    Q_OBJECT

  private slots:
    void interruptSavesOrSaysThereIsNothing_data() {
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("drawing glyphs") << QByteArray() << QByteArray("nothing to save");
        QTest::newRow("training") << QByteArray("accuracy") << QByteArray("oneshot train --resume ");
    }

    /// `after`: interrupted once the messages hold this, at the first sign of work where it is empty.
    void interruptSavesOrSaysThereIsNothing() {
        QFETCH(QByteArray, after);
        QFETCH(QByteArray, says);
        QTemporaryDir folder;
        QProcess process;
        process.start(oneshot::test::oneshotProgram(), {"demo", "--minutes", "5", "--out", folder.filePath("demo")});
        QVERIFY(process.waitForStarted());
        QByteArray messages;
        if (after.isEmpty())  // handles signals, and has not read its data
            QTRY_VERIFY(oneshot::test::handlesSignal(process.processId(), SIGINT));
        else
            QTRY_VERIFY_WITH_TIMEOUT((messages += process.readAllStandardError()).contains(after), 60000);
        kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(60000));
        messages += process.readAllStandardError();
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QVERIFY2(process.exitCode() == 130 && messages.contains(says), messages.constData());
    }

    /// Whether it does in three seconds is the machine's affair.
    void tellsWhetherItBeatsPixels() {
        QTemporaryDir folder;
        const QString out = folder.filePath("the demo");
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}) environment.remove(name);
        process.setProcessEnvironment(environment);
        process.start(oneshot::test::oneshotProgram(), {"demo", "--minutes", "0.05", "--out", out, "--json"});
        QVERIFY(process.waitForFinished(180000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        const QByteArray messages = process.readAllStandardError();
        const QJsonObject json = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
        QCOMPARE(json["out"].toString(), out);
        const bool beats =
            json["model"]["accuracy_percent"].toDouble() > json["pixels_l2"]["accuracy_percent"].toDouble();
        QCOMPARE(json["beats_pixels_l2"].toBool(), beats);
        QVERIFY2(process.exitCode() == (beats ? 0 : 1), messages.constData());
        QVERIFY(json["model"]["accuracy_percent"].toDouble() > 0);
        QVERIFY(json["pixels_l2"]["accuracy_percent"].toDouble() > json["chance_percent"].toDouble());
        QStringList names;
        for (const QJsonValue& file : json["files"].toArray()) {
            QVERIFY2(QFile(file.toString()).size() > 1000, qPrintable(file.toString()));
            names << file.toString().mid(out.size() + 1);
        }
        QVERIFY(names.contains("task.png"));
        QVERIFY(QFile::exists(out + "/run/run.json"));
        if (!names.contains("summary.html")) return;  // a build without the window draws no curves
        for (const char* name : {"loss.png", "loss.svg", "accuracy.png", "accuracy.svg"}) QVERIFY(names.contains(name));
        QFile page(out + "/summary.html");
        QVERIFY(page.open(QIODevice::ReadOnly));
        const QByteArray html = page.readAll();
        QCOMPARE(html.count("data:image/svg+xml;base64,"), 2);
        QCOMPARE(html.count("data:image/png;base64,"), 1);
        QVERIFY(!html.contains("src=\"http"));
    }
};

ONESHOT_TEST(DemoTest)
#include "tst_demo.moc"
