// The delay of the GUI thread while a training at full speed is shown live, beside the same window idle.
// Usage: gui_latency [seconds] ; run under Xvfb or on a desktop.
#include <QAbstractButton>
#include <QApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTimer>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <thread>
#include <vector>

#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "tests/benchmarks/launched.h"
#include "ui/window/main_window.h"

namespace {

using oneshot::ui::MainWindow;

/// Delays in ms: how late a precise 5 ms timer is, and how long an event waits that another thread posts every 5 ms,
/// come what may.
class DelayProbe : public QObject {
  public:
    DelayProbe() {
        timer_.setTimerType(Qt::PreciseTimer);
        timer_.setInterval(interval);
        connect(&timer_, &QTimer::timeout, this, [this] {
            // A busy thread merges the ticks that it missed: one tick that is this late stands for all of them.
            timerDelays_.push_back(std::max(0.0, sinceTick_.nsecsElapsed() / 1e6 - interval));
            sinceTick_.start();
        });
    }

    void start() {
        timerDelays_.clear();
        eventDelays_.clear();
        sinceTick_.start();
        timer_.start();
        poster_ = std::jthread([this](std::stop_token stop) {
            while (!stop.stop_requested()) {
                QElapsedTimer posted;
                posted.start();
                QMetaObject::invokeMethod(
                    this, [this, posted] { eventDelays_.push_back(posted.nsecsElapsed() / 1e6); },
                    Qt::QueuedConnection);
                std::this_thread::sleep_for(std::chrono::milliseconds(interval));
            }
        });
    }
    void stop() {
        timer_.stop();
        poster_ = {};
        QCoreApplication::sendPostedEvents(this);
    }

    std::vector<double>& timerDelays() { return timerDelays_; }
    std::vector<double>& eventDelays() { return eventDelays_; }

  private:
    static constexpr int interval = 5;  // ms
    QTimer timer_;
    QElapsedTimer sinceTick_;
    std::vector<double> timerDelays_, eventDelays_;
    std::jthread poster_;
};

struct Percentiles {
    double p50 = 0, p99 = 0, p999 = 0, max = 0;
};

Percentiles percentiles(std::vector<double> values) {
    if (values.empty()) return {};
    std::sort(values.begin(), values.end());
    const auto at = [&](double share) { return values[static_cast<std::size_t>(share * (values.size() - 1))]; };
    return {at(0.5), at(0.99), at(0.999), values.back()};
}

void print(const char* what, const Percentiles& p, std::size_t count) {
    std::printf("%-24s p50 %7.2f  p99 %7.2f  p99.9 %7.2f  max %7.2f ms  (%zu samples)\n", what, p.p50, p.p99, p.p999,
                p.max, count);
    std::fflush(stdout);
}

/// Both delays over `seconds`, each printed; returns the worse one of each.
Percentiles measure(const char* what, int seconds) {
    DelayProbe probe;
    QEventLoop loop;
    probe.start();
    QTimer::singleShot(seconds * 1000, &loop, &QEventLoop::quit);
    loop.exec();
    probe.stop();
    const Percentiles timer = percentiles(probe.timerDelays()), event = percentiles(probe.eventDelays());
    std::printf("%s\n", what);
    print("  5 ms timer, lateness", timer, probe.timerDelays().size());
    print("  posted event, wait", event, probe.eventDelays().size());
    return {std::max(timer.p50, event.p50), std::max(timer.p99, event.p99), std::max(timer.p999, event.p999),
            std::max(timer.max, event.max)};
}

}  // namespace

int main(int argc, char** argv) {
    startAsLaunched(argv);
    oneshot::configureProcess();
    QApplication application(argc, argv);
    const int seconds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 60;
    QTemporaryDir home;
    oneshot::setHomeFolder(home.path().toStdString());

    MainWindow window;
    window.findChild<QAbstractButton*>(QStringLiteral("nav.train"))->click();
    window.resize(1280, 800);
    window.show();
    oneshot::RunRequest request;
    request.config.length.steps = 1000000000;      // the compact preset at full speed for as long as it is measured
    request.config.validation.intervalSteps = 20;  // evaluations, checkpoints and the accuracy curve are part of it
    request.background = "glyphs:alphabet-count=10";
    request.validation = "glyphs:seed=2,alphabet-count=5";
    std::printf("%s, %d hardware threads, platform %s, seed %llu\n", oneshot::computeDescription().c_str(),
                oneshot::hardwareThreads(), qPrintable(QApplication::platformName()),
                static_cast<unsigned long long>(request.config.seed));

    QEventLoop settle;  // the window has read what it shows first
    QTimer::singleShot(15000, &settle, &QEventLoop::quit);
    settle.exec();
    const Percentiles idle = measure("Idle window", seconds);

    QEventLoop begun;
    int points = 0;
    using oneshot::session::TrainingSession;
    QObject::connect(&window.session(), &TrainingSession::updated, &begun, [&](const auto& update) {
        points += static_cast<int>(update.losses.size());
        if (points > 0) begun.quit();
    });
    QObject::connect(&window.session(), &TrainingSession::ended, &begun, &QEventLoop::quit);
    window.session().start(request);
    begun.exec();
    if (!window.session().active()) {
        std::fprintf(stderr, "The training did not start: %s\n", qPrintable(window.session().reason()));
        return 1;
    }
    const int before = points;
    const Percentiles training = measure("Training, shown live", seconds);
    if (!window.session().active()) {
        std::fprintf(stderr, "The training ended while it was measured: %s\n", qPrintable(window.session().reason()));
        return 1;
    }
    std::printf("Training steps meanwhile: %d\n", points - before);
    std::printf("Ratio to idle, p99.9: %.1f   p99: %.1f\n", training.p999 / std::max(idle.p999, 0.01),
                training.p99 / std::max(idle.p99, 0.01));
    window.session().stop();
    window.session().wait();
    const bool fluid = training.p999 < 50;
    std::printf("99.9th percentile under 50 ms: %s\n", fluid ? "yes" : "NO");
    return fluid ? 0 : 1;
}
