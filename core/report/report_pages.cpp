#include "core/report/report_pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/data/data_spec.h"
#include "core/report/report_charts.h"
#include "core/report/report_sections.h"
#include "core/training/presets.h"
#include "core/training/settings.h"

namespace oneshot {
namespace {

using Facts = std::vector<std::pair<std::string, std::string>>;

std::string orUnknown(const std::string& text) {
    return text.empty() ? "unknown" : text;
}

std::string protocolText(const ValidationProtocol& p) {
    return fmt::format("{}-way {}-shot {}, {}", p.ways, p.shots,
                       p.withinAlphabet ? "within one alphabet" : "across alphabets", counted(p.tasks, "task"));
}

std::string dateText(const std::string& utc) {  // 2026-11-23T14:12:05Z
    return utc.size() == 20 ? utc.substr(0, 10) + ' ' + utc.substr(11, 5) + " UTC" : orUnknown(utc);
}

std::string spokenState(const RunRecord& run) {
    std::string text(enumName(run.state));
    if (!run.failure.empty()) text += ": " + run.failure;
    if (const std::string early = earlyEnd(run); !early.empty()) text += ": " + early;
    return text;
}

ReportSection identity(const RunReport& report) {
    const RunRecord& run = report.run;
    Facts rows{{"Run", report.name},
               {"State", spokenState(run)},
               {"Preset", run.config.preset},
               {"Began", dateText(run.startedUtc)},
               {"Steps", grouped(run.step)},
               {"Images", grouped(run.images)},
               {"Time of training", duration(run.seconds)}};
    if (run.seconds > 0) rows.emplace_back("Images a second", fmt::format("{:.0f}", run.imagesPerSecond()));
    rows.emplace_back("Parameters", run.parameters > 0 ? grouped(run.parameters) : "not known before the first step");
    rows.emplace_back("Seed", std::to_string(run.config.seed));
    return {"identity", "The run", {ReportFacts{rows}}};
}

ReportSection repeating(const RunReport& report) {
    ReportSection section{"repeat", "How to repeat it", {}};
    section.blocks = {
        ReportCode{report.repeatCommand},
        ReportText{"On the same machine, with the same libraries and number of threads, this gives the same "
                   "bytes. The report as JSON (report.json) holds configuration, seed, plans and data "
                   "for oneshot train --repeat report.json.",
                   true}};
    ReportTable plans{{{"from step", true}, {"steps in all", true}}, {}, false};
    for (const Plan& plan : report.run.plans)
        plans.rows.push_back(
            {grouped(plan.fromStep), plan.totalSteps > 0 ? grouped(plan.totalSteps) : "not known yet"});
    if (plans.rows.size() > 1) {
        section.blocks.emplace_back(ReportText{"Plans made by the clock, which a repetition replays:", false});
        section.blocks.emplace_back(std::move(plans));
    }
    return section;
}

/// Same pairs that are recognised where at most this share of the different ones is taken for the same.
double recognised(const std::vector<RocPoint>& curve, double falsePositives) {
    double share = 0;
    for (const RocPoint& point : curve)
        if (point.falsePositives <= falsePositives) share = std::max(share, point.truePositives);
    return share;
}

/// The curves of what was recorded of pairs, where anything was, and their figures.
void addVerification(const std::vector<RecordedFigure>& figures, ReportSection& section) {
    ReportChart chart = rocChart(figures);
    if (chart.series.empty()) return;
    ReportTable table{{{"data", false},
                       {"question", false},
                       {"step", true},
                       {"area under the curve", true},
                       {"equal error rate", true}},
                      {},
                      false};
    constexpr std::array<int, 4> falsePositives{1, 5, 10, 20};  // percent
    for (const int percent : falsePositives)
        table.columns.push_back({fmt::format("recognised at {} %", percent), true});
    for (const RecordedFigure& figure : figures) {
        if (!figure.roc) continue;
        table.rows.push_back({figure.on, figure.question, grouped(figure.step),
                              fmt::format("{:.4f}", figure.roc->areaUnderCurve),
                              percentText(figure.roc->equalErrorPercent)});
        for (const int percent : falsePositives)
            table.rows.back().push_back(percentText(100 * recognised(figure.roc->curve, percent / 100.0)));
    }
    section.blocks.emplace_back(ReportText{"Same or different, whatever the threshold:", false});
    section.blocks.emplace_back(std::move(chart));
    section.blocks.emplace_back(std::move(table));
    section.blocks.emplace_back(
        ReportText{"Recognised at 1 %: of the same pairs, where the threshold lets through 1 % of the different ones "
                   "at most, by the points of the curve that were recorded.",
                   true});
}

ReportSection results(const RunReport& report) {
    ReportSection section{"results", "Results", {}};
    const RunRecord& run = report.run;
    if (run.protocol) {
        const ValidationProtocol& protocol = *run.protocol;
        section.blocks.emplace_back(
            ReportText{"During the training, " + protocolText(protocol) +
                           (protocol.seenCharacters ? " of characters that it learnt from."
                                                    : " of characters that it did not learn from."),
                       false});
        ReportTable table{{{"", false}, {"right", true}, {"95 % interval", true}, {"at step", true}}, {}, false};
        const auto add = [&](const char* name, const std::optional<ValidationPoint>& point) {
            if (point)
                table.rows.push_back({name, percentText(point->accuracy.percent()),
                                      intervalText(point->accuracy.confidence95()), grouped(point->step)});
            else
                table.rows.push_back({name, "not measured", "", ""});
        };
        add("Best weights", run.best);
        add("Last weights", run.last);
        const Accuracy& nearest = protocol.nearestNeighbour;
        if (nearest.total > 0)
            table.rows.push_back({"Nearest neighbour (pixels-l2)", percentText(nearest.percent()),
                                  intervalText(nearest.confidence95()), ""});
        table.rows.push_back({"Chance", percentText(protocol.chancePercent()), "", ""});
        section.blocks.emplace_back(std::move(table));
        section.blocks.emplace_back(ReportText{std::string("Intervals: ") + wilsonMethod + ", over tasks.", true});
    } else {
        section.blocks.emplace_back(ReportText{notMeasured("the training ended before its first evaluation"), false});
    }

    section.blocks.emplace_back(ReportText{"Recorded by oneshot evaluate:", false});
    if (!report.recorded) {
        section.blocks.emplace_back(ReportText{notMeasured(report.recorded.why), false});
        return section;
    }
    ReportTable table{{{"data", false},
                       {"question", false},
                       {"step", true},
                       {"tasks", true},
                       {"figure", true},
                       {"95 % interval", true},
                       {"method", false},
                       {"chance", true},
                       {"characters seen", true}},
                      {},
                      false};
    for (const RecordedFigure& figure : *report.recorded)
        table.rows.push_back({figure.on, figure.question, grouped(figure.step), grouped(figure.trials),
                              percentText(figure.percent) + (figure.quantity == "error" ? " wrong" : " right"),
                              intervalText(figure.confidence95), figure.method,
                              figure.chancePercent ? percentText(*figure.chancePercent) : "",
                              grouped(figure.seenCharacters)});
    section.blocks.emplace_back(std::move(table));
    addVerification(*report.recorded, section);
    return section;
}

ReportSection data(const RunReport& report) {
    ReportSection section{"data", "Data", {}};
    const auto add = [&](const char* role, const ReportedSpec& data) {
        section.blocks.emplace_back(ReportText{role, false});
        if (data.recorded.spec.empty()) {
            section.blocks.emplace_back(ReportFacts{{{"Data", "none"}}});
            return;
        }
        Facts rows{{"SPEC", data.recorded.spec}, {"Fingerprint", "SHA-256 " + data.recorded.sha256}};
        if (data.found) {
            const ReportedData& found = *data.found;
            rows.emplace_back("Kind", found.format);
            rows.emplace_back("Holds", counted(found.characters, "character") + " of " +
                                           counted(found.alphabets, "alphabet") + ", " +
                                           counted(found.drawings, "drawing"));
            rows.emplace_back("Licence", orUnknown(found.licence));
            const std::string same = found.uncheckedStrokes ? "the same images; their strokes are in no fingerprint of "
                                                              "so old a run"
                                                            : "the same data";
            rows.emplace_back("Today",
                              found.sha256 == data.recorded.sha256 ? same : "OTHER DATA: SHA-256 " + found.sha256);
        } else {
            rows.emplace_back("Today", "not looked at: " + data.found.why);
        }
        section.blocks.emplace_back(ReportFacts{rows});
    };
    add("Learnt from", report.background);
    add("Validated on", report.validation);
    if (report.run.protocol && !report.run.protocol->leftOut.empty()) {
        std::string names;
        for (const std::string& name : report.run.protocol->leftOut) names += (names.empty() ? "" : ", ") + name;
        section.blocks.emplace_back(
            ReportText{"Left out of the validation, since it learnt from them: " + names + '.', true});
    }
    return section;
}

std::string jsonText(const Json& value) {
    return value.is_string() ? value.get<std::string>() : value.dump();
}

ReportSection environment(const RunReport& report) {
    ReportSection section{"environment", "Environment", {}};
    const auto add = [&](const char* role, const Json& environment) {
        Facts rows;
        for (const auto& [key, value] : environment.items()) rows.emplace_back(key, jsonText(value));
        section.blocks.emplace_back(ReportText{role, false});
        section.blocks.emplace_back(ReportFacts{rows});
    };
    section.blocks.emplace_back(ReportFacts{{{"device", std::string(enumName(report.run.config.device))}}});
    add("Of the training", report.run.environment);
    for (const RunSession& session : report.run.sessions)
        add(("Of the training from step " + grouped(session.step) + " on, " + dateText(session.beganUtc)).c_str(),
            session.environment);
    add("Of this report", report.reportEnvironment);
    return section;
}

ReportSection configuration(const RunReport& report) {
    ReportSection section{"configuration", "Configuration", {}};
    const TrainingConfig& config = report.run.config;
    const auto known = presets();
    const auto preset = std::ranges::find(known, config.preset, &Preset::name);
    ReportTable table{
        {{"setting", false}, {"value", true}, {"unit", false}, {"preset", true}, {"key", false}}, {}, false};
    for (const Setting& setting : settings()) {
        const std::string value = settingText(config, setting);
        const std::string usual = preset == known.end() ? "" : settingText(preset->config, setting);
        table.rows.push_back({std::string(setting.label), value, std::string(setting.unit), usual == value ? "" : usual,
                              std::string(setting.key)});
    }
    section.blocks = {ReportText{"Preset " + config.preset + "; its own value stands where another was chosen.", true},
                      std::move(table)};
    return section;
}

ReportSection limits(const RunReport& report) {
    return {"limits", "Limits of the result", {ReportList{report.limits}}};
}

std::vector<ReportHeadline> headlines(const RunReport& report) {
    const RunRecord& run = report.run;
    ReportHeadline best{"Best accuracy", "not measured", ""};
    if (run.best && run.protocol)
        best = {run.seenCharacters() ? "Accuracy, seen characters" : "One-shot accuracy",
                percentText(run.best->accuracy.percent()), intervalText(run.best->accuracy.confidence95()) + " %"};
    ReportHeadline nearest{"Nearest neighbour", "not measured", ""}, chance{"Chance", "not measured", ""};
    if (run.protocol) {
        nearest = {"Nearest neighbour", percentText(run.protocol->nearestNeighbour.percent()),
                   intervalText(run.protocol->nearestNeighbour.confidence95()) + " %"};
        chance = {"Chance", percentText(run.protocol->chancePercent()), fmt::format("{}-way", run.protocol->ways)};
    }
    return {best, nearest, chance, {"Training", duration(run.seconds), counted(run.step, "step")}};
}

}  // namespace

ReportPages reportPages(const RunReport& report) {
    ReportPages pages;
    const RunRecord& run = report.run;
    pages.title = "One-shot training: " + run.config.preset;
    pages.subtitle = report.name + ", begun " + dateText(run.startedUtc) + ", " + std::string(enumName(run.state));
    pages.headlines = headlines(report);
    ReportSection curves{"curves", "Curves", {}};
    for (ReportChart& chart : trainingCharts(report)) curves.blocks.emplace_back(std::move(chart));
    if (!report.metrics) curves.blocks.emplace_back(ReportText{notMeasured(report.metrics.why), false});
    pages.sections = {identity(report),
                      results(report),
                      std::move(curves),
                      alphabetsSection(report),
                      againstWaysSection(report),
                      hardestSection(report),
                      confusionsSection(report),
                      peopleSection(report),
                      limits(report),
                      repeating(report),
                      data(report),
                      environment(report),
                      configuration(report)};
    pages.footer = "One-Shot Workbench " + jsonText(report.reportEnvironment.value("version", Json("?"))) +
                   ", report of " + dateText(report.madeUtc);
    return pages;
}

}  // namespace oneshot
