#pragma once

#include <QFrame>
#include <vector>

#include "ui/session/trials/trial_record.h"

class QLabel;
class QPushButton;
class QTableView;

namespace oneshot::ui {

class SessionListModel;

/// The stored sessions, of which one or several are chosen; one that is open can be resumed.
class SessionsPanel : public QFrame {
    Q_OBJECT
  public:
    /// beside: stands beside Resume.
    explicit SessionsPanel(QWidget* beside, QWidget* parent = nullptr);

    /// Keeps the choice unless a session is to be chosen instead, 0: none. Where nothing is chosen: the newest.
    void setSessions(const std::vector<session::SessionRecord>&, const std::vector<session::TrialRecord>&,
                     qint64 toChoose);
    void showFault(const QString& fullWords);  ///< why they cannot be listed
    std::vector<session::SessionRecord> chosenSessions() const;
    std::vector<session::TrialRecord> chosenTrials() const;

  Q_SIGNALS:
    void chosenChanged();  ///< other sessions, or others of their trials
    void resumeRequested(qint64 session);

  private:
    void makeTable();
    void showNote(const QString& text, bool isFault);
    void followChoice();

    SessionListModel* sessions_;
    QPushButton* resume_;
    QLabel* note_;
    QTableView* table_;
};

}  // namespace oneshot::ui
