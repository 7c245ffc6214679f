#pragma once

#include <QStackedWidget>

#include "ui/session/challenge/challenge_session.h"

class QProgressBar;
class QPushButton;

namespace oneshot::ui {

class ResultFigures;
class TrialScreen;

/// Leads a person through a session: shows its trials, and before, between and after them what its state calls for.
class SessionScreens : public QStackedWidget {
    Q_OBJECT
  public:
    /// The session must outlive the screens. overview: shown while there is no session, see showOverview().
    SessionScreens(session::ChallengeSession&, QWidget* overview);

    void begin(const session::ChallengeSettings&);  ///< asks for consent first where there is a text
    void resume(qint64 session);
    void showOverview();
    /// If something is not stored, asks the person and returns false; closes the window once they agree.
    bool mayClose();

  Q_SIGNALS:
    void declined();  ///< the person does not consent

  protected:
    void keyPressEvent(QKeyEvent*) override;  ///< Escape goes on after a pause

  private:
    class Notice;  ///< what is said between trials, and the ways to go on

    void makeNotices();
    void beginAgreed();
    void follow(session::ChallengeSession::State);
    void showPreparing();
    void showTrial();
    void showAnswer();
    void showBreak();
    void showFault();
    void showDisplaced();
    void pause();
    void goOn();  ///< after a pause
    QString score() const;

    session::ChallengeSession& session_;
    session::ChallengeSettings settings_;  ///< of the session that waits for consent
    /// The next trial is the first after resume(): the person may have seen it before they left.
    bool resumed_ = false;

    QWidget* overview_;
    TrialScreen* trial_;
    Notice *consent_, *preparing_, *pause_, *break_, *fault_, *displaced_;
    QProgressBar* progress_;
    ResultFigures* breakFigures_;
    QPushButton* leaveFault_;
};

}  // namespace oneshot::ui
