#pragma once

#include <QString>
#include <string>
#include <vector>

#include "core/base/stop.h"
#include "ui/session/tasks/task_browser.h"

namespace oneshot::session {

/// One row for each task and learner that answered it; one without an answer for a task that nobody answered. rows:
/// numbers of the tasks, in the order wanted. Numbers as the C locale has them; ways and tasks count from 1.
std::string tasksCsv(const TaskBoard&, const std::vector<int>& rows);

/// task-0001.png and .json of each of these tasks, numbered as on the board; vectors have no picture. All or
/// none of them, in a folder that may hold others. Returns how many pictures there are. Throws Error(Failed).
int writeTaskSheets(const TaskBoard&, const std::vector<int>& rows, const QString& folder,
                    const ProgressFunction& progress = {}, const std::stop_token& stop = {});

}  // namespace oneshot::session
