#include "core/report/run_report.h"

#include <algorithm>
#include <set>

#include "core/base/error.h"
#include "core/base/json_file.h"
#include "core/base/strict_json.h"
#include "core/base/text.h"
#include "core/data/data_spec.h"
#include "core/data/dataset_info.h"
#include "core/data/open_dataset.h"
#include "core/models/models.h"
#include "core/report/report_measurement.h"
#include "core/runs/environment.h"
#include "core/training/presets.h"
#include "core/training/settings.h"

namespace oneshot {
namespace fs = std::filesystem;
namespace {

/// Parts of the whole work, in thousandths of it.
constexpr int opened = 150, whole = 1000;

/// A sentence of an error without its full stop, to stand behind a colon.
std::string inWords(const std::exception& error) {
    std::string text = error.what();
    while (!text.empty() && text.back() == '.') text.pop_back();
    return text;
}

/// Calls `work`; what it throws of our own becomes the reason why there is no value.
template <typename T, typename Work>
Measured<T> attempt(Work work) try {
    return {work(), {}};
} catch (const Error& error) {
    return Measured<T>::missing(inWords(error));
} catch (const Json::exception& error) {
    return Measured<T>::missing("it is damaged: " + problemOf(error));
}

std::string questionText(int ways, int shots, bool withinAlphabet) {
    return format("%d-way %d-shot %s", ways, shots, withinAlphabet ? "within one alphabet" : "across alphabets");
}

Interval intervalOf(const Json& json) {
    return {json.at(0).get<double>(), json.at(1).get<double>()};
}

RecordedRoc rocFrom(const Json& verification) {
    RecordedRoc roc{{},
                    verification.at("area_under_curve").get<double>(),
                    verification.at("equal_error_rate_percent").get<double>()};
    for (const Json& point : verification.at("roc")) {
        roc.curve.push_back({point.at(0).get<double>(), point.at(1).get<double>()});
        const RocPoint& now = roc.curve.back();
        const RocPoint before = roc.curve.size() > 1 ? roc.curve[roc.curve.size() - 2] : RocPoint{};
        if (now.falsePositives < before.falsePositives || now.truePositives < before.truePositives ||
            now.falsePositives > 1 || now.truePositives > 1)
            throw Json::out_of_range::create(401, "a ROC curve does not rise from 0 to 1", &point);
    }
    if (roc.curve.empty() || roc.curve.front() != RocPoint{0, 0} || roc.curve.back() != RocPoint{1, 1} ||
        !(roc.areaUnderCurve >= 0 && roc.areaUnderCurve <= 1 + 1e-9) ||
        !(roc.equalErrorPercent >= 0 && roc.equalErrorPercent <= 100))
        throw Json::out_of_range::create(401, "a ROC curve does not rise from 0 to 1", &verification);
    return roc;
}

/// The figures of one entry of evaluation.json, as `oneshot evaluate` writes it.
void addFigures(const Json& entry, std::vector<RecordedFigure>& figures) {
    RecordedFigure common;
    common.evaluatedUtc = entry.at("evaluated_utc").get<std::string>();
    common.step = strictly<std::int64_t>(entry.at("step"));
    common.seenCharacters = strictly<std::int64_t>(entry.at("seen_characters"));
    std::string thinking;
    if (const int views = entry.value("views", 0)) thinking += ", " + counted(views, "view") + " more";
    if (const int ways = entry.value("rerank", 0)) thinking += format(", best %d re-scored", ways);
    if (entry.contains("lake")) {
        RecordedFigure figure = common;
        figure.on = entry.at("lake").get<std::string>();
        figure.question = "Lake's runs" + thinking;
        figure.quantity = "error";
        figure.trials = strictly<std::int64_t>(entry.at("trials"));
        figure.percent = entry.at("error_percent").get<double>();
        figure.confidence95 = intervalOf(entry.at("confidence95"));
        figure.method = entry.at("method").get<std::string>();
        figures.push_back(std::move(figure));
        return;
    }
    if (entry.contains("verification")) {
        const Json& result = entry.at("verification");
        RecordedFigure figure = common;
        figure.on = entry.at("data").get<std::string>();
        figure.question = "same or different" + thinking;
        figure.quantity = "accuracy";
        figure.trials = strictly<std::int64_t>(result.at("pairs"));
        figure.percent = result.at("accuracy_percent").get<double>();
        figure.confidence95 = intervalOf(result.at("confidence95"));
        figure.method = result.at("method").get<std::string>();
        figure.chancePercent = 50;
        if (result.contains("roc")) figure.roc = rocFrom(result);
        figures.push_back(std::move(figure));
        return;
    }
    if (entry.contains("presentations")) {
        for (const Json& result : entry.at("presentations")) {
            RecordedFigure figure = common;
            figure.on = entry.at("data").get<std::string>();
            figure.question = format("%d-way episodes, presentation %d of a character",
                                     strictly<int>(result.at("ways")), strictly<int>(result.at("presentation")));
            figure.quantity = "accuracy";
            figure.trials = strictly<std::int64_t>(result.at("answers"));
            figure.percent = result.at("accuracy_percent").get<double>();
            figure.confidence95 = intervalOf(result.at("confidence95"));
            figure.method = result.at("method").get<std::string>();
            figures.push_back(std::move(figure));
        }
        return;
    }
    for (const Json& result : entry.at("results")) {
        RecordedFigure figure = common;
        const int ways = strictly<int>(result.at("ways"));
        figure.on = entry.at("data").get<std::string>();
        figure.question =
            questionText(ways, strictly<int>(result.at("shots")), entry.at("within_alphabet").get<bool>()) + thinking;
        figure.quantity = "accuracy";
        figure.trials = strictly<std::int64_t>(result.at("tasks"));
        figure.percent = result.at("accuracy_percent").get<double>();
        figure.confidence95 = intervalOf(result.at("confidence95"));
        figure.method = result.at("method").get<std::string>();
        if (ways > 0) figure.chancePercent = 100.0 / ways;
        figures.push_back(std::move(figure));
    }
}

Measured<std::vector<RecordedFigure>> recordedFigures(const fs::path& directory) {
    const fs::path path = directory / "evaluation.json";
    std::error_code none;
    if (!fs::exists(path, none))
        return Measured<std::vector<RecordedFigure>>::missing("oneshot evaluate was not asked about this run");
    auto figures = attempt<std::vector<RecordedFigure>>([&] {
        std::vector<RecordedFigure> read;
        for (const Json& entry : readJsonFile(path)) addFigures(entry, read);
        return read;
    });
    if (!figures) figures.why = "evaluation.json: " + figures.why;
    return figures;
}

ReportedData describedData(const Dataset& data, int version) {
    return {data.name,
            nameOf(data.format),
            data.licence,
            fingerprintOf(data, version),
            leavesStrokesUnchecked(data, version),
            static_cast<std::int64_t>(data.alphabets.size()),
            data.characterCount(),
            data.drawingCount()};
}

/// Data of the run as they are today; null where they cannot be opened, or need not be.
std::optional<Dataset> open(ReportedSpec& reported, int version,
                            const std::function<void(std::int64_t, std::int64_t)>& progress) {
    if (reported.spec.empty()) return {};
    reported.sought = true;
    auto data = attempt<Dataset>([&] { return openDataset(parseDataSpec(reported.spec), progress); });
    if (data)
        reported.found.value = describedData(*data, version);
    else
        reported.found.why = data.why;
    return std::move(data.value);
}

MeasurementSettings settingsOf(const TrainingConfig& config) {
    MeasurementSettings settings;
    settings.ways = config.evaluationWays;
    settings.shots = config.evaluationShots;
    settings.twoDrawers = config.evaluateTwoDrawers;
    return settings;
}

/// Opens the data of the run and those to measure on, and measures.
void examine(const fs::path& directory, const ReportOptions& options, const ReportProgress& progress,
             RunReport& report) {
    const auto stage = [&progress](std::string what, int from, int to) {
        return [&progress, what = std::move(what), from, to](std::int64_t done, std::int64_t total) {
            if (progress) progress(what, from + (total > 0 ? (to - from) * done / total : 0), whole);
        };
    };
    const auto reading = [&](const std::string& spec, int from, int to) { return stage("reading " + spec, from, to); };
    if (!options.data.empty()) parseDataSpec(options.data);  // a mistake in it is for the person to mend
    std::optional<Dataset> background =
        open(report.background, report.run.fingerprintVersion, reading(report.run.background, 0, opened));
    std::optional<Dataset> validation =
        open(report.validation, report.run.fingerprintVersion, reading(report.run.validation, opened, 2 * opened));

    report.measured = attempt<ReportedMeasurement>([&] {
        const ModelPtr model = openModel(directory.string());
        const bool chosenOn = options.data.empty() && !report.run.validation.empty();
        if (!options.data.empty())
            validation = openDataset(parseDataSpec(options.data), reading(options.data, opened, 2 * opened));
        if (options.data.empty() && report.run.validation.empty()) validation = std::move(background);
        if (!validation)
            throw Error(ErrorCode::BadData, chosenOn ? report.run.validation : report.run.background,
                        "the data cannot be opened", "Name others with --data");
        background.reset();
        ReportedMeasurement measured =
            measure(*model, *validation, settingsOf(report.run.config), stage("answering tasks", 2 * opened, whole));
        measured.selectedOn = chosenOn;
        measured.weights = weightsOf(directory);
        measured.warnings = describe(*validation).warnings;
        return measured;
    });
}

void addWarnings(RunReport& report) {
    const auto add = [&](std::string sentence) { report.warnings.push_back(std::move(sentence)); };
    if (!report.metrics) add("No curves: " + report.metrics.why + '.');
    if (report.metrics && report.metrics->empty()) add("No curves: metrics.csv has no rows.");
    if (!report.metricsDamage.empty())
        add("metrics.csv is damaged: " + report.metricsDamage + ". The curves lack what stood there.");
    for (const auto& [role, data] :
         {std::pair("learnt from", &report.background), std::pair("validated on", &report.validation)}) {
        if (data->spec.empty()) continue;
        if (data->found && data->found->sha256 != data->sha256)
            add("The data " + std::string(role) + " are others today than in the training: " + data->spec + '.');
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
    const bool seen =
        (run.protocol && run.protocol->seenCharacters) || (report.measured && report.measured->seenCharacters);
    if (seen)
        add("Nothing was held out: figures of characters that the model learnt from say how well it remembers them, "
            "and are no one-shot figures.");
    if (run.best && run.protocol && !run.protocol->seenCharacters)
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

ReportedSpec recordedSpec(const std::string& spec, const std::string& sha256) {
    return {spec, sha256,
            Measured<ReportedData>::missing(spec.empty() ? "there was none" : "this format does not open the data")};
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
    if (config.steps == 0 || preset == known.end()) return "oneshot train --repeat report.json";
    std::string command =
        "oneshot train --preset " + shellQuoted(config.preset) + " --data " + shellQuoted(run.background);
    if (!run.validation.empty()) command += " --validation " + shellQuoted(run.validation);
    command += format(" --seed %llu --steps %lld", static_cast<unsigned long long>(config.seed),
                      static_cast<long long>(config.steps));
    if (config.threads > 0) command += format(" --threads %d", config.threads);
    if (config.device != "cpu") command += " --device " + config.device;
    if (run.state != RunState::Completed && run.step > 0)
        command += format(" --stop-at %lld", static_cast<long long>(run.step));
    return command + assignments(config, preset->config);
}

RunReport makeRunReport(const fs::path& directory, const ReportOptions& options, const ReportProgress& progress) {
    RunReport report;
    report.run = readRunRecord(directory);
    std::error_code none;
    report.name = fs::weakly_canonical(directory, none).filename().string();
    report.madeUtc = utcNow();
    // readRunRecord() has read the file; the environment it leaves out is the training's, not this program's.
    report.environment = readJsonFile(directory / "run.json").value("environment", Json::object());
    report.reportEnvironment = environmentJson(0);
    if (!options.qt.empty()) report.reportEnvironment["qt"] = options.qt;
    report.repeatCommand = repeatCommand(report.run);
    report.background = recordedSpec(report.run.background, report.run.backgroundSha256);
    report.validation = recordedSpec(report.run.validation, report.run.validationSha256);
    report.metrics = attempt<std::vector<MetricRow>>(
        [&] { return readMetrics(directory / "metrics.csv", &report.metricsDamage, logEndOf(report.run)); });
    report.recorded = recordedFigures(directory);
    if (options.people)
        report.people.value = options.people;
    else
        report.people.why = "no trials of people with this model were given to the report";
    if (options.measure)
        examine(directory, options, progress, report);
    else
        report.measured.why = "this format tells what the run recorded";
    addWarnings(report);
    addLimits(report);
    if (progress) progress("writing the report", whole, whole);
    return report;
}

}  // namespace oneshot
