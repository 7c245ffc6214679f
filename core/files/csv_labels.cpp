#include "core/files/csv_labels.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <unordered_map>

#include "core/base/error.h"
#include "core/base/near_name.h"
#include "core/base/utf8.h"
#include "core/files/csv_columns.h"
#include "core/files/csv_names.h"

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
                didYouMean(wanted, columns) + "It has: " + shown + (columns.size() > 60 ? ", ..." : "") +
                    ". A number counts from 1.");
}

Error unclearLabels(const std::string& name, const std::string& problem, std::size_t example) {
    return Error(
        ErrorCode::BadData, name, "does not tell which column holds the labels: " + problem,
        "Say it by label-column=NAME, or its number from 1, as in :label-column=" + std::to_string(example + 1) + ".");
}

/// How many classes the values of a column may be: few different whole numbers; 0: they are none.
std::int64_t classesOf(const CsvColumn& column) {
    const std::int64_t different = column.whole ? column.different() : 0;
    return different >= 2 && different < std::ssize(column.hashes) ? different : 0;
}

bool tellOneAnother(const CsvColumn& one, const CsvColumn& other) {
    return tells(one, other) && tells(other, one);
}

/// The many columns between the first and the last one, if they are of one kind, as pixels are.
class Block {
  public:
    explicit Block(std::vector<CsvRange> ranges) {
        constexpr std::size_t many = 3;
        if (ranges.size() < many) return;
        range_ = {std::ranges::min(ranges, {}, &CsvRange::low).low, std::ranges::max(ranges, {}, &CsvRange::high).high};
        const auto reaches = [&](const CsvRange& range) { return 2 * range.high >= range_.high; };
        ofOneKind_ = range_.high > 0 && 2 * std::ranges::count_if(ranges, reaches) >= std::ssize(ranges);
    }
    bool ofOneKind() const { return ofOneKind_; }
    /// Whether a column of so many different whole numbers may be one of them. Codes of classes, 0 to 9 or 1 to 26,
    /// must lie among their values and go up to half of them at least; other values may lie a little aside.
    bool holds(const CsvRange& range, std::int64_t different) const {
        const bool codes =
            (range.low == 0 || range.low == 1) && range.high - range.low + 1 == static_cast<double>(different);
        const double aside = codes ? 0 : (range_.high - range_.low) / 4;
        return range.low >= range_.low - aside && range.high <= range_.high + aside &&
               (!codes || 2 * range.high >= range_.high);
    }

  private:
    CsvRange range_;
    bool ofOneKind_ = false;
};

/// Looks for the labels of one table, and for columns that tell them once more.
class LabelSearch {
  public:
    LabelSearch(std::string_view text, const std::string& name, const CsvSurvey& survey)
        : text_(text), name_(name), survey_(survey) {
        const auto isX = [](const std::string& column) { return comparableName(column) == "x"; };
        hasX_ = std::ranges::any_of(survey.columns, isX);
        for (std::size_t i = 0; i < survey.columns.size() && suspects_.size() < mostSuspects; ++i)
            if (!survey.counts[i] && (survey.words[i] || isLikeLabel(i))) suspects_.push_back(i);
    }

    CsvLabels labels(const std::string& wanted) {
        CsvLabels found = column(wanted);
        for (const std::size_t other : suspects_)
            if (other != found.column && isCopy(found.column, other)) found.copies.push_back(other);
        const std::ptrdiff_t left = std::ranges::count(survey_.counts, false) - std::ssize(found.copies);
        if (left < (survey_.counts[found.column] ? 1 : 2))
            throw Error(ErrorCode::BadData, name_, "holds no columns of numbers but those that tell the labels",
                        "Give a CSV with a label column and columns of numbers.");
        return found;
    }

  private:
    static constexpr std::size_t mostSuspects = 64;  // no table has so many columns of labels

    /// "y" beside "x" is a place.
    bool isPlace(std::size_t column) const { return hasX_ && comparableName(survey_.columns[column]) == "y"; }
    bool isLikeLabel(std::size_t column) const {
        return survey_.header && isLikeLabelName(survey_.columns[column]) && !isPlace(column);
    }

    CsvLabels column(const std::string& wanted) {
        if (!wanted.empty()) return {namedColumn(wanted, survey_.columns), "as asked"};
        for (const auto isName : {isLabelName, isWeakLabelName})
            if (const std::optional<std::size_t> named = columnCalled(isName)) return {*named, "by its name"};
        std::vector<std::size_t> words;
        for (std::size_t i = 0; i < survey_.columns.size(); ++i)
            if (!survey_.counts[i] && survey_.words[i]) words.push_back(i);
        if (words.size() == 1) return {words[0], "the only column of words"};
        if (words.empty()) return guessed();
        throw unclearLabels(name_, survey_.columns[words[0]] + " and " + survey_.columns[words[1]] + " both hold words",
                            words[0]);
    }

    /// Of several that hold the same labels in other words, the first of words.
    std::optional<std::size_t> columnCalled(bool (*isName)(std::string_view)) {
        std::vector<std::size_t> named;
        for (std::size_t i = 0; i < survey_.columns.size() && named.size() < mostSuspects; ++i)
            if (!survey_.counts[i] && isLikeLabel(i) && isName(survey_.columns[i])) named.push_back(i);
        if (named.empty()) return std::nullopt;
        for (std::size_t i = 1; i < named.size(); ++i)
            if (!tellOneAnother(values(named[0]), values(named[i])))
                throw unclearLabels(name_,
                                    survey_.columns[named[0]] + " and " + survey_.columns[named[i]] +
                                        " are both called as labels are, and hold different ones",
                                    named[0]);
        const auto ofWords = std::ranges::find_if(named, [&](std::size_t i) { return survey_.words[i]; });
        return ofWords == named.end() ? named[0] : *ofWords;
    }

    /// The last or the first column by its values: the one that is unlike the many between them; where these are few or
    /// of several kinds the last, which is the usual one, if the first has many more values.
    CsvLabels guessed() {
        constexpr int clearly = 4;  // times as many different values
        std::size_t first = 0, last = survey_.columns.size() - 1;
        while (survey_.counts[first]) ++first;
        while (survey_.counts[last]) --last;
        const std::vector<CsvColumn> ends = readCsvColumns(text_, survey_.header, {first, last});
        const std::int64_t ofFirst = classesOf(ends[0]), ofLast = classesOf(ends[1]);
        const std::string both = survey_.columns[first] + " and " + survey_.columns[last];
        if (ofFirst == 0 && ofLast == 0)
            throw unclearLabels(name_, "none is named label or class, and neither " + both + " hold classes", last);
        if (ofFirst == 0 || ofLast == 0) return {ofLast > 0 ? last : first, "by guess", true};
        const std::vector<CsvRange> ranges = readCsvRanges(text_, survey_.header);
        const Block between({ranges.begin() + static_cast<std::ptrdiff_t>(first) + 1,
                             ranges.begin() + static_cast<std::ptrdiff_t>(last)});
        bool takesFirst = false, isClear = ofFirst >= clearly * ofLast;
        if (between.ofOneKind()) {
            takesFirst = between.holds(ranges[last], ofLast);
            isClear = takesFirst != between.holds(ranges[first], ofFirst);
        }
        if (!isClear) throw unclearLabels(name_, both + " may both do so", first);
        return {takesFirst ? first : last, "by guess", true};
    }

    bool isCopy(std::size_t label, std::size_t other) {
        const bool told = tells(values(label), values(other)), telling = tells(values(other), values(label));
        return isLikeLabel(other) ? told || telling : told && telling;
    }

    /// Of a suspect, or of another column.
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
    std::vector<std::size_t> suspects_;  ///< columns of words or called like labels
    std::map<std::size_t, CsvColumn> read_;
};

/// Whether most columns of a table hold no numbers but these two.
bool mostHoldOnly(const std::vector<float>& values, std::size_t columns, const std::vector<float>& two) {
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

std::vector<bool> columnsThatTell(const std::vector<std::string>& labels, const std::vector<float>& values,
                                  std::size_t columns) {
    const std::vector<bool> none(columns);
    std::unordered_map<std::string_view, std::size_t> classes;
    std::vector<std::size_t> firstRows, firstRowOf;  // of each class, of the class of each row
    for (std::size_t row = 0; row < labels.size(); ++row) {
        const auto [at, isNew] = classes.try_emplace(labels[row], row);
        if (isNew) firstRows.push_back(row);
        firstRowOf.push_back(at->second);
    }
    if (firstRows.size() < 2 || 2 * firstRows.size() > labels.size()) return none;

    std::vector<bool> tell = none;
    const auto value = [&](std::size_t row, std::size_t column) { return values[row * columns + column]; };
    for (std::size_t column = 0; column < columns; ++column) {
        std::vector<float> ofClasses;
        for (const std::size_t row : firstRows) ofClasses.push_back(value(row, column));
        std::ranges::sort(ofClasses);
        if (std::ranges::adjacent_find(ofClasses) != ofClasses.end()) continue;
        bool same = true;
        for (std::size_t row = 0; row < labels.size() && same; ++row)
            same = value(row, column) == value(firstRowOf[row], column);
        tell[column] = same;
    }
    const auto first = static_cast<std::size_t>(std::ranges::find(tell, true) - tell.begin());
    if (first < columns && firstRows.size() == 2 &&
        mostHoldOnly(values, columns, {value(firstRows[0], first), value(firstRows[1], first)}))
        return none;
    return std::ranges::count(tell, false) > 0 ? tell : none;
}

}  // namespace oneshot
