#pragma once

#include <QJsonObject>
#include <QWidget>
#include <optional>
#include <vector>

#include "ui/session/trials/trial_record.h"
#include "ui/session/workspace/workspace.h"

namespace oneshot::ui {

class ScreenSetup;
class SessionStudies;
class SetupCard;
class StudyCard;
class TaskSetup;

/// The form that sets a session up, card by card; each says in place what is wrong with it.
class ChallengeSetup : public QWidget {
    Q_OBJECT
  public:
    /// The workspace must outlive the form.
    explicit ChallengeSetup(session::Workspace&);

    session::ChallengeSettings settings() const;
    QString problem() const;  ///< the first from the top; empty: a session can begin
    /// Takes over how a session was done, but not who did it, on which data or against which model.
    void adopt(const session::ChallengeSettings&);
    void prepareNext();                      ///< other tasks, for another participant
    void listStudies();                      ///< anew: another window may have added some
    void openStudy(const QString& path);     ///< takes the file among the studies and chooses it
    void setStudies(const SessionStudies&);  ///< those that sessions were done by
    bool wantsFullScreen() const;            ///< for the participant

    /// What a person chose, by the names of the fields, but who takes part and on which data; for restoreChoices().
    QString choices() const;
    void restoreChoices(const QString&);

    session::StudyUse study() const;  ///< that is chosen, without its protocol; none: own settings
    void showNextParticipant(int);    ///< of that study; 0: not known

  Q_SIGNALS:
    void studyChanged();
    void changed();
    void choicesChanged();

  private:
    template <typename Visit>
    void visitEditors(Visit) const;
    QJsonObject editors() const;
    void setEditors(const QJsonObject&);
    QJsonObject ownEditors() const;
    session::ChallengeSettings ownSettings() const;
    void followStudy();
    void showMissingData();

    std::vector<SetupCard*> cards_;  ///< from the top
    std::vector<SetupCard*> fixed_;  ///< those of them whose parts of the settings a study fixes
    StudyCard* study_;               ///< these are among them, too
    TaskSetup* tasks_;
    ScreenSetup* screen_;
    std::optional<QJsonObject> own_;  ///< what the editors said before a study filled them; none: they say it
};

}  // namespace oneshot::ui
