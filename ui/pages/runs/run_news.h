#pragma once

#include <QWidget>

class QAction;
class QLabel;
class QProgressBar;
class QToolButton;

namespace oneshot::ui {

/// The line above the table: what was done or went wrong, a way to undo it, and how far an evaluation is. It takes no
/// room while there is none of these.
class RunNews : public QWidget {
    Q_OBJECT
  public:
    explicit RunNews(QAction* undo, QWidget* parent = nullptr);

    void say(const QString& text, bool fault = false);
    void takeBack(const QString& text);  ///< if the line still says it
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
