#pragma once

#include <QWidget>

class QAction;
class QLabel;
class QProgressBar;
class QToolButton;

namespace oneshot::ui {

/// The line above the table: what was done or went wrong, a button to undo it, and the progress of an evaluation. It is
/// hidden while it has nothing to show.
class RunNews : public QWidget {
    Q_OBJECT
  public:
    explicit RunNews(QAction* undo);

    void say(const QString& text, bool fault = false);
    void takeBack(const QString& text);  ///< clears the line if it still says this
    void setState(bool undoable, bool evaluating);
    void setPercent(int);  ///< of the evaluation

  Q_SIGNALS:
    void cancelRequested();  ///< of the evaluation

  private:
    void takeRoom();

    QLabel* message_;
    QToolButton *undo_, *cancel_;
    QProgressBar* bar_;
};

}  // namespace oneshot::ui
