#include "core/files/csv_survey.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/files/csv_columns.h"
#include "core/files/csv_header.h"
#include "core/files/csv_names.h"
#include "core/files/csv_rows.h"
#include "core/files/limits.h"

namespace oneshot {
namespace {

Error noRows(const std::string& name) {
    return Error(ErrorCode::BadData, name, "holds no rows of numbers",
                 "Give a CSV with a label column and columns of numbers.");
}

Error tooManyRows(const std::string& name) {
    return Error(ErrorCode::BadData, name, fmt::format("has more than {} rows", maxTableRows), "Give fewer.");
}

void requireLength(const CsvRow& row, std::size_t columns, const std::string& name) {
    if (row.fields.size() != columns)
        throw Error(ErrorCode::BadData, fmt::format("{}, line {}", name, row.line),
                    fmt::format("has {}, the first row has {}", counted(std::ssize(row.fields), "column"), columns),
                    "Give every row as many.");
}

/// Watches whether a column numbers the rows below the first one.
class RowNumbers {
  public:
    void add(std::string_view field) {
        if (!steps_) return;
        const std::optional<std::int64_t> value = countingNumber(field);
        if (!first_) first_ = value;
        if (!value || *first_ < 0 || *first_ > 2 || (*value != *first_ && *value != before_ + 1)) {
            steps_ = false;
            return;
        }
        if (*value == *first_) ++begins_;
        before_ = *value;
    }
    bool beginAt(std::int64_t number) const { return steps_ && first_ == number; }
    /// True for 0, 1, 2, ... and 1, 2, 3, ...
    bool count() const { return begins_ == 1 && (beginAt(0) || beginAt(1)); }
    /// Likewise, continuing the count of the first row.
    bool countAfter(std::string_view field) const {
        const std::optional<std::int64_t> value = countingNumber(field);
        return begins_ == 1 && (value == 0 || value == 1) && beginAt(*value + 1);
    }
    /// How often the count begins, as in tables joined one below another; 0 if it is no count.
    std::int64_t begins() const { return beginAt(0) || beginAt(1) ? begins_ : 0; }

  private:
    std::optional<std::int64_t> first_;
    std::int64_t before_ = 0, begins_ = 0;
    bool steps_ = true;
};

/// Marks the columns that only number the rows. Few rows may look counted by chance, unless the column's name says so.
std::vector<bool> countingColumns(std::string_view text, const CsvSurvey& survey, const std::vector<std::string>& line,
                                  const std::vector<RowNumbers>& numbers) {
    constexpr std::int64_t enoughRows = 10;
    const bool many = survey.rows >= enoughRows, several = survey.rows > 2;
    std::vector<bool> counts(line.size());
    std::vector<std::size_t> unclear;  // with names of row numbers, but not 0, 1, 2, ...
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (!survey.header) {
            counts[i] = (many || (i == 0 && several)) && numbers[i].countAfter(line[i]);
        } else if (!isLabelName(line[i]) && !isWeakLabelName(line[i])) {
            const bool isNamedIndex = isIndexName(line[i]);
            const bool countsAgain =
                isNamelessIndex(line[i]) && numbers[i].begins() > 0 && survey.rows >= enoughRows * numbers[i].begins();
            counts[i] = countsAgain || ((many || (isNamedIndex && several)) && numbers[i].count());
            if (isNamedIndex && !counts[i] && (many || i == 0)) unclear.push_back(i);
        }
    }
    const std::vector<CsvColumn> values = readCsvColumns(text, survey.header, unclear);
    for (std::size_t i = 0; i < unclear.size(); ++i)
        counts[unclear[i]] = (values[i].allWhole || !values[i].allNumbers) && values[i].distinctCount() == survey.rows;
    std::ptrdiff_t others = std::ranges::count(counts, false);
    for (std::size_t i = line.size(); i-- > 0 && others < 2;)
        if (counts[i]) {
            counts[i] = false;
            ++others;
        }
    return counts;
}

}  // namespace

CsvSurvey surveyCsv(std::string_view text, const std::string& name) {
    CsvRows rows(text, name);
    CsvRow row;
    if (!rows.next(row)) throw noRows(name);
    CsvFirstLine line(row);
    const std::size_t count = line.fields().size();
    if (count < 2)
        throw Error(ErrorCode::BadData, name, "has one column only", "Separate columns by commas, semicolons or tabs.");

    CsvSurvey survey;
    std::vector<RowNumbers> numbers(count);
    while (rows.next(row)) {
        requireLength(row, count, name);
        if (survey.rows == maxTableRows) throw tooManyRows(name);
        ++survey.rows;
        line.compare(row);
        for (std::size_t i = 0; i < count; ++i) numbers[i].add(row.fields[i]);
    }
    survey.header = line.isHeader();
    if (!survey.header) ++survey.rows;
    if (survey.rows == 0) throw noRows(name);
    if (survey.rows > maxTableRows) throw tooManyRows(name);

    if (!survey.header) survey.nameInData = line.lonelyName();
    const std::vector<std::string>& firstRow = survey.header ? line.below() : line.fields();
    for (std::size_t i = 0; i < count; ++i) {
        const std::string& title = line.fields()[i];
        survey.columns.push_back(survey.header && !title.empty() ? title : fmt::format("column {}", i + 1));
        survey.isText.push_back(!isCsvNumber(firstRow[i]));
    }
    survey.isRowNumber = countingColumns(text, survey, line.fields(), numbers);
    return survey;
}

}  // namespace oneshot
