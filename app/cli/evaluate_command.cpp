#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "app/cli/command.h"
#include "app/cli/dataset_text.h"
#include "core/base/utf8.h"
#include "core/evaluation/model_evaluation.h"
#include "core/models/models.h"
#include "core/models/views.h"
#include "core/runs/run_evaluations.h"
#include "core/runs/run_names.h"

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
std::string slowerLine(const Options& options) {
    std::vector<std::string> parts;
    if (options.views > 0)
        parts.push_back(fmt::format("mean of {} of each drawing", counted(options.views + 1, "view")));
    if (options.reranking.best > 0)
        parts.push_back(fmt::format("best {} re-scored by deformation, weight {:g}",
                                    counted(options.reranking.best, "way"), options.reranking.weight));
    return parts.empty() ? "" : fmt::format("slower  {}\n", fmt::join(parts, "; "));
}

std::string timingLine(double embedding, double comparing) {
    return fmt::format("time    {:.2f} s to embed, {:.2f} s to compare", embedding, comparing);
}

std::string timingLine(const TaskTotals& results) {
    std::string line = timingLine(results.secondsEmbedding, results.secondsComparing);
    if (results.secondsReranking > 0)
        line += fmt::format(", {:.2f} s to re-score ({:.1f} ms a task)", results.secondsReranking,
                            1000 * results.secondsReranking / static_cast<double>(results.tasks));
    return line + '\n';
}

/// "20-way", or "3- to 20-way" if the runs differ.
std::string waysText(const LakeRuns& runs) {
    std::set<std::size_t> ways;
    for (const LakeRuns::Run& run : runs.runs)
        for (const Task& task : run.tasks) ways.insert(task.ways.size());
    return (ways.size() > 1 ? fmt::format("{}- to ", *ways.begin()) : "") + fmt::format("{}-way", *ways.rbegin());
}

// The results as a person reads them, below the line of the model.

std::string resultText(const Options& options, const LakeEvaluation& evaluation) {
    const LakeResult& result = evaluation.result;
    return fmt::format("runs    {}: {} in {}, {} within one alphabet\n{}\n", oneLine(options.lake),
                       counted(result.trials, "trial"), counted(std::ssize(evaluation.runs.runs), "run"),
                       waysText(evaluation.runs), slowerLine(options)) +
           fmt::format("error   {:.2f} %, 95 % interval {} ({})\nby run  {:.0f} %\n", result.errorPercent,
                       percent(result.confidence95), runMeanMethod, fmt::join(result.perRunErrorPercent, " ")) +
           timingLine(result.results) + seenLine(result.seenCharacters);
}

std::string resultText(const Options& options, const DataEvaluation& evaluation) {
    const auto& [points, totals] = evaluation.sweep;
    std::string text =
        fmt::format("data    {}: {}, tasks {}\n{}\n", oneLine(evaluation.data.name), charactersText(evaluation.data),
                    options.withinAlphabet ? "within one alphabet" : "across alphabets", slowerLine(options)) +
        fmt::format("{:>5} {:>6} {:>6} {:>10}   {:15} {:>8}\n", "ways", "shots", "tasks", "accuracy", "95 % interval",
                    "chance");
    for (const WaysPoint& point : points)
        text += fmt::format("{:5} {:6} {:6} {:8.1f} %   {:15} {:6.1f} %\n", point.ways, options.shots, options.tasks,
                            point.accuracy.percent(), percent(point.accuracy.confidence95()), 100.0 / point.ways);
    for (std::size_t i = 0; i < points.size(); ++i)
        if (const std::vector<std::string>& unused = evaluation.unusedAlphabets[i]; !unused.empty())
            text += fmt::format("No {}-way tasks of alphabets with too few characters: {}\n", points[i].ways,
                                oneLine(fmt::format("{}", fmt::join(unused, ", "))));
    return text + '\n' + timingLine(totals) + seenLine(totals.seenCharacters);
}

std::string resultText(const Options& options, const VerificationEvaluation& evaluation) {
    const VerificationResult& result = evaluation.result;
    return fmt::format("data    {}: {} of {}, half of them same\n{}\n", oneLine(evaluation.data.name),
                       counted(result.accuracy.total, "pair"), counted(result.characters, "character"),
                       slowerLine(options)) +
           fmt::format("right   {:.2f} %, 95 % interval {} ({})\n", result.accuracy.percent(),
                       percent(result.confidence95), dyadicMethod) +
           fmt::format("same is a score from {:g} on, chosen on as many pairs of {}\n", result.threshold,
                       counted(result.thresholdCharacters, "other character")) +
           fmt::format("ROC     area under the curve {:.4f}, equal error rate {:.2f} %\n", result.areaUnderCurve,
                       100 * result.equalErrorRate) +
           timingLine(result.secondsEmbedding, result.secondsComparing) + '\n' + seenLine(result.seenCharacters);
}

std::string resultText(const Options& options, const PresentationEvaluation& evaluation) {
    std::string text =
        fmt::format("data    {}: {}, {}, each drawing answered before its label is shown\n\n",
                    oneLine(evaluation.data.name), counted(evaluation.data.characterCount(), "character"),
                    counted(options.episodes, "episode")) +
        fmt::format("{:>5} {:>12} {:>8} {:>10}   {}\n", "ways", "presentation", "answers", "accuracy", "95 % interval");
    int seen = 0;
    for (std::size_t i = 0; i < evaluation.results.size(); ++i) {
        const auto& [points, seenCharacters] = evaluation.results[i];
        seen = std::max(seen, seenCharacters);
        for (std::size_t p = 0; p < points.size(); ++p)
            text += fmt::format("{:5} {:12} {:8} {:8.1f} %   {}\n", options.ways[i], p + 1, points[p].accuracy.total,
                                points[p].accuracy.percent(), percent(points[p].confidence95));
    }
    return text + '\n' + seenLine(seen);
}

struct Answer {
    Json result, warnings;
};

/// Returns the result, which it prints unless JSON is asked for.
template <typename Evaluation>
Answer answerOf(const OneShotModel& model, const Options& options, const Evaluation& evaluation, Json warnings) {
    if (!options.json) print(modelLine(model.origin()) + resultText(options, evaluation));
    return {toJson(model, options, evaluation), std::move(warnings)};
}

Answer ask(const OneShotModel& model, const Options& options, Console& console, const std::stop_token& stop) {
    ProgressFunction counter;  // its clock begins with the first answer
    const auto answering = [&](std::int64_t done, std::int64_t total) {
        if (!counter) counter = console.counter("answering tasks");
        counter(done, total);
    };
    if (!options.lake.empty()) {
        const LakeEvaluation evaluation = evaluateOnLake(model, options, answering, stop);
        const Dataset& data = evaluation.runs.dataset;  // whose other warnings mean nothing to its fixed tasks
        return answerOf(model, options, evaluation, showWarnings(data.name, data.readingWarnings));
    }
    const ProgressFunction reading = console.counter("reading " + options.data);
    const auto answer = [&](const auto& evaluation) {
        return answerOf(model, options, evaluation, showWarnings(evaluation.data));
    };
    if (options.verification) return answer(evaluateVerification(model, options, reading, answering, stop));
    if (options.presentations) return answer(evaluatePresentations(model, options, reading, answering, stop));
    return answer(evaluateOnData(model, options, reading, answering, stop));
}

/// Returns the usual numbers of ways, for a memory no more than it has labels.
std::vector<int> usualWays(const OneShotModel& model, std::vector<int> ways) {
    if (const int labels = model.labels(); labels > 0)
        for (int& each : ways) each = std::min(each, labels);
    ways.erase(std::unique(ways.begin(), ways.end()), ways.end());
    return ways;
}

/// Adds the result to the run's evaluations.
void keep(const std::string& run, const Json& result) try {
    if (const auto aside = recordEvaluation(run, result); !aside.empty())
        Console::message("evaluation.json was damaged and is kept beside as " + aside.filename().string() +
                         "; a new one is begun.");
} catch (const Error& error) {  // a colleague's run, read-only, can be measured too
    Console::message(std::string("oneshot: not kept in the run: ") + error.what());
}

int evaluate(Options options, bool waysGiven) {
    Interrupt interrupt;
    Console console;
    options.model = withRunFolders(options.model);
    const ModelPtr opened = openNamedModel(options.model, options.device);
    const ModelPtr model = withViews(opened, options.views, 1, interrupt.token());
    if (!waysGiven) options.ways = usualWays(*opened, options.presentations ? std::vector{5} : options.ways);
    requireLakeOrData("evaluate", options.lake, options.data);
    auto [result, warnings] = ask(*model, options, console, interrupt.token());
    if (!model->origin().run.empty()) {
        result["weights"] = weightsOf(options.model);
        keep(options.model, result);
    }
    result["warnings"] = std::move(warnings);
    if (options.json) printJson(result);
    return exitDone;
}

void exclude(CLI::Option& option, std::initializer_list<const char*> others) {
    for (const char* other : others) option.excludes(other);
}

/// Adds what can be measured instead of tasks.
void addOtherMeasures(CLI::App& evaluate, Options& options) {
    CLI::Option* verification =
        evaluate
            .add_flag("--verification", options.verification,
                      "Decide for pairs whether they show one character: accuracy, ROC curve, threshold")
            ->needs("--data");
    exclude(*verification, {"--ways", "--shots", "--tasks", "--within-alphabet"});
    addChecked(evaluate, "--pairs", options.pairs, "N", wholeNumber(2, 10000000),
               "How many pairs, half same; the threshold is chosen on as many others")
        ->needs(verification);
    CLI::Option* presentations = evaluate
                                     .add_flag("--presentations", options.presentations,
                                               "For a memory (preset mann): accuracy at the 1st to 10th drawing of a "
                                               "character in an episode of --ways characters")
                                     ->needs("--data");
    exclude(*presentations, {"--shots", "--tasks", "--within-alphabet", "--verification"});
    addChecked(evaluate, "--episodes", options.episodes, "N", wholeNumber(1, 1000000),
               "How many episodes for each number of ways")
        ->needs(presentations);
}

/// Adds test-time augmentation and re-ranking.
void addSlowerAnswers(CLI::App& evaluate, Options& options) {
    addChecked(evaluate, "--views", options.views, "N", wholeNumber(0, 1000),
               "Test-time augmentation: average over so many distorted views of each drawing besides the plain one, "
               "which is that much slower")
        ->excludes("--presentations");
    CLI::Option* rerank = addChecked(evaluate, "--rerank", options.reranking.best, "K", wholeNumber(0, 1000),
                                     "Re-rank the best so many ways by bending their drawings to the query; 0: none");
    exclude(*rerank, {"--verification", "--presentations"});
    addChecked(evaluate, "--rerank-weight", options.reranking.weight, "X", number(0, 1e6),
               "Weight of the bending's cost against the logarithm of a way's probability")
        ->needs(rerank);
}

}  // namespace

Command addEvaluateCommand(CLI::App& app) {
    auto options = std::make_shared<Options>();
    CLI::App* evaluate = app.add_subcommand("evaluate", "Measure a model on Lake's runs, on sampled tasks or on pairs");
    addOption(*evaluate, "--model", options->model, "MODEL", modelHelp())->required();
    CLI::Option* lake = addLakeOption(*evaluate, options->lake);
    lake->excludes(addChecked(*evaluate, "--shots", options->shots, "K", wholeNumber(1, 1000), "Drawings of each"));
    addTaskOptions(*evaluate, *lake, options->data, *options);
    addOtherMeasures(*evaluate, *options);
    addSlowerAnswers(*evaluate, *options);
    addDeviceOption(*evaluate, options->device);
    addJsonOption(*evaluate, options->json);
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
