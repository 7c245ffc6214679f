#pragma once

#include <QWidget>

#include "ui/session/challenge/challenge_session.h"

class QLabel;
class QPushButton;

namespace oneshot::ui {

class ChallengeResultsView;
class ChallengeSetup;
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

    session::ChallengeSession& session() { return session_; }
    /// If something is not stored, asks the person and returns false; closes the window once they agree.
    bool mayClose();

  Q_SIGNALS:
    /// The person wants to see these tasks.
    void tasksRequested(const oneshot::session::DatasetPtr& dataset, const std::vector<oneshot::Task>& tasks);

  protected:
    void showEvent(QShowEvent*) override;

  private:
    QWidget* makeOverview();
    QLayout* makeHeader();
    void say(const QString& text, bool isFault);  ///< empty: whether a session can start
    void start();
    void resume(qint64 session);
    void follow(session::ChallengeSession::State);
    void showOverview();
    void showReadiness();
    void takeSessions(const std::vector<session::SessionRecord>&, const std::vector<session::TrialRecord>&);
    void showChosen();

    session::ChallengeSession session_;
    qint64 toChoose_ = 0;     ///< the session to choose once it is listed; 0: none
    bool wasListed_ = false;  ///< the sessions were listed before

    QLabel* status_;
    QPushButton* start_;
    ChallengeSetup* setup_;
    ChallengeResultsView* results_;
    TrialExporter* exporter_;
    SessionsPanel* sessions_;
    SessionScreens* screens_;
};

}  // namespace oneshot::ui
