#include "core/data/csv_vectors.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <set>

#include "core/data/container_files.h"
#include "core/data/dataset.h"
#include "core/data/error.h"
#include "core/data/utf8.h"

namespace oneshot {
namespace {

const std::set<std::string> labelNames{"label", "class", "species", "target", "variety", "y"};

struct Row {
    std::int64_t line = 0;  ///< where it begins, from 1
    std::vector<std::string> fields;
};

/// Row by row through the text; fields in quotes may hold separators, line ends and doubled quotes (RFC 4180).
class RowReader {
  public:
    RowReader(std::string_view text, const std::string& name) : text_(text), name_(name) {
        if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
        const std::string_view first = text_.substr(0, text_.find_first_of("\r\n"));
        for (const char separator : {'\t', ';'})
            if (separator_ == ',' && first.find(separator) != std::string_view::npos) separator_ = separator;
    }

    /// The next row that is not blank; false at the end.
    bool next(Row& row) {
        while (at_ < text_.size()) {
            row.line = line_;
            row.fields.clear();
            bool more = true;
            while (more) {
                row.fields.push_back(field());
                if (std::ssize(row.fields) > mostTableColumns)
                    throw wrong("has more than " + std::to_string(mostTableColumns) + " columns");
                more = at_ < text_.size() && text_[at_] == separator_;
                if (more) ++at_;
            }
            endLine();
            if (row.fields.size() > 1 || !row.fields[0].empty()) return true;
        }
        return false;
    }

  private:
    Error wrong(const std::string& problem) const {
        return Error(ErrorCode::BadData, name_ + ", line " + std::to_string(line_), problem,
                     "Save the table as CSV in UTF-8 again.");
    }

    void requireText(std::string_view value) const {
        if (!isUtf8(value) || value.find('\0') != std::string_view::npos) throw wrong("is not text in UTF-8");
    }

    std::string field() {
        skipBlanks();
        if (at_ < text_.size() && text_[at_] == '"') return quoted();
        const std::size_t begin = at_;
        while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n' && text_[at_] != '\r') ++at_;
        std::string_view value = text_.substr(begin, at_ - begin);
        while (!value.empty() && isBlank(value.back())) value.remove_suffix(1);
        requireText(value);
        return std::string(value);
    }

    std::string quoted() {
        std::string value;
        for (++at_; at_ < text_.size(); ++at_) {
            if (text_[at_] == '"') {
                if (at_ + 1 == text_.size() || text_[at_ + 1] != '"') break;
                ++at_;
            } else if (text_[at_] == '\n') {
                ++line_;
            }
            value += text_[at_];
        }
        if (at_ == text_.size()) throw wrong("ends within quotes");
        ++at_;
        skipBlanks();
        if (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n' && text_[at_] != '\r')
            throw wrong("has text after closing quotes");
        requireText(value);
        return value;
    }

    bool isBlank(char c) const { return c == ' ' || (c == '\t' && separator_ != '\t'); }
    void skipBlanks() {
        while (at_ < text_.size() && isBlank(text_[at_])) ++at_;
    }
    void endLine() {
        if (at_ < text_.size() && text_[at_] == '\r') ++at_;
        if (at_ < text_.size() && text_[at_] == '\n') ++at_;
        ++line_;
    }

    std::string_view text_;
    std::string name_;
    char separator_ = ',';
    std::size_t at_ = 0;
    std::int64_t line_ = 1;
};

std::optional<float> finiteNumber(std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(1);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value) ||
        std::abs(value) > std::numeric_limits<float>::max())
        return std::nullopt;
    return static_cast<float>(value);
}

/// No field of a header is a number, but where one is a name that label columns have.
bool isHeader(const Row& row) {
    const auto isLabelName = [](const auto& field) { return labelNames.contains(comparableName(field)); };
    return std::ranges::any_of(row.fields, isLabelName) ||
           std::ranges::none_of(row.fields, [](const auto& field) { return finiteNumber(field).has_value(); });
}

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

std::size_t usualColumn(const std::vector<std::string>& columns, const Row& firstRow) {
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (labelNames.contains(comparableName(columns[i]))) return i;
    std::size_t words = 0, word = 0;
    for (std::size_t i = 0; i < columns.size() && i < firstRow.fields.size(); ++i)
        if (!finiteNumber(firstRow.fields[i])) {
            ++words;
            word = i;
        }
    return words == 1 ? word : columns.size() - 1;
}

}  // namespace

CsvVectors parseCsvVectors(std::string_view text, const std::string& name, const std::string& labelColumn) {
    RowReader rows(text, name);
    Row row;
    const Error noRows(ErrorCode::BadData, name, "holds no rows of numbers",
                       "Give a CSV with a label column and columns of numbers.");
    if (!rows.next(row)) throw noRows;
    std::vector<std::string> columns(row.fields.size());
    const bool header = isHeader(row);
    for (std::size_t i = 0; i < columns.size(); ++i)
        columns[i] = header && !row.fields[i].empty() ? row.fields[i] : "column " + std::to_string(i + 1);
    if (header && !rows.next(row)) throw noRows;
    if (columns.size() < 2)
        throw Error(ErrorCode::BadData, name, "has one column only", "Part columns by commas, semicolons or tabs.");

    const std::size_t label = labelColumn.empty() ? usualColumn(columns, row) : namedColumn(labelColumn, columns);
    CsvVectors result;
    result.labelColumn = columns[label];
    do {
        if (std::ssize(result.labels) == mostTableRows)
            throw Error(ErrorCode::BadData, name, "has more than " + std::to_string(mostTableRows) + " rows",
                        "Give fewer.");
        const std::string line = name + ", line " + std::to_string(row.line);
        if (row.fields.size() != columns.size())
            throw Error(ErrorCode::BadData, line,
                        "has " + std::to_string(row.fields.size()) + " columns, the first row has " +
                            std::to_string(columns.size()),
                        "Give every row as many.");
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const std::string& field = row.fields[i];
            const auto wrong = [&](const std::string& problem) {
                return Error(ErrorCode::BadData, line + ", " + columns[i], problem,
                             "Every value must be a finite number with a decimal point; labels are taken from " +
                                 columns[label] + " (label-column=NAME chooses another column).");
            };
            if (field.empty()) throw wrong("is empty");
            if (i == label) {
                result.labels.push_back(field);
                continue;
            }
            const std::optional<float> value = finiteNumber(field);
            if (!value) throw wrong("\"" + validUtf8(field.substr(0, 40)) + "\" is no finite number");
            result.values.push_back(*value);
        }
    } while (rows.next(row));
    columns.erase(columns.begin() + static_cast<std::ptrdiff_t>(label));
    result.columns = std::move(columns);
    return result;
}

}  // namespace oneshot
