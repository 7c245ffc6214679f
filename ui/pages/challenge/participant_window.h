#pragma once

#include <QWidget>

namespace oneshot::ui {

/// A window of its own for what a participant meets, over the whole screen that another window is on. Nothing of that
/// one can be reached meanwhile, and the window does not close by itself.
class ParticipantWindow : public QWidget {
    Q_OBJECT
  public:
    /// Takes the content, which the caller takes back before it deletes the window.
    ParticipantWindow(QWidget* content, QWidget* over);
    void open();

  Q_SIGNALS:
    void closeRequested();  ///< by the window system or its keys, as Alt+F4

  protected:
    void closeEvent(QCloseEvent*) override;
};

}  // namespace oneshot::ui
