// The delay of the window while a map, a confusion study and a training run together, beside a bare event loop under
// the same load. The real window, driven as by a person: it shows map, matrix and curves in turn. What ends is begun
// anew at once. Fails where one of the three did not run all the while, or the window is too late.
//     gui_latency [--seconds 60] [--page-seconds 5] [--data SPEC] [--validation SPEC]
// Without --data it takes Omniglot's small sets from ONESHOT_OMNIGLOT_DIR, else built-in glyphs. Off screen, unless
// QT_QPA_PLATFORM says otherwise.
#include <CLI/CLI.hpp>
#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QThread>
#include <QTimer>
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <thread>
#include <vector>

#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "core/training/presets.h"
#include "tests/benchmarks/launched.h"
#include "tests/support/files.h"
#include "tests/support/window_driver.h"
#include "ui/pages/tasks/confusion_view.h"
#include "ui/pages/tasks/map_panel.h"
#include "ui/pages/train/settings_form.h"
#include "ui/pages/train/train_page.h"

using namespace oneshot;
using session::TrainingSession;

namespace {

constexpr double aFrame = 1000.0 / 60, mostOfRare = 50;  // ms, limits of the 99th and of the 99.9th percentile
constexpr int mapDrawings = 2000, studyTasks = 20'000;
constexpr int patienceToBegin = 300'000;  // ms

struct Options {
    int seconds = 60, pageSeconds = 5;
    std::string data, validation;
};

/// Delays in ms of the thread that it lives on: how late a precise 5 ms timer is, and how long an event waits that
/// another thread posts every 5 ms, come what may.
class DelayProbe : public QObject {
  public:
    DelayProbe() {
        timer_.setTimerType(Qt::PreciseTimer);
        timer_.setInterval(interval);
        connect(&timer_, &QTimer::timeout, this, [this] {
            // A busy thread merges the ticks that it missed: one tick that is this late stands for all of them.
            timerDelays.push_back(std::max(0.0, sinceTick_.nsecsElapsed() / 1e6 - interval));
            sinceTick_.start();
        });
    }

    void start() {
        sinceTick_.start();
        timer_.start();
        poster_ = std::jthread([this](const std::stop_token& stop) {
            while (!stop.stop_requested()) {
                QElapsedTimer posted;
                posted.start();
                QMetaObject::invokeMethod(
                    this, [this, posted] { eventDelays.push_back(posted.nsecsElapsed() / 1e6); }, Qt::QueuedConnection);
                std::this_thread::sleep_for(std::chrono::milliseconds(interval));
            }
        });
    }
    void stop() {
        timer_.stop();
        poster_ = {};
        QCoreApplication::sendPostedEvents(this);
    }

    std::vector<double> timerDelays, eventDelays;

  private:
    static constexpr int interval = 5;  // ms
    QTimer timer_{this};                // goes with it to another thread
    QElapsedTimer sinceTick_;
    std::jthread poster_;
};

/// A thread that does nothing but turn its event loop, of the window's priority.
class IdleLoop {
  public:
    IdleLoop() {
        probe.moveToThread(&thread_);
        thread_.start();
    }
    ~IdleLoop() {
        thread_.quit();
        thread_.wait();
    }
    void start() { QMetaObject::invokeMethod(&probe, &DelayProbe::start, Qt::BlockingQueuedConnection); }
    void stop() { QMetaObject::invokeMethod(&probe, &DelayProbe::stop, Qt::BlockingQueuedConnection); }

    DelayProbe probe;

  private:
    QThread thread_;
};

/// Something that the window has to run all the while.
struct Load {
    const char* name;
    const char* unit;
    double advanced = 0;  ///< in units
    int percent = 0;      ///< of the round that runs, for those that come round
    int looks = 0, idleLooks = 0;

    void takePercent(int now) {
        advanced += std::max(0, now - percent) / 100.0;
        percent = now;
    }
    void look(bool runs) {
        ++looks;
        idleLooks += !runs;
    }
    bool ranAllTheWhile() const { return looks > 0 && idleLooks == 0 && advanced > 0; }
};

/// The window, and the three that it runs.
class LoadedWindow {
  public:
    LoadedWindow() {
        QObject::connect(&window().session(), &TrainingSession::updated, &window(), [this](const auto& update) {
            trainingLoad_.advanced += static_cast<double>(update.losses.size());
        });
        QObject::connect(&map_, &session::EmbeddingMap::progressed, &window(),
                         [this](int percent) { mapLoad_.takePercent(percent); });
        QObject::connect(&map_, &session::EmbeddingMap::finished, &window(), [this] { arrangeAnew(); });
        QObject::connect(&study_, &session::ConfusionStudy::progressed, &window(),
                         [this](int percent) { studyLoad_.takePercent(percent); });
        QObject::connect(&study_, &session::ConfusionStudy::failed, &window(),
                         [this](const QString& why) { studyProblem_ = why; });
        QObject::connect(&study_, &session::ConfusionStudy::ended, &window(), [this] {
            if (studyProblem_.isEmpty()) press("tasks.confusions.start");
        });
    }

    /// Returns what could not begin, and why; empty: all three run, and each page was seen once.
    QString begin(const Options& options) {
        if (const QString why = openData(options); !why.isEmpty()) return why;
        TrainingConfig config = presetNamed("compact").config;  // at full speed for as long as it is measured
        config.length.steps = 1'000'000;
        config.validation.intervalSteps = 20;  // evaluations, checkpoints and the accuracy curve are part of it
        driver_.find<ui::TrainPage>("page.train")->form()->setConfig(config);
        if (!comes([&] { return driver_.enabled("train.start"); })) return QStringLiteral("Start stays disabled.");
        press("train.start");
        if (!comes([&] { return trainingLoad_.advanced > 0 || !window().session().active(); }) ||
            trainingLoad_.advanced == 0)
            return QStringLiteral("The training did not begin: %1").arg(window().session().reason());
        showPage(0);
        driver_.set("tasks.map.count", mapDrawings);
        if (!comes([&] { return mapLoad_.advanced > 0 && map_.map() && map_.map()->size() == mapDrawings; }))
            return QStringLiteral("The map of %1 drawings did not begin. %2").arg(mapDrawings).arg(map_.problem());
        showPage(1);
        chooseLargestAlphabet();
        driver_.set("tasks.confusions.tasks", studyTasks);
        press("tasks.confusions.start");
        if (!comes([&] { return studyLoad_.advanced > 0 || !studyProblem_.isEmpty(); }) || !studyProblem_.isEmpty())
            return QStringLiteral("The confusion study did not begin. %1").arg(studyProblem_);
        showPage(2);
        QTest::qWait(2000);
        return {};
    }

    void forget() {
        for (Load* load : {&trainingLoad_, &mapLoad_, &studyLoad_}) load->advanced = load->looks = load->idleLooks = 0;
    }
    void look() {
        trainingLoad_.look(window().session().state() == TrainingSession::State::Running);
        mapLoad_.look(map_.busy());
        studyLoad_.look(study_.running());
    }
    void showNextPage() { showPage((page_ + 1) % 3); }
    std::array<Load, 3> loads() const { return {trainingLoad_, mapLoad_, studyLoad_}; }
    QString problems() { return (QStringList{window().session().reason(), map_.problem(), studyProblem_}).join(u' '); }
    void end() {
        window().session().stop();
        window().session().wait();
    }

  private:
    ui::MainWindow& window() { return driver_.window; }
    void press(const char* button) { driver_.find<QAbstractButton>(button)->click(); }
    template <typename Condition>
    static bool comes(Condition condition) {
        return QTest::qWaitFor(condition, patienceToBegin);
    }

    QString openData(const Options& options) {
        session::Workspace& workspace = window().workspace();
        workspace.validation().choose(QString::fromStdString(options.validation));
        workspace.background().choose(QString::fromStdString(options.data));
        if (!comes([&] { return !workspace.background().isOpening() && !workspace.validation().isOpening(); }))
            return QStringLiteral("The data are not read.");
        return workspace.background().error() + workspace.validation().error();
    }

    void chooseLargestAlphabet() {
        const std::vector<Alphabet>& alphabets = window().workspace().dataset()->alphabets;
        const auto largest =
            std::ranges::max_element(alphabets, {}, [](const Alphabet& a) { return a.characters.size(); });
        driver_.find<QComboBox>("tasks.confusions.alphabet")
            ->setCurrentIndex(static_cast<int>(largest - alphabets.begin()));
    }

    /// 0: map, 1: matrix, 2: curves.
    void showPage(int page) {
        page_ = page;
        press(page == 2 ? "nav.train" : "nav.tasks");
        if (page < 2) press(page == 0 ? "tasks.tab.map" : "tasks.tab.confusions");
    }

    /// A map is made only where it is seen: goes there, and asks for the plane and for t-SNE again.
    void arrangeAnew() {
        const auto* plane = driver_.find<QAbstractButton>("tasks.map.pca");
        if (plane->isChecked()) return;  // that one is at once
        showPage(0);
        press("tasks.map.pca");
        press("tasks.map.tsne");
    }

    Load trainingLoad_{"training", "steps"}, mapLoad_{"map", "maps"}, studyLoad_{"confusions", "studies"};
    QString studyProblem_;
    int page_ = 0;
    test::WindowDriver driver_;  // goes before what its signals change
    const session::EmbeddingMap& map_ = window().findChild<ui::MapPanel*>()->map();
    const session::ConfusionStudy& study_ = window().findChild<ui::ConfusionView*>()->study();
};

/// Prints a row of the table; returns the 99th and the 99.9th percentile.
std::pair<double, double> printRow(const char* what, std::vector<double> delays) {
    if (delays.empty()) delays.push_back(0);
    std::ranges::sort(delays);
    const auto at = [&](double share) {
        return delays[static_cast<std::size_t>(share * static_cast<double>(delays.size() - 1))];
    };
    std::printf("%-26s %8.2f %8.2f %8.2f %8.2f %8.2f %9zu\n", what, at(0.5), at(0.95), at(0.99), at(0.999),
                delays.back(), delays.size());
    return {at(0.99), at(0.999)};
}

/// Returns whether the window was in time.
bool printTable(const DelayProbe& window, const DelayProbe& idle) {
    std::printf("%-26s %8s %8s %8s %8s %8s %9s\n", "delay in ms", "50 %", "95 %", "99 %", "99.9 %", "worst", "samples");
    bool inTime = true;
    for (const auto& [what, delays] : {std::pair{"window, posted event", &window.eventDelays},
                                       std::pair{"window, 5 ms timer", &window.timerDelays}}) {
        const auto [hundredth, thousandth] = printRow(what, *delays);
        inTime &= hundredth <= aFrame && thousandth <= mostOfRare;
    }
    printRow("idle loop, posted event", idle.eventDelays);
    printRow("idle loop, 5 ms timer", idle.timerDelays);
    return inTime;
}

/// Returns whether all three ran all the while.
bool printLoads(LoadedWindow& window) {
    std::printf("Ran meanwhile: compact's training; maps of %d drawings by t-SNE; studies of %d tasks\n", mapDrawings,
                studyTasks);
    bool all = true;
    for (const Load& load : window.loads()) {
        std::printf("  %-12s %10.2f %-8s seen at work %d of %d times\n", load.name, load.advanced, load.unit,
                    load.looks - load.idleLooks, load.looks);
        if (load.ranAllTheWhile()) continue;
        all = false;
        std::fprintf(stderr, "No measurement: the load \"%s\" did not run all the while. %s\n", load.name,
                     qPrintable(window.problems()));
    }
    return all;
}

int measure(const Options& options) {
    LoadedWindow window;
    if (const QString why = window.begin(options); !why.isEmpty()) {
        std::fprintf(stderr, "No measurement. %s\n", qPrintable(why));
        window.end();
        return 1;
    }
    DelayProbe probe;
    IdleLoop idle;
    QTimer looks, pages;
    QObject::connect(&looks, &QTimer::timeout, &looks, [&] { window.look(); });
    QObject::connect(&pages, &QTimer::timeout, &pages, [&] { window.showNextPage(); });
    window.forget();
    looks.start(100);
    window.showNextPage();
    if (options.pageSeconds > 0) pages.start(options.pageSeconds * 1000);
    QEventLoop loop;
    QTimer::singleShot(options.seconds * 1000, &loop, &QEventLoop::quit);
    idle.start();
    probe.start();
    loop.exec();
    probe.stop();
    idle.stop();
    looks.stop();
    pages.stop();
    const bool inTime = printTable(probe, idle.probe), complete = printLoads(window);
    window.end();
    if (complete)
        std::printf("99 %% within %.1f ms and 99.9 %% within %.0f ms: %s\n", aFrame, mostOfRare, inTime ? "yes" : "NO");
    return complete && inTime ? 0 : 1;
}

/// Omniglot's small sets where they are, else glyphs of alphabets as large as a matrix may be.
void chooseData(Options& options) {
    const bool glyphs = test::omniglotFolder().empty();
    const auto choose = [&](std::string& chosen, const char* archive, const char* spec) {
        if (chosen.empty()) chosen = glyphs ? spec : (test::omniglotFolder() / archive).string();
    };
    choose(options.data, "images_background_small1.zip",
           "glyphs:alphabet-count=4,characters-per-alphabet=100,drawer-count=10");
    choose(options.validation, "images_background_small2.zip",
           "glyphs:seed=2,alphabet-count=4,characters-per-alphabet=24,drawer-count=8");
}

}  // namespace

int main(int argc, char** argv) {
    startAsLaunched(argv);
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    configureProcess();
    QApplication application(argc, argv);
    Options options;
    CLI::App app("Measures the delay of the window while a map, a confusion study and a training run");
    app.add_option("--seconds", options.seconds, "Of the measurement")->check(CLI::PositiveNumber);
    app.add_option("--page-seconds", options.pageSeconds, "Before the next page is shown; 0: stays at the map")
        ->check(CLI::NonNegativeNumber);
    app.add_option("--data", options.data, "To learn from, to map and to study, at least 2,000 drawings");
    app.add_option("--validation", options.validation, "To validate on");
    CLI11_PARSE(app, argc, argv);
    chooseData(options);
    test::TemporaryFolder home;
    setHomeFolder(home.path());
    std::printf("%s, %d hardware threads, platform %s, %d seconds, pages change every %d seconds, seed 1\nData: %s\n",
                computeDescription().c_str(), hardwareThreads(), qPrintable(QApplication::platformName()),
                options.seconds, options.pageSeconds, options.data.c_str());
    std::fflush(stdout);
    return measure(options);
}
