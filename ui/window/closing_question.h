#pragma once

#include <QMessageBox>
#include <QStringList>

namespace oneshot::ui {

/// Asks whether to close the window while something is at work in it. Deletes itself when it is closed.
class ClosingQuestion : public QMessageBox {
    Q_OBJECT
  public:
    enum class Training { None, Reading, Running };

    /// jobs: their names; none only with a training.
    ClosingQuestion(Training, const QStringList& jobs, QWidget* parent);

  Q_SIGNALS:
    void confirmed();
};

}  // namespace oneshot::ui
