#include <signal.h>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QtTest>

/// The real program, ended by SIGKILL at random moments and gone on with, against one that was left alone.
class TestKill : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;

    QByteArray weights(const QString& run) const {
        QFile file(folder_.filePath(run) + "/checkpoints/last.safetensors");
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    static void begin(QProcess& process, const QStringList& arguments) {
        process.setStandardErrorFile(QProcess::nullDevice());
        process.start(QStringLiteral(ONESHOT_BIN_DIR "/oneshot"), arguments);
        QVERIFY(process.waitForStarted());
    }
    static int finish(QProcess& process) { return process.waitForFinished(120000) ? process.exitCode() : -1; }

  private Q_SLOTS:
    void aKilledRunGivesTheSameBytes_data() {
        QTest::addColumn<QStringList>("settings");
        const QStringList common{"--set",     "pairs_per_step=4",
                                 "--set",     "evaluate_every=7",
                                 "--set",     "evaluation_tasks=5",
                                 "--set",     "evaluation_ways=3",
                                 "--threads", "2"};
        QTest::newRow("compact") << QStringList({"--preset", "compact", "--set", "maps=8,8,8,16"}) + common;
        QTest::newRow("koch2015") << QStringList(
                                         {"--preset", "koch2015", "--set", "maps=4,4,4,8", "--set", "embedding=32"}) +
                                         common;
    }
    void aKilledRunGivesTheSameBytes() {
        QFETCH(QStringList, settings);
        const QString name = QString::fromLatin1(QTest::currentDataTag());
        const QString data = QStringLiteral("glyphs:alphabet-count=2,characters-per-alphabet=5,drawer-count=3");
        const auto train = [&](const QString& run) {
            return QStringList({"train", "--steps", "60", "--data", data, "--out", folder_.filePath(run)}) + settings;
        };
        QProcess whole;
        QElapsedTimer clock;
        clock.start();
        begin(whole, train(name));
        QCOMPARE(finish(whole), 0);
        const qint64 usual = clock.elapsed();

        const QString killed = name + QStringLiteral(" killed");
        QRandomGenerator moments(7);
        int kills = 0;
        bool completed = false;
        while (!completed) {
            QProcess process;
            const bool begun = QFile::exists(folder_.filePath(killed) + "/run.json");
            begin(process, begun ? QStringList({"train", "--resume", folder_.filePath(killed)}) : train(killed));
            // First at its first checkpoint, which is surely in the middle, then at random moments of its life; the
            // later the more often it was killed, so that the test ends.
            int moment = 0;
            if (kills == 0)
                QTRY_VERIFY_WITH_TIMEOUT(!weights(killed).isEmpty(), 60000);
            else
                moment = static_cast<int>(moments.bounded(usual / 4, usual)) + static_cast<int>(usual) * kills / 8;
            if (!process.waitForFinished(moment)) {
                process.kill();
                process.waitForFinished();
                ++kills;
            } else {
                QCOMPARE(process.exitCode(), 0);
                completed = true;
            }
        }
        QVERIFY(!weights(name).isEmpty());
        QVERIFY(weights(name) == weights(killed));
        QVERIFY2(kills > 0, "no moment fell into the training");
    }
};

QTEST_GUILESS_MAIN(TestKill)
#include "tst_kill.moc"
