#pragma once

#include <QTimer>
#include <QWidget>

#include "ui/pages/challenge/trial_view.h"
#include "ui/session/challenge/challenge_session.h"

class QLabel;
class QProgressBar;
class QPushButton;

namespace oneshot::ui {

/// One trial after the other: above the task how far the session is, below it what to do, later what came of it.
class TrialScreen : public QWidget {
    Q_OBJECT
  public:
    TrialScreen();

    static QString question();                               ///< what a trial asks
    static QString placeOf(const session::ChallengeTrial&);  ///< "Practice 2 of 3", "Trial 1 of 20"

    /// Whether what the program says is in English words, or in numbers and signs alone, for who does not read it.
    void useWords(bool);
    /// score: of the trials before, in words; empty: not told. shownBefore: see TrialView.
    void setTrial(const session::DatasetPtr&, const session::ChallengeTrial&, const TrialPace&, const QString& score,
                  bool shownBefore);
    void begin();  ///< shows the trial, anew if it was interrupted
    /// Says whether the stored answer is right and, unless that is not told, what the model answered.
    void showFeedback(const session::TrialRecord&, bool tellsModel, const QString& score);
    TrialView* view() const { return view_; }

  Q_SIGNALS:
    void answered(const oneshot::session::TrialAnswer&);
    void interrupted();
    void nextRequested();

  protected:
    void keyPressEvent(QKeyEvent*) override;

  private:
    void showTyped(const QString&);

    bool usesWords_ = true;
    QLabel *place_, *score_, *asked_, *hint_;
    QProgressBar* bar_;
    TrialView* view_;
    QPushButton* next_;
    QTimer barTimer_;
    QString plainHint_;
    TrialPace pace_;
};

}  // namespace oneshot::ui
