#pragma once

#include <QObject>
#include <QStringList>
#include <chrono>

namespace oneshot::ui {

/// The machine's clocks at one moment.
struct ClockReading {
    std::chrono::nanoseconds running{};  ///< monotonic; stands still while the machine sleeps
    std::chrono::nanoseconds booted{};   ///< monotonic; goes on meanwhile
    std::chrono::nanoseconds wall{};     ///< since 1970; may be set

    static ClockReading now();
};

/// Returns what happened to the machine between two readings: "sleep", "clock changed".
QStringList clockDisturbances(const ClockReading& before, const ClockReading& after);

/// Notes what may disturb a person at a trial but is no event of it: that the machine slept, that its clock was set,
/// that screens came or went, that there are several.
class DisturbanceWatch : public QObject {
    Q_OBJECT
  public:
    explicit DisturbanceWatch(QObject* parent);

    QStringList take();  ///< what happened since the last call

  private:
    bool screensChanged_ = false;
    ClockReading last_ = ClockReading::now();
};

}  // namespace oneshot::ui
