#include "core/report/report_markdown.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/base/text.h"
#include "core/report/report_pages.h"

namespace oneshot {
namespace {

constexpr std::size_t mostRows = 30;  ///< of a chart that a text lists

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
        ReportTable table{{{"", false}, {"", false}}, {}, false};
        for (const auto& [name, value] : block.rows) table.rows.push_back({name, value});
        text += tableText(table) + '\n';
    }
    void operator()(const ReportTable& block) { text += tableText(block) + '\n'; }
    /// A text draws no curves: few points are listed, of many the first, the last and what is between at even steps.
    void operator()(const ReportChart& block) {
        if (block.series.empty() || block.series.back().x.empty() || !block.tableInText) return;
        const ReportChart::Series& series = block.series.back();
        ReportTable table{{{block.xLabel, true}, {block.yLabel, true}}, {}, false};
        const bool interval = !series.low.empty();
        if (interval) table.columns.push_back({"95 % interval", true});
        const std::size_t count = series.x.size(), shown = std::min(count, mostRows);
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

std::string reportMarkdown(const RunReport& report) {
    const ReportPages pages = reportPages(report);
    Writer writer;
    writer.text = "# " + escaped(pages.title) + "\n\n" + escaped(pages.subtitle) + "\n\n";
    ReportTable headlines{{{"", false}, {"", true}, {"", false}}, {}, false};
    for (const auto& [name, value, detail] : pages.headlines) headlines.rows.push_back({name, value, detail});
    writer(headlines);
    for (const ReportSection& section : pages.sections) {
        writer.text += "## " + escaped(section.title) + "\n\n";
        for (const ReportBlock& block : section.blocks) std::visit(writer, block);
    }
    return writer.text + escaped(pages.footer) + '\n';
}

}  // namespace oneshot
