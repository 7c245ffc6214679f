#include "core/files/csv_survey.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/files/csv_columns.h"
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

std::vector<double> numbersOf(const std::vector<std::string>& fields) {
    std::vector<double> numbers;
    for (const std::string& field : fields)
        if (const std::optional<double> value = finiteNumber(field))
            numbers.push_back(*value);
        else if (const std::optional<float> withComma = numberWithComma(field))
            numbers.push_back(*withComma);
    return numbers;
}

/// True if the numbers among these fields are 0, 1, 2, ... or 1, 2, 3, ..., as data frames name columns.
bool countUp(const std::vector<std::string>& fields) {
    std::optional<std::int64_t> before;
    for (const std::string& field : fields) {
        if (!isCsvNumber(field)) continue;
        const std::optional<std::int64_t> value = countingNumber(field);
        if (!value || (before ? *value != *before + 1 : *value != 0 && *value != 1)) return false;
        before = value;
    }
    return before.has_value();
}

/// True if the numbers among these fields have equal steps, like years, or are many and monotonic, like wavelengths.
bool goSteadily(const std::vector<std::string>& fields) {
    constexpr std::size_t enoughSteps = 3, enoughOneWay = 8;
    const std::vector<double> numbers = numbersOf(fields);
    if (numbers.size() < enoughSteps) return false;
    const double step = numbers[1] - numbers[0];
    bool equal = step != 0;
    for (std::size_t i = 1; i < numbers.size() && equal; ++i)
        equal = std::abs(numbers[i] - numbers[i - 1] - step) <= 0.01 * std::abs(step);
    const auto goOn = [&](auto order) { return std::ranges::adjacent_find(numbers, order) == numbers.end(); };
    return equal ||
           (numbers.size() >= enoughOneWay && (goOn(std::less_equal<double>()) || goOn(std::greater_equal<double>())));
}

/// Decides by the lines below whether the first line of a table names its columns or is data.
class FirstLine {
  public:
    explicit FirstLine(const CsvRow& row) : fields_(row.fields.begin(), row.fields.end()) {
        for (std::size_t i = 0; i < fields_.size(); ++i)
            if (!isCsvNumber(fields_[i])) words_.push_back({i});
    }

    /// Takes the next line below into account.
    void compare(const CsvRow& row) {
        if (below_.empty()) below_.assign(row.fields.begin(), row.fields.end());
        const bool hasNumbers = words_.size() < fields_.size();
        for (Word& word : words_) {
            const std::string_view field = row.fields[word.column];
            word.recurs = word.recurs || field == fields_[word.column];
            if (hasNumbers) word.overNumbers = word.overNumbers && isCsvNumber(field);
        }
    }

    bool isHeader() const {
        constexpr std::size_t enoughToCount = 4;  // a row of data may happen to begin 1, 2, 3
        const std::size_t numbers = fields_.size() - words_.size();
        if (numbers == 0) return true;
        if (std::ranges::any_of(fields_.begin() + 1, fields_.end(), &std::string::empty)) return false;
        const bool countsUp = numbers >= enoughToCount && countUp(fields_);
        if (words_.empty()) return countsUp && fields_.front() == "0";
        if (std::ranges::any_of(words_, &Word::recurs)) return false;
        const auto isLabel = [](const std::string& field) { return isLabelName(field) || isWeakLabelName(field); };
        return countsUp || std::ranges::any_of(fields_, isLabel) || namesNumbers();
    }

    /// A word that looks like the name of a column and occurs only once in its column; empty if there is none.
    std::string lonelyName() const {
        for (const Word& word : words_)
            if (!word.recurs && isUsualName(fields_[word.column])) return fields_[word.column];
        return {};
    }

    const std::vector<std::string>& fields() const { return fields_; }
    /// The second line; empty if there is none.
    const std::vector<std::string>& below() const { return below_; }

  private:
    struct Word {
        std::size_t column;
        bool recurs = false, overNumbers = true;  ///< in its column
    };

    /// True if its words stand above numbers, or if its numbers are a steady series unlike the data below.
    bool namesNumbers() const {
        const auto mayName = [&](const Word& word) { return mayBeName(fields_[word.column]); };
        const auto isEmpty = [&](const Word& word) { return fields_[word.column].empty(); };  // above an index
        if (below_.empty()) return false;
        if (std::ranges::all_of(words_, mayName) && std::ranges::all_of(words_, &Word::overNumbers)) return true;
        return std::ranges::all_of(words_, [&](const Word& word) { return mayName(word) || isEmpty(word); }) &&
               goSteadily(fields_) && !goSteadily(below_);
    }

    std::vector<std::string> fields_, below_;
    std::vector<Word> words_;
};

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
    /// True if it continues the count that the first row begins.
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
    FirstLine line(row);
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
