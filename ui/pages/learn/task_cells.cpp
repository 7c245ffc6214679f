#include "ui/pages/learn/task_cells.h"

#include "core/evaluation/probabilities.h"
#include "ui/widgets/number_text.h"

namespace oneshot::ui {

std::vector<WayCell> taskCells(const Dataset& dataset, const Task& task) {
    std::vector<WayCell> cells;
    for (const Way& way : task.ways) {
        WayCell cell;
        for (const DrawingId drawing : way.drawings) cell.drawings.push_back(dataset.drawings[drawing].image);
        cell.name = SupportGrid::tr("its name is told with the answer");
        cells.push_back(std::move(cell));
    }
    return cells;
}

void addAnswer(std::vector<WayCell>& cells, const Dataset& dataset, const Task& task,
               const session::LearnerAnswer& answer) {
    using Mark = WayVerdict::Mark;
    for (int way = 0; way < static_cast<int>(cells.size()); ++way) {
        WayCell& cell = cells[way];
        const TaskOutcome& outcome = answer.outcome;
        cell.name = QString::fromStdString(dataset.character(task.ways[way].character).name);
        cell.answer = way == task.answer;
        cell.verdicts = {{.score = scoreText(answer.kind, outcome.scores[way]),
                          .probability = answer.probabilities[way],
                          .rank = rankOf(outcome.scores, way),
                          .mark = outcome.predicted != way ? Mark::None
                                  : outcome.right          ? Mark::Right
                                                           : Mark::Wrong}};
    }
}

}  // namespace oneshot::ui
