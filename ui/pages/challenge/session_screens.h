#pragma once

#include <QStackedWidget>
#include <memory>

#include "ui/session/challenge/challenge_session.h"
#include "ui/session/common/worker.h"

class QLabel;
class QProgressBar;
class QPushButton;

namespace oneshot::ui {

class DisturbanceWatch;
class ExampleTrial;
class QuestionForm;
class ResultFigures;
class SessionNotice;
class TrialScreen;

/// Leads a person through a session: says what is asked of them, shows its trials, and before, between and after them
/// what its state calls for. No trial is shown before the person has begun. A study speaks by its own texts; where it
/// has none, and on buttons, the program's words stand.
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
    /// The person is done here and waits: only backKeys() lead on, or what a study has in their place, its code.
    bool isWaiting() const;
    void askToLeave();  ///< covers a trial that is shown, else asks; after the end it does nothing

  Q_SIGNALS:
    void opened();       ///< there is something for the person to see
    void left();         ///< the person does not consent, or was led back while isWaiting()
    void closeAgreed();  ///< the window may close although not everything is stored

  protected:
    void keyPressEvent(QKeyEvent*) override;  ///< Space and Escape go on; what leads back

  private:
    void makeNotices();
    void askForConsent();
    void beginAgreed();
    void decline();
    void follow(session::ChallengeSession::State);
    /// Says the study's text where it has one, else the program's words.
    void say(SessionNotice*, std::string StudyTexts::*own, const QString& title, const QString& words);
    void showPreparing();
    void showQuestions(const std::vector<StudyQuestion>&);
    void showInstruction();
    void showTrial();
    void showAnswer();
    void showPracticeOver();
    void showBreak();
    void showFault();
    void showDisplaced();
    void showThanks(const QString& text, bool isEnd);  ///< isEnd: a study may have a text of its own
    QString wayBack() const;                           ///< what leads to the results, in words
    bool leadsBack(const QKeyEvent&);
    void goBack();  ///< to the experimenter
    void leave();   ///< by the person, who could come back
    void answer(session::TrialAnswer);
    void pause();
    void goOn();  ///< after a pause

    session::ChallengeSession& session_;
    session::ChallengeSettings settings_;  ///< of the session that waits for consent
    /// The next trial is the first after resume(): the person may have seen it before they left.
    bool resumed_ = false;
    bool leaving_ = false;
    bool answersQuestions_ = false;       ///< the answer given last is to questions, not to a trial
    std::shared_ptr<const Study> study_;  ///< of the session, from its consent on; null: none
    QString typed_;                       ///< while isWaiting(), the last letters
    DisturbanceWatch* disturbances_;

    TrialScreen* trial_;
    SessionNotice *consent_, *preparing_, *instruction_, *practiceOver_, *pause_, *break_, *fault_, *displaced_,
        *thanks_;
    QuestionForm* questions_;
    ExampleTrial* example_;
    QProgressBar* progress_;
    ResultFigures* breakFigures_;
    QLabel* wayBack_;
    QPushButton* leaveFault_;
    session::Worker reader_{session::Worker::Priority::Interactive};  ///< of the study whose consent is asked
};

}  // namespace oneshot::ui
