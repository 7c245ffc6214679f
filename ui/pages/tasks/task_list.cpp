#include "ui/pages/tasks/task_list.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QShortcut>
#include <QSignalBlocker>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/pages/tasks/task_model.h"
#include "ui/pages/tasks/task_words.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/named_keys.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {

TaskList::TaskList() : tasks_(new TaskModel(this)), shown_(new TaskFilterModel(this)) {
    shown_->setSourceModel(tasks_);
    table_ = rowTable("tasks.table", tr("Tasks"), shown_);
    table_->setSortingEnabled(true);
    table_->sortByColumn(TaskModel::Number, Qt::AscendingOrder);
    makeShortcuts();
    setLayout(columnLayout(8, {makeFilters(), {viewCard(table_), 1}}));

    connect(shown_, &QAbstractItemModel::layoutChanged, this, &TaskList::chooseNearest);
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& to) {
        if (const int task = shown_->mapToSource(to).row(); to.isValid() && task != task_) choose(task);
    });
}

QLayout* TaskList::makeFilters() {
    wrong_ = toggleButton("tasks.filter.wrong", tr("Wrong"), {});
    narrow_ = toggleButton("tasks.filter.narrow", tr("Narrow"), {});
    disagree_ =
        toggleButton("tasks.filter.disagree", tr("Disagree"), tr("Only tasks for which learners chose different ways"));
    learnt_ =
        toggleButton("tasks.filter.learnt", tr("Learnt"), tr("Only tasks with a character that a learner learnt from"));
    margin_ = new QDoubleSpinBox;
    margin_->setObjectName(QStringLiteral("tasks.filter.margin"));
    margin_->setRange(0.01, 1);
    margin_->setSingleStep(0.05);
    margin_->setValue(TaskFilter().narrowMargin);
    margin_->setPrefix(QStringLiteral("< "));
    margin_->setAccessibleName(tr("Narrow below this margin"));
    margin_->setToolTip(
        tr("What counts as narrow: the difference in probability of the right way and the most probable other one"));
    alphabet_ = new QComboBox;
    alphabet_->setObjectName(QStringLiteral("tasks.filter.alphabet"));
    alphabet_->setAccessibleName(tr("Alphabet of the query"));
    alphabet_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    alphabet_->setMinimumContentsLength(9);
    alphabet_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    alphabet_->addItem(tr("All alphabets"));
    counts_ = new QLabel;
    counts_->setObjectName(QStringLiteral("tasks.filter.shown"));
    setStyleRole(counts_, "muted");

    for (const QToolButton* button : {wrong_, narrow_, disagree_, learnt_})
        connect(button, &QToolButton::toggled, this, &TaskList::applyFilters);
    connect(margin_, &QDoubleSpinBox::valueChanged, this, &TaskList::applyFilters);
    connect(alphabet_, &QComboBox::currentIndexChanged, this, &TaskList::applyFilters);
    return new FlowLayout(4, {wrong_, narrow_, margin_, disagree_, learnt_, alphabet_, counts_});
}

void TaskList::makeShortcuts() {
    const auto shortcut = [this](const QKeySequence& key, auto work) {
        connect(new QShortcut(key, table_, nullptr, nullptr, Qt::WidgetShortcut), &QShortcut::activated, this, work);
    };
    shortcut(Qt::Key_Right, &TaskList::goNext);
    shortcut(Qt::Key_Left, &TaskList::goPrevious);
    shortcut(Qt::Key_Home, [this] { go(0); });
    shortcut(Qt::Key_End, [this] { go(rowCount() - 1); });
    nameKeys(table_, tr("Left, Right, Home, End"), tr("Previous, next, first and last task of the list"));
}

void TaskList::setBoard(const session::BoardPtr& board) {
    if (tasks_->board() && tasks_->board()->tasks != board->tasks) task_ = -1;
    const int columns = tasks_->columnCount();
    tasks_->setBoard(board);
    if (columns != tasks_->columnCount()) arrangeColumns();
    listAlphabets(queryAlphabets(*board));
}

/// Keeps the choice where it still is one.
void TaskList::listAlphabets(const QStringList& names) {
    QStringList listed;
    for (int i = 1; i < alphabet_->count(); ++i) listed += alphabet_->itemText(i);
    if (listed == names) return;
    const QSignalBlocker quiet(alphabet_);  // setLearner() applies the filters
    const QString chosen = alphabet_->currentText();
    while (alphabet_->count() > 1) alphabet_->removeItem(1);
    alphabet_->addItems(names);
    alphabet_->setCurrentIndex(static_cast<int>(names.indexOf(chosen)) + 1);
}

void TaskList::setLearner(int place, const QString& name) {
    learner_ = place;
    wrong_->setToolTip(tr("Only tasks that %1 answered wrongly").arg(name));
    narrow_->setToolTip(tr("Only tasks that %1 answered with a narrow margin, rightly or not").arg(name));
    for (QToolButton* button : {wrong_, narrow_}) button->setAccessibleDescription(button->toolTip());
    applyFilters();
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

void TaskList::applyFilters() {
    shown_->setFilter({.wrong = wrong_->isChecked(),
                       .narrow = narrow_->isChecked(),
                       .narrowMargin = margin_->value(),
                       .disagree = disagree_->isChecked(),
                       .learnt = learnt_->isChecked(),
                       .alphabet = alphabet_->currentIndex() > 0 ? alphabet_->currentText() : QString(),
                       .learner = std::max(0, learner_)});
    const QLocale locale;
    counts_->setText(tr("%1 of %2 shown").arg(locale.toString(rowCount()), locale.toString(tasks_->rowCount())));
    chooseNearest();
    Q_EMIT filtered();
}

int TaskList::row() const {
    return task_ < 0 ? -1 : shown_->mapFromSource(tasks_->index(task_, 0)).row();
}

int TaskList::rowCount() const {
    return shown_->rowCount();
}

void TaskList::takeFocus() {
    table_->setFocus();
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
