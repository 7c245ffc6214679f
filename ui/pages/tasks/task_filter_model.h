#pragma once

#include <QSortFilterProxyModel>

namespace oneshot::ui {

/// Which tasks are shown: those for which all that is wanted holds.
struct TaskFilter {
    bool wrong = false;         ///< of `learner`
    bool narrow = false;        ///< margin of `learner` nearer to 0 than narrowMargin
    double narrowMargin = 0.2;  ///< share of the support set
    bool disagree = false;      ///< learners chose different ways
    bool learnt = false;        ///< holds a character learnt from
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
    const TaskFilter& filter() const { return filter_; }
    std::vector<int> tasks() const;  ///< numbers of the tasks that are shown, from 0, in order

  protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

  private:
    TaskFilter filter_;
};

}  // namespace oneshot::ui
