#pragma once

#include <QAbstractTableModel>

#include "ui/session/runs/search_watch.h"

namespace oneshot::ui {

QString stateText(TrialState);
QString valueText(double value);  ///< "0.001", of a setting

/// The trials of a search, one a row: its values, what it came to, how it ended. Qt::UserRole: what a column is sorted
/// by.
class SearchTrialModel : public QAbstractTableModel {
    Q_OBJECT
  public:
    using QAbstractTableModel::QAbstractTableModel;

    /// Null: no rows. Rows of the same search stay what they are, and new ones come behind.
    void setSearch(session::SearchFactsPtr);
    const SearchTrial& trial(int row) const { return search().trials[static_cast<std::size_t>(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex&, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation, int role = Qt::DisplayRole) const override;

    /// The columns before those of the ranges, and those behind them.
    enum Column { Trial, State, FirstValue };
    enum Rest { Accuracy, Steps, Duration, RestCount };
    int columnOf(Rest rest) const { return FirstValue + static_cast<int>(search().ranges.size()) + rest; }

  private:
    const Search& search() const { return facts_->search; }
    QString text(const SearchTrial&, int column) const;
    QVariant sortValue(const SearchTrial&, int column) const;

    session::SearchFactsPtr facts_;
};

}  // namespace oneshot::ui
