#include "core/runs/run.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <random>

#include "core/data/data_spec.h"
#include "core/data/error.h"
#include "core/models/vectors.h"
#include "core/runs/checkpoints.h"
#include "core/runs/metric_log.h"
#include "core/runs/repeated_run.h"
#include "core/runs/run_directory.h"
#include "core/runs/run_lock.h"

namespace oneshot {
namespace fs = std::filesystem;
namespace {

constexpr double secondsBetweenFlushes = 1;

/// runs/2026-11-23_1412_koch2015_7f3a: when, what, and a number that no other run has.
fs::path newRunDirectory(const std::string& preset) {
    const std::string now = utcNow();  // 2026-11-23T14:12:05Z
    const std::string stamp = now.substr(0, 10) + '_' + now.substr(11, 2) + now.substr(14, 2) + '_';
    std::random_device device;
    while (true) {
        char number[8];
        std::snprintf(number, sizeof number, "%04x", device() & 0xffffU);
        const fs::path path = runsFolder() / (stamp + preset + "_" + number);
        if (!fs::exists(path)) return path;
    }
}

/// Writes what the trainer tells into the run's folder, and passes it on.
class Recorder final : public TrainingObserver {
  public:
    Recorder(const fs::path& directory, RunRecord& record, RunObserver& next)
        : directory_(directory),
          record_(record),
          next_(next),
          log_(directory / "metrics.csv", record.step),
          seconds_(record.seconds),
          images_(record.images) {}

    void onStarted(const ValidationProtocol& protocol, std::int64_t parameters) override {
        record_.protocol = protocol;
        record_.parameters = parameters;
        writeRunRecord(directory_, record_);
        next_.onStarted(protocol, parameters);
    }
    void onPlan(const Plan& plan) override {
        // A run that goes on tells the plan in force, which is known already.
        if (std::find(record_.plans.begin(), record_.plans.end(), plan) == record_.plans.end()) {
            record_.plans.push_back(plan);
            writeRunRecord(directory_, record_);
        }
        next_.onPlan(plan);
    }
    void onProgress(const Progress& p) override {
        log_.append({p.step, p.seconds, p.images, "loss", p.loss});
        if (p.penalty > 0) log_.append({p.step, p.seconds, p.images, "penalty", p.penalty});
        log_.append({p.step, p.seconds, p.images, "learning_rate", p.learningRate});
        if (p.seconds - flushed_ > secondsBetweenFlushes) {
            log_.flush();
            flushed_ = p.seconds;
        }
        seconds_ = p.seconds;
        images_ = p.images;
        next_.onProgress(p);
    }
    void onEvaluation(const ValidationPoint& point) override {
        const Interval interval = point.accuracy.confidence95();
        log_.append({point.step, point.seconds, point.images, "accuracy_percent", point.accuracy.percent()});
        log_.append({point.step, point.seconds, point.images, "accuracy_low_percent", interval.low});
        log_.append({point.step, point.seconds, point.images, "accuracy_high_percent", interval.high});
        for (std::size_t i = 0; i < point.byPresentation.size(); ++i)
            log_.append({point.step, point.seconds, point.images, presentationMetric(static_cast<int>(i) + 1),
                         point.byPresentation[i].percent()});
        seconds_ = point.seconds;
        record_.last = point;
        if (point.best) record_.best = point;
        next_.onEvaluation(point);
    }
    void onModel(const ModelPtr& model) override { next_.onModel(model); }
    void onCheckpoint(const SafeTensors& state, std::int64_t step, bool best) override {
        log_.flush();
        writeCheckpoint(directory_, state, best);
        record_.step = step;
        record_.seconds = seconds_;
        record_.images = images_;
        writeRunRecord(directory_, record_);
        next_.onCheckpoint(state, step, best);
    }

  private:
    const fs::path& directory_;
    RunRecord& record_;
    RunObserver& next_;
    MetricLog log_;
    double seconds_, flushed_ = 0;
    std::int64_t images_;
};

Dataset readData(const std::string& text, RunObserver& observer, const std::stop_token& stop) {
    if (text.empty()) return {};
    DataSpec spec = parseDataSpec(text);
    if (!spec.isGlyphs()) spec.path = fs::absolute(spec.path).string();  // a resume may begin in another folder
    observer.onReading(text, 0, 0);
    struct Cancelled {};
    try {
        return openDataset(spec, [&](std::int64_t done, std::int64_t total) {
            if (stop.stop_requested()) throw Cancelled{};
            observer.onReading(text, done, total);
        });
    } catch (const Cancelled&) {
        throw Error(ErrorCode::Failed, text, "reading was stopped");
    }
}

void requireSame(const Dataset& data, const std::string& sha256) {
    if (data.sha256 != sha256)
        throw Error(ErrorCode::BadData, data.spec, "the data have changed since the run began",
                    "Restore them, or begin a new run; the checkpoints can still be evaluated.");
}

/// Trains in a folder that has its run.json; the record's state is always the run's true end.
RunResult trainIn(const fs::path& directory, RunRecord& record, const Dataset& background, const Dataset& validation,
                  const TrainingStart& start, RunObserver& observer, const std::stop_token& stop, PauseToken& pause) {
    record.state = RunState::Running;
    record.failure.clear();
    writeRunRecord(directory, record);
    observer.onDirectory(directory);
    observer.onData(background, validation);
    try {
        Recorder recorder(directory, record, observer);
        RunResult result{directory, train(record.config, background, validation, recorder, stop, pause, start)};
        record.state = result.training.state == TrainingState::Completed ? RunState::Completed : RunState::Stopped;
        record.end = result.training.end;
        record.seconds = result.training.seconds;
        // The record's have their seconds, the trainer's outlive a process that died before it could write the record.
        for (auto [recorded, trained] :
             {std::pair{&record.best, &result.training.best}, std::pair{&record.last, &result.training.last}})
            (*recorded && *trained && (*recorded)->step == (*trained)->step) ? * trained = *recorded
                                                                             : * recorded = *trained;
        writeRunRecord(directory, record);
        if (record.state == RunState::Completed) removePreviousCheckpoint(directory);
        return result;
    } catch (const std::exception& error) {
        record.state = RunState::Failed;
        record.failure = error.what();
        try {
            writeRunRecord(directory, record);
        } catch (const Error&) {  // the first reason is the one to tell
        }
        throw;
    }
}

/// requireData(background, validation) throws where they are not what the run wants, before there is a folder.
template <typename RequireData>
RunResult startWith(const RunRequest& request, RequireData requireData, RunObserver& observer,
                    const std::stop_token& stop, PauseToken& pause) {
    requireValid(request.config);
    const fs::path directory = request.directory.empty() ? newRunDirectory(request.config.preset) : request.directory;
    const auto requireNoRun = [&] {
        // One that failed before its first checkpoint, by a setting that the data do not allow, say, holds nothing.
        const bool weights = std::ranges::any_of(std::array{"best", "last", "previous"}, [&](const char* name) {
            return fs::exists(directory / "checkpoints" / (std::string(name) + ".safetensors"));
        });
        const bool record = fs::exists(directory / "run.json");
        if (!weights && (!record || readRunRecord(directory).state == RunState::Failed)) return;
        throw Error(ErrorCode::InvalidSetting, directory.string(), "the folder already holds a run",
                    "Choose another folder, or continue that run.");
    };
    requireNoRun();
    const Dataset background = readData(request.background, observer, stop);
    const Dataset validation = readData(request.validation, observer, stop);
    requireData(background, validation);
    requireInput(request.config.network, background);  // before there is a run that could fail
    requireInput(request.config.network, validation);

    std::error_code failed;
    fs::create_directories(directory / "checkpoints", failed);
    if (failed)
        throw Error(ErrorCode::Failed, directory.string(), "the folder cannot be made: " + failed.message(),
                    "Choose a folder that can be written to.");
    const RunLock lock(directory);
    requireNoRun();
    fs::remove(directory / "metrics.csv");
    RunRecord record;
    record.config = request.config;
    record.plans = request.plans;
    record.background = background.spec;
    record.backgroundSha256 = background.sha256;
    record.validation = validation.spec;
    record.validationSha256 = validation.sha256;
    record.startedUtc = utcNow();
    return trainIn(directory, record, background, validation, {nullptr, request.plans, 0, request.stopAt}, observer,
                   stop, pause);
}

}  // namespace

RunResult startRun(const RunRequest& request, RunObserver& observer, std::stop_token stop, PauseToken& pause) {
    return startWith(
        request, [](const Dataset&, const Dataset&) {}, observer, stop, pause);
}

RunResult startAgain(const RepeatedRun& run, RunObserver& observer, std::stop_token stop, PauseToken& pause) {
    const auto requireTheSame = [&](const Dataset& background, const Dataset& validation) {
        requireSame(background, run.backgroundSha256);
        requireSame(validation, run.validationSha256);
    };
    return startWith(run.request, requireTheSame, observer, stop, pause);
}

RunResult resumeRun(const fs::path& directory, std::optional<std::int64_t> stopAt, RunObserver& observer,
                    std::stop_token stop, PauseToken& pause) {
    readRunRecord(directory);  // a folder without a run is left as it is
    const RunLock lock(directory);
    RunRecord record = readRunRecord(directory);
    if (record.state == RunState::Completed) {  // it may have been killed after its last word
        observer.onDirectory(directory);
        if (record.protocol) observer.onStarted(*record.protocol, record.parameters);
        return {directory,
                {TrainingState::Completed, record.end, record.step, record.images, record.seconds, record.parameters,
                 record.best, record.last, nullptr}};
    }
    requireValid(record.config);
    const Dataset background = readData(record.background, observer, stop);
    const Dataset validation = readData(record.validation, observer, stop);
    requireSame(background, record.backgroundSha256);
    requireSame(validation, record.validationSha256);

    const std::optional<Checkpoint> checkpoint = readCheckpoint(directory);
    TrainingStart start{nullptr, record.plans, 0, stopAt};
    if (checkpoint) {
        start.checkpoint = &checkpoint->state;
        start.seconds = record.seconds;
    }
    record.step = checkpoint ? checkpoint->step : 0;
    if (stopAt && *stopAt <= record.step)
        throw Error(ErrorCode::InvalidSetting, "--stop-at",
                    "the run is at step " + std::to_string(record.step) + " already, asked to stop at " +
                        std::to_string(*stopAt),
                    "Choose a later step.");
    if (checkpoint && !checkpoint->damage.empty()) {
        setDamagedCheckpointAside(directory);
        observer.onDamagedCheckpoint(checkpoint->damage, checkpoint->step);
    }
    return trainIn(directory, record, background, validation, start, observer, stop, pause);
}

}  // namespace oneshot
