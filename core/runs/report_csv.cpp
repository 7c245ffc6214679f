#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "core/runs/report_formats.h"

namespace oneshot {
namespace {

std::string number(double value) {
    std::array<char, 32> text;
    return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr};
}

std::string quoted(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string result = "\"";
    for (const char c : text) result += c == '"' ? std::string("\"\"") : std::string(1, c);
    return result + '"';
}

struct Row {
    double seconds = 0;
    std::int64_t images = 0;
    std::map<std::string, double> values;
};

}  // namespace

std::string reportCsv(const RunReport& report) {
    if (!report.metrics) return "step,seconds,images\n";
    std::vector<std::string> names;  // in the order in which they came up
    std::map<std::int64_t, Row> rows;
    for (const MetricRow& metric : *report.metrics) {
        if (std::ranges::find(names, metric.name) == names.end()) names.push_back(metric.name);
        Row& row = rows[metric.step];
        row.seconds = metric.seconds;
        row.images = metric.images;
        row.values[metric.name] = metric.value;
    }
    std::string text = "step,seconds,images";
    for (const std::string& name : names) text += ',' + quoted(name);
    text += '\n';
    for (const auto& [step, row] : rows) {
        text += std::to_string(step) + ',' + number(row.seconds) + ',' + std::to_string(row.images);
        for (const std::string& name : names) {
            const auto value = row.values.find(name);
            text += ',' + (value == row.values.end() ? std::string() : number(value->second));
        }
        text += '\n';
    }
    return text;
}

}  // namespace oneshot
