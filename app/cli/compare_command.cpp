#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/cli/command.h"
#include "app/cli/dataset_text.h"
#include "app/cli/report_painter.h"
#include "core/base/save_folder.h"
#include "core/base/utf8.h"
#include "core/files/csv_rows.h"
#include "core/report/comparison_report.h"
#include "core/runs/run_names.h"

namespace oneshot::cli {
namespace {

struct Options : ComparisonRequest {
    std::vector<std::string> models;
    std::optional<Device> device;
    std::string out, against = "best";
    bool noCache = false, overwrite = false, bom = false, json = false;

    Reference reference() const { return against == "first" ? Reference::First : Reference::Best; }
};

constexpr std::size_t cellWidth = 34, tableWidth = 110;  // characters

/// Adds blanks up to so many characters of UTF-8, at least one.
std::string padded(std::string text, std::size_t width) {
    const auto characters =
        static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xc0) != 0x80; }));
    return text.append(width > characters ? width - characters : 1, ' ');
}

std::string accuracyText(const ComparedAccuracy& a) {
    return fmt::format("{:5.1f} ({}) ", a.percent, percent(a.confidence95)) + std::string(markOf(a));
}

std::string differenceText(const ComparedAccuracy& a) {
    if (a.reference) return "reference";
    return fmt::format("{:+5.1f} ({:+.1f} .. {:+.1f}) p {:.2g}", a.differencePercent, a.difference95.low,
                       a.difference95.high, a.adjustedP);
}

/// Returns the settings from..to beside each other.
std::string tableText(const LearnerComparison& comparison, std::size_t from, std::size_t to,
                      std::string (*textOf)(const ComparedAccuracy&)) {
    std::size_t nameWidth = 9;
    for (const ComparedLearner& learner : comparison.learners)
        nameWidth = std::max(nameWidth, oneLine(learner.name).size() + 2);
    std::string text = padded("learner", nameWidth);
    for (std::size_t s = from; s < to; ++s) text += padded(settingTitle(comparison, s), cellWidth);
    for (std::size_t i = 0; i < comparison.learners.size(); ++i) {
        text += '\n' + padded(oneLine(comparison.learners[i].name), nameWidth);
        if (comparison.accuracies[i].empty()) text += "no answer";
        for (std::size_t s = from; s < to && s < comparison.accuracies[i].size(); ++s)
            text += padded(textOf(comparison.accuracies[i][s]), cellWidth);
    }
    return text + "\n\n";
}

void printComparison(const LearnerComparison& comparison) {
    const ComparisonMaterial& material = *comparison.material;
    const std::size_t settings = material.settings.size(), beside = std::max<std::size_t>(1, tableWidth / cellWidth);
    std::string text = "data    " + oneLine(material.dataset.name) + '\n';
    for (const ComparedTasks& setting : material.settings) text += "tasks   " + tasksText(setting) + '\n';
    text += "\nAccuracy in %, 95 % intervals; less, more: than the reference, same: not told apart from it\n";
    for (std::size_t from = 0; from < settings; from += beside)
        text += tableText(comparison, from, std::min(from + beside, settings), accuracyText);
    text += "Difference from the reference on the same tasks, 95 % intervals; p adjusted by Holm\n";
    for (std::size_t from = 0; from < settings; from += beside)
        text += tableText(comparison, from, std::min(from + beside, settings), differenceText);
    for (const ComparedLearner& learner : comparison.learners) {
        if (learner.seenCharacters > 0)
            text += "seen    " + oneLine(learner.name) + ": " + grouped(learner.seenCharacters) +
                    " of the tasks' characters learnt from: NO ONE-SHOT FIGURE\n";
        if (!learner.problem.empty()) text += "        " + oneLine(learner.name + ": " + learner.problem) + '\n';
    }
    print(text);
}

void save(const Options& options, const LearnerComparison& comparison, FolderSaver& folder) {
    folder.write("comparison.csv", csvFile(toCsv(comparison), options.bom));
    folder.write("comparison.md", toMarkdown(comparison));
    folder.write("comparison.json",
                 toJson(options, comparison).dump(2, ' ', false, Json::error_handler_t::replace) + '\n');
    if (!comparison.material->lake()) paintComparison(comparison, folder);
    folder.save();
}

int compare(const Options& options) {
    requireLakeOrData("compare", options.lake, options.data);
    Interrupt interrupt;
    Console console;
    std::optional<FolderSaver> folder;
    if (!options.out.empty()) folder.emplace(options.out, options.overwrite);  // before anything is measured in vain
    std::vector<std::pair<std::string, ModelPtr>> models;  // a mistyped name is reported before anything is measured
    for (const std::string& given : options.models) {
        const std::string model = withRunFolders(given);
        models.emplace_back(model, openNamedModel(model, options.device));
    }
    const auto material = std::make_shared<const ComparisonMaterial>(
        openComparison(options, console.counter("reading " + options.data + options.lake), interrupt.token()));
    const Dataset& data = material->dataset;
    const Json warnings = material->lake() ? showWarnings(data.name, data.readingWarnings) : showWarnings(data);
    const AnswerCache cache(answerCacheFolder());
    std::vector<ComparedLearner> learners;
    for (const auto& [name, model] : models) {
        learners.push_back(askLearner(name, *model, *material, options.noCache ? nullptr : &cache,
                                      console.counter("asking " + name), interrupt.token()));
        useRunTitle(learners.back());
        if (!learners.back().problem.empty())
            console.message("oneshot: no answer of " + learners.back().name + ": " + learners.back().problem);
    }
    const LearnerComparison comparison = compareLearners(material, std::move(learners), options.reference());
    throwIfStopped(interrupt.token());
    if (folder) save(options, comparison, *folder);
    if (options.json) {
        Json json = toJson(options, comparison);
        json["warnings"] = warnings;
        printJson(json);
    } else {
        printComparison(comparison);
    }
    return comparison.referenceOf(0) ? exitDone : exitFailed;
}

}  // namespace

Command addCompareCommand(CLI::App& app) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("compare", "Compare models on the same tasks");
    addOption(*command, "--models", options->models, "MODEL,...", modelHelp() + "; several by commas")
        ->delimiter(',')
        ->required();
    CLI::Option* lake = addLakeOption(*command, options->lake);
    addTaskOptions(*command, *lake, options->data, options->settings);
    lake->excludes(
        addOption(*command, "--shots", options->settings.shots, "K,...", "Drawings of each, several by commas")
            ->delimiter(',')
            ->check(wholeNumber(1, 1000))
            ->default_str("1"));
    addChecked(*command, "--against", options->against, "best|first", knownName({"best", "first"}),
               "What the others are compared with: the best that saw none of the characters, or the first");
    addDeviceOption(*command, options->device);
    command->add_flag("--no-cache", options->noCache, "Ask anew, and keep no answers");
    addOption(*command, "--out", options->out, "DIR",
              "Also write comparison.csv, .md and .json here, and accuracy against ways as .svg and .png");
    addOverwriteOption(*command, options->overwrite);
    command
        ->add_flag("--bom", options->bom,
                   "Begin comparison.csv with a byte order mark, without which Excel takes its letters for others")
        ->needs("--out");
    addJsonOption(*command, options->json);
    command->footer(
        "\nAnswers are kept in HOME/cache/answers by model, data and tasks. A tie is an error. A model that cannot\n"
        "answer such data is a row with its reason.\n\nExamples:\n"
        "  oneshot compare --models RUN_DIR,shipped,modified-hausdorff --lake all_runs.zip\n"
        "  oneshot compare --models A,B,pixels-l2 --data images_evaluation.zip --ways 2,5,10,20 --out table");
    return {command, [options] { return compare(*options); }};
}

}  // namespace oneshot::cli
