// How exactly response times are recorded: answers posted at known moments after the task's first paint, by another
// thread, against the times that the trial reports. Usage: response_times [trials] ; run under Xvfb or on a desktop.
#include <QApplication>
#include <QEventLoop>
#include <QKeyEvent>
#include <QScreen>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <thread>
#include <vector>

#include "core/data/data_spec.h"
#include "core/tasks/task_sampler.h"
#include "ui/pages/challenge/trial_view.h"
#include "ui/widgets/theme.h"

namespace {

using Clock = std::chrono::steady_clock;
using oneshot::ui::TrialView;

/// Notes when a paint of the trial has ended, apart from the clock of the trial itself.
class Application : public QApplication {
  public:
    using QApplication::QApplication;
    bool notify(QObject* receiver, QEvent* event) override {
        const bool painted = receiver == view && event->type() == QEvent::Paint;
        const bool handled = QApplication::notify(receiver, event);
        if (painted) paintEnd = Clock::now();
        return handled;
    }
    const QObject* view = nullptr;
    Clock::time_point paintEnd;
};

double milliseconds(Clock::duration duration) {
    return std::chrono::duration<double, std::milli>(duration).count();
}

}  // namespace

int main(int argc, char** argv) {
    Application application(argc, argv);
    const int trials = argc > 1 ? std::max(1, std::atoi(argv[1])) : 100;
    oneshot::ui::applyTheme(oneshot::ui::Theme::Light);
    const auto dataset = std::make_shared<const oneshot::Dataset>(
        openDataset(oneshot::parseDataSpec("glyphs:alphabet-count=2,characters-per-alphabet=20,drawer-count=4")));
    oneshot::TaskSettings settings;
    settings.ways = 10;
    oneshot::TaskSampler sampler(*dataset, settings);

    TrialView view;
    application.view = &view;
    view.resize(1000, 640);
    view.show();
    std::vector<double> differences;
    oneshot::Random random = oneshot::makeRandom(1, "response times");
    for (int i = 0; i < trials; ++i) {
        QEventLoop loop;
        std::jthread poster;
        Clock::time_point posted;
        double recorded = 0;
        Clock::time_point paintEnd;
        QObject::connect(&view, &TrialView::shown, &loop, [&] {
            paintEnd = application.paintEnd;
            const auto moment = paintEnd + std::chrono::microseconds(150000 + oneshot::below(random, 600000));
            auto* key = new QKeyEvent(QEvent::KeyPress, Qt::Key_3, Qt::NoModifier, QStringLiteral("3"));
            poster = std::jthread([&posted, &view, moment, key] {
                std::this_thread::sleep_until(moment);
                posted = Clock::now();
                QCoreApplication::postEvent(&view, key);
            });
        });
        QObject::connect(&view, &TrialView::answered, &loop, [&](const oneshot::session::TrialAnswer& answer) {
            recorded = answer.milliseconds;
            loop.quit();
        });
        view.setTrial(dataset, sampler.next(), false);
        view.begin(0);
        loop.exec();
        poster.join();
        differences.push_back(recorded - milliseconds(posted - paintEnd));
    }

    std::vector<double> sizes;
    for (const double difference : differences) sizes.push_back(std::abs(difference));
    std::sort(sizes.begin(), sizes.end());
    std::sort(differences.begin(), differences.end());
    const auto at = [](const std::vector<double>& values, double share) {
        return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
    };
    const double rate = view.screen()->refreshRate(), frame = 1000 / rate;
    std::printf("%d trials, screen %.1f Hz (a frame is %.2f ms), platform %s\n", trials, rate, frame,
                qPrintable(QGuiApplication::platformName()));
    std::printf("recorded minus true: median %.3f  min %.3f  max %.3f ms\n", at(differences, 0.5), differences.front(),
                differences.back());
    std::printf("size of the difference: median %.3f  p95 %.3f  max %.3f ms\n", at(sizes, 0.5), at(sizes, 0.95),
                sizes.back());
    const bool within = sizes.back() <= frame;
    std::printf("Within one frame: %s\n", within ? "yes" : "NO");
    return within ? 0 : 1;
}
