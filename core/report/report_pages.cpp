#include "core/report/report_pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "core/base/text.h"
#include "core/data/data_spec.h"
#include "core/report/report_sections.h"
#include "core/training/presets.h"
#include "core/training/settings.h"

namespace oneshot {
namespace {

using Facts = std::vector<std::pair<std::string, std::string>>;

std::string orUnknown(const std::string& text) {
    return text.empty() ? "unknown" : text;
}

std::string dateText(const std::string& utc) {  // 2026-11-23T14:12:05Z
    return utc.size() == 20 ? utc.substr(0, 10) + ' ' + utc.substr(11, 5) + " UTC" : orUnknown(utc);
}

std::string stateText(const RunRecord& run) {
    std::string text(enumName(run.state));
    for (const std::string& reason : {run.failure, earlyEnd(run)})
        if (!reason.empty()) text += ": " + reason;
    return text;
}

ReportSection identity(const RunReport& report) {
    const RunRecord& run = report.run;
    Facts rows{{"Run", report.title()}};
    if (report.title() != report.name) rows.emplace_back("Folder", report.name);
    if (!report.notes.tags.empty()) rows.emplace_back("Tags", fmt::format("{}", fmt::join(report.notes.tags, ", ")));
    if (!report.notes.note.empty()) rows.emplace_back("Note", report.notes.note);
    rows.insert(rows.end(), {{"State", stateText(run)},
                             {"Preset", run.config.preset},
                             {"Began", dateText(run.startedUtc)},
                             {"Steps", grouped(run.step)},
                             {"Images", grouped(run.images)},
                             {"Time of training", duration(run.seconds)}});
    if (run.seconds > 0) rows.emplace_back("Images a second", fmt::format("{:.0f}", run.imagesPerSecond()));
    rows.emplace_back("Parameters", run.parameters > 0 ? grouped(run.parameters) : "not known before the first step");
    rows.emplace_back("Seed", std::to_string(run.config.seed));
    return {"identity", "The run", {ReportFacts{rows}}};
}

/// The command without the folders of the data, which are of this machine.
std::string sharedCommand(const RunReport& report) {
    std::string command = report.repeatCommand;
    for (const ReportedSpec* data : {&report.background, &report.validation}) {
        const std::string own = shellQuoted(data->recorded.spec);
        if (const std::size_t at = command.find(own); !data->recorded.spec.empty() && at != std::string::npos)
            command.replace(at, own.size(), shellQuoted(withoutFolders(data->recorded.spec)));
    }
    return command;
}

ReportSection repeating(const RunReport& report) {
    ReportSection section{"repeat", "How to repeat it", {ReportCode{sharedCommand(report)}}};
    if (sharedCommand(report) != report.repeatCommand)
        section.addNote("To be run in the folder of the data; their own folders are left out here.");
    section.addNote(
        "On the same machine, with the same libraries and number of threads, this gives the same bytes. The report as "
        "JSON (report.json) holds configuration, seed, plans and data for oneshot train --repeat report.json.");
    ReportTable plans = tableOf("rr", {"from step", "steps in all"});
    for (const Plan& plan : report.run.plans)
        plans.rows.push_back(
            {grouped(plan.fromStep), plan.totalSteps > 0 ? grouped(plan.totalSteps) : "not known yet"});
    if (plans.rows.size() > 1) {
        section.addText("Plans made by the clock, which a repetition replays:");
        section.add(std::move(plans));
    }
    return section;
}

Facts factsOf(const ReportedSpec& data) {
    if (data.recorded.spec.empty()) return {{"Data", "none"}};
    Facts rows{{"SPEC", withoutFolders(data.recorded.spec)}, {"Fingerprint", "SHA-256 " + data.recorded.sha256}};
    if (!data.found) {
        rows.emplace_back("Today", "not looked at: " + data.found.why);
        return rows;
    }
    const ReportedData& found = *data.found;
    rows.emplace_back("Kind", found.format);
    rows.emplace_back("Holds", fmt::format("{} of {}, {}", counted(found.characters, "character"),
                                           counted(found.alphabets, "alphabet"), counted(found.drawings, "drawing")));
    rows.emplace_back("Licence", orUnknown(found.licence));
    rows.emplace_back("Today", found.sha256 != data.recorded.sha256 ? "OTHER DATA: SHA-256 " + found.sha256
                               : found.uncheckedStrokes
                                   ? "the same images; their strokes are in no fingerprint of so old a run"
                                   : "the same data");
    return rows;
}

ReportSection data(const RunReport& report) {
    ReportSection section{"data", "Data"};
    for (const auto& [role, spec] :
         {std::pair("Learnt from", &report.background), {"Validated on", &report.validation}}) {
        section.addText(role);
        section.add(ReportFacts{factsOf(*spec)});
    }
    if (report.run.protocol && !report.run.protocol->leftOut.empty())
        section.addNote(fmt::format("Left out of the validation, since it learnt from them: {}.",
                                    fmt::join(report.run.protocol->leftOut, ", ")));
    return section;
}

std::string jsonText(const Json& value) {
    return value.is_string() ? value.get<std::string>() : value.dump();
}

ReportSection environment(const RunReport& report) {
    ReportSection section{"environment", "Environment"};
    const auto add = [&](const std::string& role, const Json& environment) {
        Facts rows;
        for (const auto& [key, value] : environment.items()) rows.emplace_back(key, jsonText(value));
        section.addText(role);
        section.add(ReportFacts{rows});
    };
    section.add(ReportFacts{{{"device", std::string(enumName(report.run.config.device))}}});
    add("Of the training", report.run.environment);
    for (const RunSession& session : report.run.sessions)
        add("Of the training from step " + grouped(session.step) + " on, " + dateText(session.beganUtc),
            session.environment);
    add("Of this report", report.reportEnvironment);
    return section;
}

ReportSection configuration(const RunReport& report) {
    ReportSection section{"configuration", "Configuration"};
    const TrainingConfig& config = report.run.config;
    const auto known = presets();
    const auto preset = std::ranges::find(known, config.preset, &Preset::name);
    ReportTable table = tableOf("lrlrl", {"setting", "value", "unit", "preset", "key"});
    for (const Setting& setting : settings()) {
        const std::string value = settingText(config, setting);
        const std::string usual = preset == known.end() ? "" : settingText(preset->config, setting);
        table.rows.push_back({std::string(setting.label), value, std::string(setting.unit), usual == value ? "" : usual,
                              std::string(setting.key)});
    }
    section.addNote("Preset " + config.preset + "; its own value stands where another was chosen.");
    section.add(std::move(table));
    return section;
}

std::vector<ReportHeadline> headlines(const RunReport& report) {
    const RunRecord& run = report.run;
    const auto headline = [](const char* name, const Accuracy& accuracy) {
        return ReportHeadline{name, percentText(accuracy.percent()), intervalText(accuracy.confidence95()) + " %"};
    };
    ReportHeadline best{"Best accuracy", "not measured", ""}, nearest{"Nearest neighbour", "not measured", ""},
        chance{"Chance", "not measured", ""};
    if (const auto& protocol = run.protocol) {
        if (run.best)
            best =
                headline(run.seenCharacters() ? "Accuracy, seen characters" : "One-shot accuracy", run.best->accuracy);
        nearest = headline("Nearest neighbour", protocol->nearestNeighbour);
        chance = {"Chance", percentText(protocol->chancePercent()), fmt::format("{}-way", protocol->ways)};
    }
    return {best, nearest, chance, {"Training", duration(run.seconds), counted(run.step, "step")}};
}

constexpr std::size_t maxRows = 30;  ///< of a chart's table in a text

/// Plain text, on one line: nothing in it is read as Markdown or HTML.
std::string escaped(const std::string& text) {
    std::string result;
    for (const char c : text) {
        if (std::string_view("\\`*_{}[]<>#|~&$").find(c) != std::string_view::npos) result += '\\';
        result += c == '\n' || c == '\r' ? ' ' : c;
    }
    return result;
}

std::string tableText(const ReportTable& table) {
    std::string text = "|", rule = "|";
    for (const ReportTable::Column& column : table.columns) {
        text += ' ' + escaped(column.title) + " |";
        rule += column.figure ? " ---: |" : " --- |";
    }
    text += '\n' + rule + '\n';
    for (const auto& row : table.rows) {
        const bool bold = table.lastIsSum && &row == &table.rows.back();
        text += '|';
        for (const std::string& cell : row)
            text += bold && !cell.empty() ? " **" + escaped(cell) + "** |" : ' ' + escaped(cell) + " |";
        text += '\n';
    }
    return text;
}

class Writer {
  public:
    void operator()(const ReportText& block) {
        text += (block.note ? '*' + escaped(block.text) + '*' : escaped(block.text)) + "\n\n";
    }
    void operator()(const ReportCode& block) {  // indented: no fence that the command could close
        text += "    ";
        for (const char c : block.text) text += c == '\n' ? std::string("\n    ") : std::string(1, c);
        text += "\n\n";
    }
    void operator()(const ReportList& block) {
        for (const std::string& item : block.items) text += "- " + escaped(item) + '\n';
        text += '\n';
    }
    void operator()(const ReportFacts& block) {
        ReportTable table = tableOf("ll", {"", ""});
        for (const auto& [name, value] : block.rows) table.rows.push_back({name, value});
        text += tableText(table) + '\n';
    }
    void operator()(const ReportTable& block) { text += tableText(block) + '\n'; }
    /// Lists the points of the last series; of many the first, the last and some at even steps between them.
    void operator()(const ReportChart& block) {
        if (block.series.empty() || block.series.back().x.empty() || !block.tableInText) return;
        const ReportChart::Series& series = block.series.back();
        ReportTable table = tableOf("rr", {block.xLabel, block.yLabel});
        const bool interval = !series.low.empty();
        if (interval) table.columns.push_back({"95 % interval", true});
        const std::size_t count = series.x.size(), shown = std::min(count, maxRows);
        for (std::size_t k = 0; k < shown; ++k) {
            const std::size_t i = shown < 2 ? 0 : k * (count - 1) / (shown - 1);
            table.rows.push_back({fmt::format("{:.0f}", series.x[i]), fmt::format("{:.4g}", series.y[i])});
            if (interval) table.rows.back().push_back(fmt::format("{:.1f} – {:.1f}", series.low[i], series.high[i]));
        }
        text += "**" + escaped(block.title) + "**\n\n" + tableText(table) + '\n';
    }
    void operator()(const ReportPictures& block) {
        if (!block.captionsInText) return;
        for (const auto& picture : block.pictures) text += "- " + escaped(picture.caption) + '\n';
        text += '\n';
    }

    std::string text;
};

}  // namespace

ReportTable tableOf(std::string_view alignment, const std::vector<std::string>& titles) {
    ReportTable table;
    for (std::size_t i = 0; i < titles.size(); ++i) table.columns.push_back({titles[i], alignment[i] == 'r'});
    return table;
}

ReportPages reportPages(const RunReport& report) {
    ReportPages pages;
    const RunRecord& run = report.run;
    pages.title = "One-shot training: " + run.config.preset;
    pages.subtitle = fmt::format("{}, begun {}, {}", report.title(), dateText(run.startedUtc), enumName(run.state));
    pages.headlines = headlines(report);
    pages.sections = {identity(report)};
    std::ranges::move(figureSections(report), std::back_inserter(pages.sections));
    pages.sections.push_back({"limits", "Limits of the result", {ReportList{report.limits}}});
    for (const auto& section : {repeating, data, environment, configuration}) pages.sections.push_back(section(report));
    pages.footer = "One-Shot Workbench " + jsonText(report.reportEnvironment.value("version", Json("?"))) +
                   ", report of " + dateText(report.madeUtc);
    return pages;
}

std::string reportMarkdown(const RunReport& report) {
    const ReportPages pages = reportPages(report);
    Writer writer;
    writer.text = "# " + escaped(pages.title) + "\n\n" + escaped(pages.subtitle) + "\n\n";
    ReportTable headlines = tableOf("lrl", {"", "", ""});
    for (const auto& [name, value, detail] : pages.headlines) headlines.rows.push_back({name, value, detail});
    writer(headlines);
    for (const ReportSection& section : pages.sections) {
        writer.text += "## " + escaped(section.title) + "\n\n";
        for (const ReportBlock& block : section.blocks) std::visit(writer, block);
    }
    return writer.text + escaped(pages.footer) + '\n';
}

}  // namespace oneshot
