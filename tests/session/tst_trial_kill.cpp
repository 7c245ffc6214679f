// label: slow
#include <QCoreApplication>
#include <QRandomGenerator>
#include <QtTest>
#include <cstdio>
#include <cstring>

#include "core/compute/compute.h"
#include "tests/support/files.h"
#include "tests/support/killed_program.h"
#include "ui/session/challenge/challenge_session.h"

using namespace oneshot;
using namespace oneshot::session;
using State = ChallengeSession::State;

namespace {

constexpr int trialsPerSession = 25;

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
        } else if (state == State::Instruction || state == State::PracticeOver || state == State::Break) {
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

  private Q_SLOTS:
    void everyAnsweredTrialIsThere() {
        const std::filesystem::path file = folder_ / "trials.sqlite";
        test::KilledProgram program({QStringLiteral("--play"), QString::fromStdString(file.string())}, file, answerOf);
        QRandomGenerator random(20261125);
        int amidst = 0;  // kills while a session was open
        for (int kill = 0; kill < 20; ++kill) {
            // After some trials, and then at any moment of the next ones; sometimes before the first.
            const int trials = static_cast<int>(random.bounded(6));
            QVERIFY(program.runAndKill(trials, std::chrono::microseconds(random.bounded(30000))));
            QCOMPARE(program.fault(), QString());
            if (QTest::currentTestFailed()) return;
            amidst += program.amidstASession();
        }
        QVERIFY2(amidst >= 10, qPrintable(QString::number(amidst)));
        QVERIFY(program.run());  // left alone it completes
        QCOMPARE(program.fault(), QString());

        const TrialStore store(file);
        for (const TrialRecord& trial : store.allTrials())
            QCOMPARE(trial.answer.milliseconds, static_cast<double>(trial.number));
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
              static_cast<int>(store.sessions().size()), static_cast<int>(program.told()));
    }
};

int main(int argc, char** argv) {
    if (argc == 3 && std::strcmp(argv[1], "--play") == 0) return play(argc, argv);
    QCoreApplication application(argc, argv);
    TestTrialKill test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_trial_kill.moc"
