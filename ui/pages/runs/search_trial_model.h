#pragma once

#include <QAbstractTableModel>

#include "ui/session/runs/search_watch.h"

namespace oneshot::ui {

QString stateText(TrialState);
QString valueText(double value);  ///< "0.001", of a setting

/// The trials of a search, one a row: its values, its figures and how it ended. Qt::UserRole: the key to sort by.
class SearchTrialModel : public QAbstractTableModel {
    Q_OBJECT
  public:
    using QAbstractTableModel::QAbstractTableModel;

    /// Null: no rows. Rows of the same search keep their place, and new ones come behind.
    void setSearch(session::SearchFactsPtr);
    const SearchTrial& trial(int row) const { return search().trials[static_cast<std::size_t>(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex&, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation, int role = Qt::DisplayRole) const override;

    /// The columns before those of the values; behind them follow accuracy, steps and time.
    enum Column { Trial, State, FirstValue };

  private:
    const Search& search() const { return facts_->search; }

    session::SearchFactsPtr facts_;
};

}  // namespace oneshot::ui
