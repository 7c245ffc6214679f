#include "ui/pages/challenge/event_moment.h"

#include <algorithm>

namespace oneshot::ui {

using namespace std::chrono_literals;

SteadyTime momentOf(quint64 timestamp, SteadyTime now) {
    const auto thisMillisecond = std::chrono::floor<std::chrono::milliseconds>(now);
    const quint32 age =
        static_cast<quint32>(thisMillisecond.time_since_epoch().count()) - static_cast<quint32>(timestamp);
    if (timestamp == 0 || age > 5000) return now;
    return std::min<SteadyTime>(now, thisMillisecond - std::chrono::milliseconds(age) + 500us);
}

}  // namespace oneshot::ui
