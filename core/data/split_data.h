#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/data/data_spec.h"

namespace oneshot {

/// Data in two parts without a common character: what is learnt from, and what is held out of it to validate on.
struct SplitData {
    DataSpec background, validation;
    bool operator==(const SplitData&) const = default;
};

/// The names by which data can be split, sorted: those of alphabets, or of characters where there is one alphabet.
struct SplitNames {
    bool areAlphabets = false;
    std::vector<std::string> names;  ///< none: the data cannot be split by them
    int least = 0, most = 0;         ///< how many may be held out; 0: none

    int proposed() const { return std::min(most, std::max(least, (static_cast<int>(names.size()) + 1) / 3)); }
};

/// The names of the datasets together, of which one may have been held out of the other.
SplitNames splitNames(const std::vector<const Dataset*>&);

/// Holds so many of the names out of the data, names.least to names.most. The same seed holds out the same ones.
SplitData split(const DataSpec& whole, const SplitNames& names, int count, std::uint64_t seed);

/// The data that were split into these two; nothing if `validation` was not held out of the data of `background`. What
/// was split by characters comes back as all that are named.
std::optional<DataSpec> joined(const SplitData&);

}  // namespace oneshot
