#pragma once

#include "ui/pages/challenge/setup_card.h"

class QCheckBox;

namespace oneshot::ui {

class ChallengeSource;

/// Asks how many trials a session has and how they are done.
class TrialSetup : public SetupCard {
    Q_OBJECT
  public:
    /// The source must be there while the card is used.
    explicit TrialSetup(const ChallengeSource&, QWidget* parent = nullptr);

    void writeTo(session::ChallengeSettings&) const override;
    void adopt(const session::ChallengeSettings&) override;

  private:
    QString countProblem() const;

    const ChallengeSource& source_;
    SetupField *trials_, *practice_, *breakEvery_, *timeLimit_;
    QCheckBox* feedback_;
};

}  // namespace oneshot::ui
