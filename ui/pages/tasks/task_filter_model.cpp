#include "ui/pages/tasks/task_filter_model.h"

#include <cmath>

#include "ui/pages/tasks/task_model.h"

namespace oneshot::ui {

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
