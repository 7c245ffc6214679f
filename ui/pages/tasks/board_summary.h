#pragma once

#include <QWidget>

#include "ui/session/tasks/task_browser.h"

class QLabel;

namespace oneshot::ui {

/// Lines about a board: what its tasks are, what speaks against their figures, and who cannot answer.
class BoardSummary : public QWidget {
    Q_OBJECT
  public:
    explicit BoardSummary(QWidget* parent = nullptr);

    /// library: says why learners are not open.
    void setBoard(const session::TaskBoard&, const session::ModelLibrary& library);

  private:
    QLabel *tasks_, *learnt_, *problems_;
};

}  // namespace oneshot::ui
