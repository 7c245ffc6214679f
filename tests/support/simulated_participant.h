#pragma once

#include <QComboBox>
#include <map>
#include <utility>
#include <vector>

#include "tests/support/window_driver.h"

namespace oneshot::test {

/// What a participant of a study does.
struct ParticipantScript {
    /// What is typed into editors of questions, by what follows "challenge.question." in their names; nothing: they are
    /// pressed.
    using Answers = std::vector<std::pair<QString, QString>>;
    Answers before, after;
    std::function<bool(const session::ChallengeTrial&)> isRight;
    int pauseAt = 0;   ///< number of the trial that they cover and go on with; 0: none
    int endAt = 0;     ///< number of the trial in which they end the session; 0: none
    QString backCode;  ///< that the experimenter types at the end
};

/// A participant in the window of a session that was begun or resumed: reads, answers by mouse and keys, and waits in
/// the end for the experimenter, who goes back.
class SimulatedParticipant {
    using State = session::ChallengeSession::State;

  public:
    /// The driver must outlive it.
    SimulatedParticipant(WindowDriver& driver, ParticipantScript script)
        : driver_(driver), script_(std::move(script)), view_(driver.find<ui::TrialView>("challenge.trial")) {
        QObject::connect(view_, &ui::TrialView::shown, &context_, [this] { isShown_ = true; });
    }

    /// False where the window asks for nothing that leads on.
    [[nodiscard]] bool play() {
        while (!isBack_)
            if (!QTest::qWaitFor([this] { return acted(); }, patience)) return false;
        return true;
    }

  private:
    session::ChallengeSession& session() { return driver_.find<ui::ChallengePage>("page.challenge")->session(); }
    bool isSeen(const char* name) { return driver_.find<QWidget>(name)->isVisible(); }
    bool pressSpace(const char* name) {
        QTest::keyClick(driver_.find<QWidget>(name), Qt::Key_Space);
        return true;
    }
    bool click(const char* name) {
        driver_.click(name);
        return true;
    }

    /// Does what the window asks for; false while it asks for nothing.
    bool acted() {
        if (isSeen("challenge.agree")) return click("challenge.agree");
        if (isSeen("challenge.thanks")) return goBack();
        switch (session().state()) {
            case State::QuestionsBefore:
                return answer(script_.before);
            case State::QuestionsAfter:
                return answer(script_.after);
            case State::Instruction:
                return isSeen("challenge.begin") && pressSpace("challenge.begin");
            case State::PracticeOver:
                return pressSpace("challenge.practice-over.next");
            case State::Break:
                return click("challenge.break.next");
            case State::Answered:
                return isSeen("challenge.next") && click("challenge.next");
            case State::Ready:
                return acts(session().trial());
            default:
                return false;
        }
    }

    bool answer(const ParticipantScript::Answers& answers) {
        if (!isSeen("challenge.questions.continue")) return false;
        for (const auto& [editor, text] : answers) {
            auto* field = driver_.find<QWidget>(qPrintable(QStringLiteral("challenge.question.") + editor));
            field->setFocus();
            text.isEmpty() ? QTest::keyClick(field, Qt::Key_Space) : QTest::keyClicks(field, text);
        }
        if (!driver_.enabled("challenge.questions.continue")) qFatal("questions are not answered as they must be");
        return click("challenge.questions.continue");
    }

    bool acts(const session::ChallengeTrial& trial) {
        if (isSeen("challenge.go-on")) return view_->window()->isActiveWindow() && goesOn(trial);
        if (!std::exchange(isShown_, false)) return false;
        const bool pauses = trial.number == script_.pauseAt;
        if (pauses) script_.pauseAt = 0;
        if (pauses || trial.number == script_.endAt) {
            QTest::keyClick(view_, Qt::Key_Escape);
            return true;
        }
        const int ways = static_cast<int>(trial.task.ways.size());
        const int way = script_.isRight(trial) ? trial.task.answer : (trial.task.answer + 1) % ways;
        if (trial.number % 2 == 0) return click(qPrintable(QStringLiteral("challenge.answer.%1").arg(way + 1)));
        QTest::keyClicks(view_, ui::TrialView::keyOf(way, ways));
        return true;
    }

    /// After a pause.
    bool goesOn(const session::ChallengeTrial& trial) {
        isShown_ = false;
        return trial.number == script_.endAt ? click("challenge.end") : pressSpace("challenge.go-on");
    }

    bool goBack() {
        QTest::keyClicks(driver_.find<QWidget>("challenge.thanks"), script_.backCode);
        isBack_ = !isSeen("challenge.thanks");
        return isBack_;
    }

    WindowDriver& driver_;
    ParticipantScript script_;
    ui::TrialView* view_;
    bool isShown_ = false;  ///< the trial, and it waits for an answer
    bool isBack_ = false;
    QObject context_;
};

/// As the experimenter: chooses the study of this file and name for the next session. Returns the code of its
/// participant; empty where it cannot be begun.
inline QString chooseStudy(WindowDriver& driver, const QString& file, const QString& name) {
    if (!driver.activate()) return {};
    driver.window.openStudy(file);
    const bool isReady = QTest::qWaitFor(
        [&] {
            return driver.find<QComboBox>("challenge.study")->currentText().startsWith(name) &&
                   driver.enabled("challenge.start");
        },
        patience);
    return isReady ? driver.find<QLineEdit>("challenge.participant")->text() : QString();
}

}  // namespace oneshot::test
