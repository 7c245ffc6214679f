#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "app/cli/cli_support.h"
#include "app/cli/command.h"
#include "app/cli/console.h"
#include "app/cli/dataset_text.h"
#include "app/cli/device_option.h"
#include "app/cli/interrupt.h"
#include "app/cli/number_checks.h"
#include "app/cli/task_options.h"
#include "core/base/utf8.h"
#include "core/evaluation/model_evaluation.h"
#include "core/models/models.h"
#include "core/models/views.h"
#include "core/runs/run_evaluations.h"

namespace oneshot::cli {
namespace {

struct Options : EvaluationRequest {
    std::string model;
    std::optional<Device> device;
    bool json = false;
};

std::string modelLine(const Origin& origin) {
    std::string line = "model   " + oneLine(origin.model);
    if (origin.parameters > 0)
        line += ", " + counted(origin.parameters, "parameter") + ", step " + grouped(origin.step);
    if (!origin.data.spec.empty()) line += ", learnt from " + oneLine(origin.data.spec);
    return line + '\n';
}

std::string seenLine(int seenCharacters) {
    if (seenCharacters == 0) return "seen    no character of the tasks was learnt from";
    return "seen    " + grouped(seenCharacters) + " of the tasks' characters learnt from: NO ONE-SHOT FIGURE";
}

/// The line about test-time augmentation and re-ranking; empty without them.
std::string thinkingLine(const Options& options) {
    std::string line;
    if (options.views > 0) line = "mean of " + counted(options.views + 1, "view") + " of each drawing";
    if (options.reranking.best > 0)
        line += (line.empty() ? "best " : "; best ") + counted(options.reranking.best, "way") +
                fmt::format(" re-scored by deformation, weight {:g}", options.reranking.weight);
    return line.empty() ? line : "thinks  " + line + '\n';
}

std::string timingLine(const TaskTotals& results) {
    const std::string reranking =
        results.secondsReranking > 0
            ? fmt::format(", {:.2f} s to re-score ({:.1f} ms a task)", results.secondsReranking,
                          1000 * results.secondsReranking / static_cast<double>(results.tasks))
            : "";
    return fmt::format("time    {:.2f} s to embed, {:.2f} s to compare", results.secondsEmbedding,
                       results.secondsComparing) +
           reranking + '\n';
}

/// "20-way", or "3- to 20-way" if the runs differ.
std::string waysText(const LakeRuns& runs) {
    std::set<std::size_t> ways;
    for (const LakeRuns::Run& run : runs.runs)
        for (const Task& task : run.tasks) ways.insert(task.ways.size());
    return (ways.size() > 1 ? fmt::format("{}- to ", *ways.begin()) : "") + fmt::format("{}-way", *ways.rbegin());
}

void printLake(const OneShotModel& model, const Options& options, const LakeEvaluation& evaluation) {
    const LakeResult& result = evaluation.result;
    std::string perRun;
    for (const double error : result.perRunErrorPercent) perRun += fmt::format(" {:.0f}", error);
    print(modelLine(model.origin()) + "runs    " + oneLine(options.lake) + ": " + counted(result.trials, "trial") +
          " in " + counted(static_cast<std::int64_t>(evaluation.runs.runs.size()), "run") + ", " +
          waysText(evaluation.runs) + " within one alphabet\n" + thinkingLine(options) + '\n' +
          fmt::format("error   {:.2f} %, 95 % interval {} ({})\n", result.errorPercent, percent(result.confidence95),
                      runMeanMethod) +
          "by run " + perRun + " %\n" + timingLine(result.results) + seenLine(result.seenCharacters));
}

/// The line about alphabets with too few characters for so many ways; empty if there are none.
std::string unusedLine(int ways, const std::vector<std::string>& alphabets) {
    if (alphabets.empty()) return {};
    return fmt::format("No {}-way tasks of alphabets with too few characters: {}\n", ways,
                       oneLine(fmt::format("{}", fmt::join(alphabets, ", "))));
}

void printData(const OneShotModel& model, const Options& options, const DataEvaluation& evaluation) {
    const Dataset& data = evaluation.data;
    const auto& [points, totals] = evaluation.sweep;
    std::string table = fmt::format("{:>5} {:>6} {:>6} {:>10}   {:15} {:>8}\n", "ways", "shots", "tasks", "accuracy",
                                    "95 % interval", "chance");
    for (const WaysPoint& point : points)
        table += fmt::format("{:5} {:6} {:6} {:8.1f} %   {:15} {:6.1f} %\n", point.ways, options.shots, options.tasks,
                             point.accuracy.percent(), percent(point.accuracy.confidence95()), 100.0 / point.ways);
    for (std::size_t i = 0; i < points.size(); ++i) table += unusedLine(points[i].ways, evaluation.unusedAlphabets[i]);
    print(modelLine(model.origin()) + "data    " + oneLine(data.name) + ": " +
          counted(data.characterCount(), "character") + " of " +
          counted(static_cast<std::int64_t>(data.alphabets.size()), "alphabet") + ", tasks " +
          (options.withinAlphabet ? "within one alphabet" : "across alphabets") + '\n' + thinkingLine(options) + '\n' +
          table + "\n" + timingLine(totals) + seenLine(totals.seenCharacters));
}

void printVerification(const OneShotModel& model, const Options& options, const VerificationEvaluation& evaluation) {
    const VerificationResult& result = evaluation.result;
    print(modelLine(model.origin()) + "data    " + oneLine(evaluation.data.name) + ": " +
          counted(result.accuracy.total, "pair") + " of " + counted(result.characters, "character") +
          ", half of them same\n" + thinkingLine(options) + '\n' +
          fmt::format("right   {:.2f} %, 95 % interval {} ({})\n", result.accuracy.percent(),
                      percent(result.confidence95), dyadicMethod) +
          fmt::format("same is a score from {:g} on, chosen on as many pairs of ", result.threshold) +
          counted(result.thresholdCharacters, "other character") + '\n' +
          fmt::format("ROC     area under the curve {:.4f}, equal error rate {:.2f} %\n", result.areaUnderCurve,
                      100 * result.equalErrorRate) +
          fmt::format("time    {:.2f} s to embed, {:.2f} s to compare\n", result.secondsEmbedding,
                      result.secondsComparing) +
          seenLine(result.seenCharacters));
}

void printPresentations(const OneShotModel& model, const Options& options, const PresentationEvaluation& evaluation) {
    std::string table =
        fmt::format("{:>5} {:>12} {:>8} {:>10}   {}\n", "ways", "presentation", "answers", "accuracy", "95 % interval");
    int seen = 0;
    for (std::size_t i = 0; i < evaluation.results.size(); ++i) {
        const auto& [points, seenCharacters] = evaluation.results[i];
        seen = std::max(seen, seenCharacters);
        for (std::size_t p = 0; p < points.size(); ++p)
            table += fmt::format("{:5} {:12} {:8} {:8.1f} %   {}\n", options.ways[i], p + 1, points[p].accuracy.total,
                                 points[p].accuracy.percent(), percent(points[p].confidence95));
    }
    print(modelLine(model.origin()) + "data    " + oneLine(evaluation.data.name) + ": " +
          counted(evaluation.data.characterCount(), "character") + ", " + counted(options.episodes, "episode") +
          ", each drawing answered before its label is told\n\n" + table + '\n' + seenLine(seen));
}

struct Answer {
    Json result, warnings;
};

/// The result, printed unless it is asked for as JSON.
Answer ask(const OneShotModel& model, const Options& options, Console& console, const std::stop_token& stop) {
    ProgressFunction counter;  // its clock begins with the first answer
    const auto answering = [&](std::int64_t done, std::int64_t total) {
        if (!counter) counter = console.counter("answering tasks");
        counter(done, total);
    };
    if (!options.lake.empty()) {
        const LakeEvaluation evaluation = evaluateOnLake(model, options, answering, stop);
        const Dataset& data = evaluation.runs.dataset;
        Json warnings = showWarnings(data.name, data.readingWarnings);  // the others mean nothing to its fixed tasks
        if (!options.json) printLake(model, options, evaluation);
        return {toJson(model, options, evaluation), std::move(warnings)};
    }
    if (options.verification) {
        const VerificationEvaluation evaluation =
            evaluateVerification(model, options, console.counter("reading " + options.data), answering, stop);
        Json warnings = showWarnings(evaluation.data);
        if (!options.json) printVerification(model, options, evaluation);
        return {toJson(model, options, evaluation), std::move(warnings)};
    }
    if (options.presentations) {
        const PresentationEvaluation evaluation =
            evaluatePresentations(model, options, console.counter("reading " + options.data), answering, stop);
        Json warnings = showWarnings(evaluation.data);
        if (!options.json) printPresentations(model, options, evaluation);
        return {toJson(model, options, evaluation), std::move(warnings)};
    }
    const DataEvaluation evaluation =
        evaluateOnData(model, options, console.counter("reading " + options.data), answering, stop);
    Json warnings = showWarnings(evaluation.data);
    if (!options.json) printData(model, options, evaluation);
    return {toJson(model, options, evaluation), std::move(warnings)};
}

/// The usual numbers of ways, of a memory no more than it has labels.
std::vector<int> usualWays(const OneShotModel& model, std::vector<int> ways) {
    if (const int labels = model.labels(); labels > 0)
        for (int& each : ways) each = std::min(each, labels);
    ways.erase(std::unique(ways.begin(), ways.end()), ways.end());
    return ways;
}

int evaluate(Options options, bool waysGiven) {
    Interrupt interrupt;
    Console console;
    const ModelPtr opened = openModel(options.model, options.device.value_or(Device::Cpu));
    const ModelPtr model = withViews(opened, options.views, 1, interrupt.token());
    warnOfLastWeights(console, options.model);
    if (!waysGiven) options.ways = usualWays(*opened, options.presentations ? std::vector{5} : options.ways);
    requireData("evaluate", options.lake, options.data);
    auto [result, warnings] = ask(*model, options, console, interrupt.token());
    if (!model->origin().run.empty()) result["weights"] = weightsOf(options.model);
    if (!model->origin().run.empty()) try {
            if (const auto aside = recordEvaluation(options.model, result); !aside.empty())
                console.message("evaluation.json was damaged and is kept beside as " + aside.filename().string() +
                                "; a new one is begun.");
        } catch (const Error& error) {  // a colleague's run, read-only, can be measured too
            console.message(std::string("oneshot: not kept in the run: ") + error.what());
        }
    result["warnings"] = std::move(warnings);
    if (options.json) printJson(result);
    return exitDone;
}

/// Adds what can be measured instead of tasks.
void addOtherQuestions(CLI::App& evaluate, Options& options) {
    CLI::Option* verification =
        evaluate
            .add_flag("--verification", options.verification,
                      "Decide for pairs whether they show one character: accuracy, ROC curve, threshold")
            ->needs("--data")
            ->excludes("--ways")
            ->excludes("--shots")
            ->excludes("--tasks")
            ->excludes("--within-alphabet");
    evaluate
        .add_option("--pairs", options.pairs, "How many pairs, half same; the threshold is chosen on as many others")
        ->type_name("N")
        ->check(wholeNumber(2, 10000000))
        ->capture_default_str()
        ->needs(verification);
    CLI::Option* presentations = evaluate
                                     .add_flag("--presentations", options.presentations,
                                               "For a memory (preset mann): accuracy at the 1st to 10th drawing of a "
                                               "character in an episode of --ways "
                                               "characters")
                                     ->needs("--data")
                                     ->excludes("--shots")
                                     ->excludes("--tasks")
                                     ->excludes("--within-alphabet")
                                     ->excludes(verification);
    evaluate.add_option("--episodes", options.episodes, "How many episodes for each number of ways")
        ->type_name("N")
        ->check(wholeNumber(1, 1000000))
        ->capture_default_str()
        ->needs(presentations);
}

/// Adds test-time augmentation and re-ranking.
void addThinkingOptions(CLI::App& evaluate, Options& options) {
    evaluate
        .add_option("--views", options.views,
                    "Test-time augmentation: average over so many distorted views of each drawing besides the plain "
                    "one, which is that much slower")
        ->type_name("N")
        ->check(wholeNumber(0, 1000))
        ->capture_default_str()
        ->excludes("--presentations");
    evaluate
        .add_option("--rerank", options.reranking.best,
                    "Re-rank the best so many ways by bending their drawings to the query; 0: none")
        ->type_name("K")
        ->check(wholeNumber(0, 1000))
        ->capture_default_str()
        ->excludes("--verification")
        ->excludes("--presentations");
    evaluate
        .add_option("--rerank-weight", options.reranking.weight,
                    "Weight of the bending's cost against the logarithm of a way's probability")
        ->type_name("X")
        ->check(number(0, 1e6))
        ->capture_default_str()
        ->needs("--rerank");
}

}  // namespace

Command addEvaluateCommand(CLI::App& app) {
    auto options = std::make_shared<Options>();
    CLI::App* evaluate = app.add_subcommand("evaluate", "Measure a model on Lake's runs, on sampled tasks or on pairs");
    evaluate->add_option("--model", options->model, modelHelp())->type_name("MODEL")->required();
    CLI::Option* lake = addLakeOption(*evaluate, options->lake);
    lake->excludes(evaluate->add_option("--shots", options->shots, "Drawings of each")
                       ->type_name("K")
                       ->check(wholeNumber(1, 1000))
                       ->capture_default_str());
    addTaskOptions(*evaluate, *lake, options->data, *options);
    addOtherQuestions(*evaluate, *options);
    addThinkingOptions(*evaluate, *options);
    addDeviceOption(*evaluate, options->device);
    evaluate->add_flag("--json", options->json, "Print the result as one JSON object");
    evaluate->footer(
        "\nTasks within one alphabet are far harder than across alphabets. A tie is an error.\n"
        "Vectors are for pixels-l2, which compares their numbers as they are, random, and what was trained with "
        "architecture=dense.\n\nExamples:\n"
        "  oneshot evaluate --model modified-hausdorff --lake all_runs.zip\n"
        "  oneshot evaluate --model RUN_DIR --data images_evaluation.zip --ways 5,20 --within-alphabet\n"
        "  oneshot evaluate --model shipped --data images_evaluation.zip --ways 20 --views 8 --rerank 5\n"
        "  oneshot evaluate --model RUN_DIR --data images_evaluation.zip --verification\n"
        "  oneshot evaluate --model MANN_RUN_DIR --data images_evaluation.zip --presentations\n"
        "  oneshot evaluate --model pixels-l2 --data glyphs:seed=9 --tasks 200 --json");
    return {evaluate, [options, ways = evaluate->get_option("--ways")] {
                return oneshot::cli::evaluate(*options, ways->count() > 0);
            }};
}

}  // namespace oneshot::cli
