#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>
#include <QTest>

/// The demonstration, cut short, where there is no display.
class DemoTest : public QObject {
    Q_OBJECT

  private slots:
    void beatsPixelsAndTellsSo() {
        QTemporaryDir folder;
        const QString out = folder.filePath("the demo");
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}) environment.remove(name);
        process.setProcessEnvironment(environment);
        process.start(ONESHOT_BIN_DIR "/oneshot", {"demo", "--minutes", "0.05", "--out", out, "--json"});
        QVERIFY(process.waitForFinished(180000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());

        const QJsonObject json = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
        QCOMPARE(json["out"].toString(), out);
        QVERIFY(json["beats_pixels_l2"].toBool());
        QVERIFY(json["model"]["accuracy_percent"].toDouble() > json["pixels_l2"]["accuracy_percent"].toDouble());
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

QTEST_GUILESS_MAIN(DemoTest)
#include "tst_demo.moc"
