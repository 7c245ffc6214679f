#pragma once

#include <QFrame>
#include <vector>

#include "ui/session/trials/trial_record.h"

class QLabel;
class QPushButton;
class QTableView;

namespace oneshot::ui {

/// The stored sessions. A person chooses one or several; an open one can be resumed.
class SessionsPanel : public QFrame {
    Q_OBJECT
  public:
    /// beside: shown beside Resume.
    explicit SessionsPanel(QWidget* beside);

    /// Keeps the choice unless a session is to be chosen instead, 0: none. Chooses the newest where nothing is chosen.
    void setSessions(const std::vector<session::SessionRecord>&, const std::vector<session::TrialRecord>&,
                     qint64 toChoose);
    void showFault(const QString& fullWords);  ///< why they cannot be listed
    std::vector<session::SessionRecord> chosenSessions() const;
    std::vector<session::TrialRecord> chosenTrials() const;

  Q_SIGNALS:
    void chosenChanged();  ///< other sessions, or others of their trials
    void resumeRequested(qint64 session);

  private:
    class Model;  ///< the sessions, one a row, newest first

    void makeTable();
    bool isChosen(int row) const;
    void followChoice();

    Model* sessions_;
    QPushButton* resume_;
    QLabel* note_;
    QTableView* table_;
};

}  // namespace oneshot::ui
