#pragma once

#include <QAbstractTableModel>
#include <QStringList>
#include <QWidget>
#include <vector>

#include "core/runs/run_record.h"

class QLabel;
class QTableView;

namespace oneshot::ui {

/// The configurations of several runs side by side, data included: one row per setting, one column per run after the
/// setting's name. Settings that differ are bold.
class ConfigDifferences : public QAbstractTableModel {
    Q_OBJECT
  public:
    using QAbstractTableModel::QAbstractTableModel;

    /// names: of the runs, in the same order. A null record cannot be read.
    void setRuns(const std::vector<const RunRecord*>&, const QStringList& names);
    void setOnlyDifferences(bool);
    int differences() const;  ///< how many settings differ

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex&, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation, int role = Qt::DisplayRole) const override;

  private:
    struct Row {
        QString label, tip;
        QStringList values;
        bool differs = false;
        bool operator==(const Row&) const = default;
    };
    void show();
    const Row& row(int shown) const { return rows_[static_cast<std::size_t>(shown_[static_cast<std::size_t>(shown)])]; }

    QStringList names_;
    std::vector<Row> rows_;
    std::vector<int> shown_;
    bool onlyDifferences_ = false;
};

/// The settings of the chosen runs side by side, all or only those that differ.
class RunSettingsPanel : public QWidget {
    Q_OBJECT
  public:
    /// prefix: begins the objectNames of its parts.
    explicit RunSettingsPanel(const QString& prefix);

    /// records, names: see ConfigDifferences. note: which of the chosen runs these are; empty: all. width: that the
    /// panel will have, which it does not know while it is hidden.
    void setRuns(const std::vector<const RunRecord*>& records, const QStringList& names, const QString& note,
                 int width);

  private:
    void fitColumns(int room);

    ConfigDifferences* model_;
    QLabel* note_;
    QTableView* table_;
};

}  // namespace oneshot::ui
