#pragma once

#include <QSortFilterProxyModel>
#include <optional>

#include "ui/pages/runs/run_words.h"

namespace oneshot::ui {

/// Which runs are shown.
struct RunFilter {
    QString text;  ///< every word of it must be somewhere in the run's words
    std::optional<RunStanding> standing;
    QString tag;  ///< empty: any
    bool starred = false;
    bool operator==(const RunFilter&) const = default;
};

/// The runs of a RunTableModel that a filter lets through, sorted by any column.
class RunFilterModel : public QSortFilterProxyModel {
    Q_OBJECT
  public:
    explicit RunFilterModel(QObject* parent = nullptr);
    void setFilter(const RunFilter&);

  protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

  private:
    RunFilter filter_;
    QStringList words_;
};

}  // namespace oneshot::ui
