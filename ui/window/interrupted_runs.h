#pragma once

#include <QToolButton>

#include "ui/session/runs/run_index.h"

namespace oneshot::ui {

/// Tells how many runs ended without a word, and can be resumed; hidden while there are none.
class InterruptedRuns : public QToolButton {
    Q_OBJECT
  public:
    explicit InterruptedRuns(const session::RunIndex&, QWidget* parent = nullptr);
};

}  // namespace oneshot::ui
