// From pen-up to the painted ranking: a 20-way support set and the shipped model, idle and while a training uses all
// cores. Usage: pen_up [drawings] ; run under Xvfb or on a desktop.
#include <QAbstractItemView>
#include <QApplication>
#include <QElapsedTimer>
#include <QMouseEvent>
#include <QTemporaryDir>
#include <QTimer>
#include <QToolButton>
#include <algorithm>
#include <cstdio>
#include <functional>
#include <vector>

#include "core/compute/compute.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/runs/run_directory.h"
#include "tests/benchmarks/launched.h"
#include "ui/pages/draw/draw_page.h"
#include "ui/widgets/drawing_canvas.h"
#include "ui/window/main_window.h"

namespace {

using namespace oneshot;

constexpr const char* support = "glyphs:seed=7,alphabet-count=1,characters-per-alphabet=20,drawer-count=6";

void waitFor(const std::function<bool()>& happened) {
    QEventLoop loop;
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, &loop, [&] {
        if (happened()) loop.quit();
    });
    look.start(5);
    loop.exec();
}

/// Sees the first painting of the ranking after its model's answer.
class PaintProbe : public QObject {
  public:
    PaintProbe(ui::DrawPage& page, QWidget* viewport) {
        connect(&page.query(), &session::DrawQuery::answered, this, [this] { answered_ = true; });
        viewport->installEventFilter(this);
    }
    void start() {
        answered_ = false;
        painted = false;
    }
    bool eventFilter(QObject*, QEvent* event) override {
        if (event->type() == QEvent::Paint && answered_ && !painted) {
            // This filter comes before the painting; what is posted now comes after it.
            QMetaObject::invokeMethod(
                this,
                [this] {
                    painted = true;
                    if (loop) loop->quit();
                },
                Qt::QueuedConnection);
        }
        return false;
    }

    bool painted = false;
    QEventLoop* loop = nullptr;

  private:
    bool answered_ = false;
};

void send(ui::DrawingCanvas& canvas, QEvent::Type type, const StrokePoint& point) {
    const QPointF at = canvas.paper().topLeft() + QPointF(point.x, point.y) * canvas.paper().width() / sketchSide;
    QMouseEvent event(type, at, at, canvas.mapToGlobal(at), type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton,
                      type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton, {});
    QCoreApplication::sendEvent(&canvas, &event);
}

/// Draws the drawings; ms from each pen-up until the ranking is painted.
std::vector<double> measure(ui::DrawPage& page, const Dataset& data, int drawings) {
    auto* ranking = page.findChild<QAbstractItemView*>(QStringLiteral("draw.ranking"));
    PaintProbe probe(page, ranking->viewport());
    std::vector<double> delays;
    for (int d = 0; d < drawings; ++d) {
        page.canvas()->clearAction()->trigger();
        for (const Stroke& stroke : data.drawings[static_cast<DrawingId>(d * 7 % data.drawingCount())].strokes) {
            send(*page.canvas(), QEvent::MouseButtonPress, stroke.front());
            for (const StrokePoint& point : stroke) send(*page.canvas(), QEvent::MouseMove, point);
            QEventLoop pause;  // a hand takes its time; what was drawn is painted
            QTimer::singleShot(30, &pause, &QEventLoop::quit);
            pause.exec();
            probe.start();
            QEventLoop loop;
            probe.loop = &loop;
            QElapsedTimer timer;
            timer.start();
            send(*page.canvas(), QEvent::MouseButtonRelease, stroke.back());
            if (!probe.painted) loop.exec();
            delays.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
            probe.loop = nullptr;
        }
    }
    return delays;
}

double report(const char* what, std::vector<double> delays) {
    std::ranges::sort(delays);
    const auto at = [&](double share) {
        return delays[static_cast<std::size_t>(share * static_cast<double>(delays.size() - 1))];
    };
    std::printf("%-34s median %6.1f  p95 %6.1f  max %6.1f ms  (%zu pen-ups)\n", what, at(0.5), at(0.95), delays.back(),
                delays.size());
    std::fflush(stdout);
    return at(0.5);
}

}  // namespace

int main(int argc, char** argv) {
    startAsLaunched(argv);
    configureProcess();
    QApplication application(argc, argv);
    const int drawings = argc > 1 ? std::max(1, std::atoi(argv[1])) : 60;
    QTemporaryDir home;
    setHomeFolder(home.path().toStdString());
    const Dataset data = openDataset(parseDataSpec(support));

    ui::MainWindow window;
    window.workspace().background().choose(QString::fromUtf8(support));
    window.resize(1280, 800);
    window.show();
    window.findChild<QToolButton*>(QStringLiteral("nav.draw"))->click();
    auto* page = window.findChild<ui::DrawPage*>(QStringLiteral("page.draw"));
    RunRequest request;
    request.config.length.steps = 1000000000;
    request.config.validation.intervalSteps = 50;
    request.background = "glyphs:alphabet-count=10";
    request.validation = "glyphs:seed=2,alphabet-count=5";
    std::printf("%s, %d hardware threads, platform %s, seeds: drawings 7, training %llu\n",
                computeDescription().c_str(), hardwareThreads(), qPrintable(QApplication::platformName()),
                static_cast<unsigned long long>(request.config.seed));
    auto* ranking = page->findChild<QAbstractItemView*>(QStringLiteral("draw.ranking"));
    waitFor([&] { return window.workspace().model() && ranking->model()->rowCount() == 20 && !page->query().busy(); });
    QEventLoop settle;  // data, sheets and the threshold are found
    QTimer::singleShot(10000, &settle, &QEventLoop::quit);
    settle.exec();

    measure(*page, data, 3);  // warm
    const double idle = report("Idle", measure(*page, data, drawings));
    int steps = 0;
    QObject::connect(&window.session(), &session::TrainingSession::updated, page,
                     [&](const session::TrainingUpdate& update) { steps += static_cast<int>(update.losses.size()); });
    window.session().start(request);
    waitFor([&] { return steps > 3 || !window.session().active(); });
    const int before = steps;
    const double busy = report("While a training uses all cores", measure(*page, data, drawings));
    std::printf("Training steps meanwhile: %d\n", steps - before);
    window.session().stop();
    window.session().wait();
    const bool quick = idle < 16 && busy < 50 && steps > before;
    std::printf("Medians under 16 and 50 ms: %s\n", quick ? "yes" : "NO");
    return quick ? 0 : 1;
}
