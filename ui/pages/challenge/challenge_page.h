#pragma once

#include <QPointer>
#include <QWidget>

#include "ui/pages/challenge/session_studies.h"
#include "ui/session/challenge/challenge_session.h"

class QLabel;
class QPushButton;
class QStackedWidget;

namespace oneshot::ui {

class ChallengeResultsView;
class ChallengeSetup;
class ParticipantWindow;
class SessionScreens;
class SessionsPanel;
class TrialExporter;

/// A person against a model on the very same tasks: sets a session up, leads through its trials, and shows the results
/// of stored sessions.
class ChallengePage : public QWidget {
    Q_OBJECT
  public:
    /// The workspace must outlive the page.
    explicit ChallengePage(session::Workspace&);
    ~ChallengePage() override;

    session::ChallengeSession& session() { return session_; }
    /// If something is not stored, asks the person and returns false; closes the window once they agree.
    bool mayClose();

    /// What was chosen in the set-up, for the next start of the program.
    QString choices() const;
    void restoreChoices(const QString&);
    void openStudy(const QString& path);  ///< takes the file among the studies and chooses it for the next session

  Q_SIGNALS:
    void choicesChanged();
    /// The person wants to see these tasks.
    void tasksRequested(const oneshot::session::DatasetPtr& dataset, const std::vector<oneshot::Task>& tasks);
    void participantDeleted(const QString& code);  ///< nothing of them is stored here any more

  protected:
    void showEvent(QShowEvent*) override;

  private:
    QWidget* makeOverview();
    QLayout* makeHeader();
    void say(const QString& text, bool isFault);  ///< empty: whether a session can start
    void followSessionsPanel();
    void start();
    void warnOfLearnt(const session::LearntTasks&, const std::function<void()>& begin);
    void resume(qint64 session);
    void follow(session::ChallengeSession::State);
    void showScreens();  ///< here, or in a window of their own
    void showOverview();
    void showReadiness();
    void askNextParticipant();
    void takeSessions(const std::vector<session::SessionRecord>&, const std::vector<session::TrialRecord>&);
    void showChosen();
    void askToUnblind(const std::vector<qint64>& sessions, const QString& studies);

    session::ChallengeSession session_;
    SessionStudies studies_;
    qint64 toChoose_ = 0;   ///< the session to choose once it is listed; 0: none
    bool mayAdopt_ = true;  ///< the set-up may still become as the newest session was

    QLabel* status_;
    QPushButton* start_;
    ChallengeSetup* setup_;
    ChallengeResultsView* results_;
    TrialExporter* exporter_;
    SessionsPanel* sessions_;
    SessionScreens* screens_;
    QStackedWidget* stack_;  ///< the overview; what a participant meets, or that this is in another window
    QWidget* overview_;
    QLabel* away_;
    QPointer<ParticipantWindow> window_;
};

}  // namespace oneshot::ui
