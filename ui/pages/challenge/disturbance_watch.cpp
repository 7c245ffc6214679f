#include "ui/pages/challenge/disturbance_watch.h"

#include <QGuiApplication>
#include <ctime>
#include <utility>

namespace oneshot::ui {
namespace {

std::chrono::nanoseconds read(clockid_t clock) {
    timespec time{};
    clock_gettime(clock, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

}  // namespace

ClockReading ClockReading::now() {
    return {read(CLOCK_MONOTONIC), read(CLOCK_BOOTTIME), read(CLOCK_REALTIME)};
}

QStringList clockDisturbances(const ClockReading& before, const ClockReading& after) {
    using namespace std::chrono_literals;
    constexpr auto shortestSleep = 100ms;  // far more than lies between reading one clock and the next
    constexpr auto smallestStep = 2s;      // more than a clock that is kept right drifts within a break
    const auto passed = after.booted - before.booted;
    QStringList found;
    if (passed - (after.running - before.running) > shortestSleep) found += QStringLiteral("sleep");
    if (std::chrono::abs(after.wall - before.wall - passed) > smallestStep) found += QStringLiteral("clock changed");
    return found;
}

DisturbanceWatch::DisturbanceWatch(QObject* parent) : QObject(parent) {
    const auto note = [this] { screensChanged_ = true; };
    connect(qGuiApp, &QGuiApplication::screenAdded, this, note);
    connect(qGuiApp, &QGuiApplication::screenRemoved, this, note);
    connect(qGuiApp, &QGuiApplication::primaryScreenChanged, this, note);
}

QStringList DisturbanceWatch::take() {
    const ClockReading now = ClockReading::now();
    QStringList found = clockDisturbances(std::exchange(last_, now), now);
    if (std::exchange(screensChanged_, false)) found += QStringLiteral("screens changed");
    if (QGuiApplication::screens().size() > 1) found += QStringLiteral("several screens");
    return found;
}

}  // namespace oneshot::ui
