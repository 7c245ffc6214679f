#pragma once

#include <QFrame>
#include <QList>
#include <functional>
#include <optional>
#include <vector>

#include "ui/pages/challenge/session_studies.h"
#include "ui/session/challenge/challenge_results.h"
#include "ui/session/trials/trial_record.h"

class QAction;
class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QTableView;
class QToolButton;

namespace oneshot::ui {

class SessionsModel;

/// The stored sessions, all or those of a study. A person chooses one or several; an open one can be resumed. The
/// experimenter can give a session a note, exclude sessions and delete them; what they want is told, not done here.
class SessionsPanel : public QFrame {
    Q_OBJECT
  public:
    /// beside: shown beside Resume.
    explicit SessionsPanel(QWidget* beside);

    /// Keeps the choice unless a session is to be chosen instead, 0: none. Chooses the newest where nothing is chosen.
    void setSessions(const std::vector<session::SessionRecord>&, const std::vector<session::TrialRecord>&,
                     const SessionStudies&, qint64 toChoose);
    void showFault(const QString& fullWords);  ///< why they cannot be listed
    std::vector<session::SessionRecord> chosenSessions() const;
    std::vector<session::TrialRecord> chosenTrials() const;
    session::Excluded excluded() const;  ///< what is to become of chosen sessions that are excluded

  Q_SIGNALS:
    void chosenChanged();  ///< other sessions, or others of their trials, or excluded()
    void resumeRequested(qint64 session);
    void noteEdited(qint64 session, const QString& note);
    void exclusionEdited(const std::vector<qint64>& sessions, const std::optional<QString>& reason);  ///< none: count
    // The person has been asked.
    void deletionRequested(const std::vector<qint64>& sessions);
    void participantDeletionRequested(const QString& code);

  private:
    void makeTable();
    void makeActions();
    void editNote();
    void editExclusion();
    void askToDelete(const std::vector<session::SessionRecord>&, const std::function<void()>& confirmed);
    std::vector<session::SessionRecord> sessionsOf(const QString& participant) const;
    bool isChosen(int row) const;
    bool isListed(const session::SessionRecord&) const;
    void fillFilter();
    void list(QList<qint64> toChoose);
    void showProgress();
    void followChoice();
    void showRemarks(const std::vector<session::SessionRecord>& chosen);

    std::vector<session::SessionRecord> all_;  ///< newest first
    std::vector<session::TrialRecord> trials_;
    SessionStudies studies_;
    SessionsModel* sessions_;  ///< those that are listed
    QPushButton* resume_;
    QToolButton* menu_;
    QAction *editNote_, *exclude_, *include_, *delete_, *deleteParticipant_;
    QComboBox* filter_;
    QLabel *progress_, *note_, *remarks_;
    QCheckBox* countExcluded_;
    QTableView* table_;
};

}  // namespace oneshot::ui
