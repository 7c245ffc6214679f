#pragma once

namespace oneshot::session {
class Log;
class TrainingSession;
}  // namespace oneshot::session

namespace oneshot::ui {

/// Writes into the log why jobs and trainings failed, and what a training warned of, while both live.
void logFailures(session::Log&, const session::TrainingSession&);

}  // namespace oneshot::ui
