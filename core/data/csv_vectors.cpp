#include "core/data/csv_vectors.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "core/data/csv_rows.h"
#include "core/data/csv_survey.h"
#include "core/data/dataset.h"
#include "core/data/error.h"
#include "core/data/utf8.h"

namespace oneshot {
namespace {

std::size_t namedColumn(const std::string& wanted, const std::vector<std::string>& columns) {
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (columns[i] == wanted) return i;
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (comparableName(columns[i]) == comparableName(wanted)) return i;
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(wanted.data(), wanted.data() + wanted.size(), number);
    if (error == std::errc() && end == wanted.data() + wanted.size() && number >= 1 && number <= columns.size())
        return number - 1;
    std::string shown;
    for (std::size_t i = 0; i < std::min<std::size_t>(columns.size(), 60); ++i)
        shown += (i > 0 ? ", " : "") + columns[i];
    throw Error(ErrorCode::InvalidSetting, "label-column", "the table has no column \"" + wanted + "\"",
                "It has: " + shown + (columns.size() > 60 ? ", ..." : "") + ". A number counts from 1.");
}

/// Where the labels are, and how that is known.
struct LabelColumn {
    std::size_t column = 0;
    const char* how = "";
    bool guessed = false;
};

Error unclearLabels(const std::string& name, const std::string& problem, const std::string& example) {
    return Error(ErrorCode::BadData, name, "does not tell which column holds the labels: " + problem,
                 "Say it by label-column=NAME, or its number from 1, as in :label-column=" + example + ".");
}

/// The last or the first column by its values; the last is the usual one, so the first must be the only one that can be
/// it.
LabelColumn guessedColumn(const CsvSurvey& survey, const std::string& name) {
    constexpr int clearly = 4;  // times as many different values
    const auto [first, ofFirst] = survey.first;
    const auto [last, ofLast] = survey.last;
    const std::string both = survey.columns[first] + " and " + survey.columns[last];
    if (ofFirst == 0 && ofLast == 0)
        throw unclearLabels(name, "none is named label or class, and neither " + both + " hold classes",
                            std::to_string(last + 1));
    if (ofFirst > 0 && ofLast > 0 && ofFirst < clearly * ofLast)
        throw unclearLabels(name, both + " may both do so", std::to_string(first + 1));
    return {ofLast > 0 ? last : first, "by guess", true};
}

LabelColumn labelColumnOf(const CsvSurvey& survey, const std::string& wanted, const std::string& name) {
    if (!wanted.empty()) return {namedColumn(wanted, survey.columns), "as asked"};
    const std::size_t begin = survey.firstOnlyCounts ? 1 : 0;
    std::vector<std::size_t> words;
    for (std::size_t i = begin; i < survey.columns.size(); ++i) {
        if (survey.header && isLabelName(survey.columns[i])) return {i, "by its name"};
        if (survey.words[i]) words.push_back(i);
    }
    if (words.size() == 1) return {words[0], "the only column of words"};
    if (words.empty()) return guessedColumn(survey, name);
    throw unclearLabels(name, survey.columns[words[0]] + " and " + survey.columns[words[1]] + " both hold words",
                        std::to_string(words[0] + 1));
}

/// "1,234" may be a thousand and more.
bool mayBeThousands(std::string_view number) {
    const std::size_t comma = number.find(','), begin = number.find_first_of("0123456789");
    return comma - begin <= 3 && number[begin] != '0' && number.size() - comma == 4;
}

std::string quoted(std::string_view field) {
    std::string text(1, '"');
    return text.append(validUtf8(std::string(field))).append(1, '"');
}

/// Reads the numbers of a table, and watches that they are written in one way.
class Numbers {
  public:
    /// where: names line and column in what is thrown.
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
        if (!value) throw wrong(quoted(field.substr(0, 40)) + " is no finite number");
        if (hasPoints_) throw mixed(field, wrong);
        if (!hasCommas_) firstComma_.emplace(wrong(quoted(field) + " may be thousands or have a decimal comma"));
        hasCommas_ = true;
        clear_ = clear_ || !mayBeThousands(field);
        return *value;
    }
    /// Throws where a comma may part thousands everywhere.
    bool haveDecimalCommas() const {
        if (hasCommas_ && !clear_) throw *firstComma_;
        return hasCommas_;
    }

  private:
    template <typename Wrong>
    static Error mixed(std::string_view field, const Wrong& wrong) {
        return wrong(quoted(field) + " has another decimal sign than numbers before it");
    }

    bool hasPoints_ = false, hasCommas_ = false, clear_ = false;
    std::optional<Error> firstComma_;
};

/// A name as the file has it in quotes, "column 3" as it is.
std::string shown(const CsvSurvey& survey, std::size_t column) {
    const std::string& name = survey.columns[column];
    return name == "column " + std::to_string(column + 1) ? name : "\"" + name + "\"";
}

std::string understandingOf(const CsvSurvey& survey, const LabelColumn& label, bool leavesFirstOut, char separator,
                            bool decimalCommas) {
    std::string text = "labels are taken from " + shown(survey, label.column) + ", " + label.how + "; " +
                       (survey.header ? "the first line names the columns" : "the first line is data");
    if (separator == ';') text += "; semicolons part the columns";
    if (separator == '\t') text += "; tabs part the columns";
    if (decimalCommas) text += "; numbers have decimal commas";
    if (leavesFirstOut) text += "; " + shown(survey, 0) + " only numbers the rows and is left out";
    return text;
}

}  // namespace

CsvVectors parseCsvVectors(std::string_view text, const std::string& name, const std::string& labelColumn) {
    const CsvSurvey survey = surveyCsv(text, name);
    const LabelColumn label = labelColumnOf(survey, labelColumn, name);
    const bool leavesFirstOut = survey.firstOnlyCounts && label.column != 0;
    CsvVectors result;
    result.labels.reserve(static_cast<std::size_t>(survey.rows));

    CsvRows rows(text, name);
    CsvRow row;
    Numbers numbers;
    if (survey.header) rows.next(row);
    while (rows.next(row))
        for (std::size_t i = leavesFirstOut ? 1 : 0; i < survey.columns.size(); ++i) {
            const auto wrong = [&](const std::string& problem) {
                return Error(ErrorCode::BadData, name + ", line " + std::to_string(row.line) + ", " + survey.columns[i],
                             problem,
                             "Every value must be a finite number with a decimal point, or all with decimal commas; "
                             "labels are taken from " +
                                 survey.columns[label.column] + " (label-column=NAME chooses another column).");
            };
            if (i != label.column)
                result.values.push_back(numbers.read(row.fields[i], wrong));
            else if (!row.fields[i].empty())
                result.labels.emplace_back(row.fields[i]);
            else
                throw wrong("is empty");
        }

    const bool decimalCommas = numbers.haveDecimalCommas();
    result.understanding = understandingOf(survey, label, leavesFirstOut, rows.separator(), decimalCommas);
    result.labelsGuessed = label.guessed;
    result.labelColumn = survey.columns[label.column];
    if (leavesFirstOut) result.leftOutColumn = shown(survey, 0);
    result.columns = survey.columns;
    result.columns.erase(result.columns.begin() + static_cast<std::ptrdiff_t>(label.column));
    if (leavesFirstOut) result.columns.erase(result.columns.begin());
    return result;
}

}  // namespace oneshot
