#pragma once

#include <QTimer>
#include <QWidget>

#include "ui/session/challenge/challenge_session.h"

class QLabel;
class QProgressBar;
class QPushButton;

namespace oneshot::ui {

class TrialView;

/// One trial after the other: above the task how far the session is, below it what to do, later what came of it.
class TrialScreen : public QWidget {
    Q_OBJECT
  public:
    TrialScreen();

    /// score: of the trials before, in words; empty: not told. shownBefore: see TrialView.
    void setTrial(const session::DatasetPtr&, const session::ChallengeTrial&, double timeLimitSeconds,
                  const QString& score, bool shownBefore);
    void begin();  ///< shows the trial, anew if it was interrupted
    /// Says whether the stored answer is right and what the model answered.
    void showFeedback(const session::TrialRecord&, const QString& score);
    TrialView* view() const { return view_; }

  Q_SIGNALS:
    void answered(const oneshot::session::TrialAnswer&);
    void interrupted();
    void nextRequested();

  protected:
    void keyPressEvent(QKeyEvent*) override;

  private:
    void showTyped(const QString&);

    QLabel *place_, *score_, *hint_;
    QProgressBar* bar_;
    TrialView* view_;
    QPushButton* next_;
    QTimer barTimer_;
    QString plainHint_;
    double limitSeconds_ = 0;
};

}  // namespace oneshot::ui
