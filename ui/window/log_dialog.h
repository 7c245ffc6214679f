#pragma once

#include <QDialog>
#include <QTimer>

class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace oneshot::session {
class Log;
}

namespace oneshot::ui {

/// Shows what the program warned of and what failed, with a filter, while it comes.
class LogDialog : public QDialog {
    Q_OBJECT
  public:
    /// The log must outlive it.
    LogDialog(const session::Log&, QWidget* parent);

  private:
    void showLines();
    void copy() const;

    const session::Log& log_;
    QTimer soon_{this};  ///< many lines may come at once
    QLineEdit* filter_;
    QPlainTextEdit* text_;
    QLabel* note_;
};

}  // namespace oneshot::ui
