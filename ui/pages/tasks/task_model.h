#pragma once

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

#include "ui/session/tasks/task_browser.h"

namespace oneshot::ui {

/// The tasks of a board, one a row: what is asked, then what each learner answered, as sign, rank and margin.
class TaskModel : public QAbstractTableModel {
    Q_OBJECT
  public:
    enum Column { Number, AlphabetName, CharacterName, Drawer, FirstLearner };
    static constexpr int sortRole = Qt::UserRole;  ///< numbers as numbers; a learner's column by margin

    using QAbstractTableModel::QAbstractTableModel;

    /// Of the same tasks and learners, rows only change. null: no rows.
    void setBoard(session::BoardPtr);
    const session::BoardPtr& board() const { return board_; }
    int learnerCount() const { return board_ ? static_cast<int>(board_->answers.size()) : 0; }
    int disagreeColumn() const { return FirstLearner + learnerCount(); }
    int learntColumn() const { return disagreeColumn() + 1; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex&, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation, int role = Qt::DisplayRole) const override;

    static QString verdictText(const session::TaskAnswer&);  ///< "✓ #1 +0.83"

  private:
    QVariant learnerData(int learner, int task, int role) const;

    session::BoardPtr board_;
};

/// Which tasks are shown: those for which every condition holds.
struct TaskFilter {
    bool wrong = false;         ///< `learner` chose a wrong way
    bool narrow = false;        ///< the margin of `learner` is nearer to 0 than narrowMargin
    double narrowMargin = 0.2;  ///< difference of two probabilities
    bool disagree = false;      ///< learners chose different ways
    bool learnt = false;        ///< the task holds a character that a learner learnt from
    QString alphabet;           ///< of the query; empty: any
    int learner = 0;            ///< place on the board
    bool operator==(const TaskFilter&) const = default;
};

/// The tasks of a TaskModel that a filter lets through, sorted by any column.
class TaskFilterModel : public QSortFilterProxyModel {
    Q_OBJECT
  public:
    explicit TaskFilterModel(QObject* parent = nullptr);
    void setFilter(const TaskFilter&);
    std::vector<int> tasks() const;  ///< numbers of the tasks that are shown, from 0, in order

  protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

  private:
    TaskFilter filter_;
};

}  // namespace oneshot::ui
