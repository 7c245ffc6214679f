#pragma once

#include <QWidget>
#include <vector>

#include "ui/session/trials/trial_record.h"
#include "ui/session/workspace/workspace.h"

namespace oneshot::ui {

class ScreenSetup;
class SetupCard;

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
    void prepareNext();            ///< other tasks, for another participant
    bool wantsFullScreen() const;  ///< for the participant

    /// What a person chose, by the names of the fields, but who takes part and on which data; for restoreChoices().
    QString choices() const;
    void restoreChoices(const QString&);

  Q_SIGNALS:
    void changed();
    void choicesChanged();

  private:
    template <typename Visit>
    void visitEditors(Visit) const;

    std::vector<SetupCard*> cards_;  ///< from the top
    ScreenSetup* screen_;            ///< one of them
};

}  // namespace oneshot::ui
