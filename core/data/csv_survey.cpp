#include "core/data/csv_survey.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <optional>
#include <set>

#include "core/data/container_files.h"
#include "core/data/dataset.h"
#include "core/data/error.h"

namespace oneshot {
namespace {

const std::set<std::string, std::less<>> labelNames{"label", "class", "species", "target", "variety", "y"};
/// As comparableName writes them; an empty one is the index that data frames are saved with.
const std::set<std::string, std::less<>> countingNames{"",        "unnamed0", "id",       "index",     "idx", "row",
                                                       "rowname", "rownames", "rowid",    "rownumber", "no",  "nr",
                                                       "number",  "sampleid", "sampleno", "serialno",  "sno"};

bool isNumber(std::string_view field) {
    return finiteFloat(field) || numberWithComma(field);
}

bool isWhole(std::string_view field) {
    const std::optional<float> value = finiteFloat(field);
    return value && std::trunc(*value) == *value;
}

std::optional<std::int64_t> countingNumber(std::string_view field) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
    return error == std::errc() && end == field.data() + field.size() ? std::optional(value) : std::nullopt;
}

/// The values of a column, one after the other.
class ColumnFacts {
  public:
    void add(std::string_view field) {
        if (hashes_.empty()) return addBefore(field);
        const std::optional<std::int64_t> value = countingNumber(field);
        counts_ = counts_ && value && *value == first_ + rows();
        look(field);
    }
    /// The value above those that were added.
    void addBefore(std::string_view field) {
        const std::optional<std::int64_t> value = countingNumber(field);
        counts_ = counts_ && value && (hashes_.empty() || *value == first_ - 1);
        first_ = value.value_or(-1);
        look(field);
    }
    bool whole() const { return whole_; }
    bool numbers() const { return numbers_; }
    /// 0, 1, 2, ... or 1, 2, 3, ...
    bool counts() const { return counts_ && (first_ == 0 || first_ == 1); }
    std::int64_t different() const {
        std::vector<std::size_t> sorted = hashes_;
        std::ranges::sort(sorted);
        return std::ranges::unique(sorted).begin() - sorted.begin();
    }
    std::int64_t rows() const { return std::ssize(hashes_); }

  private:
    void look(std::string_view field) {
        hashes_.push_back(std::hash<std::string_view>()(field));
        whole_ = whole_ && isWhole(field);
        numbers_ = numbers_ && isNumber(field);
    }

    std::vector<std::size_t> hashes_;
    std::int64_t first_ = -1;
    bool whole_ = true, numbers_ = true, counts_ = true;
};

/// Whether the numbers among these fields are 0, 1, 2, ... or 1, 2, 3, ..., as data frames name columns.
bool countUp(const std::vector<std::string>& fields) {
    std::optional<std::int64_t> before;
    for (const std::string& field : fields) {
        if (!isNumber(field)) continue;
        const std::optional<std::int64_t> value = countingNumber(field);
        if (!value || (before ? *value != *before + 1 : *value != 0 && *value != 1)) return false;
        before = value;
    }
    return before.has_value();
}

/// Whether the first line names the columns. recurs: one of its words comes again below, in its column.
bool isHeader(const std::vector<std::string>& line, bool recurs) {
    constexpr std::ptrdiff_t enoughToCount = 4;  // a row of data may happen to begin 1, 2, 3
    const std::ptrdiff_t numbers = std::ranges::count_if(line, isNumber);
    if (numbers == 0) return true;
    if (std::ranges::any_of(line.begin() + 1, line.end(), &std::string::empty)) return false;
    const bool countsUp = numbers >= enoughToCount && countUp(line);
    if (numbers == std::ssize(line)) return countsUp && line.front() == "0";
    return !recurs && (countsUp || std::ranges::any_of(line, isLabelName));
}

Error noRows(const std::string& name) {
    return Error(ErrorCode::BadData, name, "holds no rows of numbers",
                 "Give a CSV with a label column and columns of numbers.");
}

void requireLength(const CsvRow& row, std::size_t columns, const std::string& name) {
    if (row.fields.size() != columns)
        throw Error(
            ErrorCode::BadData, name + ", line " + std::to_string(row.line),
            "has " + std::to_string(row.fields.size()) + " columns, the first row has " + std::to_string(columns),
            "Give every row as many.");
}

CsvSurvey::Classes classesOf(const ColumnFacts& facts, std::size_t column) {
    const std::int64_t different = facts.whole() ? facts.different() : 0;
    return {column, different >= 2 && different < facts.rows() ? different : 0};
}

}  // namespace

bool isLabelName(std::string_view name) {
    return labelNames.contains(comparableName(std::string(name)));
}

CsvSurvey surveyCsv(std::string_view text, const std::string& name) {
    CsvRows rows(text, name);
    CsvRow row;
    if (!rows.next(row)) throw noRows(name);
    const std::vector<std::string> line(row.fields.begin(), row.fields.end());
    const std::size_t count = line.size();
    if (count < 2)
        throw Error(ErrorCode::BadData, name, "has one column only", "Part columns by commas, semicolons or tabs.");

    ColumnFacts first, second, last;
    std::vector<std::size_t> wordsAbove;
    for (std::size_t i = 0; i < count; ++i)
        if (!isNumber(line[i])) wordsAbove.push_back(i);
    CsvSurvey survey;
    std::vector<std::string> below;
    bool recurs = false;
    while (rows.next(row)) {
        requireLength(row, count, name);
        if (survey.rows == mostTableRows)
            throw Error(ErrorCode::BadData, name, "has more than " + std::to_string(mostTableRows) + " rows",
                        "Give fewer.");
        ++survey.rows;
        if (below.empty()) below.assign(row.fields.begin(), row.fields.end());
        first.add(row.fields[0]);
        second.add(row.fields[1]);
        last.add(row.fields[count - 1]);
        recurs = recurs || std::ranges::any_of(wordsAbove, [&](std::size_t i) { return row.fields[i] == line[i]; });
    }

    survey.header = isHeader(line, recurs);
    if (!survey.header) {
        ++survey.rows;
        first.addBefore(line[0]);
        second.addBefore(line[1]);
        last.addBefore(line[count - 1]);
    }
    if (survey.rows == 0) throw noRows(name);
    if (survey.rows > mostTableRows)
        throw Error(ErrorCode::BadData, name, "has more than " + std::to_string(mostTableRows) + " rows",
                    "Give fewer.");
    const std::vector<std::string>& firstRow = survey.header ? below : line;
    for (std::size_t i = 0; i < count; ++i) {
        survey.columns.push_back(survey.header && !line[i].empty() ? line[i] : "column " + std::to_string(i + 1));
        survey.words.push_back(!isNumber(firstRow[i]));
    }
    const bool tellsRows = (first.whole() || !first.numbers()) && first.different() == survey.rows;
    const bool namedSo = survey.header && countingNames.contains(comparableName(line[0]));
    survey.firstOnlyCounts = count > 2 && (namedSo ? tellsRows : !survey.header && survey.rows > 2 && first.counts());
    survey.first = survey.firstOnlyCounts ? classesOf(second, 1) : classesOf(first, 0);
    survey.last = classesOf(last, count - 1);
    return survey;
}

}  // namespace oneshot
