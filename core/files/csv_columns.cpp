#include "core/files/csv_columns.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <optional>
#include <set>
#include <unordered_map>

#include "core/base/utf8.h"
#include "core/files/csv_rows.h"

namespace oneshot {
namespace {

using Names = std::set<std::string, std::less<>>;

// As comparableName() returns them.
const Names labelNames{"label", "class", "species", "target", "variety", "category"};
const Names weakLabelNames{"y", "digit", "letter"};
const Names indexNames{"id", "index", "idx",    "row",      "rowname",  "rownames", "rowid", "rownumber",
                       "no", "nr",    "number", "sampleid", "sampleno", "serialno", "sno"};
const Names usualNames{"name", "names", "kind", "type", "group", "sample", "country"};
const Names missingValues{"", "na", "nan", "null", "none", "inf", "infinity", "missing"};

bool contains(const Names& names, std::string_view name) {
    return names.contains(comparableName(std::string(name)));
}

template <typename Look>
void forEachRow(std::string_view text, bool header, const Look& look) {
    CsvRows rows(text, {});
    CsvRow row;
    if (header) rows.next(row);
    while (rows.next(row)) look(row);
}

}  // namespace

bool isLabelName(std::string_view name) {
    return contains(labelNames, name);
}

bool isWeakLabelName(std::string_view name) {
    return contains(weakLabelNames, name);
}

bool isLikeLabelName(std::string_view name) {
    const std::string comparable = comparableName(std::string(name));
    return weakLabelNames.contains(comparable) || std::ranges::any_of(labelNames, [&](const std::string& word) {
               return comparable.find(word) != std::string::npos;
           });
}

bool isNamelessIndex(std::string_view name) {
    return name.empty() || name == "#" || name.starts_with("...") ||
           comparableName(std::string(name)).starts_with("unnamed");
}

bool isIndexName(std::string_view name) {
    return isNamelessIndex(name) || contains(indexNames, name);
}

bool isUsualName(std::string_view word) {
    return isLabelName(word) || isWeakLabelName(word) || contains(indexNames, word) || contains(usualNames, word);
}

bool mayBeName(std::string_view word) {
    return !contains(missingValues, word) && word.find_first_of("0123456789+-.") != 0;
}

std::int64_t CsvColumn::distinctCount() const {
    std::vector<std::size_t> sorted = hashes;
    std::ranges::sort(sorted);
    return std::ranges::unique(sorted).begin() - sorted.begin();
}

bool determines(const CsvColumn& column, const CsvColumn& other) {
    std::unordered_map<std::size_t, std::size_t> valueFor;
    bool varies = false;
    for (std::size_t row = 0; row < column.hashes.size(); ++row) {
        if (valueFor.try_emplace(column.hashes[row], other.hashes[row]).first->second != other.hashes[row])
            return false;
        varies = varies || other.hashes[row] != other.hashes[0];
    }
    return varies && 2 * valueFor.size() <= column.hashes.size();
}

std::vector<CsvColumn> readCsvColumns(std::string_view text, bool header, const std::vector<std::size_t>& columns) {
    std::vector<CsvColumn> result(columns.size());
    if (columns.empty()) return result;
    forEachRow(text, header, [&](const CsvRow& row) {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const std::string_view field = row.fields[columns[i]];
            const std::optional<float> value = finiteFloat(field);
            result[i].hashes.push_back(std::hash<std::string_view>()(field));
            result[i].allWhole = result[i].allWhole && value && std::trunc(*value) == *value;
            result[i].allNumbers = result[i].allNumbers && (value || numberWithComma(field));
        }
    });
    return result;
}

std::vector<CsvRange> readCsvRanges(std::string_view text, bool header) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    std::vector<CsvRange> ranges;
    forEachRow(text, header, [&](const CsvRow& row) {
        ranges.resize(row.fields.size(), {infinity, -infinity});
        for (std::size_t i = 0; i < ranges.size(); ++i) {
            std::optional<float> value = finiteFloat(row.fields[i]);
            if (!value) value = numberWithComma(row.fields[i]);
            if (value) ranges[i] = {std::min<double>(ranges[i].low, *value), std::max<double>(ranges[i].high, *value)};
        }
    });
    return ranges;
}

}  // namespace oneshot
