#include "core/files/csv_names.h"

#include <algorithm>
#include <functional>
#include <set>
#include <string>

#include "core/base/utf8.h"

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

}  // namespace oneshot
