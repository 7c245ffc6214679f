#pragma once

#include <QWidget>

#include "ui/session/challenge/challenge_session.h"

namespace oneshot::ui {

class ChallengeHeader;
class ChallengeResultsView;
class ChallengeSetup;
class SessionScreens;
class SessionsPanel;
class TrialExporter;

/// A person against a model on the very same tasks: sets a session up, leads through its trials, and shows what stored
/// sessions came to.
class ChallengePage : public QWidget {
    Q_OBJECT
  public:
    /// The workspace must outlive the page.
    explicit ChallengePage(session::Workspace&, QWidget* parent = nullptr);

    session::ChallengeSession& session() { return session_; }
    /// Asks the person and returns false where something is not stored; closes the window once they agree.
    bool mayClose();
    /// Writes the chosen sessions, see TrialExporter. Says in place when it is done, or why not.
    void exportTo(const QString& path, bool forExcel = false);

  Q_SIGNALS:
    /// The person wants to see these tasks; offered while something is connected.
    void tasksRequested(const oneshot::session::DatasetPtr& dataset, const std::vector<oneshot::Task>& tasks);

  protected:
    void connectNotify(const QMetaMethod&) override;
    void showEvent(QShowEvent*) override;

  private:
    QWidget* makeOverview();
    void start();
    void resume(qint64 session);
    void follow(session::ChallengeSession::State);
    void showOverview();
    void showProblem();
    void takeSessions(const std::vector<session::SessionRecord>&, const std::vector<session::TrialRecord>&);
    void showChosen();

    session::ChallengeSession session_;
    qint64 toChoose_ = 0;     ///< the session to be chosen once it is listed; 0: none
    bool wasListed_ = false;  ///< what the store holds

    ChallengeHeader* header_;
    ChallengeSetup* setup_;
    ChallengeResultsView* results_;
    TrialExporter* exporter_;
    SessionsPanel* sessions_;
    SessionScreens* screens_;
};

}  // namespace oneshot::ui
