#include "core/files/csv_header.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <optional>

#include "core/base/numbers.h"
#include "core/files/csv_names.h"

namespace oneshot {
namespace {

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

}  // namespace

CsvFirstLine::CsvFirstLine(const CsvRow& row) : fields_(row.fields.begin(), row.fields.end()) {
    for (std::size_t i = 0; i < fields_.size(); ++i)
        if (!isCsvNumber(fields_[i])) words_.push_back({i});
}

void CsvFirstLine::compare(const CsvRow& row) {
    if (below_.empty()) below_.assign(row.fields.begin(), row.fields.end());
    const bool hasNumbers = words_.size() < fields_.size();
    for (Word& word : words_) {
        const std::string_view field = row.fields[word.column];
        word.recurs = word.recurs || field == fields_[word.column];
        if (hasNumbers) word.overNumbers = word.overNumbers && isCsvNumber(field);
    }
}

bool CsvFirstLine::isHeader() const {
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

/// True if its words stand above numbers, or if its numbers are a steady series unlike the data below.
bool CsvFirstLine::namesNumbers() const {
    const auto mayName = [&](const Word& word) { return mayBeName(fields_[word.column]); };
    const auto isEmpty = [&](const Word& word) { return fields_[word.column].empty(); };  // above an index
    if (below_.empty()) return false;
    if (std::ranges::all_of(words_, mayName) && std::ranges::all_of(words_, &Word::overNumbers)) return true;
    return std::ranges::all_of(words_, [&](const Word& word) { return mayName(word) || isEmpty(word); }) &&
           goSteadily(fields_) && !goSteadily(below_);
}

std::string CsvFirstLine::lonelyName() const {
    for (const Word& word : words_)
        if (!word.recurs && isUsualName(fields_[word.column])) return fields_[word.column];
    return {};
}

}  // namespace oneshot
