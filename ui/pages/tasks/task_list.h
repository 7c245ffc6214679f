#pragma once

#include <QWidget>

#include "ui/session/tasks/task_browser.h"

class QTableView;

namespace oneshot::ui {

class TaskFilterBar;
class TaskFilterModel;
class TaskModel;

/// The tasks of a board that pass the filters, one a row; one of them is the current one.
class TaskList : public QWidget {
    Q_OBJECT
  public:
    explicit TaskList(QWidget* parent = nullptr);

    void setBoard(const session::BoardPtr&);            ///< the learner has to be set again
    void setLearner(int place, const QString& name);    ///< whom the filters are about; place on the board, -1: none
    void setCharactersShown(bool);                      ///< or hides what is asked
    const TaskModel& tasks() const { return *tasks_; }  ///< all of them
    const TaskFilterModel& shown() const { return *shown_; }

    int task() const { return task_; }  ///< number of the current one on the board, from 0; -1: none
    int row() const;                    ///< of it among those shown; -1: none
    int rowCount() const;
    void go(int row);  ///< makes the task there the current one, where there is such a row
    void goNext() { go(row() + 1); }
    void goPrevious() { go(row() - 1); }

  Q_SIGNALS:
    void currentChanged(int task);  ///< another task, or another place among those shown
    void filtered();                ///< the filters have been applied

  private:
    void makeShortcuts();
    void arrangeColumns();
    void applyFilter();
    void choose(int task);
    void chooseNearest();

    TaskFilterBar* filters_;
    TaskModel* tasks_;
    TaskFilterModel* shown_;
    QTableView* table_;
    int learner_ = -1;
    int task_ = -1;
};

}  // namespace oneshot::ui
