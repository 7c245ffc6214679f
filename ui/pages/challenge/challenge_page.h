#pragma once

#include <QWidget>

#include "ui/session/challenge/challenge_session.h"

class QAction;
class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace oneshot::ui {

class ChallengeResultsView;
class ChallengeSetup;
class Notice;
class ReportMenu;
class ResultFigures;
class SessionListModel;
class TrialScreen;

/// A person against a model on the very same tasks: sets a session up, leads through its trials, and shows what stored
/// sessions came to.
class ChallengePage : public QWidget {
    Q_OBJECT
  public:
    /// The workspace must outlive the page.
    explicit ChallengePage(session::Workspace&, QWidget* parent = nullptr);

    session::ChallengeSession& session() { return session_; }
    void start();  ///< asks for consent first where there is a text
    void resume();
    /// False: the person is asked first, as something is not stored; once they agree, the window is closed.
    bool mayClose();
    /// Writes the chosen sessions by the suffix: .csv, .json, or the sheet as .pdf, on a thread of its own. Says in
    /// place when it is done, or why not. Nothing happens while an export is on its way.
    void exportTo(const QString& path, bool forExcel = false);

  Q_SIGNALS:
    /// The person wants to see these tasks; offered while something is connected.
    void tasksRequested(const oneshot::session::DatasetPtr& dataset, const std::vector<oneshot::Task>& tasks);

  protected:
    void connectNotify(const QMetaMethod&) override;
    void showEvent(QShowEvent*) override;
    void keyPressEvent(QKeyEvent*) override;

  private:
    QWidget* makeHeader();
    QWidget* makeOverview();
    QWidget* makeSessions();
    void makeNotices();
    void begin();
    void follow(session::ChallengeSession::State);
    void goOn();  ///< after an interruption
    void pause();
    void showFault();
    void showDisplaced();
    void showOverview();
    void showStart();
    void say(const QString& text, bool fault);
    void take(const std::vector<session::SessionRecord>&, const std::vector<session::TrialRecord>&);
    void showChosen();
    QString score() const;
    void exported(const QString& text, bool fault);
    void askWhereToExport(const QString& suffix, const QString& filter);
    std::vector<session::SessionRecord> chosenSessions() const;
    std::vector<session::TrialRecord> chosenTrials() const;

    session::Workspace& workspace_;
    session::ChallengeSession session_;
    session::Worker writer_{session::Worker::Priority::Background};
    session::ChallengeSettings settings_;  ///< of the session that waits for consent
    qint64 wanted_ = 0;                    ///< session to be chosen once it is listed; 0: the newest
    bool listed_ = false;
    bool takenUp_ =
        false;  ///< the next trial is the first after resume(): it may have been seen before the person left

    QStackedWidget* stack_;
    QWidget* overview_;
    TrialScreen* trial_;
    Notice *consent_, *preparing_, *pause_, *break_, *fault_, *displaced_;
    QProgressBar* preparingBar_;
    ResultFigures* breakFigures_;
    QLabel *status_, *sessionsNote_;
    QPushButton *start_, *resume_, *leaveFault_;
    QAction* sheet_;
    QToolButton* export_;
    ReportMenu* report_;
    ChallengeSetup* setup_;
    SessionListModel* sessions_;
    QTableView* table_;
    ChallengeResultsView* results_;
};

}  // namespace oneshot::ui
