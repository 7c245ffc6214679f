// label: slow
#include <QCoreApplication>
#include <QProcess>
#include <QRandomGenerator>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QtTest>
#include <climits>
#include <cstdio>
#include <cstring>

#include "core/models/compute.h"
#include "tests/support/files.h"
#include "ui/session/challenge_session.h"

using namespace oneshot;
using namespace oneshot::session;
using State = ChallengeSession::State;

namespace {

constexpr int trialsPerSession = 25, patience = 120000;  // ms

int answerOf(int number) {
    return number % 4;
}

/// What a killed program was: takes the open session up, or begins one, answers by rule and tells each trial that is
/// stored as "SESSION NUMBER". Ends with "done" after a whole session.
int play(int argc, char** argv) {
    configureProcess();
    QCoreApplication application(argc, argv);
    TrainingSession training;
    Workspace workspace(training);
    ChallengeSession session(workspace, argv[2]);
    QObject::connect(&session, &ChallengeSession::listed, &session, [&](const std::vector<SessionRecord>& sessions) {
        for (const SessionRecord& known : sessions)
            if (known.state == SessionRecord::State::Open) return session.resume(known.id);
        ChallengeSettings settings;
        settings.participant = ChallengeSession::newParticipant();
        settings.source = QStringLiteral("data:glyphs:alphabet-count=1,characters-per-alphabet=4,drawer-count=8");
        settings.ways = 4;
        settings.trials = trialsPerSession - settings.practice;
        settings.modelId = QStringLiteral("pixels-l2");
        session.begin(settings);
    });
    const auto fail = [&](const QString& problem) {
        std::printf("problem: %s\n", qPrintable(problem));
        application.exit(1);
    };
    QObject::connect(&session, &ChallengeSession::listingFailed, &session, fail);
    QObject::connect(&session, &ChallengeSession::stateChanged, &session, [&](State state) {
        if (state == State::Ready) {
            TrialAnswer answer;
            answer.way = answerOf(session.trial().number);
            answer.milliseconds = session.trial().number;
            answer.device = InputDevice::Keyboard;
            session.answer(answer);
        } else if (state == State::Answered) {
            const TrialRecord& record = session.records().back();
            std::printf("%lld %d\n", static_cast<long long>(record.session), record.number);
            std::fflush(stdout);
            session.next();
        } else if (state == State::Break) {
            session.next();
        } else if (state == State::Ended) {
            std::puts("done");
            application.quit();
        } else if (state == State::Idle || state == State::Halted) {
            fail(session.problem());
        }
    });
    session.list();
    return QCoreApplication::exec();
}

}  // namespace

/// The program of play(), ended by SIGKILL at random moments.
class TestTrialKill : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;
    const std::filesystem::path file_ = folder_ / "trials.sqlite";
    QSet<QPair<qint64, int>> told_;  ///< what was said to be stored

    void begin(QProcess& process) const {
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(QCoreApplication::applicationFilePath(),
                      {QStringLiteral("--play"), QString::fromStdString(file_.string())});
        QVERIFY(process.waitForStarted());
    }

    /// Reads so many whole lines, or all where the program ends before; false if it ends by a problem.
    bool listen(QProcess& process, int lines) {
        for (int read = 0; read < lines;) {
            if (!process.canReadLine()) {
                if (process.waitForReadyRead(patience) || process.canReadLine()) continue;
                return process.state() == QProcess::NotRunning;
            }
            const QByteArray line = process.readLine().trimmed();
            if (line == "done") return true;
            const QList<QByteArray> words = line.split(' ');
            if (words.size() != 2 || line.startsWith("problem")) {
                qWarning("%s", line.constData());
                return false;
            }
            told_ += {words[0].toLongLong(), words[1].toInt()};
            ++read;
        }
        return true;
    }

    QString integrity() const {
        QString answer;
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("check"));
            database.setDatabaseName(QString::fromStdString(file_.string()));
            QSqlQuery query(database.open() ? database : QSqlDatabase());
            if (query.exec(QStringLiteral("PRAGMA integrity_check")) && query.next())
                answer = query.value(0).toString();
        }
        QSqlDatabase::removeDatabase(QStringLiteral("check"));
        return answer;
    }

    /// All that was told is stored, trials follow one another without a gap, and hold what was answered.
    void check() const {
        QCOMPARE(integrity(), QStringLiteral("ok"));
        const TrialStore store(file_);
        QSet<QPair<qint64, int>> stored;
        QMap<qint64, int> last;
        for (const TrialRecord& trial : store.allTrials()) {
            stored += {trial.session, trial.number};
            QCOMPARE(trial.number, ++last[trial.session]);
            QCOMPARE(trial.answer.way, answerOf(trial.number));
            QCOMPARE(trial.answer.milliseconds, static_cast<double>(trial.number));
        }
        QVERIFY(stored.contains(told_));
    }

  private Q_SLOTS:
    void everyAnsweredTrialIsThere() {
        QRandomGenerator random(20261125);
        int amidst = 0;  // kills while a session was open
        for (int kill = 0; kill < 20; ++kill) {
            QProcess process;
            begin(process);
            // After some trials, and then at any moment of the next ones; sometimes before the first.
            QVERIFY(listen(process, static_cast<int>(random.bounded(6))));
            QDeadlineTimer moment(std::chrono::microseconds(random.bounded(30000)), Qt::PreciseTimer);
            while (!moment.hasExpired()) process.waitForReadyRead(0);
            process.kill();
            // It may have ended by itself just then.
            QVERIFY(process.state() == QProcess::NotRunning || process.waitForFinished(patience));
            QVERIFY(listen(process, INT_MAX));  // what it told until then
            check();
            if (std::filesystem::exists(file_))
                for (const SessionRecord& session : TrialStore(file_).sessions())
                    amidst += session.state == SessionRecord::State::Open;
        }
        QVERIFY2(amidst >= 10, qPrintable(QString::number(amidst)));

        QProcess process;  // left alone it completes
        begin(process);
        QVERIFY(listen(process, INT_MAX));
        QVERIFY(process.waitForFinished(patience));
        QCOMPARE(process.exitCode(), 0);
        check();
        const TrialStore store(file_);
        for (const SessionRecord& session : store.sessions()) {
            QVERIFY(session.state == SessionRecord::State::Completed);
            QCOMPARE(session.answered, trialsPerSession);
            const std::vector<TrialRecord> trials = store.trials(session.id);
            QVERIFY(std::ranges::is_sorted(trials, {}, &TrialRecord::resumed));  // marked from the first resumption on
            QVERIFY(session.resumptions > 0 || !trials.back().resumed);
        }
        QVERIFY(store.sessions().back().resumptions > 0);
        QVERIFY(store.trials(1).back().resumed);
        qInfo("%d trials of %d sessions, %d told", static_cast<int>(store.allTrials().size()),
              static_cast<int>(store.sessions().size()), static_cast<int>(told_.size()));
    }
};

int main(int argc, char** argv) {
    if (argc == 3 && std::strcmp(argv[1], "--play") == 0) return play(argc, argv);
    QCoreApplication application(argc, argv);
    TestTrialKill test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_trial_kill.moc"
