#include "core/search/search.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/runs/checkpoints.h"
#include "core/runs/metric_log.h"
#include "core/runs/run_directory.h"
#include "core/runs/run_lock.h"
#include "core/runs/run_record.h"
#include "core/search/next_values.h"

namespace oneshot {
namespace fs = std::filesystem;
namespace {

/// The share of a trial's length that is over, by its steps or its minutes.
double shareOf(const TrainingConfig& config, std::int64_t step, double seconds) {
    const double share = config.length.steps > 0 ? static_cast<double>(step) / static_cast<double>(config.length.steps)
                                                 : seconds / (60 * config.length.minutes);
    return std::min(share, 1.0);
}

/// Passes on what a trial's run reports, keeps its curve, and stops it if it is hopeless or the search is stopped.
class TrialWatch final : public RunObserver {
  public:
    TrialWatch(const Search& search, RunObserver& next, const std::stop_token& stop)
        : config_(search.config), next_(next), forward_(stop, [this] { own_.request_stop(); }) {
        if (!search.stopsHopeless) return;
        for (const SearchTrial& trial : search.trials)
            if (trial.state == TrialState::Completed) completed_.push_back(trial.curve);
    }

    std::stop_token token() const { return own_.get_token(); }
    bool hopeless() const { return hopeless_; }
    const TrialCurve& curve() const { return curve_; }

    void onDirectory(const fs::path& directory) override {
        directory_ = directory;
        next_.onDirectory(directory);
    }
    void onDamagedCheckpoint(const std::string& problem, std::int64_t step) override {
        next_.onDamagedCheckpoint(problem, step);
    }
    void onNotice(const std::string& sentence) override { next_.onNotice(sentence); }
    void onData(const Dataset& background, const Dataset& validation) override { next_.onData(background, validation); }
    void onStarted(const ValidationProtocol& protocol, std::int64_t parameters) override {
        try {
            for (const MetricRow& row : readMetrics(directory_ / "metrics.csv"))  // of a trial that goes on
                if (row.name == "accuracy_percent") add(row.step, row.seconds, row.value);
        } catch (const Error&) {  // damaged: the trial has its weights, and no curve of the past
        }
        next_.onStarted(protocol, parameters);
    }
    void onPlan(const Plan& plan) override { next_.onPlan(plan); }
    void onProgress(const Progress& progress) override { next_.onProgress(progress); }
    void onEvaluation(const ValidationPoint& point) override {
        add(point.step, point.seconds, point.accuracy.percent());
        next_.onEvaluation(point);
    }
    void onEarlyEvaluation(const ValidationPoint& point) override { next_.onEarlyEvaluation(point); }
    void onModel(const ModelPtr& model) override { next_.onModel(model); }
    void onCheckpoint(const SafeTensors& state, std::int64_t step, bool best) override {
        next_.onCheckpoint(state, step, best);
    }

  private:
    void add(std::int64_t step, double seconds, double accuracyPercent) {
        curve_.push_back({shareOf(config_, step, seconds), accuracyPercent});
        if (curve_.back().share >= 1 || !isHopeless(curve_, completed_)) return;
        hopeless_ = true;
        own_.request_stop();
    }

    const TrainingConfig& config_;
    RunObserver& next_;
    fs::path directory_;
    std::vector<TrialCurve> completed_;
    TrialCurve curve_;
    bool hopeless_ = false;
    std::stop_source own_;
    std::stop_callback<std::function<void()>> forward_;  ///< from the search's stop to own_
};

/// True if the fault lies in the trial's values, and not in what all trials have in common: the loss is not finite, or
/// memory was never enough for the run, which else has a checkpoint to go on from.
bool isFaultOfValues(const Error& error, const Search& search, const fs::path& run) {
    if (error.code() == ErrorCode::Failed)
        return error.where() == "loss" ||
               (error.where() == "memory" && !fs::exists(run / "checkpoints" / "last.safetensors"));
    return error.code() == ErrorCode::InvalidSetting &&
           std::ranges::any_of(search.ranges, [&](const SearchRange& range) {
               const std::string key = range.key.substr(0, range.key.find('.'));
               return error.where() == key || (error.where() == "shots" && key == "queries");  // their sum
           });
}

/// Trains from the checkpoint if there is one, or from the beginning if the run is damaged.
TrainingResult trainTrial(const fs::path& run, const Search& search, const SearchTrial& trial, const RunData& data,
                          SearchObserver& observer, TrialWatch& watch, PauseToken& pause) {
    const OpenData open{data.background, data.validation};
    if (fs::exists(run / "run.json")) {
        try {
            return resumeRun(run, {}, watch, watch.token(), pause, open).training;
        } catch (const Unreadable&) {
            throw;
        } catch (const Error& error) {
            if (error.code() != ErrorCode::BadData) throw;
            setAside(run);
            observer.onDamagedTrial(trial, error.where() + ": " + error.problem());
        }
    }
    return startRun({search.configOf(trial), data.background.spec, data.validation.spec, run, {}, {}}, watch,
                    watch.token(), pause, open)
        .training;
}

/// Trains the trial; it is still running if the search was stopped.
void runTrial(const fs::path& directory, const Search& search, SearchTrial& trial, const RunData& data,
              SearchObserver& observer, const std::stop_token& stop, PauseToken& pause) {
    const fs::path run = trialDirectory(directory, trial.number);
    TrialWatch watch(search, observer, stop);
    try {
        const TrainingResult result = trainTrial(run, search, trial, data, observer, watch, pause);
        if (result.outcome == TrainingOutcome::Stopped && !watch.hopeless()) return;
        trial.state = result.outcome == TrainingOutcome::Completed ? TrialState::Completed : TrialState::Hopeless;
        trial.steps = result.steps;
        trial.seconds = result.seconds;
        if (result.best) {
            trial.accuracy = result.best->accuracy;
            trial.bestStep = result.best->step;
        }
    } catch (const Error& error) {
        if (!isFaultOfValues(error, search, run)) throw;
        trial.state = TrialState::Failed;
        trial.failure = error.what();
        if (fs::exists(run / "run.json")) {
            const RunRecord record = readRunRecord(run);
            trial.steps = record.step;
            trial.seconds = record.seconds;
        }
    }
    trial.curve = watch.curve();
}

/// Adds the next trial; returns false if the search has all of its trials.
bool addTrial(Search& search) {
    if (std::ssize(search.trials) >= search.trialCount) return false;
    std::vector<TriedValues> tried;
    for (const SearchTrial& trial : search.trials) tried.push_back({trial.values, trial.accuracyPercent()});
    std::optional<std::vector<double>> values = nextValues(search.ranges, tried);
    if (!values) return false;
    SearchTrial& trial = search.trials.emplace_back();
    trial.number = static_cast<int>(search.trials.size());
    trial.values = std::move(*values);
    return true;
}

SearchResult searchIn(const fs::path& directory, Search search, const RunData& data, SearchObserver& observer,
                      const std::stop_token& stop, PauseToken& pause) {
    writeSearch(directory, search);
    observer.onSearch(directory, search);
    while (!stop.stop_requested()) {
        if (search.trials.empty() || search.trials.back().ended()) {
            if (!addTrial(search)) {
                search.trialCount = static_cast<int>(search.trials.size());  // whole numbers may leave no more
                writeSearch(directory, search);
                return {directory, std::move(search), true};
            }
            writeSearch(directory, search);
        }
        SearchTrial& trial = search.trials.back();
        observer.onTrial(search, trial);
        runTrial(directory, search, trial, data, observer, stop, pause);
        if (!trial.ended()) break;
        writeSearch(directory, search);
        observer.onTrialEnd(search, trial);
    }
    return {directory, std::move(search), false};
}

/// Throws unless the folder is empty or holds a search whose first trial has no weights yet.
void requireNoSearch(const fs::path& directory) {
    const bool record = fs::exists(directory / "search.json"), trials = fs::exists(directory / "trials");
    if (!record && !trials) return requireNothingOfOthers(directory, {"lock"});
    if (record && !hasWeights(trialDirectory(directory, 1)) && readSearch(directory).trials.size() <= 1) return;
    throw Error(ErrorCode::InvalidSetting, directory.string(), "the folder already holds a search",
                "Choose another folder, or go on with that search by --resume.");
}

void requireSound(const SearchRequest& request) {
    requireTrainable(request.config);
    requireValid(request.ranges, request.config);
    if (request.trials < 1)
        throw Error(ErrorCode::InvalidSetting, "trials", "must be at least 1, is " + std::to_string(request.trials));
    if (request.validation.empty())
        throw Error(ErrorCode::InvalidSetting, "validation", "is missing",
                    "Name characters that no trial learns from, to compare the trials by.");
}

}  // namespace

fs::path searchesFolder() {
    return homeFolder() / "searches";
}

SearchResult startSearch(const SearchRequest& request, SearchObserver& observer, std::stop_token stop,
                         PauseToken& pause) {
    requireSound(request);
    const fs::path directory =
        request.directory.empty() ? newFolderIn(searchesFolder(), request.config.preset) : request.directory;
    requireNoSearch(directory);
    limitParallelThreads(request.config.threads);
    const RunData data = openRunData(request.background, request.validation, observer, stop);
    std::error_code failed;
    fs::create_directories(directory, failed);
    if (failed)
        throw Error(ErrorCode::Failed, directory.string(), "the folder cannot be made: " + failed.message(),
                    "Choose a folder that can be written to.");
    const RunLock lock(directory);
    requireNoSearch(directory);
    fs::remove_all(directory / "trials");  // without weights
    return searchIn(directory,
                    {.config = request.config,
                     .data = {refOf(data.background), refOf(data.validation)},
                     .ranges = request.ranges,
                     .trialCount = request.trials,
                     .stopsHopeless = request.stopsHopeless,
                     .startedUtc = utcNow(),
                     .trials = {}},
                    data, observer, stop, pause);
}

SearchResult resumeSearch(const fs::path& directory, std::optional<int> trials, SearchObserver& observer,
                          std::stop_token stop, PauseToken& pause) {
    readSearch(directory);  // a folder without a search is left as it is
    const RunLock lock(directory);
    Search search = readSearch(directory);
    if (trials) search.trialCount = std::max(search.trialCount, *trials);
    limitParallelThreads(search.config.threads);
    const RunData data = openRunData(search.data.background.spec, search.data.validation.spec, observer, stop);
    if (!refersTo(search.data.background, data.background) || !refersTo(search.data.validation, data.validation))
        throw Error(ErrorCode::BadData, directory.string(), "the data have changed since the search began",
                    "Restore them, or begin a new search.");
    tellUncheckedStrokes(data, search.data, observer);
    return searchIn(directory, std::move(search), data, observer, stop, pause);
}

}  // namespace oneshot
