#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "app/cli/cli_support.h"
#include "app/cli/command.h"
#include "app/cli/console.h"
#include "app/cli/dataset_text.h"
#include "app/cli/number_checks.h"
#include "app/cli/task_options.h"
#include "core/base/utf8.h"
#include "core/evaluation/model_evaluation.h"
#include "core/models/models.h"
#include "core/models/views.h"
#include "core/runs/run_directory.h"

namespace oneshot::cli {
namespace {

struct Options : EvaluationRequest {
    std::string model;
    bool json = false;
};

std::string modelLine(const Origin& origin) {
    std::string line = "model   " + oneLine(origin.model);
    if (origin.parameters > 0)
        line += ", " + counted(origin.parameters, "parameter") + ", step " + grouped(origin.step);
    if (!origin.dataName.empty()) line += ", learnt from " + oneLine(origin.dataName);
    return line + '\n';
}

std::string seenLine(int seenCharacters) {
    if (seenCharacters == 0) return "seen    no character of the tasks was learnt from";
    return "seen    " + grouped(seenCharacters) + " of the tasks' characters learnt from: NO ONE-SHOT FIGURE";
}

/// What the model was asked beyond one pass; empty: nothing.
std::string thinkingLine(const Options& options) {
    std::string line;
    if (options.views > 0) line = "mean of " + counted(options.views + 1, "view") + " of each drawing";
    if (options.reranking.best > 0)
        line += (line.empty() ? "best " : "; best ") + counted(options.reranking.best, "way") +
                format(" re-scored by deformation, weight %g", options.reranking.weight);
    return line.empty() ? line : "thinks  " + line + '\n';
}

std::string timingLine(const TaskTotals& results) {
    const std::string reranking = results.secondsReranking > 0
                                      ? format(", %.2f s to re-score (%.1f ms a task)", results.secondsReranking,
                                               1000 * results.secondsReranking / static_cast<double>(results.tasks))
                                      : "";
    return format("time    %.2f s to embed, %.2f s to compare", results.secondsEmbedding, results.secondsComparing) +
           reranking + '\n';
}

/// "20-way", or "3- to 20-way" where the runs differ.
std::string waysText(const LakeRuns& runs) {
    std::set<std::size_t> ways;
    for (const LakeRuns::Run& run : runs.runs)
        for (const Task& task : run.tasks) ways.insert(task.ways.size());
    return (ways.size() > 1 ? format("%zu- to ", *ways.begin()) : "") + format("%zu-way", *ways.rbegin());
}

void printLake(const OneShotModel& model, const Options& options, const LakeEvaluation& evaluation) {
    const LakeResult& result = evaluation.result;
    std::string perRun;
    for (const double error : result.perRunErrorPercent) perRun += format(" %.0f", error);
    print(modelLine(model.origin()) + "runs    " + oneLine(options.lake) + ": " + counted(result.trials, "trial") +
          " in " + counted(static_cast<std::int64_t>(evaluation.runs.runs.size()), "run") + ", " +
          waysText(evaluation.runs) + " within one alphabet\n" + thinkingLine(options) + '\n' +
          format("error   %.2f %%, 95 %% interval %s (%s)\n", result.errorPercent, percent(result.confidence95).c_str(),
                 runMeanMethod) +
          "by run " + perRun + " %\n" + timingLine(result.results) + seenLine(result.seenCharacters));
}

/// What to say of one number of ways where alphabets have too few characters.
std::string unusedLine(int ways, const std::vector<std::string>& alphabets) {
    if (alphabets.empty()) return {};
    std::string names;
    for (const std::string& name : alphabets) names += (names.empty() ? "" : ", ") + oneLine(name);
    return format("No %d-way tasks of alphabets with too few characters: ", ways) + names + '\n';
}

void printData(const OneShotModel& model, const Options& options, const DataEvaluation& evaluation) {
    const Dataset& data = evaluation.data;
    const auto& [points, totals] = evaluation.sweep;
    std::string table =
        format("%5s %6s %6s %10s   %-15s %8s\n", "ways", "shots", "tasks", "accuracy", "95 % interval", "chance");
    for (const WaysPoint& point : points)
        table += format("%5d %6d %6d %8.1f %%   %-15s %6.1f %%\n", point.ways, options.shots, options.tasks,
                        point.accuracy.percent(), percent(point.accuracy.confidence95()).c_str(), 100.0 / point.ways);
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
          format("right   %.2f %%, 95 %% interval %s (%s)\n", result.accuracy.percent(),
                 percent(result.confidence95).c_str(), dyadicMethod) +
          format("same is a score from %g on, chosen on as many pairs of ", result.threshold) +
          counted(result.thresholdCharacters, "other character") + '\n' +
          format("ROC     area under the curve %.4f, equal error rate %.2f %%\n", result.areaUnderCurve,
                 100 * result.equalErrorRate) +
          format("time    %.2f s to embed, %.2f s to compare\n", result.secondsEmbedding, result.secondsComparing) +
          seenLine(result.seenCharacters));
}

void printPresentations(const OneShotModel& model, const Options& options, const PresentationEvaluation& evaluation) {
    std::string table =
        format("%5s %12s %8s %10s   %s\n", "ways", "presentation", "answers", "accuracy", "95 % interval");
    int seen = 0;
    for (std::size_t i = 0; i < evaluation.results.size(); ++i) {
        const auto& [points, seenCharacters] = evaluation.results[i];
        seen = std::max(seen, seenCharacters);
        for (std::size_t p = 0; p < points.size(); ++p)
            table += format("%5d %12zu %8d %8.1f %%   %s\n", options.ways[i], p + 1, points[p].accuracy.total,
                            points[p].accuracy.percent(), percent(points[p].confidence95).c_str());
    }
    print(modelLine(model.origin()) + "data    " + oneLine(evaluation.data.name) + ": " +
          counted(evaluation.data.characterCount(), "character") + ", " + counted(options.episodes, "episode") +
          ", each drawing answered before its label is told\n\n" + table + '\n' + seenLine(seen));
}

struct Answer {
    Json result, warnings;
};

/// The result, printed unless it is asked for as JSON.
Answer ask(const OneShotModel& model, const Options& options, Console& console, const Interrupt& interrupt) {
    EvaluationProgress counter;  // its clock begins with the first answer
    const auto answering = [&](std::int64_t done, std::int64_t total) {
        if (!counter) counter = console.counter("answering tasks", interrupt);
        counter(done, total);
    };
    if (!options.lake.empty()) {
        const LakeEvaluation evaluation = evaluateOnLake(model, options, answering);
        const Dataset& data = evaluation.runs.dataset;
        Json warnings = tellWarnings(data.name, data.readingWarnings);  // the others mean nothing to its fixed tasks
        if (!options.json) printLake(model, options, evaluation);
        return {toJson(model, options, evaluation), std::move(warnings)};
    }
    if (options.verification) {
        const VerificationEvaluation evaluation =
            evaluateVerification(model, options, console.counter("reading " + options.data, interrupt), answering);
        Json warnings = tellWarnings(evaluation.data);
        if (!options.json) printVerification(model, options, evaluation);
        return {toJson(model, options, evaluation), std::move(warnings)};
    }
    if (options.presentations) {
        const PresentationEvaluation evaluation =
            evaluatePresentations(model, options, console.counter("reading " + options.data, interrupt), answering);
        Json warnings = tellWarnings(evaluation.data);
        if (!options.json) printPresentations(model, options, evaluation);
        return {toJson(model, options, evaluation), std::move(warnings)};
    }
    const DataEvaluation evaluation =
        evaluateOnData(model, options, console.counter("reading " + options.data, interrupt), answering);
    Json warnings = tellWarnings(evaluation.data);
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

int evaluate(Options options, bool waysAreAsked) {
    Interrupt interrupt;
    Console console;
    const ModelPtr opened = openModel(options.model);
    const ModelPtr model = withViews(opened, options.views, 1, [&] { interrupt.throwIfRequested(); });
    tellOfLastWeights(console, options.model);
    if (!waysAreAsked) options.ways = usualWays(*opened, options.presentations ? std::vector{5} : options.ways);
    requireData("evaluate", options.lake, options.data);
    auto [result, warnings] = ask(*model, options, console, interrupt);
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
    CLI::Option* verification =
        evaluate
            ->add_flag("--verification", options->verification,
                       "Ask of pairs whether they are of one character: accuracy, ROC curve, threshold")
            ->needs("--data")
            ->excludes("--ways")
            ->excludes("--shots")
            ->excludes("--tasks")
            ->excludes("--within-alphabet");
    evaluate
        ->add_option("--pairs", options->pairs, "How many pairs, half same; the threshold is chosen on as many others")
        ->type_name("N")
        ->check(wholeNumber(2, 10000000))
        ->capture_default_str()
        ->needs(verification);
    CLI::Option* presentations =
        evaluate
            ->add_flag(
                "--presentations", options->presentations,
                "Of a memory (preset mann): accuracy at a character's 1st to 10th drawing in an episode of --ways "
                "characters")
            ->needs("--data")
            ->excludes("--shots")
            ->excludes("--tasks")
            ->excludes("--within-alphabet")
            ->excludes(verification);
    evaluate->add_option("--episodes", options->episodes, "How many episodes of each number of ways")
        ->type_name("N")
        ->check(wholeNumber(1, 1000000))
        ->capture_default_str()
        ->needs(presentations);
    evaluate
        ->add_option(
            "--views", options->views,
            "Answer by the mean over so many distorted views of each drawing, besides the plain one: that much "
            "slower")
        ->type_name("N")
        ->check(wholeNumber(0, 1000))
        ->capture_default_str()
        ->excludes(presentations);
    evaluate
        ->add_option("--rerank", options->reranking.best,
                     "Bend the drawings of the best so many ways to the query, and take off what that costs; 0: none")
        ->type_name("K")
        ->check(wholeNumber(0, 1000))
        ->capture_default_str()
        ->excludes(verification)
        ->excludes(presentations);
    evaluate
        ->add_option("--rerank-weight", options->reranking.weight,
                     "Of that cost against the logarithm of a way's share")
        ->type_name("X")
        ->check(number(0, 1e6))
        ->capture_default_str()
        ->needs("--rerank");
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
