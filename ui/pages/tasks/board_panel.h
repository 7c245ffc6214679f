#pragma once

#include <QWidget>

#include "ui/session/tasks/task_browser.h"

namespace oneshot::ui {

class ReasonPanel;
class TaskList;
class TaskView;

/// The tasks of a board with what learners answered: a list of them, one in full, and why a learner scored a way so.
/// The keys of actions() work where those are added.
class BoardPanel : public QWidget {
    Q_OBJECT
  public:
    explicit BoardPanel(QWidget* parent = nullptr);

    /// states: of each learner what it waits for or why it cannot be asked. learner: id of the one that filters and
    /// reasons are about.
    void setBoard(const session::BoardPtr&, const QStringList& states, const QString& learner);
    const session::BoardPtr& board() const { return board_; }  ///< null: none yet

    TaskList* list() const { return list_; }
    bool answerShown() const;

  Q_SIGNALS:
    void learnerChosen(const QString& id);  ///< the one that filters and reasons are about, by the person

  protected:
    void showEvent(QShowEvent*) override;

  private:
    void chooseLearner(const QString& id);
    int learnerPlace() const;  ///< on the board; -1: it is not asked there
    void showTask(int task);
    void explain();

    session::BoardPtr board_;
    QString learner_;
    TaskList* list_;
    ReasonPanel* reasons_;
    TaskView* view_;
};

}  // namespace oneshot::ui
