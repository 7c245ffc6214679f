#pragma once

#include <QtTest>

#include "tests/support/patience.h"
#include "ui/session/challenge/challenge_session.h"

namespace oneshot::test {

inline const QString challengeGlyphs =
    QStringLiteral("data:glyphs:alphabet-count=2,characters-per-alphabet=6,drawer-count=4");

/// A session of five trials, the first for practice, on these glyphs.
inline session::ChallengeSettings someSettings() {
    session::ChallengeSettings settings;
    settings.participant = session::ChallengeSession::newParticipant();
    settings.source = challengeGlyphs;
    settings.ways = 5;
    settings.trials = 4;
    settings.practice = 1;
    settings.breakEvery = 0;
    settings.modelId = QStringLiteral("pixels-l2");
    settings.seed = 3;
    return settings;
}

/// A session with all that it stands on, as in the window.
struct Stand {
    using State = session::ChallengeSession::State;

    explicit Stand(std::filesystem::path file) : session(workspace, std::move(file)) {
        QObject::connect(&session, &session::ChallengeSession::stateChanged, &session,
                         [this](State state) { states += state; });
    }
    bool reaches(State state) {
        return QTest::qWaitFor([&] { return session.state() == state; }, patience);
    }
    /// Reads the instruction, and begins.
    bool starts() {
        if (!reaches(State::Instruction)) return false;
        session.next();
        return session.state() == State::Ready;
    }
    /// Goes on, where practice is over as well.
    void next() {
        session.next();
        if (session.state() == State::PracticeOver) session.next();
    }
    /// Answers the trial and waits until it is stored.
    bool answers(int way) {
        session::TrialAnswer answer;
        answer.way = way;
        answer.milliseconds = 1000 + session.trial().number;
        answer.device = way < 0 ? session::InputDevice::None : session::InputDevice::Keyboard;
        answer.screenHz = 60;
        session.answer(answer);
        return reaches(State::Answered);
    }
    bool answersRight() { return answers(session.trial().task.answer); }

    session::TrainingSession training;
    session::Workspace workspace{training};
    session::ChallengeSession session;
    QList<State> states;
};

}  // namespace oneshot::test

#define BEGIN(stand, settings)       \
    (stand).session.begin(settings); \
    QVERIFY2((stand).starts(), qPrintable((stand).session.problem()))
#define RESUME(stand, id)       \
    (stand).session.resume(id); \
    QVERIFY2((stand).starts(), qPrintable((stand).session.problem()))
