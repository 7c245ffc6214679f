#include "ui/pages/runs/run_filter_model.h"

#include <algorithm>

#include "ui/pages/runs/run_table_model.h"

namespace oneshot::ui {

RunFilterModel::RunFilterModel(QObject* parent) : QSortFilterProxyModel(parent) {
    setSortRole(RunTableModel::sortRole);
    setSortCaseSensitivity(Qt::CaseInsensitive);
}

void RunFilterModel::setFilter(const RunFilter& filter) {
    if (filter == filter_) return;
    filter_ = filter;
    words_ = filter.text.toLower().split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

bool RunFilterModel::filterAcceptsRow(int row, const QModelIndex&) const {
    const auto* runs = static_cast<const RunTableModel*>(sourceModel());
    const RunSummary& run = runs->run(row);
    if (filter_.starred && !run.notes.starred) return false;
    if (filter_.standing && standingOf(run) != *filter_.standing) return false;
    if (!filter_.tag.isEmpty() && std::ranges::find(run.notes.tags, filter_.tag.toStdString()) == run.notes.tags.end())
        return false;
    return std::ranges::all_of(words_, [&](const QString& word) { return runs->searchText(row).contains(word); });
}

}  // namespace oneshot::ui
