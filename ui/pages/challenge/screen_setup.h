#pragma once

#include "ui/pages/challenge/setup_card.h"

class QCheckBox;

namespace oneshot::ui {

/// Asks what comes before each trial, and where a participant meets them.
class ScreenSetup : public SetupCard {
    Q_OBJECT
  public:
    ScreenSetup();

    void writeTo(session::ChallengeSettings&) const override;
    void adopt(const session::ChallengeSettings&) override;
    bool wantsFullScreen() const;

  protected:
    void followLock() override;

  private:
    void testFrames();

    QString frameTest_;  ///< see ChallengeSettings
    QLabel* frames_;     ///< what the test came to
    QCheckBox* fullScreen_;
    SetupField *interval_, *fixation_;
};

}  // namespace oneshot::ui
