#pragma once

#include <vector>

#include "core/tasks/task.h"
#include "ui/session/learn/learner_answer.h"
#include "ui/widgets/support_grid.h"

namespace oneshot::ui {

/// Returns the support set of a task as a grid shows it before the answer is told.
std::vector<WayCell> taskCells(const Dataset&, const Task&);

/// Tells the answer: which way is right, and what a learner says of each.
void addAnswer(std::vector<WayCell>&, const Dataset&, const Task&, const session::LearnerAnswer&);

}  // namespace oneshot::ui
