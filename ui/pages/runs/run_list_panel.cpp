#include "ui/pages/runs/run_list_panel.h"

#include <QHeaderView>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/pages/runs/run_filter.h"
#include "ui/pages/runs/run_table_model.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/tick_menu.h"

namespace oneshot::ui {
namespace {

constexpr double usualLetter = 6;  // average px of the font that the widths of columns are for

}  // namespace

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
    const int widths[RunTableModel::columnCount_] = {30, 236, 92, 140, 84, 142, 142, 134, 72, 80, 150, 200, 140};
    const double scale = std::max(1.0, fontMetrics().averageCharWidth() / usualLetter);
    for (int column = 0; column < RunTableModel::columnCount_; ++column)
        table_->setColumnWidth(column, static_cast<int>(widths[column] * scale));
    table_->horizontalHeader()->setObjectName(QStringLiteral("runs.table.columns"));  // see WindowState
    table_->horizontalHeader()->setSectionsMovable(true);
    table_->horizontalHeader()->setStretchLastSection(true);
    setMinimumHeight(150);
    QToolButton* columns =
        flatButton("runs.columns", "menu", tr("Columns"), tr("Which columns the table has; drag a heading to move it"));
    columns->setMenu(makeColumnsMenu());
    columns->setPopupMode(QToolButton::InstantPopup);
    setLayout(columnLayout(8, {rowLayout(8, {{filters_, 1}, {columns, 0, Qt::AlignTop}}), {viewCard(table_), 1}}));

    connect(filters_, &RunFilterBar::changed, this, [this] {
        noticed_ = false;
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

QMenu* RunListPanel::makeColumnsMenu() {
    QHeaderView* header = table_->horizontalHeader();
    auto* menu = new TickMenu(this);
    const auto showState = [menu, header] {  // the window may have restored others
        const QList<QAction*> actions = menu->actions();
        for (int i = 0; i < actions.size(); ++i)
            actions[i]->setChecked(!header->isSectionHidden(RunTableModel::Name + 1 + i));
    };
    for (int column = RunTableModel::Name + 1; column < RunTableModel::columnCount_; ++column) {
        QAction* action = menu->addAction(runs_->headerData(column, Qt::Horizontal).toString());
        action->setObjectName(QStringLiteral("runs.column.%1").arg(column));
        action->setCheckable(true);
        connect(action, &QAction::triggered, this, [header, column, showState] {
            header->setSectionHidden(column, !header->isSectionHidden(column));
            showState();
        });
    }
    connect(menu, &QMenu::aboutToShow, this, showState);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QHeaderView::customContextMenuRequested, menu,
            [menu, header](const QPoint& at) { menu->popup(header->mapToGlobal(at)); });
    return menu;
}

void RunListPanel::setRuns(const session::RunListPtr& runs) {
    filling_ = true;
    const std::vector<std::filesystem::path> before = foldersOf(chosen());
    runs_->setRuns(runs);
    filters_->setTags(runs_->tags());
    if (noticed_ && shown_->rowCount() == 0) filters_->clear();  // what the notice was of is done
    choose(before);
    filling_ = false;
    announce();
}

void RunListPanel::showStanding(RunStanding standing) {
    filters_->showStanding(standing);
    noticed_ = true;
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

void RunListPanel::takeFocus() {
    table_->setFocus();
}

int RunListPanel::shownCount() const {
    return shown_->rowCount();
}

void RunListPanel::announce() {
    if (!filling_) Q_EMIT changed();
}

}  // namespace oneshot::ui
