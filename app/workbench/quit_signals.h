#pragma once

#include <QObject>
#include <functional>

namespace oneshot::ui {

/// Lets SIGINT, SIGTERM and SIGHUP come, which the launcher blocked: they end the program, as any other, until
/// onQuitSignals() is called.
void allowQuitSignals();

/// From now on SIGINT, SIGTERM and SIGHUP (unless it was ignored, as by `nohup`) call `quit` on the GUI thread; a
/// second SIGINT or SIGTERM ends the program at once. Writing where nobody reads any more is no signal. Call once.
void onQuitSignals(QObject* context, const std::function<void()>& quit);

}  // namespace oneshot::ui
