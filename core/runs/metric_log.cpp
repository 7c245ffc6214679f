#include "core/runs/metric_log.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <limits>
#include <optional>

#include "core/base/error.h"
#include "core/base/open_file.h"
#include "core/base/save_file.h"
#include "core/base/text.h"
#include "core/files/csv_rows.h"
#include "core/runs/run_directory.h"

namespace oneshot {
namespace fs = std::filesystem;
namespace {

constexpr const char* header = "step,seconds,images,name,value";

/// Reads one field up to the next comma or the end; returns false if it is not a number of this kind.
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

constexpr std::string_view percentEnding = "_percent";

/// "accuracy_low_percent" of "accuracy_percent" and "_low".
std::string boundMetric(std::string metric, const char* bound) {
    const std::size_t at = metric.ends_with(percentEnding) ? metric.size() - percentEnding.size() : metric.size();
    return metric.insert(at, bound);
}

std::string rowText(const MetricRow& row) {
    return fmt::format("{},{},{},{},{}\n", row.step, metricText(row.seconds), row.images, row.name,
                       metricText(row.value));
}

/// An early evaluation is none: where a run goes on, its rows are those of its step.
bool isOfEvaluation(const MetricRow& row) {
    return row.name.find("accuracy") != std::string::npos && !row.name.starts_with("early_");
}

std::vector<std::uint8_t> bytesOf(const fs::path& path) try {
    return readFileBytes(path, std::numeric_limits<std::int64_t>::max());
} catch (const Error& error) {
    throw Unreadable({error.code(), error.where(), error.problem(),
                      "Allow reading it, or move it away: the run's weights do not depend on it."});
}

/// The next line, whatever its end: LF, CR LF or CR alone. Returns nothing if the rest has no end.
std::optional<std::string_view> takeLine(std::string_view& text) {
    const std::size_t end = text.find_first_of("\r\n");
    if (end == std::string_view::npos) return {};
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + (text.substr(end).starts_with("\r\n") ? 2 : 1));
    return line;
}

/// What a log lacks up to `end`; empty if it is complete. rest: what follows its last line.
std::string missingRows(const std::vector<MetricRow>& rows, std::string_view rest, const LogEnd& end) {
    LogEnd found;
    bool knowsEvaluatedStep = false;  // else all of that time was lost once, and told then
    for (const MetricRow& row : rows) {
        std::int64_t& last = isOfEvaluation(row) ? found.evaluation : found.step;
        last = std::max(last, row.step);
        knowsEvaluatedStep = knowsEvaluatedStep || row.step == end.evaluation;
    }
    if (found.step < end.step)
        return fmt::format("its rows end at step {}, and the run is at step {}", found.step, end.step);
    if (knowsEvaluatedStep && found.evaluation < end.evaluation)
        return "the evaluation of step " + std::to_string(end.evaluation) + " is missing";
    const bool hasStep = rest.find(',') != std::string_view::npos;
    if (std::int64_t step = 0; hasStep && parse(rest, step) && step <= end.evaluation)
        return "its last line has no end";
    return {};
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

std::string metricText(double value) {
    std::array<char, 32> text;
    return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr};
}

std::vector<MetricRow> readMetrics(const fs::path& path, std::string* damage, const LogEnd& end) {
    const std::vector<std::uint8_t> bytes = bytesOf(path);
    const auto bad = [&](const std::string& problem) {
        return Error(ErrorCode::BadData, path.string(), problem, "The run's weights do not depend on this file.");
    };
    std::string_view rest(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    if (rest.starts_with(byteOrderMark)) rest.remove_prefix(byteOrderMark.size());
    std::vector<MetricRow> rows;
    std::string firstDamage;
    int line = 0, damaged = 0;
    bool isLog = false;
    while (const std::optional<std::string_view> text = takeLine(rest)) {
        ++line;
        MetricRow row;
        const bool isHeader = line == 1 && *text == header, isRow = parseRow(*text, row);
        isLog = isLog || isHeader || isRow;
        if (isRow) rows.push_back(std::move(row));
        if (isHeader || (isRow && line > 1)) continue;
        if (damaged++ == 0)
            firstDamage = fmt::format("line {} is {} \"{}\"", line, line == 1 ? "not" : "no row", header);
    }
    if (!isLog && line > 0) throw bad(firstDamage);
    if (rows.empty() && end.step > 0) throw bad("it has no rows, and the run is at step " + std::to_string(end.step));
    if (damaged == 2) firstDamage += ", nor is 1 other";
    if (damaged > 2) firstDamage += ", nor are " + std::to_string(damaged - 1) + " others";
    const std::string missing = missingRows(rows, rest, end);
    if (damage) *damage = firstDamage + (firstDamage.empty() || missing.empty() ? "" : "; ") + missing;
    return rows;
}

MetricLog::MetricLog(const fs::path& path, const LogEnd& end) : path_(path) {
    std::vector<MetricRow> kept;
    std::string problem;
    const bool exists = fs::exists(path);
    if (exists) try {
            kept = readMetrics(path, &problem, end);
        } catch (const Unreadable&) {
            throw;
        } catch (const Error& error) {  // the weights do not depend on it: it is set aside, and the run goes on
            problem = error.problem();
        }
    std::erase_if(kept, [&](const MetricRow& row) {
        const bool anew = end.step == 0;  // even the early evaluation of step 0 is made again
        return anew || row.step > (isOfEvaluation(row) ? end.evaluation : end.step);
    });

    std::string text = std::string(header) + '\n';
    for (const MetricRow& row : kept) text += rowText(row);
    const fs::path beside = path.string() + ".part";
    std::error_code failed;
    fs::remove(beside, failed);  // of a process that died
    writeNewFile(beside, text, path);
    if (!exists && end.step > 0)
        damage_ = "metrics.csv is not there: the curves begin at step " + std::to_string(end.step) + '.';
    if (!problem.empty())
        damage_ = fmt::format("metrics.csv is damaged ({}). Its {} {} kept, and the file as it was is beside as {}.",
                              problem, counted(std::ssize(kept), "sound row"), kept.size() == 1 ? "is" : "are",
                              setAside(path).filename().string());
    fs::rename(beside, path, failed);
    if (!failed) file_.open(path, std::ios::binary | std::ios::app);
    if (failed || !file_)
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
