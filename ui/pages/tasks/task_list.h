#pragma once

#include <QWidget>

#include "ui/session/tasks/task_browser.h"

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLayout;
class QTableView;
class QToolButton;

namespace oneshot::ui {

class TaskFilterModel;
class TaskModel;

/// The tasks of a board that pass the filters above them, one a row; one of them is the current one.
class TaskList : public QWidget {
    Q_OBJECT
  public:
    TaskList();

    void setBoard(const session::BoardPtr&);            ///< the learner has to be set again
    void setLearner(int place, const QString& name);    ///< whom the filters are about; place on the board, -1: none
    void setCharactersShown(bool);                      ///< or hides what is asked
    const TaskModel& tasks() const { return *tasks_; }  ///< all of them
    const TaskFilterModel& shown() const { return *shown_; }

    int task() const { return task_; }  ///< number of the current one on the board, from 0; -1: none
    int row() const;                    ///< of it among those shown; -1: none
    int rowCount() const;
    void go(int row);  ///< makes the task there the current one, where there is such a row
    void takeFocus();  ///< for the table
    void goNext() { go(row() + 1); }
    void goPrevious() { go(row() - 1); }

  Q_SIGNALS:
    void currentChanged(int task);  ///< another task, or another place among those shown
    void filtered();                ///< the filters have been applied

  private:
    QLayout* makeFilters();
    void makeShortcuts();
    void arrangeColumns();
    void listAlphabets(const QStringList& names);
    void applyFilters();
    void choose(int task);
    void chooseNearest();

    TaskModel* tasks_;
    TaskFilterModel* shown_;
    QToolButton *wrong_, *narrow_, *disagree_, *learnt_;
    QDoubleSpinBox* margin_;
    QComboBox* alphabet_;
    QLabel* counts_;
    QTableView* table_;
    int learner_ = -1;
    int task_ = -1;
};

}  // namespace oneshot::ui
