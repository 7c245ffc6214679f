#pragma once

#include <QWidget>
#include <vector>

#include "ui/session/trials/trial_record.h"
#include "ui/session/workspace/workspace.h"

namespace oneshot::ui {

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
    void prepareNext();  ///< other tasks, for another participant

  Q_SIGNALS:
    void changed();

  private:
    std::vector<SetupCard*> cards_;  ///< from the top
};

}  // namespace oneshot::ui
