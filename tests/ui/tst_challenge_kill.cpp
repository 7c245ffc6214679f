// label: slow
#include <QApplication>
#include <QMenu>
#include <QRandomGenerator>
#include <QToolButton>
#include <QtTest>
#include <cstdio>
#include <cstring>

#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "tests/support/files.h"
#include "tests/support/killed_program.h"
#include "tests/support/patience.h"
#include "tests/support/window_driver.h"
#include "ui/pages/challenge/challenge_page.h"
#include "ui/pages/challenge/trial_view.h"

using namespace oneshot;
using session::ChallengeSession;
using session::SessionRecord;
using session::TrialRecord;
using test::patience;
using State = ChallengeSession::State;

namespace {

constexpr int ways = 5, trialsPerSession = 24;

int answerOf(int number) {
    return number % ways;
}

/// A person at the window: takes the open session up, or begins one, answers by keys and by rule, and goes on to its
/// end. What is stored is told at once.
class Person : private test::WindowDriver {
  public:
    int play() {
        window.activateWindow();
        QObject::connect(&session(), &ChallengeSession::stateChanged, &session(), [this](State state) {
            if (state != State::Answered) return;
            const TrialRecord& record = session().records().back();
            tell(QStringLiteral("%1 %2").arg(record.session).arg(record.number));
        });
        bool open = false, listed = false;
        QObject::connect(&session(), &ChallengeSession::listed, &session(), [&](const auto& sessions, const auto&) {
            open = !sessions.empty() && sessions.front().state == SessionRecord::State::Open;
            listed = true;
        });
        click("nav.challenge");
        if (!waitFor([&] { return listed && window.isActiveWindow(); })) return fail("no sessions are listed");
        if (!open) setUp();
        const char* go = open ? "challenge.resume" : "challenge.start";
        if (!waitFor([&] { return enabled(go); })) return fail(go);
        click(go);
        while (session().state() != State::Ended)
            if (!waitFor([this] { return acted(); })) return fail("the session does not go on");
        tell(QStringLiteral("done"));
        return 0;
    }

  private:
    ChallengeSession& session() { return find<ui::ChallengePage>("page.challenge")->session(); }
    template <typename Condition>
    static bool waitFor(Condition condition) {
        return QTest::qWaitFor(condition, patience);
    }
    static void tell(const QString& line) {
        std::puts(qPrintable(line));
        std::fflush(stdout);
    }
    int fail(const char* what) {
        tell(QStringLiteral("problem: %1: %2").arg(QLatin1String(what), session().problem()));
        return 1;
    }

    void setUp() {
        window.workspace().background().choose(
            QStringLiteral("glyphs:alphabet-count=2,characters-per-alphabet=6,drawer-count=4"));
        window.workspace().validation().choose({});
        find<QToolButton>("model.choose")->menu()->findChild<QAction*>(QStringLiteral("model.pixels-l2"))->trigger();
        fill("challenge.ways", QString::number(ways));
        fill("challenge.trials", QString::number(trialsPerSession));
        fill("challenge.practice", QStringLiteral("0"));
        fill("challenge.break", {});
        fill("challenge.interval", QStringLiteral("0"));
    }

    /// Does what the window asks for; false while it asks for nothing.
    bool acted() {
        auto* view = find<ui::TrialView>("challenge.trial");
        if (session().state() == State::Instruction) {
            click("challenge.begin");
        } else if (find<QWidget>("challenge.go-on")->isVisible()) {
            click("challenge.go-on");
        } else if (session().state() == State::Answered) {
            click("challenge.next");
        } else if (session().state() == State::Ready) {
            QTest::keyClicks(view, ui::TrialView::keyOf(answerOf(session().trial().number), ways));
            return session().state() != State::Ready;  // before the task is shown no key is an answer
        } else {
            return session().state() == State::Ended;
        }
        return true;
    }
};

int play(int argc, char** argv) {
    configureProcess();
    QApplication application(argc, argv);
    setHomeFolder(argv[2]);
    return Person().play();
}

}  // namespace

/// The window of a Person, ended by SIGKILL at random moments on one home folder.
class TestChallengeKill : public QObject {
    Q_OBJECT
    test::TemporaryFolder home_;

  private Q_SLOTS:
    void everyAnsweredTrialIsThere() {
        const std::filesystem::path file = home_ / "workbench.sqlite";
        test::KilledProgram program({QStringLiteral("--play"), QString::fromStdString(home_.path().string())}, file,
                                    answerOf);
        QRandomGenerator random(20261126);
        int amidst = 0;  // kills while a session was open
        for (int kill = 0; kill < 20; ++kill) {
            // Sometimes while the window opens or the session is prepared, mostly at any moment of a trial.
            const int trials = static_cast<int>(random.bounded(3));
            QVERIFY(program.runAndKill(trials, std::chrono::milliseconds(random.bounded(700))));
            if (std::filesystem::exists(file)) QCOMPARE(program.fault(), QString());
            if (QTest::currentTestFailed()) return;
            amidst += program.amidstASession();
        }
        QVERIFY2(amidst >= 10, qPrintable(QString::number(amidst)));
        QVERIFY(program.run());  // left alone it completes
        QCOMPARE(program.fault(), QString());

        const session::TrialStore store(file);
        for (const SessionRecord& session : store.sessions()) {
            QVERIFY(session.state == SessionRecord::State::Completed);
            QCOMPARE(session.answered, trialsPerSession);
        }
        const std::vector<TrialRecord> trials = store.trials(1);
        QVERIFY(std::ranges::is_sorted(trials, {}, &TrialRecord::resumed));  // marked from the first resumption on
        QVERIFY(trials.back().resumed);
        qInfo("%d of %d kills within a session; %d trials of %d sessions, %d told", amidst, 20,
              static_cast<int>(store.allTrials().size()), static_cast<int>(store.sessions().size()),
              static_cast<int>(program.told()));
    }
};

int main(int argc, char** argv) {
    if (argc == 3 && std::strcmp(argv[1], "--play") == 0) return play(argc, argv);
    QCoreApplication application(argc, argv);
    TestChallengeKill test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_challenge_kill.moc"
