#include "core/report/comparison_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/base/text.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/evaluation/statistics.h"
#include "core/runs/run_directory.h"

namespace oneshot {
namespace {

Json resultJson(const ComparedTasks& setting, const ComparedAccuracy& accuracy, bool lake) {
    Json json{{"ways", setting.ways},
              {"shots", setting.shots},
              {"tasks", setting.tasks},
              {"accuracy_percent", accuracy.percent},
              {"confidence95", intervalJson(accuracy.confidence95)},
              {"method", lake ? runMeanMethod : wilsonMethod},
              {"reference", accuracy.reference}};
    if (accuracy.reference) return json;
    json.update({{"difference_percent", accuracy.differencePercent},
                 {"difference_confidence95", intervalJson(accuracy.difference95)},
                 {"difference_method", lake ? pairedRunsMethod : pairedMethod},
                 {"p", accuracy.p},
                 {"p_adjusted", accuracy.adjustedP},
                 {"test", lake ? tTestMethod : mcNemarMethod},
                 {"differs", accuracy.differs()}});
    return json;
}

Json learnerJson(const LearnerComparison& comparison, std::size_t index) {
    const ComparedLearner& learner = comparison.learners[index];
    Json json{{"model", learner.model},
              {"name", learner.name},
              {"preset", learner.preset},
              {"run", learner.run},
              {"weights", learner.weights.empty() ? Json() : Json(learner.weights)},
              {"fingerprint", learner.fingerprint},
              {"step", learner.step},
              {"parameters", learner.parameters},
              {"seen_characters", learner.seenCharacters},
              {"cached", learner.cached},
              {"problem", nullptr},
              {"results", Json::array()}};
    if (!learner.problem.empty()) json["problem"] = learner.problem;
    const ComparisonMaterial& material = *comparison.material;
    for (std::size_t s = 0; s < comparison.accuracies[index].size(); ++s)
        json["results"].push_back(resultJson(material.settings[s], comparison.accuracies[index][s], material.lake()));
    return json;
}

/// A Markdown cell: what would end it is escaped.
std::string cell(std::string text) {
    for (std::size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2) text.insert(at, 1, '\\');
    for (char& c : text)
        if (c == '\n' || c == '\r') c = ' ';
    return text;
}

std::string accuracyCell(const ComparedAccuracy& a) {
    const std::string text =
        fmt::format("{:.1f} ({:.1f} – {:.1f})", a.percent, a.confidence95.low, a.confidence95.high);
    return a.reference ? "**" + text + "**" : a.differs() ? text : text + " ≈";
}

std::string differenceCell(const ComparedAccuracy& a) {
    if (a.reference) return "–";
    return fmt::format("{:+.1f} ({:+.1f} – {:+.1f}), p {:.2g}", a.differencePercent, a.difference95.low,
                       a.difference95.high, a.adjustedP);
}

std::string markdownTable(const LearnerComparison& comparison, std::string (*textOf)(const ComparedAccuracy&)) {
    const std::size_t settings = comparison.material->settings.size();
    std::string head = "| learner |", rule = "|---|", rows;
    for (std::size_t s = 0; s < settings; ++s) {
        head += ' ' + settingTitle(comparison, s) + " |";
        rule += "---|";
    }
    for (std::size_t i = 0; i < comparison.learners.size(); ++i) {
        const ComparedLearner& learner = comparison.learners[i];
        rows += "| " + cell(learner.name) + (learner.seenCharacters > 0 ? " †" : "") + " |";
        for (const ComparedAccuracy& accuracy : comparison.accuracies[i]) rows += ' ' + textOf(accuracy) + " |";
        if (!learner.problem.empty()) {
            rows += ' ' + cell(learner.problem) + " |";
            for (std::size_t s = 1; s < settings; ++s) rows += " |";
        }
        rows += '\n';
    }
    return head + '\n' + rule + '\n' + rows;
}

}  // namespace

ComparisonMaterial openComparison(const ComparisonRequest& request, const ProgressFunction& progress,
                                  const std::stop_token& stop) {
    if (!request.lake.empty()) return comparisonMaterial(openLakeRuns(request.lake));
    return comparisonMaterial(openDataset(parseDataSpec(request.data), progress, stop), request.settings, progress,
                              stop);
}

std::filesystem::path answerCacheFolder() {
    return homeFolder() / "cache" / "answers";
}

std::string settingTitle(const LearnerComparison& comparison, std::size_t setting) {
    const ComparedTasks& tasks = comparison.material->settings[setting];
    return tasks.runs.empty() ? fmt::format("{}-way {}-shot", tasks.ways, tasks.shots) : "Lake's runs";
}

std::string tasksText(const ComparedTasks& tasks) {
    if (tasks.unusedAlphabets.empty()) return tasks.protocol;
    return fmt::format("{}; alphabets with too few characters: {}", tasks.protocol,
                       fmt::join(tasks.unusedAlphabets, ", "));
}

std::string_view markOf(const ComparedAccuracy& accuracy) {
    if (accuracy.reference) return "ref";
    if (!accuracy.differs()) return "same";
    return accuracy.differencePercent < 0 ? "less" : "more";
}

Json toJson(const ComparisonRequest& request, const LearnerComparison& comparison) {
    const ComparisonMaterial& material = *comparison.material;
    Json json;
    if (material.lake()) {
        json = {{"lake", request.lake}, {"runs", Json::array()}};
        for (const Alphabet& run : material.dataset.alphabets) json["runs"].push_back(run.name);
    } else {
        json = {{"data", material.dataset.spec},
                {"within_alphabet", request.settings.withinAlphabet},
                {"seed", request.settings.seed}};
    }
    json["data_sha256"] = material.dataset.sha256;
    json["settings"] = Json::array();
    for (const ComparedTasks& setting : material.settings)
        json["settings"].push_back({{"ways", setting.ways},
                                    {"shots", setting.shots},
                                    {"tasks", setting.tasks},
                                    {"protocol", setting.protocol},
                                    {"unused_alphabets", setting.unusedAlphabets}});
    json["learners"] = Json::array();
    for (std::size_t i = 0; i < comparison.learners.size(); ++i) json["learners"].push_back(learnerJson(comparison, i));
    return json;
}

std::string toCsv(const LearnerComparison& comparison) {
    std::string csv =
        "learner,model,ways,shots,tasks,right,accuracy_percent,accuracy_low,accuracy_high,against,difference_percent,"
        "difference_low,difference_high,p,p_adjusted,seen_characters,problem\n";
    for (std::size_t i = 0; i < comparison.learners.size(); ++i) {
        const ComparedLearner& learner = comparison.learners[i];
        const std::string name = csvField(learner.name) + ',' + csvField(learner.model) + ',';
        const std::string end = std::to_string(learner.seenCharacters) + ',' + csvField(learner.problem) + '\n';
        if (comparison.accuracies[i].empty()) csv += name + std::string(13, ',') + end;
        for (std::size_t s = 0; s < comparison.accuracies[i].size(); ++s) {
            const ComparedTasks& setting = comparison.material->settings[s];
            const ComparedAccuracy& a = comparison.accuracies[i][s];
            csv += fmt::format("{}{},{},{},{},{:.6g},{:.6g},{:.6g},", name, setting.ways, setting.shots, setting.tasks,
                               std::ranges::count(learner.right[s], true), a.percent, a.confidence95.low,
                               a.confidence95.high);
            csv += a.reference ? ",,,,,,"
                               : fmt::format("{},{:.6g},{:.6g},{:.6g},{:.6g},{:.6g},",
                                             csvField(comparison.referenceOf(s)->name), a.differencePercent,
                                             a.difference95.low, a.difference95.high, a.p, a.adjustedP);
            csv += end;
        }
    }
    return csv;
}

std::string toMarkdown(const LearnerComparison& comparison) {
    const ComparisonMaterial& material = *comparison.material;
    std::string text = "Accuracy in percent on " + cell(material.dataset.name) + ", 95 % intervals (" +
                       (material.lake() ? runMeanMethod : wilsonMethod) +
                       "). Bold: the reference. ≈: not told apart from it on the same tasks.\n\n" +
                       markdownTable(comparison, accuracyCell) + '\n';
    for (const ComparedTasks& setting : material.settings) text += "- " + cell(tasksText(setting)) + '\n';
    for (const ComparedLearner& learner : comparison.learners)
        if (learner.seenCharacters > 0)
            text += "- † " + cell(learner.name) + " learnt from " + grouped(learner.seenCharacters) +
                    " of the tasks' characters: no one-shot figure\n";
    return text + "\nDifference from the reference in percent points, 95 % interval (" +
           (material.lake() ? pairedRunsMethod : pairedMethod) + "), p (" +
           (material.lake() ? tTestMethod : mcNemarMethod) + ", adjusted by Holm).\n\n" +
           markdownTable(comparison, differenceCell);
}

}  // namespace oneshot
