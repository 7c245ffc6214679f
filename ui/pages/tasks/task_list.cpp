#include "ui/pages/tasks/task_list.h"

#include <QHeaderView>
#include <QShortcut>
#include <QSignalBlocker>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/pages/tasks/task_filter_bar.h"
#include "ui/pages/tasks/task_model.h"
#include "ui/pages/tasks/task_words.h"
#include "ui/widgets/layout_parts.h"

namespace oneshot::ui {

TaskList::TaskList(QWidget* parent)
    : QWidget(parent), filters_(new TaskFilterBar), tasks_(new TaskModel(this)), shown_(new TaskFilterModel(this)) {
    shown_->setSourceModel(tasks_);
    table_ = rowTable("tasks.table", tr("Tasks"), shown_);
    table_->setSortingEnabled(true);
    table_->sortByColumn(TaskModel::Number, Qt::AscendingOrder);
    setFocusProxy(table_);
    makeShortcuts();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(filters_);
    layout->addWidget(viewCard(table_), 1);

    connect(filters_, &TaskFilterBar::changed, this, &TaskList::applyFilter);
    connect(shown_, &QAbstractItemModel::layoutChanged, this, &TaskList::chooseNearest);
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& to) {
        if (const int task = shown_->mapToSource(to).row(); to.isValid() && task != task_) choose(task);
    });
}

void TaskList::makeShortcuts() {
    const auto shortcut = [this](const QKeySequence& key, auto work) {
        connect(new QShortcut(key, table_, nullptr, nullptr, Qt::WidgetShortcut), &QShortcut::activated, this, work);
    };
    shortcut(Qt::Key_Right, &TaskList::goNext);
    shortcut(Qt::Key_Left, &TaskList::goPrevious);
    shortcut(Qt::Key_Home, [this] { go(0); });
    shortcut(Qt::Key_End, [this] { go(rowCount() - 1); });
}

void TaskList::setBoard(const session::BoardPtr& board) {
    if (tasks_->board() && tasks_->board()->tasks != board->tasks) task_ = -1;
    const int columns = tasks_->columnCount();
    tasks_->setBoard(board);
    if (columns != tasks_->columnCount()) arrangeColumns();
    const QSignalBlocker quiet(filters_);  // setLearner() applies them
    filters_->setAlphabets(queryAlphabets(*board));
}

void TaskList::setLearner(int place, const QString& name) {
    learner_ = place;
    filters_->setLearner(name);
    applyFilter();
}

void TaskList::setCharactersShown(bool shown) {
    table_->setColumnHidden(TaskModel::CharacterName, !shown);
}

/// What the learners said comes first, since the rest may not fit.
void TaskList::arrangeColumns() {
    QHeaderView* header = table_->horizontalHeader();
    const QFontMetrics metrics = table_->fontMetrics();
    const auto width = [&](const QString& text) { return metrics.horizontalAdvance(text) + 14; };
    for (int column = 0; column < tasks_->columnCount(); ++column) {
        const bool learner = column >= TaskModel::FirstLearner && column < tasks_->disagreeColumn();
        const bool name = column == TaskModel::AlphabetName || column == TaskModel::CharacterName;
        const QString widest = learner ? QStringLiteral("✗ #60 −0.00")
                               : name  ? QStringLiteral("character00")
                                       : tasks_->headerData(column, Qt::Horizontal).toString() + u' ';
        header->resizeSection(column, std::max(width(widest), header->sectionSizeHint(column)));
        if (learner) header->moveSection(header->visualIndex(column), column - TaskModel::FirstLearner + 1);
    }
}

void TaskList::applyFilter() {
    TaskFilter filter = filters_->filter();
    filter.learner = std::max(0, learner_);
    shown_->setFilter(filter);
    filters_->setShown(shown_->rowCount(), tasks_->rowCount());
    chooseNearest();
    Q_EMIT filtered();
}

int TaskList::row() const {
    return task_ < 0 ? -1 : shown_->mapFromSource(tasks_->index(task_, 0)).row();
}

int TaskList::rowCount() const {
    return shown_->rowCount();
}

void TaskList::go(int row) {
    if (row < 0 || row >= rowCount()) return;
    table_->selectRow(row);
    table_->scrollTo(shown_->index(row, 0));
}

void TaskList::choose(int task) {
    task_ = task;
    Q_EMIT currentChanged(task);
}

/// Keeps the current task where it is shown.
void TaskList::chooseNearest() {
    const std::vector<int> shown = shown_->tasks();
    if (shown.empty()) return choose(-1);
    if (row() < 0) task_ = *std::ranges::min_element(shown, {}, [this](int task) { return std::abs(task - task_); });
    go(row());
    choose(task_);
}

}  // namespace oneshot::ui
