#pragma once

#include <QAbstractTableModel>
#include <QStringList>

#include "ui/session/runs/run_index.h"

namespace oneshot::ui {

/// All runs, one a row, newest first.
class RunTableModel : public QAbstractTableModel {
    Q_OBJECT
  public:
    enum Column {
        Star,
        Name,
        Preset,
        Data,
        State,
        Best,
        Last,
        Lake,
        Rate,
        Duration,
        Tags,
        Note,
        Started,
        columnCount_
    };
    static constexpr int sortRole = Qt::UserRole;  ///< numbers as numbers

    using QAbstractTableModel::QAbstractTableModel;

    /// Resets the model unless the runs are the same and only what they say has changed.
    void setRuns(const session::RunListPtr&);
    const RunSummary& run(int row) const { return (*runs_)[static_cast<std::size_t>(row)]; }
    int rowOf(const std::filesystem::path& directory) const;  ///< -1: none
    /// All words of a run that the filter looks at, in lower case.
    const QString& searchText(int row) const { return searchTexts_[row]; }
    QStringList tags() const;  ///< of all runs, in order

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex&, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation, int role = Qt::DisplayRole) const override;

  private:
    session::RunListPtr runs_ = std::make_shared<session::RunList>();
    QStringList searchTexts_;
};

}  // namespace oneshot::ui
