#pragma once

#include "core/study/study.h"
#include "ui/pages/challenge/setup_card.h"
#include "ui/session/workspace/workspace.h"

class QCheckBox;
class QToolButton;

namespace oneshot::ui {

class ChallengeSource;

/// Asks which tasks a session is of, and says which model answers them too.
class TaskSetup : public SetupCard {
    Q_OBJECT
  public:
    /// The workspace must outlive the card.
    explicit TaskSetup(session::Workspace&);

    const ChallengeSource& source() const { return *source_; }
    void followStudy(const Study*);  ///< null: none

    void writeTo(session::ChallengeSettings&) const override;
    void showFixed(const session::ChallengeSettings&) override;
    void prepareNext() override;
    QString problem() const override;

  protected:
    void followLock() override;

  private:
    void addFields();
    QString wayProblem() const;
    void followModel();

    session::Workspace& workspace_;
    ChallengeSource* source_;
    SetupField *ways_, *shots_, *seed_;
    QCheckBox* within_;
    QToolButton* another_;
    QLabel* model_;
    QString modelProblem_;
    QString studyModels_;  ///< of the study, for a person; empty: no study
};

}  // namespace oneshot::ui
