// All learners beside each other: each preset trains for the same minutes with each seed, one after another, and all
// answer the same tasks, with the baselines: Lake's runs, and tasks of characters that none learnt from, across
// alphabets and within one.
//     learners_table OUT --omniglot FOLDER [--presets compact,koch2015] [--minutes 10] [--seeds 1,2] [--threads 2]
// FOLDER holds images_background_small1.zip, images_background_small2.zip, their strokes and one_shot_runs_01-10.zip;
// --data, --test and --lake name other files. Weights are chosen on built-in glyphs, so that nothing of the test is
// looked at before.
// OUT gets learners.md, learners.json, runs/ and answers/. Run it again after an interruption: trainings that are done
// are not repeated, an unfinished one goes on. A training that is to be measured wants the machine for itself.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>

#include "core/base/error.h"
#include "core/base/save_file.h"
#include "core/base/text.h"
#include "core/compute/compute.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/models/models.h"
#include "core/report/comparison_report.h"
#include "core/runs/run.h"
#include "core/runs/run_record.h"
#include "core/training/presets.h"
#include "tests/benchmarks/launched.h"
#include "tests/benchmarks/timed_training.h"

using namespace oneshot;
namespace fs = std::filesystem;

namespace {

struct Options {
    fs::path out, omniglot;
    std::vector<std::string> presets, baselines = baselineNames();
    std::vector<std::uint64_t> seeds{1};
    std::vector<int> ways{5, 20};
    std::string data, test, lake, validation = "glyphs:seed=2";
    double minutes = 10;
    int threads = 2, tasks = 1000;
};

/// One training of a preset.
struct Trained {
    std::string preset;
    std::uint64_t seed = 0;
    fs::path run;
    std::optional<RunRecord> record;
    std::string problem;  ///< why there is no model
};

class Teller : public RunObserver {
  public:
    void onProgress(const Progress& progress) override {
        if (progress.seconds - told_ < 1) return;
        told_ = progress.seconds;
        std::fprintf(stderr, "\r%6.0f s, step %lld, loss %.3f   ", progress.seconds,
                     static_cast<long long>(progress.step), progress.loss);
    }

  private:
    double told_ = 0;
};

Trained trained(const std::string& preset, std::uint64_t seed, const Options& options) {
    Trained result{preset, seed, {}, {}, {}};
    result.run = options.out / "runs" /
                 fmt::format("{}_{:g}min_seed{}", preset, options.minutes, static_cast<unsigned long long>(seed));
    Teller teller;
    PauseToken pause;
    try {
        std::fprintf(stderr, "%s\n", result.run.string().c_str());
        if (!fs::exists(result.run / "checkpoints" / "last.safetensors")) {
            fs::remove_all(result.run);  // ended before its first checkpoint
            RunRequest request;
            request.config = timedConfig(preset, options.minutes, seed, options.threads);
            request.background = options.data;
            request.validation = options.validation;
            request.directory = result.run;
            startRun(request, teller, {}, pause);
        } else if (readRunRecord(result.run).state != RunState::Completed) {
            resumeRun(result.run, {}, teller, {}, pause);
        }
        result.record = readRunRecord(result.run);
        if (result.record->config != timedConfig(preset, options.minutes, seed, options.threads) ||
            result.record->data.background.sha256 != openDataset(parseDataSpec(options.data)).sha256)
            throw Error(ErrorCode::InvalidSetting, result.run.string(), "it was trained otherwise or on other data",
                        "Choose another folder for this table.");
    } catch (const Error& error) {
        result.problem = error.what();
    }
    std::fprintf(stderr, "\n%s", result.problem.empty() ? "" : (result.problem + '\n').c_str());
    return result;
}

std::vector<ComparisonRequest> requests(const Options& options) {
    std::vector<ComparisonRequest> all{{options.lake, {}, {}}};
    for (const bool within : {false, true})
        for (const int ways : options.ways)  // each by itself: a memory has no labels for more
            all.push_back({{}, options.test, {{ways}, {1}, within, options.tasks, 1}});
    return all;
}

LearnerComparison compared(const ComparisonRequest& request, const std::vector<Trained>& trainings,
                           const Options& options) {
    const auto material = std::make_shared<const ComparisonMaterial>(openComparison(request));
    const AnswerCache cache(options.out / "answers");
    std::vector<ComparedLearner> learners;
    const auto ask = [&](const std::string& model) {
        learners.push_back(
            askLearner(model, *openModel(model), *material, &cache, [&](std::int64_t done, std::int64_t total) {
                std::fprintf(stderr, "\r%-60s %3lld %%", fs::path(model).filename().string().c_str(),
                             static_cast<long long>(100 * done / std::max<std::int64_t>(1, total)));
            }));
    };
    for (const Trained& training : trainings)
        if (training.problem.empty()) ask(training.run.string());
    for (const std::string& baseline : options.baselines) ask(baseline);
    std::fprintf(stderr, "\n");
    return compareLearners(material, std::move(learners), Reference::Best);
}

/// Error and its interval, or accuracy and its interval.
std::string cell(const ComparedAccuracy& a, bool error) {
    if (error)
        return fmt::format("{:.1f} ({:.1f} – {:.1f})", 100 - a.percent, 100 - a.confidence95.high,
                           100 - a.confidence95.low);
    return fmt::format("{:.1f} ({:.1f} – {:.1f})", a.percent, a.confidence95.low, a.confidence95.high);
}

/// The figures of one learner in all comparisons, in percent: of Lake's runs the error.
std::vector<double> figuresOf(const std::vector<LearnerComparison>& comparisons, std::size_t learner) {
    std::vector<double> figures;
    for (const LearnerComparison& comparison : comparisons)
        for (const ComparedAccuracy& a : comparison.accuracies[learner])
            figures.push_back(comparison.material->lake() ? 100 - a.percent : a.percent);
    return figures;
}

/// Of a preset with several seeds: mean, and lowest to highest.
std::string meanRow(const std::string& preset, const std::vector<std::vector<double>>& seeds) {
    std::string row = "| " + preset + " | mean | | |";
    for (std::size_t i = 0; i < seeds.front().size(); ++i) {
        double sum = 0, low = 100, high = 0;
        for (const std::vector<double>& figures : seeds) {
            sum += figures[i];
            low = std::min(low, figures[i]);
            high = std::max(high, figures[i]);
        }
        row += fmt::format(" {:.1f} [{:.1f} – {:.1f}] |", sum / static_cast<double>(seeds.size()), low, high);
    }
    return row + '\n';
}

std::string headline(const std::vector<Trained>& trainings, const std::vector<ComparisonRequest>& asked,
                     const std::vector<LearnerComparison>& comparisons) {
    std::string head = "| learner | seed | steps | images |", rule = "|---|---|---|---|", rows;
    for (const ComparisonRequest& request : asked) {
        const ComparisonSettings& tasks = request.settings;
        head += !request.lake.empty() ? " error on Lake's runs |"
                                      : fmt::format(" {}-way {} |", tasks.ways.front(),
                                                    tasks.withinAlphabet ? "within alphabets" : "across alphabets");
        rule += "---|";
    }
    std::size_t learner = 0;
    const auto figures = [&] {
        std::string row;
        for (const LearnerComparison& comparison : comparisons) {
            const std::vector<ComparedAccuracy>& accuracies = comparison.accuracies[learner];
            row += accuracies.empty() ? " – |"  // it cannot answer such tasks
                                      : ' ' + cell(accuracies.front(), comparison.material->lake()) + " |";
        }
        return row + '\n';
    };
    std::vector<std::vector<double>> seeds;  // of the preset so far
    for (std::size_t t = 0; t < trainings.size(); ++t) {
        const Trained& training = trainings[t];
        rows += "| " + training.preset + " | " + std::to_string(training.seed) + " | ";
        if (training.problem.empty()) {
            rows += grouped(training.record->step) + " | " + grouped(training.record->images) + " |" + figures();
            seeds.push_back(figuresOf(comparisons, learner++));
            if (seeds.back().size() != seeds.front().size()) seeds.pop_back();  // it could not be asked everything
        } else {
            rows += "| | " + training.problem + " |\n";
        }
        if (t + 1 < trainings.size() && trainings[t + 1].preset == training.preset) continue;
        if (seeds.size() > 1) rows += meanRow(training.preset, seeds);
        seeds.clear();
    }
    for (; learner < comparisons.front().learners.size(); ++learner)
        rows += "| " + comparisons.front().learners[learner].name + " | | | |" + figures();
    return head + '\n' + rule + '\n' + rows;
}

Json trainingJson(const Trained& training) {
    Json json{{"preset", training.preset}, {"seed", training.seed}, {"run", training.run.filename().string()}};
    if (!training.problem.empty()) json["problem"] = training.problem;
    if (training.record)
        json.update({{"steps", training.record->step},
                     {"images", training.record->images},
                     {"seconds", training.record->seconds},
                     {"parameters", training.record->parameters}});
    return json;
}

void write(const Options& options, const std::vector<Trained>& trainings,
           const std::vector<LearnerComparison>& comparisons) {
    const std::vector<ComparisonRequest> asked = requests(options);
    const std::string protocol = fmt::format("{:g} minutes each on {}, {}, weights chosen on {}. ", options.minutes,
                                             fs::path(options.data).filename().string(),
                                             counted(options.threads, "thread"), options.validation) +
                                 computeDescription() + '.';
    std::string text = "# Learners\n\n" + protocol +
                       " Percent, with 95 % intervals; a row `mean` gives lowest to highest of its seeds.\n\n" +
                       headline(trainings, asked, comparisons);
    Json json{{"protocol", protocol},
              {"minutes", options.minutes},
              {"threads", options.threads},
              {"trainings", Json::array()},
              {"comparisons", Json::array()}};
    for (const Trained& training : trainings) json["trainings"].push_back(trainingJson(training));
    for (std::size_t i = 0; i < comparisons.size(); ++i) {
        text += "\n## " + comparisons[i].material->settings.front().protocol + "\n\n" + toMarkdown(comparisons[i]);
        json["comparisons"].push_back(toJson(asked[i], comparisons[i]));
    }
    saveFile(options.out / "learners.md", text);
    saveFile(options.out / "learners.json", json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n');
    std::printf("%s\n", headline(trainings, asked, comparisons).c_str());
}

}  // namespace

int main(int argc, char** argv) try {
    startAsLaunched(argv);
    configureProcess();
    Options options;
    CLI::App app("Trains all learners for the same time and compares them on the same tasks");
    app.add_option("OUT", options.out, "Folder for the table and the runs")->required();
    app.add_option("--omniglot", options.omniglot, "Folder of Omniglot's small sets and Lake's runs");
    app.add_option("--presets", options.presets, "By commas; all if not given")->delimiter(',');
    app.add_option("--baselines", options.baselines, "Models that are not trained here, by commas")->delimiter(',');
    app.add_option("--minutes", options.minutes, "Of each training")->check(CLI::PositiveNumber)->capture_default_str();
    app.add_option("--seeds", options.seeds, "By commas")->delimiter(',')->default_str("1");
    app.add_option("--threads", options.threads)->capture_default_str();
    app.add_option("--ways", options.ways)->delimiter(',')->default_str("5,20");
    app.add_option("--tasks", options.tasks, "Of each number of ways")->capture_default_str();
    app.add_option("--data", options.data, "To learn from, instead of FOLDER's small1");
    app.add_option("--validation", options.validation, "To choose weights by")->capture_default_str();
    app.add_option("--test", options.test, "To draw tasks from, instead of FOLDER's small2 without Greek and Latin");
    app.add_option("--lake", options.lake, "Instead of FOLDER's runs 01 to 10");
    CLI11_PARSE(app, argc, argv);
    useComputeThreads(options.threads);
    if (options.presets.empty())
        for (const Preset& preset : presets()) options.presets.push_back(preset.name);
    if (options.data.empty())
        options.data = (options.omniglot / "images_background_small1.zip").string() + ":strokes=beside";
    if (options.test.empty())
        options.test =
            (options.omniglot / "images_background_small2.zip").string() + ":strokes=beside,not-alphabets=Greek+Latin";
    if (options.lake.empty()) options.lake = (options.omniglot / "one_shot_runs_01-10.zip").string();

    std::vector<Trained> trainings;
    for (const std::string& preset : options.presets)
        for (const std::uint64_t seed : options.seeds) trainings.push_back(trained(preset, seed, options));
    std::vector<LearnerComparison> comparisons;
    for (const ComparisonRequest& request : requests(options))
        comparisons.push_back(compared(request, trainings, options));
    write(options, trainings, comparisons);
    return 0;
} catch (const Error& error) {
    return reported(error);
}
