#pragma once

#include <QAbstractTableModel>

#include "ui/session/tasks/task_browser.h"

namespace oneshot::ui {

/// The learners of a board, one a row: how well each did on all tasks, and on the one that is looked at.
class LearnerModel : public QAbstractTableModel {
    Q_OBJECT
  public:
    enum Column { Name, AccuracyOfAll, ThisTask, Score, LearntTasks, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// null: no rows. states: for each learner what it waits for or why it cannot be asked; empty where it can.
    void setBoard(session::BoardPtr, const QStringList& states);
    void setTask(int task);  ///< the one of column ThisTask; -1: none, as while the answer is hidden

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex&, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation, int role = Qt::DisplayRole) const override;

  private:
    QString text(int learner, Column) const;
    QString toolTip(int learner, Column) const;

    session::BoardPtr board_;
    QStringList states_;
    int task_ = -1;
};

}  // namespace oneshot::ui
