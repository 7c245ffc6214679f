#include "core/files/csv_labels.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <unordered_map>

#include "core/base/error.h"
#include "core/base/near_name.h"
#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/files/csv_columns.h"

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
    throw Error(ErrorCode::InvalidSetting, "label-column", fmt::format("the table has no column \"{}\"", wanted),
                fmt::format("{}It has: {}. Numbers count from 1.", didYouMean(wanted, columns), listed(columns, 60)));
}

Error unclearLabels(const std::string& name, const std::string& problem, std::size_t example) {
    return Error(ErrorCode::BadData, name, "does not show which column holds the labels: " + problem,
                 fmt::format("Name it by label-column=NAME or its number, as in :label-column={}.", example + 1));
}

/// The number of classes that the values of a column may stand for: few distinct whole numbers; 0 if they do not.
std::int64_t classCount(const CsvColumn& column) {
    const std::int64_t distinct = column.allWhole ? column.distinctCount() : 0;
    return distinct >= 2 && distinct < std::ssize(column.hashes) ? distinct : 0;
}

bool areEquivalent(const CsvColumn& one, const CsvColumn& other) {
    return determines(one, other) && determines(other, one);
}

/// The columns between the first and the last one, which may be many of one kind, like pixels.
class Block {
  public:
    explicit Block(std::vector<CsvRange> ranges) {
        constexpr std::size_t minColumns = 3;
        if (ranges.size() < minColumns) return;
        range_ = {std::ranges::min(ranges, {}, &CsvRange::low).low, std::ranges::max(ranges, {}, &CsvRange::high).high};
        const auto reaches = [&](const CsvRange& range) { return 2 * range.high >= range_.high; };
        isUniform_ = range_.high > 0 && 2 * std::ranges::count_if(ranges, reaches) >= std::ssize(ranges);
    }
    bool isUniform() const { return isUniform_; }
    /// True if a column with so many distinct whole numbers may be one of them. Class codes such as 0 to 9 or 1 to 26
    /// must lie within the block's range and reach at least half of it; other values may lie a little outside.
    bool mayHold(const CsvRange& range, std::int64_t distinct) const {
        const bool codes =
            (range.low == 0 || range.low == 1) && range.high - range.low + 1 == static_cast<double>(distinct);
        const double margin = codes ? 0 : (range_.high - range_.low) / 4;
        return range.low >= range_.low - margin && range.high <= range_.high + margin &&
               (!codes || 2 * range.high >= range_.high);
    }

  private:
    CsvRange range_;
    bool isUniform_ = false;
};

/// Finds the labels of a table, and columns that repeat them.
class LabelSearch {
  public:
    LabelSearch(std::string_view text, const std::string& name, const CsvSurvey& survey)
        : text_(text), name_(name), survey_(survey) {
        const auto isX = [](const std::string& column) { return comparableName(column) == "x"; };
        hasX_ = std::ranges::any_of(survey.columns, isX);
        for (std::size_t i = 0; i < survey.columns.size() && suspects_.size() < maxSuspects; ++i)
            if (!survey.isRowNumber[i] && (survey.isText[i] || isLikeLabel(i))) suspects_.push_back(i);
    }

    CsvLabels labels(const std::string& wanted) {
        CsvLabels found = column(wanted);
        for (const std::size_t other : suspects_)
            if (other != found.column && isCopy(found.column, other)) found.copies.push_back(other);
        const std::ptrdiff_t left = std::ranges::count(survey_.isRowNumber, false) - std::ssize(found.copies);
        if (left < (survey_.isRowNumber[found.column] ? 1 : 2))
            throw Error(ErrorCode::BadData, name_, "has no columns of numbers besides those that repeat the labels",
                        "Give a CSV with a label column and columns of numbers.");
        return found;
    }

  private:
    static constexpr std::size_t maxSuspects = 64;  // no table has so many columns of labels

    /// True for "y" beside "x".
    bool isCoordinate(std::size_t column) const { return hasX_ && comparableName(survey_.columns[column]) == "y"; }
    bool isLikeLabel(std::size_t column) const {
        return survey_.header && isLikeLabelName(survey_.columns[column]) && !isCoordinate(column);
    }

    CsvLabels column(const std::string& wanted) {
        if (!wanted.empty()) return {namedColumn(wanted, survey_.columns), "as requested"};
        for (const auto isName : {isLabelName, isWeakLabelName})
            if (const std::optional<std::size_t> named = columnCalled(isName)) return {*named, "by its name"};
        std::vector<std::size_t> words;
        for (std::size_t i = 0; i < survey_.columns.size(); ++i)
            if (!survey_.isRowNumber[i] && survey_.isText[i]) words.push_back(i);
        if (words.size() == 1) return {words[0], "the only column of words"};
        if (words.empty()) return guessed();
        throw unclearLabels(
            name_, fmt::format("{} and {} both hold words", survey_.columns[words[0]], survey_.columns[words[1]]),
            words[0]);
    }

    /// The column with such a name. If several hold equivalent labels, takes the first one of words.
    std::optional<std::size_t> columnCalled(bool (*isName)(std::string_view)) {
        std::vector<std::size_t> named;
        for (std::size_t i = 0; i < survey_.columns.size() && named.size() < maxSuspects; ++i)
            if (!survey_.isRowNumber[i] && isLikeLabel(i) && isName(survey_.columns[i])) named.push_back(i);
        if (named.empty()) return std::nullopt;
        for (std::size_t i = 1; i < named.size(); ++i)
            if (!areEquivalent(values(named[0]), values(named[i])))
                throw unclearLabels(name_,
                                    fmt::format("{} and {} both have names of labels, and hold different ones",
                                                survey_.columns[named[0]], survey_.columns[named[i]]),
                                    named[0]);
        const auto text = std::ranges::find_if(named, [&](std::size_t i) { return survey_.isText[i]; });
        return text == named.end() ? named[0] : *text;
    }

    /// Takes the last or the first column by its values: the one that is unlike the many between them. If these are few
    /// or of several kinds, takes the last one, as is usual, provided that the first has many more values.
    CsvLabels guessed() {
        constexpr int clearRatio = 4;  // of the numbers of distinct values
        std::size_t first = 0, last = survey_.columns.size() - 1;
        while (survey_.isRowNumber[first]) ++first;
        while (survey_.isRowNumber[last]) --last;
        const std::vector<CsvColumn> ends = readCsvColumns(text_, survey_.header, {first, last});
        const std::int64_t firstCount = classCount(ends[0]), lastCount = classCount(ends[1]);
        const std::string both = fmt::format("{} and {}", survey_.columns[first], survey_.columns[last]);
        if (firstCount == 0 && lastCount == 0)
            throw unclearLabels(name_, fmt::format("none is named label or class, and neither {} hold classes", both),
                                last);
        if (firstCount == 0 || lastCount == 0) return {lastCount > 0 ? last : first, "by guess", true};
        const std::vector<CsvRange> ranges = readCsvRanges(text_, survey_.header);
        const Block between({ranges.begin() + static_cast<std::ptrdiff_t>(first) + 1,
                             ranges.begin() + static_cast<std::ptrdiff_t>(last)});
        bool takesFirst = false, isClear = firstCount >= clearRatio * lastCount;
        if (between.isUniform()) {
            takesFirst = between.mayHold(ranges[last], lastCount);
            isClear = takesFirst != between.mayHold(ranges[first], firstCount);
        }
        if (!isClear) throw unclearLabels(name_, both + " may both do so", first);
        return {takesFirst ? first : last, "by guess", true};
    }

    bool isCopy(std::size_t label, std::size_t other) {
        const bool follows = determines(values(label), values(other)), leads = determines(values(other), values(label));
        return isLikeLabel(other) ? follows || leads : follows && leads;
    }

    /// The values of any column. Reads those of all suspects at once.
    const CsvColumn& values(std::size_t column) {
        if (!read_.contains(column)) {
            std::vector<std::size_t> missing{column};
            for (const std::size_t i : suspects_)
                if (i != column && !read_.contains(i)) missing.push_back(i);
            std::vector<CsvColumn> columns = readCsvColumns(text_, survey_.header, missing);
            for (std::size_t i = 0; i < missing.size(); ++i) read_[missing[i]] = std::move(columns[i]);
        }
        return read_[column];
    }

    std::string_view text_;
    const std::string& name_;
    const CsvSurvey& survey_;
    bool hasX_ = false;
    std::vector<std::size_t> suspects_;  ///< columns of words or with names of labels
    std::map<std::size_t, CsvColumn> read_;
};

/// True if most columns of a table hold no numbers but these two.
bool areMostlyBinary(const std::vector<float>& values, std::size_t columns, const std::vector<float>& two) {
    std::vector<bool> holds(columns, true);
    for (std::size_t i = 0; i < values.size(); ++i)
        if (values[i] != two[0] && values[i] != two[1]) holds[i % columns] = false;
    return 2 * std::ranges::count(holds, true) > static_cast<std::ptrdiff_t>(columns);
}

}  // namespace

CsvLabels findCsvLabels(std::string_view text, const std::string& name, const CsvSurvey& survey,
                        const std::string& wanted) {
    return LabelSearch(text, name, survey).labels(wanted);
}

std::vector<bool> findLabelCopies(const std::vector<std::string>& labels, const std::vector<float>& values,
                                  std::size_t columns) {
    const std::vector<bool> none(columns);
    std::unordered_map<std::string_view, std::size_t> classes;
    std::vector<std::size_t> firstRows, firstRowOf;  // of each class; of each row's class
    for (std::size_t row = 0; row < labels.size(); ++row) {
        const auto [at, isNew] = classes.try_emplace(labels[row], row);
        if (isNew) firstRows.push_back(row);
        firstRowOf.push_back(at->second);
    }
    if (firstRows.size() < 2 || 2 * firstRows.size() > labels.size()) return none;

    std::vector<bool> isCopy = none;
    const auto value = [&](std::size_t row, std::size_t column) { return values[row * columns + column]; };
    for (std::size_t column = 0; column < columns; ++column) {
        std::vector<float> classValues;
        for (const std::size_t row : firstRows) classValues.push_back(value(row, column));
        std::ranges::sort(classValues);
        if (std::ranges::adjacent_find(classValues) != classValues.end()) continue;
        bool same = true;
        for (std::size_t row = 0; row < labels.size() && same; ++row)
            same = value(row, column) == value(firstRowOf[row], column);
        isCopy[column] = same;
    }
    const auto first = static_cast<std::size_t>(std::ranges::find(isCopy, true) - isCopy.begin());
    if (first < columns && firstRows.size() == 2 &&
        areMostlyBinary(values, columns, {value(firstRows[0], first), value(firstRows[1], first)}))
        return none;
    return std::ranges::count(isCopy, false) > 0 ? isCopy : none;
}

}  // namespace oneshot
