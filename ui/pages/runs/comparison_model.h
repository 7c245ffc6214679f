#pragma once

#include <QAbstractTableModel>

#include "ui/session/runs/model_comparison.h"

namespace oneshot::ui {

/// Learners by setting: one row per learner, one column per setting with accuracy and interval, and below them the
/// difference from the reference with its interval and p.
class ComparisonModel : public QAbstractTableModel {
    Q_OBJECT
  public:
    enum Column { Name, Seen, FirstSetting };

    using QAbstractTableModel::QAbstractTableModel;

    void setComparison(session::ComparisonPtr);  ///< null: no rows
    /// True if the learner could not answer: the cell of its first setting says why.
    bool hasProblem(int row) const { return !learner(row).problem.empty(); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex&, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation, int role = Qt::DisplayRole) const override;

  private:
    const ComparedLearner& learner(int row) const { return comparison_->learners[static_cast<std::size_t>(row)]; }
    /// Null: the cell has no accuracy.
    const ComparedAccuracy* accuracy(const QModelIndex&) const;
    QString text(const QModelIndex&) const;
    QString toolTip(const QModelIndex&) const;

    session::ComparisonPtr comparison_;
};

}  // namespace oneshot::ui
