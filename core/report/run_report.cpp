#include "core/report/run_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/data/data_spec.h"
#include "core/data/dataset_info.h"
#include "core/data/open_dataset.h"
#include "core/models/models.h"
#include "core/report/report_measurement.h"
#include "core/runs/environment.h"
#include "core/runs/run_directory.h"
#include "core/runs/run_evaluations.h"
#include "core/training/presets.h"
#include "core/training/settings.h"

namespace oneshot {
namespace fs = std::filesystem;
namespace {

/// Progress after opening a dataset, and of the whole work.
constexpr int opened = 150, whole = 1000;

/// Calls `work`. An Error, other than a stop, becomes the reason why there is no value, without its full stop.
template <typename T, typename Work>
Measured<T> attempt(Work work) try {
    return {work(), {}};
} catch (const Error& error) {
    if (error.code() == ErrorCode::Stopped) throw;
    std::string why = error.what();
    while (why.ends_with('.')) why.pop_back();
    return Measured<T>::missing(why);
}

std::string questionText(const EvaluationRecord& record, const EvaluationRecord::Figure& figure) {
    switch (record.kind) {
        case EvaluationRecord::Kind::Lake:
            return "Lake's runs";
        case EvaluationRecord::Kind::Verification:
            return "same or different";
        case EvaluationRecord::Kind::Presentations:
            return fmt::format("{}-way episodes, presentation {} of a character", figure.ways, figure.presentation);
        case EvaluationRecord::Kind::Tasks:
            break;
    }
    return fmt::format("{}-way {}-shot {}", figure.ways, figure.shots,
                       record.withinAlphabet ? "within one alphabet" : "across alphabets");
}

void addFigures(const EvaluationRecord& record, std::vector<RecordedFigure>& figures) {
    using Kind = EvaluationRecord::Kind;
    std::string thinking;
    if (record.views > 0) thinking += ", " + counted(record.views, "view") + " more";
    if (record.rerank > 0) thinking += fmt::format(", best {} re-scored", record.rerank);
    for (const EvaluationRecord::Figure& figure : record.figures) {
        std::optional<double> chance;
        if (record.kind == Kind::Verification) chance = 50;
        if (record.kind == Kind::Tasks && figure.ways > 0) chance = 100.0 / figure.ways;
        figures.push_back({record.evaluatedUtc, record.on, questionText(record, figure) + thinking,
                           record.kind == Kind::Lake ? "error" : "accuracy", record.step, figure.trials, figure.percent,
                           figure.confidence95, figure.method, chance, record.seenCharacters, record.roc});
    }
}

Measured<std::vector<RecordedFigure>> recordedFigures(const fs::path& directory) {
    using Figures = std::vector<RecordedFigure>;
    std::error_code none;
    if (!fs::exists(directory / "evaluation.json", none))
        return Measured<Figures>::missing("oneshot evaluate was not asked about this run");
    std::string damage;
    auto figures = attempt<Figures>([&] {
        Figures read;
        for (const EvaluationRecord& record : readEvaluations(directory, &damage)) addFigures(record, read);
        return read;
    });
    if (!damage.empty()) figures = Measured<Figures>::missing("it is damaged: " + damage);
    if (!figures) figures.why = "evaluation.json: " + figures.why;
    return figures;
}

ReportedData describedData(const Dataset& data, int version) {
    return {data.name,
            nameOf(data.format),
            data.licence,
            fingerprintOf(data, version),
            leavesStrokesUnchecked(data, version),
            std::ssize(data.alphabets),
            data.characterCount(),
            data.drawingCount()};
}

/// Opens data of the run as they are today; returns nothing if they cannot be opened or there are none.
std::optional<Dataset> open(ReportedSpec& reported, const ProgressFunction& progress, const std::stop_token& stop) {
    if (reported.recorded.spec.empty()) return {};
    reported.sought = true;
    auto data = attempt<Dataset>([&] { return openDataset(parseDataSpec(reported.recorded.spec), progress, stop); });
    if (data)
        reported.found.value = describedData(*data, reported.recorded.fingerprintVersion);
    else
        reported.found.why = data.why;
    return std::move(data.value);
}

/// Opens the data of the run and those to measure on, and measures.
void examine(const fs::path& directory, const ReportOptions& options, const ReportProgress& progress,
             const std::stop_token& stop, RunReport& report) {
    const auto stage = [&progress](std::string what, int from, int to) {
        return [&progress, what = std::move(what), from, to](std::int64_t done, std::int64_t total) {
            if (progress) progress(what, from + (total > 0 ? (to - from) * done / total : 0), whole);
        };
    };
    const auto reading = [&](const std::string& spec, int from, int to) { return stage("reading " + spec, from, to); };
    if (!options.data.empty()) parseDataSpec(options.data);  // a mistake in it is for the person to mend
    requireDevice(options.device);                           // the same
    const DataRefs& recorded = report.run.data;
    std::optional<Dataset> background = open(report.background, reading(recorded.background.spec, 0, opened), stop);
    std::optional<Dataset> validation =
        open(report.validation, reading(recorded.validation.spec, opened, 2 * opened), stop);

    report.measured = attempt<ReportedMeasurement>([&] {
        const ModelPtr model = openModel(directory.string(), options.device);
        const bool chosenOn = options.data.empty() && !recorded.validation.spec.empty();
        if (!options.data.empty())
            validation = openDataset(parseDataSpec(options.data), reading(options.data, opened, 2 * opened), stop);
        if (options.data.empty() && recorded.validation.spec.empty()) validation = std::move(background);
        if (!validation)
            throw Error(ErrorCode::BadData, chosenOn ? recorded.validation.spec : recorded.background.spec,
                        "the data cannot be opened", "Name others with --data");
        background.reset();
        const auto& protocol = report.run.config.validation;
        ReportedMeasurement measured = measure(
            *model, *validation, {.ways = protocol.ways, .shots = protocol.shots, .twoDrawers = protocol.twoDrawers},
            stage("answering tasks", 2 * opened, whole), stop);
        measured.selectedOn = chosenOn;
        measured.weights = weightsOf(directory);
        measured.warnings = describe(*validation).warnings;
        return measured;
    });
}

void addWarnings(RunReport& report) {
    const auto add = [&](const std::string& sentence) { report.warnings.push_back(sentence); };
    if (!report.metrics) add("No curves: " + report.metrics.why + '.');
    if (report.metrics && report.metrics->empty()) add("No curves: metrics.csv has no rows.");
    if (!report.metricsDamage.empty())
        add("metrics.csv is damaged: " + report.metricsDamage + ". The curves lack what stood there.");
    for (const auto& [role, data] :
         {std::pair("learnt from", &report.background), std::pair("validated on", &report.validation)}) {
        if (data->recorded.spec.empty()) continue;
        if (data->found && data->found->sha256 != data->recorded.sha256)
            add("The data " + std::string(role) +
                " are others today than in the training: " + withoutFolders(data->recorded.spec) + '.');
        if (data->sought && !data->found)
            add("The data " + std::string(role) + " were not found: " + data->found.why + '.');
    }
    if (report.measured && report.measured->weights == "last")
        add("checkpoints/best.safetensors is not there, so the last weights were measured.");
}

void addLimits(RunReport& report) {
    const RunRecord& run = report.run;
    const auto add = [&](std::string sentence) { report.limits.push_back(std::move(sentence)); };
    if (run.state == RunState::Running) add("The training had not ended when this report was made.");
    if (run.state == RunState::Stopped) add("The training was stopped before its end.");
    if (run.state == RunState::Failed) add("The training failed; its figures are those of its last checkpoint.");
    if (run.seenCharacters() || (report.measured && report.measured->seenCharacters))
        add("Nothing was held out: figures of characters that the model learnt from say how well it remembers them, "
            "and are no one-shot figures.");
    if (run.best && run.protocol && !run.seenCharacters())
        add("The best weights were chosen by their accuracy on the validation tasks, so that this accuracy is "
            "flattered: the more evaluations there were, the more.");
    if (report.measured && report.measured->selectedOn)
        add("The accuracies for each alphabet and against the number of ways are of the validation characters, by "
            "which the weights were chosen. Data that were never looked at give an unbiased figure.");
    add("It is one training with one seed. The intervals hold for more tasks of the same characters; they tell nothing "
        "of other seeds.");
    if (report.measured || run.best)
        add("Intervals take tasks as independent. Tasks share characters and drawings, so that intervals for other "
            "characters and other alphabets are wider.");
    add("The same bytes are promised for the same machine, libraries and number of threads, no further.");
    if (!report.people) add("People were not asked the same tasks.");
    report.limits.insert(report.limits.end(), report.warnings.begin(), report.warnings.end());
}

ReportedSpec recordedSpec(const DataRef& data) {
    return {data, Measured<ReportedData>::missing(data.spec.empty() ? "there was none"
                                                                    : "this format does not open the data")};
}

/// Settings that differ from the preset's, as --set takes them.
std::string assignments(const TrainingConfig& config, const TrainingConfig& preset) {
    static const std::set<std::string_view> ownOptions{"seed", "steps", "minutes", "threads", "device"};
    std::string text;
    for (const Setting& setting : settings()) {
        if (ownOptions.contains(setting.key)) continue;
        const std::string value = settingText(config, setting);
        if (value != settingText(preset, setting)) text += ' ' + shellQuoted(std::string(setting.key) + '=' + value);
    }
    return text.empty() ? text : " --set" + text;
}

}  // namespace

std::string repeatCommand(const RunRecord& run) {
    const TrainingConfig& config = run.config;
    const auto known = presets();
    const auto preset = std::ranges::find(known, config.preset, &Preset::name);
    // By the clock the rates follow the plans, which only the report or the run itself holds.
    if (config.length.steps == 0 || preset == known.end()) return "oneshot train --repeat report.json";
    std::string command =
        "oneshot train --preset " + shellQuoted(config.preset) + " --data " + shellQuoted(run.data.background.spec);
    if (const std::string& spec = run.data.validation.spec; !spec.empty())
        command += " --validation " + shellQuoted(spec);
    command += fmt::format(" --seed {} --steps {}", static_cast<unsigned long long>(config.seed), config.length.steps);
    if (config.threads > 0) command += fmt::format(" --threads {}", config.threads);
    if (config.device != Device::Cpu) command += " --device " + std::string(enumName(config.device));
    if (run.state != RunState::Completed && run.step > 0) command += fmt::format(" --stop-at {}", run.step);
    return command + assignments(config, preset->config);
}

RunReport makeRunReport(const fs::path& directory, const ReportOptions& options, const ReportProgress& progress,
                        const std::stop_token& stop) {
    RunReport report;
    report.run = readRunRecord(directory);
    std::error_code none;
    report.name = fs::weakly_canonical(directory, none).filename().string();
    try {
        report.notes = readRunNotes(directory);
    } catch (const Error&) {  // damaged notes are no part of the training
    }
    report.madeUtc = utcNow();
    report.reportEnvironment = environmentJson(0);
    if (!options.qt.empty()) report.reportEnvironment["qt"] = options.qt;
    report.repeatCommand = repeatCommand(report.run);
    report.background = recordedSpec(report.run.data.background);
    report.validation = recordedSpec(report.run.data.validation);
    report.metrics = attempt<std::vector<MetricRow>>(
        [&] { return readMetrics(directory / "metrics.csv", &report.metricsDamage, logEndOf(report.run)); });
    report.recorded = recordedFigures(directory);
    if (options.people)
        report.people.value = options.people;
    else
        report.people.why = "no trials of people with this model were given to the report";
    if (options.measure)
        examine(directory, options, progress, stop, report);
    else
        report.measured.why = "this format tells what the run recorded";
    addWarnings(report);
    addLimits(report);
    if (progress) progress("writing the report", whole, whole);
    throwIfStopped(stop);
    return report;
}

}  // namespace oneshot
