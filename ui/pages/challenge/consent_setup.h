#pragma once

#include "ui/pages/challenge/setup_card.h"

class QPlainTextEdit;

namespace oneshot::ui {

/// Asks for the text that a participant is to agree to.
class ConsentSetup : public SetupCard {
    Q_OBJECT
  public:
    explicit ConsentSetup(QWidget* parent = nullptr);

    void writeTo(session::ChallengeSettings&) const override;
    void adopt(const session::ChallengeSettings&) override;

  private:
    QPlainTextEdit* text_;
};

}  // namespace oneshot::ui
