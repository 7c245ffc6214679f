// How exactly response times are recorded: keys pressed at known moments against the times that the trial reports.
// On X11 a key is pressed by XTest (libXtst) through a connection of its own, so it goes the whole way: X server, Qt's
// reader thread, event queue, trial. Known are the moments before the request to press it and after the server has
// confirmed that, between which it was pressed, and the moment when the window has handed the painted task to the X
// server; "true" is the time from that one to the press. What the screen itself takes to show it is not in it. On
// other platforms keys are posted into Qt's queue, without a window system's stamp.
// Usage: response_times [trials] ; run under Xvfb or on a desktop, whose keyboard it takes meanwhile.
#include <QApplication>
#include <QEventLoop>
#include <QKeyEvent>
#include <QLibrary>
#include <QScreen>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <functional>
#include <thread>
#include <vector>

#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/tasks/task_sampler.h"
#include "ui/pages/challenge/trial_view.h"
#include "ui/widgets/theme.h"

namespace {

using Clock = std::chrono::steady_clock;
using oneshot::ui::TrialView;

/// Notes when the painted trial has been handed to the window system, apart from the clock of the trial itself.
class Application : public QApplication {
  public:
    using QApplication::QApplication;
    bool notify(QObject* receiver, QEvent* event) override {
        const QEvent::Type type = event->type();
        const bool handled = QApplication::notify(receiver, event);
        if (receiver == view && type == QEvent::Paint) painted_ = true;
        if (receiver == view && type == QEvent::UpdateRequest && std::exchange(painted_, false))
            handedOver = Clock::now();
        return handled;
    }
    const QObject* view = nullptr;
    Clock::time_point handedOver;

  private:
    bool painted_ = false;
};

/// Presses the key 3 as XTest does, from any one thread.
class XKeyboard {
  public:
    XKeyboard() {
        using Open = void* (*)(const char*);
        using KeyOf = unsigned char (*)(void*, unsigned long);
        const auto open = reinterpret_cast<Open>(x11_.resolve("XOpenDisplay"));
        const auto keyOf = reinterpret_cast<KeyOf>(x11_.resolve("XKeysymToKeycode"));
        sync_ = reinterpret_cast<Sync>(x11_.resolve("XSync"));
        fakeKey_ = reinterpret_cast<FakeKey>(xtst_.resolve("XTestFakeKeyEvent"));
        if (open && keyOf && sync_ && fakeKey_ && QGuiApplication::platformName() == QLatin1String("xcb"))
            display_ = open(nullptr);
        if (display_) code_ = keyOf(display_, '3');
    }
    bool there() const { return display_; }
    void press() {
        fakeKey_(display_, code_, true, 0);
        fakeKey_(display_, code_, false, 0);
        sync_(display_, false);
    }

  private:
    using FakeKey = int (*)(void*, unsigned, int, unsigned long);
    using Sync = int (*)(void*, int);
    QLibrary x11_{QStringLiteral("X11"), 6}, xtst_{QStringLiteral("Xtst"), 6};
    FakeKey fakeKey_ = nullptr;
    Sync sync_ = nullptr;
    void* display_ = nullptr;
    unsigned code_ = 0;
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
    view.activateWindow();
    XKeyboard keyboard;
    const auto post = [&view] {
        QCoreApplication::postEvent(&view,
                                    new QKeyEvent(QEvent::KeyPress, Qt::Key_3, Qt::NoModifier, QStringLiteral("3")));
    };
    const std::function<void()> press = keyboard.there() ? std::function<void()>([&] { keyboard.press(); }) : post;
    std::vector<double> differences, beyond, presses;
    oneshot::Random random = oneshot::makeRandom(1, "response times");
    for (int i = 0; i < trials; ++i) {
        QEventLoop loop;
        std::jthread presser;
        Clock::time_point pressed, confirmed, handedOver;
        double recorded = 0;
        QObject::connect(&view, &TrialView::shown, &loop, [&] {
            handedOver = application.handedOver;
            const auto moment = handedOver + std::chrono::microseconds(150000 + oneshot::below(random, 600000));
            presser = std::jthread([&pressed, &confirmed, &press, moment] {
                std::this_thread::sleep_until(moment);
                pressed = Clock::now();
                press();
                confirmed = Clock::now();
            });
        });
        QObject::connect(&view, &TrialView::answered, &loop, [&](const oneshot::session::TrialAnswer& answer) {
            recorded = answer.milliseconds;
            loop.quit();
        });
        view.setTrial(dataset, sampler.next(), false);
        view.begin({});
        loop.exec();
        presser.join();
        const double earliest = milliseconds(pressed - handedOver), latest = milliseconds(confirmed - handedOver);
        differences.push_back(recorded - earliest);
        beyond.push_back(std::max({0.0, earliest - recorded, recorded - latest}));
        presses.push_back(latest - earliest);
    }

    std::sort(differences.begin(), differences.end());
    const double rate = view.screen()->refreshRate(), frame = 1000 / rate;
    std::printf("%d trials, screen %.1f Hz (a frame is %.2f ms), platform %s, %s\n", trials, rate, frame,
                qPrintable(QGuiApplication::platformName()),
                keyboard.there() ? "keys pressed by XTest" : "keys posted into Qt's queue");
    std::printf("recorded minus true, if pressed at the request: least %.3f  most %.3f ms\n", differences.front(),
                differences.back());
    const auto tell = [](const char* what, std::vector<double> values) {
        std::sort(values.begin(), values.end());
        const auto at = [&](double share) {
            return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
        };
        std::printf("%s: median %.3f  p95 %.3f  max %.3f ms\n", what, at(0.5), at(0.95), values.back());
        return values.back();
    };
    for (double& difference : differences) difference = std::abs(difference);
    tell("size of that difference", differences);
    tell("the press itself, from request to confirmation", presses);
    const bool within = tell("recorded time outside of the press", beyond) <= frame;
    std::printf("Within one frame: %s\n", within ? "yes" : "NO");
    return within ? 0 : 1;
}
