#include "core/files/csv_vectors.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/files/csv_labels.h"
#include "core/files/csv_rows.h"
#include "core/files/csv_survey.h"

namespace oneshot {
namespace {

/// True for numbers like "1,234", whose comma may separate thousands.
bool mayBeThousands(std::string_view number) {
    const std::size_t comma = number.find(','), begin = number.find_first_of("0123456789");
    return comma - begin <= 3 && number[begin] != '0' && number.size() - comma == 4;
}

std::string inQuotes(std::string_view field) {
    return fmt::format("\"{}\"", validUtf8(field));
}

/// Reads the numbers of a table, and requires them to be written in one way.
class Numbers {
  public:
    /// wrong(problem): the error, which names line and column.
    template <typename Wrong>
    float read(std::string_view field, const Wrong& wrong) {
        if (field.empty()) throw wrong("is empty");
        if (const std::optional<float> value = finiteFloat(field)) {
            if (field.find('.') != std::string_view::npos) {
                if (hasCommas_) throw mixed(field, wrong);
                hasPoints_ = true;
            }
            return *value;
        }
        const std::optional<float> value = numberWithComma(field);
        if (!value) throw wrong(inQuotes(field.substr(0, 40)) + " is not a finite number");
        if (hasPoints_) throw mixed(field, wrong);
        if (!hasCommas_) firstComma_.emplace(wrong(inQuotes(field) + " may be thousands or have a decimal comma"));
        hasCommas_ = true;
        clear_ = clear_ || !mayBeThousands(field);
        return *value;
    }
    /// Throws if every comma may separate thousands.
    bool haveDecimalCommas() const {
        if (hasCommas_ && !clear_) throw *firstComma_;
        return hasCommas_;
    }

  private:
    template <typename Wrong>
    static Error mixed(std::string_view field, const Wrong& wrong) {
        return wrong(inQuotes(field) + " has another decimal sign than numbers before it");
    }

    bool hasPoints_ = false, hasCommas_ = false, clear_ = false;
    std::optional<Error> firstComma_;
};

/// The name of the file in quotes, but "column 3" as it is.
std::string shown(const CsvSurvey& survey, std::size_t column) {
    const std::string& name = survey.columns[column];
    return name == fmt::format("column {}", column + 1) ? name : inQuotes(name);
}

std::string leftOutText(const std::vector<std::string>& columns, const char* one, const char* several) {
    if (columns.empty()) return {};
    return fmt::format("; {} {}", fmt::join(columns, ", "), columns.size() == 1 ? one : several);
}

std::string understandingOf(const CsvSurvey& survey, const CsvLabels& labels, char separator, bool decimalCommas,
                            const CsvVectors& table) {
    std::string text = fmt::format("labels are taken from {}, {}; the first line {}", shown(survey, labels.column),
                                   labels.how, survey.header ? "names the columns" : "is data");
    if (separator == ';') text += "; semicolons separate the columns";
    if (separator == '\t') text += "; tabs separate the columns";
    if (decimalCommas) text += "; numbers have decimal commas";
    return text +
           leftOutText(table.rowNumbers, "only numbers the rows and is left out",
                       "only number the rows and are left out") +
           leftOutText(table.labelCopies, "repeats the label and is left out", "repeat the label and are left out");
}

/// The columns whose numbers are read.
std::vector<std::size_t> numberColumns(const CsvSurvey& survey, const CsvLabels& labels) {
    std::vector<std::size_t> columns;
    for (std::size_t i = 0; i < survey.columns.size(); ++i)
        if (i != labels.column && !survey.isRowNumber[i] && std::ranges::count(labels.copies, i) == 0)
            columns.push_back(i);
    return columns;
}

/// Keeps columns of numbers that only number the rows.
void keepRowNumbers(CsvSurvey& survey) {
    for (std::size_t i = 0; i < survey.columns.size(); ++i)
        if (!survey.isText[i]) survey.isRowNumber[i] = false;
}

/// Removes the columns of numbers that repeat the label, and names all columns that are left out.
void leaveOut(CsvVectors& table, const CsvSurvey& survey, const CsvLabels& labels,
              const std::vector<std::size_t>& columns) {
    for (std::size_t i = 0; i < survey.columns.size(); ++i)
        if (i != labels.column && survey.isRowNumber[i]) table.rowNumbers.push_back(shown(survey, i));
    const std::vector<bool> isCopy = findLabelCopies(table.labels, table.values, columns.size());
    std::vector<std::size_t> copies = labels.copies;
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (isCopy[i])
            copies.push_back(columns[i]);
        else
            table.columns.push_back(survey.columns[columns[i]]);
    std::ranges::sort(copies);
    for (const std::size_t i : copies) table.labelCopies.push_back(shown(survey, i));
    if (table.columns.size() == columns.size()) return;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < table.values.size(); ++i)
        if (!isCopy[i % columns.size()]) table.values[kept++] = table.values[i];
    table.values.resize(kept);
}

}  // namespace

CsvVectors parseCsvVectors(std::string_view text, const std::string& name, const std::string& labelColumn,
                           bool keepColumns) {
    CsvSurvey survey = surveyCsv(text, name);
    const CsvLabels labels = findCsvLabels(text, name, survey, labelColumn);
    if (keepColumns) keepRowNumbers(survey);
    const std::vector<std::size_t> columns = numberColumns(survey, labels);
    CsvVectors result;
    result.labelColumn = survey.columns[labels.column];
    result.labelsGuessed = labels.guessed;
    result.nameInData = survey.nameInData;
    result.labels.reserve(static_cast<std::size_t>(survey.rows));

    CsvRows rows(text, name);
    CsvRow row;
    Numbers numbers;
    if (survey.header) rows.next(row);
    while (rows.next(row)) {
        const auto wrong = [&](std::size_t column, const std::string& problem) {
            return Error(ErrorCode::BadData, fmt::format("{}, line {}, {}", name, row.line, survey.columns[column]),
                         problem,
                         fmt::format("Every value must be a finite number with a decimal point, or all with decimal "
                                     "commas; labels are taken from {} (label-column=NAME chooses another column).",
                                     result.labelColumn));
        };
        for (const std::size_t i : columns)
            result.values.push_back(
                numbers.read(row.fields[i], [&](const std::string& problem) { return wrong(i, problem); }));
        if (row.fields[labels.column].empty()) throw wrong(labels.column, "is empty");
        result.labels.emplace_back(row.fields[labels.column]);
    }

    const bool decimalCommas = numbers.haveDecimalCommas();
    leaveOut(result, survey, labels, columns);
    result.understanding = understandingOf(survey, labels, rows.separator(), decimalCommas, result);
    return result;
}

}  // namespace oneshot
