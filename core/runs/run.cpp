#include "core/runs/run.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/base/utf8.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/models/vectors.h"
#include "core/runs/checkpoints.h"
#include "core/runs/environment.h"
#include "core/runs/metric_log.h"
#include "core/runs/run_directory.h"
#include "core/runs/run_lock.h"
#include "core/runs/run_record.h"

namespace oneshot {
namespace fs = std::filesystem;
namespace {

constexpr double secondsBetweenFlushes = 1;

/// Writes what the trainer tells into the run's folder, and passes it on.
class Recorder final : public TrainingObserver {
  public:
    Recorder(const fs::path& directory, RunRecord& record, std::int64_t lastEvaluation, RunObserver& next)
        : directory_(directory),
          record_(record),
          next_(next),
          log_(directory / "metrics.csv", {record.step, lastEvaluation}),
          seconds_(record.seconds),
          images_(record.images) {
        if (!log_.damage().empty()) next_.onNotice(log_.damage());
    }

    void onNotice(const std::string& sentence) override { next_.onNotice(sentence); }
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
        const auto add = [&](const std::string& name, double value) {
            log_.append({point.step, point.seconds, point.images, name, value});
        };
        const auto addWithBounds = [&](const std::string& name, const Accuracy& accuracy, const Interval& interval) {
            add(name, accuracy.percent());
            add(lowBoundMetric(name), interval.low);
            add(highBoundMetric(name), interval.high);
        };
        if (point.seen) add("seen_accuracy_percent", point.seen->percent());
        addWithBounds("accuracy_percent", point.accuracy, point.accuracy.confidence95());
        for (std::size_t i = 0; i < point.byPresentation.size(); ++i)
            addWithBounds(presentationMetric(static_cast<int>(i) + 1), point.byPresentation[i].accuracy,
                          point.byPresentation[i].confidence95);
        seconds_ = point.seconds;
        record_.last = point;
        if (point.best) record_.best = point;
        next_.onEvaluation(point);
    }
    void onEarlyEvaluation(const ValidationPoint& point) override {
        const Interval interval = point.accuracy.confidence95();
        for (const auto& [name, value] : {std::pair{std::string(earlyMetric), point.accuracy.percent()},
                                          {lowBoundMetric(earlyMetric), interval.low},
                                          {highBoundMetric(earlyMetric), interval.high}})
            log_.append({point.step, point.seconds, point.images, name, value});
        log_.flush();  // at a stop nothing comes after it
        next_.onEarlyEvaluation(point);
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

Dataset readData(const std::string& text, const OpenData& open, RunObserver& observer, const std::stop_token& stop) {
    if (text.empty()) return {};
    DataSpec spec = parseDataSpec(text);
    if (!spec.isGlyphs()) spec.path = fs::absolute(spec.path).string();  // a resume may begin in another folder
    const auto known = std::ranges::find(open, absoluteSpec(spec), &Dataset::spec);
    if (known != open.end()) return *known;
    observer.onReading(text, 0, 0);
    return openDataset(
        spec, [&](std::int64_t done, std::int64_t total) { observer.onReading(text, done, total); }, stop);
}

void requireSame(const Dataset& data, const DataRef& recorded) {
    if (!refersTo(recorded, data))
        throw Error(ErrorCode::BadData, data.spec, "the data have changed since the run began",
                    "Restore them, or begin a new run; the checkpoints can still be evaluated.");
}

void requireSame(const RunData& data, const DataRefs& recorded, RunObserver& observer) {
    requireSame(data.background, recorded.background);
    requireSame(data.validation, recorded.validation);
    tellUncheckedStrokes(data, recorded, observer);
}

/// train(), which tells in full words where there is too little memory.
TrainingResult trainInMemory(const TrainingConfig& config, const RunData& data, TrainingObserver& observer,
                             const std::stop_token& stop, PauseToken& pause, const TrainingStart& start) {
    try {
        return train(config, data.background, data.validation, observer, stop, pause, start);
    } catch (const Error&) {
        throw;
    } catch (const std::exception& error) {
        if (!isOutOfMemory(error)) throw;
        const std::string_view words = error.what();
        throw Error(ErrorCode::Failed, "memory",
                    "the training needs more than there is (" + std::string(words.substr(0, words.find('\n'))) + ')',
                    "Choose a smaller network or fewer drawings a step.");
    }
}

/// Trains in a folder that has its run.json; the record's state is always the run's true end. lastEvaluation: the step
/// of the last one that the checkpoint knows of; a process that died may have logged one more.
RunResult trainIn(const fs::path& directory, RunRecord& record, const RunData& data, const TrainingStart& start,
                  std::int64_t lastEvaluation, RunObserver& observer, const std::stop_token& stop, PauseToken& pause) {
    record.state = RunState::Running;
    record.failure.clear();
    writeRunRecord(directory, record);
    observer.onDirectory(directory);
    observer.onData(data.background, data.validation);
    try {
        Recorder recorder(directory, record, lastEvaluation, observer);
        RunResult result{directory, trainInMemory(record.config, data, recorder, stop, pause, start)};
        record.state = result.training.outcome == TrainingOutcome::Completed ? RunState::Completed : RunState::Stopped;
        record.end = result.training.end;
        record.seconds = result.training.seconds;
        // The record's know their seconds; the trainer's outlive a process that died before it could write the record.
        for (auto [recorded, trained] :
             {std::pair{&record.best, &result.training.best}, std::pair{&record.last, &result.training.last}})
            if (*recorded && *trained && (*recorded)->step == (*trained)->step)
                *trained = *recorded;
            else
                *recorded = *trained;
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

}  // namespace

RunData openRunData(const std::string& background, const std::string& validation, RunObserver& observer,
                    std::stop_token stop, const OpenData& open) {
    return {readData(background, open, observer, stop), readData(validation, open, observer, stop)};
}

void tellUncheckedStrokes(const RunData& data, const DataRefs& recorded, RunObserver& observer) {
    if (leavesStrokesUnchecked(data.background, recorded.background.fingerprintVersion) ||
        leavesStrokesUnchecked(data.validation, recorded.validation.fingerprintVersion))
        observer.onNotice(
            "The strokes of the data were not checked: the fingerprints of this run are of an older version of the "
            "program, and count names and images alone.");
}

void requireNothingOfOthers(const fs::path& folder, std::initializer_list<std::string_view> names) {
    std::error_code none;
    if (!fs::is_directory(folder, none)) return;  // one that is no folder cannot be made: told there
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        // A process that was killed while it wrote a first file has left saveFile()'s part of it.
        const bool ours = std::ranges::find(names, name) != names.end() || name.starts_with(".saving-");
        if (ours && (!entry.is_directory() || fs::is_empty(entry.path()))) continue;
        throw Error(ErrorCode::InvalidSetting, folder.string(),
                    "the folder is not empty (it holds " + validUtf8(name) + ')',
                    "Choose a new or an empty folder, so that no file of others is overwritten.");
    }
}

RunResult startRun(const RunRequest& request, RunObserver& observer, std::stop_token stop, PauseToken& pause,
                   const OpenData& open) {
    requireTrainable(request.config);
    const fs::path directory =
        request.directory.empty() ? newFolderIn(runsFolder(), request.config.preset) : request.directory;
    const auto requireNoRun = [&] {
        if (!fs::exists(directory / "run.json") && !fs::exists(directory / "checkpoints" / "last.safetensors"))
            return requireNothingOfOthers(directory, {"checkpoints", "lock"});
        // One that ended before its first checkpoint holds nothing: by a setting that the data do not allow, or on a
        // full disk, where not even its end could be recorded.
        if (!hasWeights(directory) && readRunRecord(directory).step == 0) return;
        throw Error(ErrorCode::InvalidSetting, directory.string(), "the folder already holds a run",
                    "Choose another folder, or continue that run.");
    };
    requireNoRun();
    limitParallelThreads(request.config.threads);
    const RunData data = openRunData(request.background, request.validation, observer, stop, open);
    if (request.data) requireSame(data, *request.data, observer);
    requireInput(request.config.network, data.background);  // before there is a run that could fail
    requireInput(request.config.network, data.validation);

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
    record.data = {refOf(data.background), refOf(data.validation)};
    record.startedUtc = utcNow();
    record.environment = environmentJson(record.config.threads);
    return trainIn(directory, record, data, {nullptr, request.plans, 0, request.stopAt}, 0, observer, stop, pause);
}

RunResult resumeRun(const fs::path& directory, std::optional<std::int64_t> stopAt, RunObserver& observer,
                    std::stop_token stop, PauseToken& pause, const OpenData& open) {
    readRunRecord(directory);  // a folder without a run is left as it is
    const RunLock lock(directory);
    RunRecord record = readRunRecord(directory);
    if (record.state == RunState::Completed) {  // it may have been killed after its last word
        observer.onDirectory(directory);
        if (record.protocol) observer.onStarted(*record.protocol, record.parameters);
        return {directory,
                {TrainingOutcome::Completed, record.end, record.step, record.images, record.seconds, record.parameters,
                 record.best, record.last, nullptr}};
    }
    requireTrainable(record.config);
    limitParallelThreads(record.config.threads);
    const RunData data = openRunData(record.data.background.spec, record.data.validation.spec, observer, stop, open);
    requireSame(data, record.data, observer);

    const std::optional<Checkpoint> checkpoint = readCheckpoint(directory);
    TrainingStart start{nullptr, record.plans, 0, stopAt, record.data.background.sha256};
    if (checkpoint) {
        start.checkpoint = &checkpoint->state;
        start.seconds = record.seconds;
    }
    record.step = checkpoint ? checkpoint->step : 0;
    if (stopAt && *stopAt <= record.step)
        throw Error(ErrorCode::InvalidSetting, "--stop-at",
                    fmt::format("the run is at step {} already, asked to stop at {}", record.step, *stopAt),
                    "Choose a later step.");
    if (checkpoint && !checkpoint->damage.empty()) {
        setDamagedCheckpointAside(directory);
        observer.onDamagedCheckpoint(checkpoint->damage, checkpoint->step);
    }
    record.sessions.push_back({utcNow(), record.step, environmentJson(record.config.threads)});
    return trainIn(directory, record, data, start, checkpoint ? checkpoint->evaluated : 0, observer, stop, pause);
}

RunRequest repeatedRun(const fs::path& path) {
    std::error_code none;
    const RunRecord run = fs::is_directory(path, none) ? readRunRecord(path) : readReportedRun(path);
    RunRequest request{run.config, run.data.background.spec, run.data.validation.spec, {}, {}, run.plans, run.data};
    if (run.state != RunState::Completed && run.step > 0) request.stopAt = run.step;
    return request;
}

}  // namespace oneshot
