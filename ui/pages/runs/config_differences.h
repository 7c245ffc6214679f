#pragma once

#include <QAbstractTableModel>
#include <QStringList>
#include <vector>

#include "core/runs/run_record.h"

namespace oneshot::ui {

/// The configurations of several runs side by side, data included: a setting a row, a run a column after the setting's
/// name. What is not the same for all is bold.
class ConfigDifferences : public QAbstractTableModel {
    Q_OBJECT
  public:
    using QAbstractTableModel::QAbstractTableModel;

    /// names: of the runs, in the same order. null: its record cannot be read.
    void setRuns(const std::vector<const RunRecord*>&, const QStringList& names);
    void setOnlyDifferences(bool);
    int differences() const;  ///< how many settings are not the same for all

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex&, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation, int role = Qt::DisplayRole) const override;

  private:
    struct Row {
        QString label, tip;
        QStringList values;
        bool differs = false;
    };
    void show();
    const Row& row(int shown) const { return rows_[static_cast<std::size_t>(shown_[static_cast<std::size_t>(shown)])]; }

    QStringList names_;
    std::vector<Row> rows_;
    std::vector<int> shown_;
    bool onlyDifferences_ = false;
};

}  // namespace oneshot::ui
