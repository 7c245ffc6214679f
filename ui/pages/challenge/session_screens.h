#pragma once

#include <QStackedWidget>

#include "ui/session/challenge/challenge_session.h"

class QProgressBar;
class QPushButton;

namespace oneshot::ui {

class DisturbanceWatch;
class ExampleTrial;
class ResultFigures;
class SessionNotice;
class TrialScreen;

/// Leads a person through a session: says what is asked of them, shows its trials, and before, between and after them
/// what its state calls for. No trial is shown before the person has begun.
class SessionScreens : public QStackedWidget {
    Q_OBJECT
  public:
    static QString backKeys();  ///< that lead back after the end, as they are called

    /// The session must outlive the screens.
    explicit SessionScreens(session::ChallengeSession&);

    void begin(const session::ChallengeSettings&);  ///< asks for consent first where there is a text
    void resume(qint64 session);
    void useFrames(bool);  ///< see TrialView
    /// If something is not stored, asks the person and returns false; closeAgreed() once they agree.
    bool mayClose();
    /// The person is done here and waits: only backKeys() lead on.
    bool isWaiting() const;
    void askToLeave();  ///< covers a trial that is shown, else asks; after the end it does nothing

  Q_SIGNALS:
    void opened();       ///< there is something for the person to see
    void left();         ///< the person does not consent, or backKeys() were pressed while isWaiting()
    void closeAgreed();  ///< the window may close although not everything is stored

  protected:
    void keyPressEvent(QKeyEvent*) override;  ///< Space and Escape go on; backKeys()

  private:
    void makeNotices();
    void beginAgreed();
    void follow(session::ChallengeSession::State);
    void showPreparing();
    void showInstruction();
    void showTrial();
    void showAnswer();
    void showPracticeOver();
    void showBreak();
    void showFault();
    void showDisplaced();
    void showThanks(const QString& text);
    void goBack();  ///< to the experimenter
    void leave();   ///< by the person, who could come back
    void answer(session::TrialAnswer);
    void pause();
    void goOn();  ///< after a pause
    QString instruction() const;
    QString score() const;

    session::ChallengeSession& session_;
    session::ChallengeSettings settings_;  ///< of the session that waits for consent
    /// The next trial is the first after resume(): the person may have seen it before they left.
    bool resumed_ = false;
    bool leaving_ = false;
    DisturbanceWatch* disturbances_;

    TrialScreen* trial_;
    SessionNotice *consent_, *preparing_, *instruction_, *practiceOver_, *pause_, *break_, *fault_, *displaced_,
        *thanks_;
    ExampleTrial* example_;
    QProgressBar* progress_;
    ResultFigures* breakFigures_;
    QPushButton* leaveFault_;
};

}  // namespace oneshot::ui
