#include "core/runs/metric_log.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <sstream>

#include "core/data/error.h"
#include "core/data/text.h"
#include "core/runs/set_aside.h"

namespace oneshot {
namespace {

constexpr const char* header = "step,seconds,images,name,value";
constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";  // of editors

/// Reads one field up to the next comma or the end; false where it is no number of its kind.
template <typename Number>
bool parse(std::string_view& line, Number& value) {
    const std::size_t comma = std::min(line.find(','), line.size());
    const auto [end, error] = std::from_chars(line.data(), line.data() + comma, value);
    const bool sound = error == std::errc() && end == line.data() + comma;
    line.remove_prefix(std::min(comma + 1, line.size()));
    return sound;
}

bool parseRow(std::string_view line, MetricRow& row) {
    if (!parse(line, row.step) || !parse(line, row.seconds) || !parse(line, row.images)) return false;
    const std::size_t comma = line.find(',');
    if (comma == std::string_view::npos) return false;
    row.name = line.substr(0, comma);
    line.remove_prefix(comma + 1);
    return parse(line, row.value);
}

std::string number(double value) {
    std::array<char, 32> text;
    return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr};
}

constexpr std::string_view percentEnding = "_percent";

/// "accuracy_low_percent" of "accuracy_percent" and "_low".
std::string boundMetric(std::string metric, const char* bound) {
    const std::size_t at = metric.ends_with(percentEnding) ? metric.size() - percentEnding.size() : metric.size();
    return metric.insert(at, bound);
}

std::string rowText(const MetricRow& row) {
    return std::to_string(row.step) + ',' + number(row.seconds) + ',' + std::to_string(row.images) + ',' + row.name +
           ',' + number(row.value) + '\n';
}

bool isOfEvaluation(const MetricRow& row) {
    return row.name.find("accuracy") != std::string::npos;
}

}  // namespace

std::string presentationMetric(int presentation) {
    return "accuracy_presentation_" + std::to_string(presentation) + "_percent";
}

std::string lowBoundMetric(const std::string& metric) {
    return boundMetric(metric, "_low");
}

std::string highBoundMetric(const std::string& metric) {
    return boundMetric(metric, "_high");
}

std::vector<MetricRow> readMetrics(const std::filesystem::path& path, std::string* damage) {
    std::ifstream file(path, std::ios::binary);
    const auto bad = [&](const std::string& problem) {
        return Error(ErrorCode::BadData, path.string(), problem, "The run's weights do not depend on this file.");
    };
    if (!file) throw bad("it cannot be opened");
    std::ostringstream content;
    content << file.rdbuf();
    std::string_view rest = content.view();
    if (rest.starts_with(byteOrderMark)) rest.remove_prefix(byteOrderMark.size());
    std::vector<MetricRow> rows;
    std::string firstDamage;
    int line = 1, damaged = 0;
    bool isLog = false;
    for (std::size_t end; (end = rest.find('\n')) != std::string_view::npos; ++line) {
        std::string_view text = rest.substr(0, end);  // a last line without its end was being written
        rest.remove_prefix(end + 1);
        if (text.ends_with('\r')) text.remove_suffix(1);
        MetricRow row;
        const bool isHeader = line == 1 && text == header, isRow = parseRow(text, row);
        isLog = isLog || isHeader || isRow;
        if (isRow) rows.push_back(std::move(row));
        if (isHeader || (isRow && line > 1)) continue;
        if (damaged++ == 0)
            firstDamage = "line " + std::to_string(line) + (line == 1 ? " is not \"" : " is no row \"") + header + '"';
    }
    if (!isLog && line > 1) throw bad(firstDamage);
    if (damage && damaged > 0) *damage = firstDamage;
    if (damage && damaged == 2) *damage += ", nor is 1 other";
    if (damage && damaged > 2) *damage += ", nor are " + std::to_string(damaged - 1) + " others";
    return rows;
}

MetricLog::MetricLog(const std::filesystem::path& path, std::int64_t lastStep, std::int64_t lastEvaluation)
    : path_(path) {
    std::vector<MetricRow> kept;
    if (std::filesystem::exists(path)) {
        std::string problem;
        try {
            kept = readMetrics(path, &problem);
        } catch (const Error& error) {  // the weights do not depend on it: it is set aside, and the run goes on
            problem = error.problem();
        }
        if (!problem.empty())
            damage_ = "metrics.csv is damaged (" + problem + "). Its " + counted(std::ssize(kept), "other row") +
                      (kept.size() == 1 ? " is" : " are") + " kept, and the file as it was is beside as " +
                      setAside(path).filename().string() + '.';
        std::erase_if(
            kept, [&](const MetricRow& row) { return row.step > (isOfEvaluation(row) ? lastEvaluation : lastStep); });
    }
    const std::filesystem::path beside = path.string() + ".part";
    std::ofstream whole(beside, std::ios::binary);
    whole << header << '\n';
    for (const MetricRow& row : kept) whole << rowText(row);
    whole.close();
    std::error_code failed;
    if (whole) std::filesystem::rename(beside, path, failed);
    file_.open(path, std::ios::binary | std::ios::app);
    if (!whole || failed || !file_)
        throw Error(ErrorCode::Failed, path.string(), "it cannot be written",
                    "Is the disk full or the folder read-only?");
}

void MetricLog::append(const MetricRow& row) {
    file_ << rowText(row);
}

void MetricLog::flush() {
    if (!file_.flush())
        throw Error(ErrorCode::Failed, path_.string(), "it could not be written",
                    "Make room on the disk, then resume the run.");
}

}  // namespace oneshot
