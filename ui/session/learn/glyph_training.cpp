#include "ui/session/learn/glyph_training.h"

#include <algorithm>
#include <chrono>
#include <mutex>
#include <utility>

#include "core/data/open_dataset.h"
#include "core/models/models.h"
#include "core/tasks/task_sampler.h"
#include "core/training/presets.h"

namespace oneshot::session {
namespace {

constexpr std::chrono::milliseconds updateInterval{40};
constexpr const char* learntGlyphs = "glyphs:alphabet-count=12,drawer-count=8";
constexpr const char* heldOutGlyphs = "glyphs:seed=2,alphabet-count=2,characters-per-alphabet=16,drawer-count=6";
constexpr int followedWays = 5, candidates = 40;

/// The first of some tasks that pixels answer wrongly, for a network that knows nothing yet sees little more; else the
/// first of all.
FollowedTask followedTask(const DatasetPtr& dataset, const std::stop_token& stop) {
    const std::vector<Task> tasks = TaskSampler(*dataset, {followedWays, 1, true}).take(candidates);
    const TaskResults pixels = evaluateTasks(*openModel("pixels-l2"), *dataset, tasks, {}, {}, stop);
    const auto wrong = std::ranges::find(pixels.outcomes, false, &TaskOutcome::right);
    const auto chosen = wrong == pixels.outcomes.end() ? 0 : wrong - pixels.outcomes.begin();
    return {dataset, tasks[chosen], pixels.outcomes[chosen]};
}

}  // namespace

/// What the engine's thread and the GUI's share.
struct GlyphTraining::Shared {
    std::mutex mutex;  ///< protects pending
    GlyphTrainingUpdate pending;
    std::stop_source stop;
    PauseToken pause;

    template <typename Change>
    void add(Change change) {
        const std::lock_guard lock(mutex);
        change(pending);
    }
};

/// Called on the engine thread.
class GlyphTraining::Observer : public TrainingObserver {
  public:
    Observer(Shared& shared, const FollowedTask& followed) : shared_(shared), followed_(followed) {}

    void onStarted(const ValidationProtocol& protocol, std::int64_t /*parameters*/) override {
        shared_.add([&](GlyphTrainingUpdate& news) { news.protocol = protocol; });
    }
    void onProgress(const Progress& progress) override {
        shared_.add([&](GlyphTrainingUpdate& news) {
            news.losses.push_back({progress.step, progress.loss});
            news.progress = progress;
        });
    }
    void onEvaluation(const ValidationPoint& point) override {
        shared_.add([&](GlyphTrainingUpdate& news) { news.evaluations.push_back(point); });
    }
    /// A few drawings are embedded in a moment.
    void onModel(const ModelPtr& model) override {
        if (std::exchange(answered_, model->origin().step) == model->origin().step) return;
        TaskResults results = evaluateTasks(*model, *followed_.dataset, {&followed_.task, 1});
        FollowedAnswer answer{model->origin().step, learnerAnswer(*model, std::move(results.outcomes[0]))};
        shared_.add([&](GlyphTrainingUpdate& news) { news.answers.push_back(std::move(answer)); });
    }

  private:
    Shared& shared_;
    const FollowedTask& followed_;
    std::int64_t answered_ = -1;  ///< step of the model that answered last
};

/// Blocks. Throws Error(Stopped) where it is stopped before the first step.
GlyphTraining::End GlyphTraining::trainOnce(const TrainingConfig& config, Shared& shared) {
    const std::stop_token stop = shared.stop.get_token();
    const Dataset learnt = openDataset(parseDataSpec(learntGlyphs), {}, stop);
    const auto heldOut = std::make_shared<const Dataset>(openDataset(parseDataSpec(heldOutGlyphs), {}, stop));
    const FollowedTask followed = followedTask(heldOut, stop);
    shared.add([&](GlyphTrainingUpdate& news) { news.task = followed; });
    Observer observer(shared, followed);
    TrainingStart untrained;
    untrained.stopAt = 0;
    TrainingObserver nobody;
    observer.onModel(train(config, learnt, *heldOut, nobody, stop, shared.pause, untrained).model);
    const TrainingResult result = train(config, learnt, *heldOut, observer, stop, shared.pause);
    return result.outcome == TrainingOutcome::Completed ? End::Completed : End::Stopped;
}

GlyphTraining::GlyphTraining() {
    deliverTimer_.setInterval(updateInterval);
    connect(&deliverTimer_, &QTimer::timeout, this, &GlyphTraining::deliver);
    connect(&worker_, &Worker::failed, this, [this](const QString& why) {
        problem_ = why;
        finish(End::Failed);
    });
}

TrainingConfig GlyphTraining::recipe() {
    TrainingConfig config = presetNamed("compact").config;
    config.length.minutes = 1;
    config.batches.pairsPerStep = 64;
    config.optimiser.learningRate = 2e-3;
    config.optimiser.warmupSteps = 20;
    config.validation.intervalSteps = 10;
    config.validation.tasks = 200;
    config.validation.ways = followedWays;
    config.validation.early = false;  // of a few tasks: the first one that counts comes within seconds
    return config;
}

void GlyphTraining::start(const TrainingConfig& config) {
    if (shared_) shared_->stop.request_stop();
    shared_ = std::make_shared<Shared>();
    problem_.clear();
    deliverTimer_.start();
    worker_.run(
        [config, shared = shared_](const Worker::Control& control) {
            const std::stop_callback cancelled(control.stop, [&] { shared->stop.request_stop(); });
            return unlessStopped([&] { return trainOnce(config, *shared); }).value_or(End::Stopped);
        },
        [this](End end) { finish(end); });
}

void GlyphTraining::stop() {
    if (active()) shared_->stop.request_stop();
}

void GlyphTraining::deliver() {
    GlyphTrainingUpdate update;
    shared_->add([&](GlyphTrainingUpdate& news) { update = std::exchange(news, {}); });
    if (update.task || update.protocol || !update.losses.empty() || !update.evaluations.empty() ||
        !update.answers.empty())
        Q_EMIT updated(update);
}

void GlyphTraining::finish(End end) {
    deliverTimer_.stop();
    deliver();
    end_ = end;
    Q_EMIT ended();
}

}  // namespace oneshot::session
