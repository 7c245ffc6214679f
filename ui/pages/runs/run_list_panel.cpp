#include "ui/pages/runs/run_list_panel.h"

#include <QHeaderView>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/pages/runs/run_filter.h"
#include "ui/pages/runs/run_table_model.h"
#include "ui/widgets/layout_parts.h"

namespace oneshot::ui {

RunListPanel::RunListPanel(const QList<QAction*>& actions)
    : filters_(new RunFilterBar), runs_(new RunTableModel(this)), shown_(new RunFilterModel(this)) {
    shown_->setSourceModel(runs_);
    table_ = rowTable("runs.table", tr("Runs"), shown_);
    table_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    table_->setWordWrap(false);
    table_->setTextElideMode(Qt::ElideMiddle);  // names and paths differ at their ends
    table_->setSortingEnabled(true);
    table_->sortByColumn(RunTableModel::Started, Qt::DescendingOrder);
    table_->setContextMenuPolicy(Qt::ActionsContextMenu);
    table_->addActions(actions);
    const int widths[RunTableModel::columnCount_] = {30, 216, 84, 140, 84, 142, 142, 134, 72, 80, 110, 150, 140};
    for (int column = 0; column < RunTableModel::columnCount_; ++column) table_->setColumnWidth(column, widths[column]);
    table_->horizontalHeader()->setSectionsMovable(true);
    table_->horizontalHeader()->setStretchLastSection(true);
    setMinimumHeight(150);
    setFocusProxy(table_);
    setLayout(columnLayout(8, {filters_, {viewCard(table_), 1}}));

    connect(filters_, &RunFilterBar::changed, this, [this] {
        shown_->setFilter(filters_->filter());
        announce();
    });
    connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunListPanel::announce);
    connect(table_, &QTableView::clicked, this, [this](const QModelIndex& index) {
        if (index.column() != RunTableModel::Star) return;
        const RunSummary& run = runs_->run(shown_->mapToSource(index).row());
        Q_EMIT starred(run.directory, !run.notes.starred);
    });
}

void RunListPanel::setRuns(const session::RunListPtr& runs) {
    filling_ = true;
    const std::vector<std::filesystem::path> before = foldersOf(chosen());
    runs_->setRuns(runs);
    filters_->setTags(runs_->tags());
    choose(before);
    filling_ = false;
    announce();
}

void RunListPanel::showStanding(RunStanding standing) {
    filters_->showStanding(standing);
    if (shown_->rowCount() > 0) table_->selectRow(0);
}

void RunListPanel::choose(const std::vector<std::filesystem::path>& runs) {
    if (std::ranges::equal(runs, chosen(), {}, {}, &RunSummary::directory)) return;
    QItemSelection selection;
    for (const std::filesystem::path& directory : runs)
        if (const int row = runs_->rowOf(directory); row >= 0) {
            const QModelIndex index = shown_->mapFromSource(runs_->index(row, 0));
            if (index.isValid()) selection.select(index, index);
        }
    table_->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    if (!selection.isEmpty())
        table_->selectionModel()->setCurrentIndex(selection.indexes().first(), QItemSelectionModel::NoUpdate);
}

ChosenRuns RunListPanel::chosen() const {
    QModelIndexList rows = table_->selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, [](const QModelIndex& index) { return index.row(); });
    ChosenRuns runs;
    for (const QModelIndex& row : rows) runs.push_back(&runs_->run(shown_->mapToSource(row).row()));
    return runs;
}

int RunListPanel::shownCount() const {
    return shown_->rowCount();
}

void RunListPanel::announce() {
    if (!filling_) Q_EMIT changed();
}

}  // namespace oneshot::ui
