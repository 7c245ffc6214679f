#pragma once

#include <QtGlobal>
#include <chrono>

namespace oneshot::ui {

using SteadyTime = std::chrono::steady_clock::time_point;

/// When an input event happened, however long it waited in the queue. X11, Wayland and others stamp events by the
/// machine's monotonic clock, which is steady_clock's too, in whole ms that may wrap around at 32 bits: a stamp that
/// lies in the five seconds before `now` is believed, and taken for the middle of its ms. Any other is none or of
/// another clock (a remote display, a synthetic event); then it is `now`, which is read in the event's handler.
/// Never later than `now`.
SteadyTime momentOf(quint64 timestamp, SteadyTime now);

}  // namespace oneshot::ui
