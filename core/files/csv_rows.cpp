#include "core/files/csv_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/files/limits.h"

namespace oneshot {
namespace {

Error wrongLine(const std::string& name, std::int64_t line, const std::string& problem) {
    return Error(ErrorCode::BadData, fmt::format("{}, line {}", name, line), problem,
                 "Save the table as CSV in UTF-8 again.");
}

/// The separator of a first line "sep=;", as spreadsheets write it, in quotes or not.
std::optional<char> statedSeparator(std::string_view line) {
    if (line.size() >= 2 && line.front() == '"' && line.back() == '"') line = line.substr(1, line.size() - 2);
    return line.size() == 5 && lowerCase(line).starts_with("sep=") ? std::optional(line.back()) : std::nullopt;
}

}  // namespace

std::optional<float> finiteFloat(std::string_view text) {
    const std::optional<double> value = finiteNumber(text);
    if (!value || std::abs(*value) > std::numeric_limits<float>::max()) return std::nullopt;
    return static_cast<float>(*value);
}

std::optional<float> numberWithComma(std::string_view text) {
    const std::size_t comma = text.find(',');
    if (comma == std::string_view::npos || text.find('.') != std::string_view::npos) return std::nullopt;
    std::string withPoint(text);
    withPoint[comma] = '.';
    return finiteFloat(withPoint);
}

bool isCsvNumber(std::string_view field) {
    return finiteFloat(field) || numberWithComma(field);
}

std::optional<std::int64_t> countingNumber(std::string_view field) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
    return error == std::errc() && end == field.data() + field.size() ? std::optional(value) : std::nullopt;
}

CsvRows::CsvRows(std::string_view text, std::string name, char separator)
    : text_(text), name_(std::move(name)), separator_(separator) {}

CsvRows::CsvRows(std::string_view text, std::string name) : text_(text), name_(std::move(name)) {
    if (text_.starts_with(byteOrderMark)) text_.remove_prefix(byteOrderMark.size());
    const std::size_t lineEnd = std::min(text_.find_first_of("\r\n"), text_.size());
    if (const std::optional<char> stated = statedSeparator(text_.substr(0, lineEnd))) {
        separator_ = *stated;
        at_ = std::min(text_.find_first_not_of("\r\n", lineEnd), text_.size());
        line_ += std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(at_), '\n');
    } else {
        separator_ = separatorOf(text_);
    }
}

char CsvRows::separatorOf(std::string_view text) {
    double best = -1;
    char found = ',';
    for (const char candidate : {'\t', ';', ','})
        if (const std::optional<double> fraction = numberFraction(text, candidate); fraction && *fraction > best) {
            best = *fraction;
            found = candidate;
        }
    if (best >= 0) return found;
    const std::string_view first = text.substr(0, text.find_first_of("\r\n"));  // rows differ: an error will name one
    for (const char candidate : {'\t', ';'})
        if (first.find(candidate) != std::string_view::npos) return candidate;
    return ',';
}

/// The fraction of numbers among the fields of the first rows; nothing if the separator splits these differently.
std::optional<double> CsvRows::numberFraction(std::string_view text, char separator) try {
    constexpr int rowCount = 20;
    CsvRows rows(text, {}, separator);
    CsvRow row;
    std::size_t columns = 0, numbers = 0, fields = 0;
    for (int i = 0; i < rowCount && rows.next(row); ++i) {
        if (i == 0) columns = row.fields.size();
        if (row.fields.size() != columns || columns < 2) return std::nullopt;
        fields += columns;
        numbers += static_cast<std::size_t>(std::ranges::count_if(row.fields, isCsvNumber));
    }
    if (fields == 0) return std::nullopt;
    return static_cast<double>(numbers) / static_cast<double>(fields);
} catch (const Error&) {
    return std::nullopt;
}

bool CsvRows::next(CsvRow& row) {
    while (at_ < text_.size()) {
        row.line = line_;
        row.fields.clear();
        row.unquoted.clear();
        bool more = true;
        while (more) {
            row.fields.push_back(field(row));
            if (std::ssize(row.fields) > maxTableColumns)
                throw wrongLine(name_, line_, fmt::format("has more than {} columns", maxTableColumns));
            more = at_ < text_.size() && text_[at_] == separator_;
            if (more) ++at_;
        }
        endLine();
        if (!std::ranges::all_of(row.fields, &std::string_view::empty)) return true;
    }
    return false;
}

std::string_view CsvRows::field(CsvRow& row) {
    skipBlanks();
    if (at_ < text_.size() && text_[at_] == '"') return quoted(row);
    const std::size_t begin = at_;
    while (!atFieldsEnd()) ++at_;
    std::string_view value = text_.substr(begin, at_ - begin);
    while (!value.empty() && isBlank(value.back())) value.remove_suffix(1);
    if (!isUtf8(value) || value.find('\0') != std::string_view::npos)
        throw wrongLine(name_, line_, "is not text in UTF-8");
    return value;
}

std::string_view CsvRows::quoted(CsvRow& row) {
    const std::int64_t line = line_;
    std::string& value = row.unquoted.emplace_back();
    for (++at_; at_ < text_.size(); ++at_) {
        if (text_[at_] == '"') {
            if (at_ + 1 == text_.size() || text_[at_ + 1] != '"') break;
            ++at_;
        } else if (text_[at_] == '\n') {
            ++line_;
        }
        value += text_[at_];
    }
    if (at_ == text_.size()) throw wrongLine(name_, line, "holds quotes that nothing closes");
    ++at_;
    skipBlanks();
    if (!atFieldsEnd()) throw wrongLine(name_, line_, "has text after closing quotes");
    if (!isUtf8(value) || value.find('\0') != std::string::npos) throw wrongLine(name_, line_, "is not text in UTF-8");
    return value;
}

void CsvRows::skipBlanks() {
    while (at_ < text_.size() && isBlank(text_[at_])) ++at_;
}

bool CsvRows::atFieldsEnd() const {
    return at_ == text_.size() || text_[at_] == separator_ || text_[at_] == '\n' || text_[at_] == '\r';
}

void CsvRows::endLine() {
    if (at_ < text_.size() && text_[at_] == '\r') ++at_;
    if (at_ < text_.size() && text_[at_] == '\n') ++at_;
    ++line_;
}

}  // namespace oneshot
