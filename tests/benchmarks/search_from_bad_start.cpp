// Whether a search mends a bad start: compact with a learning rate of 1e-5 and a temperature of 1 learns next to
// nothing in a few steps; both are searched, the search is stopped in the middle of a trial and resumed, and what it
// found is compared with the bad start on characters that neither met, with the same tasks.
//     search_from_bad_start OUT [--trials 20] [--steps 80] [--threads 2] [--seed 1] [--data SPEC] [--validation SPEC]
//                           [--test SPEC]
// OUT gets start/, a run, and search/. Exit 1 where what it found is not better for certain.
#include <CLI/CLI.hpp>
#include <cstdio>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/compute/compute.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/evaluation/statistics.h"
#include "core/evaluation/task_evaluation.h"
#include "core/models/models.h"
#include "core/search/search.h"
#include "core/tasks/task_sampler.h"
#include "core/training/presets.h"
#include "tests/benchmarks/launched.h"
#include "tests/benchmarks/timed_training.h"

using namespace oneshot;
namespace fs = std::filesystem;

namespace {

struct Options {
    fs::path out;
    std::string data = "glyphs:seed=1", validation = "glyphs:seed=2", test = "glyphs:seed=3";
    int trials = 20, steps = 80, threads = 2;
    std::uint64_t seed = 1;
};

TrainingConfig badStart(const Options& options) {
    TrainingConfig config = presetNamed("compact").config;
    config.length.steps = options.steps;
    config.seed = options.seed;
    config.threads = options.threads;
    config.network.maps = {16, 32, 48, 64};
    config.network.embedding = 64;
    config.batches.pairsPerStep = 64;
    config.batches.glyphShare = 0;
    config.optimiser.warmupSteps = options.steps / 10;
    config.validation.intervalSteps = std::max(1, options.steps / 8);
    config.optimiser.learningRate = 1e-5;
    config.network.logitScale = 1;
    return config;
}

/// Tells each trial; stops the search in the first one from `trial` on that gets to the step.
class Teller : public SearchObserver {
  public:
    Teller(int trial, std::int64_t step) : stopTrial_(trial), stopStep_(step) {}
    std::stop_token token() const { return stop_.get_token(); }

    void onTrial(const Search&, const SearchTrial& trial) override { trial_ = trial.number; }
    void onTrialEnd(const Search& search, const SearchTrial& trial) override {
        std::printf("trial %2d  learning rate %-11g  scale %-8g  %5.1f %%  %-9s  %3lld steps, %.1f s%s\n", trial.number,
                    trial.values[0], trial.values[1], trial.accuracyPercent(),
                    std::string(enumName(trial.state)).c_str(), static_cast<long long>(trial.steps), trial.seconds,
                    search.best() == &trial ? "  best" : "");
        std::fflush(stdout);
    }
    void onProgress(const Progress& progress) override {
        if (trial_ < stopTrial_ || progress.step != stopStep_) return;
        std::printf("stopped at step %lld of trial %d, to be resumed\n", static_cast<long long>(stopStep_), trial_);
        stop_.request_stop();
    }

  private:
    int trial_ = 0, stopTrial_;
    std::int64_t stopStep_;
    std::stop_source stop_;
};

SearchResult interruptedSearch(const Options& options) {
    SearchRequest request;
    request.config = badStart(options);
    request.background = options.data;
    request.validation = options.validation;
    request.ranges = {parseSearchRange("learning_rate=1e-5:1:log"), parseSearchRange("logit_scale=1:100:log")};
    request.trials = options.trials;
    request.directory = options.out / "search";
    PauseToken pause;
    Teller teller(options.trials / 2, options.steps / 2), undisturbed(options.trials, options.steps + 1);
    if (startSearch(request, teller, teller.token(), pause).complete)
        throw Error(ErrorCode::Failed, "search", "it was not stopped");
    return resumeSearch(request.directory, {}, undisturbed, {}, pause);
}

/// found minus start.
PairedAnswers compared(const fs::path& found, const fs::path& start, const std::string& test) {
    const Dataset data = openDataset(parseDataSpec(test));
    const std::vector<Task> tasks = TaskSampler(data, {20, 1, true, 1}).take(1000);
    const TaskResults first = evaluateTasks(*openModel(found.string()), data, tasks),
                      second = evaluateTasks(*openModel(start.string()), data, tasks);
    PairedAnswers answers;
    for (std::size_t i = 0; i < tasks.size(); ++i) answers.add(first.outcomes[i].right, second.outcomes[i].right);
    return answers;
}

int run(const Options& options) {
    RunObserver silent;
    PauseToken pause;
    const RunResult start = startRun(
        {badStart(options), options.data, options.validation, options.out / "start", {}, {}}, silent, {}, pause);
    std::printf("%s, %d threads, seed %llu, %d steps a trial\n", computeDescription().c_str(), options.threads,
                static_cast<unsigned long long>(options.seed), options.steps);
    std::printf("bad start learning rate 1e-05        scale 1         %5.1f %%  %.1f s\n",
                start.training.best->accuracy.percent(), start.training.seconds);
    const SearchResult result = interruptedSearch(options);
    const SearchTrial* best = result.search.best();
    if (!best) throw Error(ErrorCode::Failed, "search", "no trial came to a figure");

    double seconds = 0, steps = 0;
    for (const SearchTrial& trial : result.search.trials) {
        seconds += trial.seconds;
        steps += static_cast<double>(trial.steps);
    }
    const PairedAnswers answers =
        compared(trialDirectory(result.directory, best->number), start.directory, options.test);
    const Interval difference = answers.difference95();
    std::printf("found, trial %d: learning rate %g, scale %g\n", best->number, best->values[0], best->values[1]);
    std::printf("%d 20-way tasks of %s: found %.1f %%, bad start %.1f %%, difference %+.1f (%+.1f .. %+.1f)\n",
                answers.total(), options.test.c_str(), answers.first().percent(), answers.second().percent(),
                answers.differencePercent(), difference.low, difference.high);
    std::printf("the search took %.0f s, %.1f trainings of the bad start; early stops spared %.0f %% of the steps\n",
                seconds, seconds / start.training.seconds,
                100 - 100 * steps / (static_cast<double>(options.steps) * options.trials));
    return difference.low > 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    startAsLaunched(argv);
    configureProcess();
    Options options;
    CLI::App app{"Searches the rate and temperature of compact from a bad start"};
    app.add_option("OUT", options.out)->required();
    app.add_option("--data", options.data);
    app.add_option("--validation", options.validation);
    app.add_option("--test", options.test);
    app.add_option("--trials", options.trials)->check(CLI::Range(2, 1000));
    app.add_option("--steps", options.steps)->check(CLI::Range(8, 100000));
    app.add_option("--threads", options.threads);
    app.add_option("--seed", options.seed);
    CLI11_PARSE(app, argc, argv);
    try {
        return run(options);
    } catch (const Error& error) {
        return reported(error);
    }
}
