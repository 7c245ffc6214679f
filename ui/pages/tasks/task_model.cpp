#include "ui/pages/tasks/task_model.h"

#include <QApplication>
#include <cmath>

#include "ui/widgets/number_text.h"
#include "ui/widgets/support_grid.h"

namespace oneshot::ui {

void TaskModel::setBoard(session::BoardPtr board) {
    const bool sameShape =
        board && board_ && board->tasks == board_->tasks && board->answers.size() == board_->answers.size();
    if (!sameShape) beginResetModel();
    board_ = std::move(board);
    if (!sameShape) return endResetModel();
    Q_EMIT headerDataChanged(Qt::Horizontal, FirstLearner, disagreeColumn());
    if (board_->size() > 0) Q_EMIT dataChanged(index(0, FirstLearner), index(board_->size() - 1, learntColumn()));
}

int TaskModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !board_ ? 0 : board_->size();
}

int TaskModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : learntColumn() + 1;
}

QString TaskModel::verdictText(const session::TaskAnswer& answer) {
    return QStringLiteral("%1 #%2 %3")
        .arg(answer.outcome.right ? QStringLiteral("✓") : QStringLiteral("✗"))
        .arg(answer.rank)
        .arg(signedText(answer.margin));
}

QVariant TaskModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const int row = index.row(), column = index.column();
    const Task& task = board_->task(row);
    if (column >= FirstLearner && column < disagreeColumn()) return learnerData(column - FirstLearner, row, role);
    if (role == Qt::ToolTipRole && column == disagreeColumn() && board_->disagree(row))
        return tr("The learners chose different ways");
    if (role == Qt::ToolTipRole && column == learntColumn() && board_->holdsLearnt(task))
        return tr("A learner learnt from a character of this task: no one-shot figure");
    if (role != Qt::DisplayRole && role != sortRole) return {};
    const CharacterId id = task.ways[task.answer].character;
    switch (column) {
        case Number:
            return row + 1;
        case AlphabetName:
            return QString::fromStdString(board_->dataset->alphabets[id.alphabet].name);
        case CharacterName:
            return QString::fromStdString(board_->dataset->character(id).name);
        case Drawer: {
            const int drawer = board_->dataset->drawings[task.query].drawer;
            return drawer > 0 || role == sortRole ? QVariant(drawer) : QVariant();
        }
        default:
            break;
    }
    const bool marked = column == disagreeColumn() ? board_->disagree(row) : board_->holdsLearnt(task);
    if (role == sortRole) return marked;
    return !marked ? QString() : column == disagreeColumn() ? QStringLiteral("≠") : tr("learnt");
}

QVariant TaskModel::learnerData(int learner, int task, int role) const {
    const session::TaskAnswer* answer = board_->answer(learner, task);
    if (!answer) {
        const session::AnswersPtr& some = board_->answers[learner];
        if (role == sortRole) return -2.0;  // behind every margin
        if (role == Qt::DisplayRole) return some ? QStringLiteral("–") : QStringLiteral("…");
        return role == Qt::ToolTipRole && some ? some->problem : QVariant();
    }
    switch (role) {
        case Qt::DisplayRole:
            return verdictText(*answer);
        case sortRole:
            return answer->margin;
        case Qt::ForegroundRole:
            return SupportGrid::signColour(answer->outcome.right, QApplication::palette());
        case Qt::ToolTipRole:
            return tr("%1: %2; the right way came at place %3, margin %4")
                .arg(session::ModelLibrary::titleOf(board_->question.learners[learner].id),
                     answer->outcome.right           ? tr("right")
                     : answer->outcome.predicted < 0 ? tr("a tie, which is an error")
                                                     : tr("wrong"))
                .arg(answer->rank)
                .arg(signedText(answer->margin));
        default:
            return {};
    }
}

QVariant TaskModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    const bool learner = section >= FirstLearner && section < disagreeColumn();
    if (role == Qt::ToolTipRole && learner)
        return session::ModelLibrary::titleOf(board_->question.learners[section - FirstLearner].id);
    if (role == Qt::ToolTipRole && section == disagreeColumn()) return tr("Whether the learners chose different ways");
    if (role == Qt::ToolTipRole && section == learntColumn())
        return tr("Whether a learner learnt from a character of the task");
    if (role != Qt::DisplayRole) return {};
    if (learner) return SupportGrid::letter(section - FirstLearner);
    const QStringList headings{tr("Task"), tr("Alphabet"), tr("Character"), tr("Drawer"), tr("Disagree"), tr("Learnt")};
    return headings.value(section < FirstLearner ? section : section - learnerCount());
}

TaskFilterModel::TaskFilterModel(QObject* parent) : QSortFilterProxyModel(parent) {
    setSortRole(TaskModel::sortRole);
    setSortCaseSensitivity(Qt::CaseInsensitive);
    setSortLocaleAware(true);
}

void TaskFilterModel::setFilter(const TaskFilter& filter) {
    if (filter == filter_) return;
    filter_ = filter;
    invalidateFilter();
}

std::vector<int> TaskFilterModel::tasks() const {
    std::vector<int> numbers;
    for (int row = 0; row < rowCount(); ++row) numbers.push_back(mapToSource(index(row, 0)).row());
    return numbers;
}

bool TaskFilterModel::filterAcceptsRow(int row, const QModelIndex&) const {
    const auto& model = *static_cast<const TaskModel*>(sourceModel());
    const session::TaskBoard& board = *model.board();
    if (!filter_.alphabet.isEmpty() &&
        model.data(model.index(row, TaskModel::AlphabetName)).toString() != filter_.alphabet)
        return false;
    if (filter_.disagree && !board.disagree(row)) return false;
    if (filter_.learnt && !board.holdsLearnt(board.task(row))) return false;
    if (!filter_.wrong && !filter_.narrow) return true;
    const session::TaskAnswer* answer =
        filter_.learner < model.learnerCount() ? board.answer(filter_.learner, row) : nullptr;
    return answer && !(filter_.wrong && answer->outcome.right) &&
           !(filter_.narrow && std::abs(answer->margin) >= filter_.narrowMargin);
}

}  // namespace oneshot::ui
