#pragma once

#include "ui/pages/challenge/setup_card.h"
#include "ui/session/workspace/workspace.h"

class QCheckBox;

namespace oneshot::ui {

class ChallengeSource;

/// Asks which tasks a session is of, and says which model answers them too.
class TaskSetup : public SetupCard {
    Q_OBJECT
  public:
    /// The workspace must outlive the card.
    explicit TaskSetup(session::Workspace&, QWidget* parent = nullptr);

    void writeTo(session::ChallengeSettings&) const override;
    QString problem() const override;
    const ChallengeSource& source() const { return *source_; }
    void takeNextSeed();  ///< other tasks

  private:
    void addFields();
    void followSource();
    void followModel();
    QString wayProblem() const;

    session::Workspace& workspace_;
    ChallengeSource* source_;
    SetupField *ways_, *shots_, *seed_;
    QCheckBox* within_;
    QLabel* model_;
    QString modelProblem_;
};

}  // namespace oneshot::ui
