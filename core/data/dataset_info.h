#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/data/character_keys.h"
#include "core/data/dataset.h"
#include "core/data/dataset_warning.h"

namespace oneshot {

/// The kind of data in words: "Omniglot's layout", "image folder", ...
std::string nameOf(DataFormat);

/// What `data info` and the window show of a dataset.
struct DatasetInfo {
    struct AlphabetCount {
        std::string name;
        std::int64_t characters = 0, drawings = 0;
    };
    std::vector<AlphabetCount> alphabets;
    std::int64_t characters = 0, drawings = 0;
    std::set<int> drawers;                              ///< the known ones
    std::map<std::pair<int, int>, std::int64_t> sizes;  ///< drawings by width and height, pixels
    std::int64_t coloured = 0, withStrokes = 0;         ///< drawings
    int features = 0;                                   ///< numbers per vector; 0: images
    std::int64_t pairs = 0;      ///< of different drawings: (C E choose 2) for C characters with E drawings each
    std::int64_t samePairs = 0;  ///< of the same character: C E (E - 1) / 2
    std::int64_t minDrawings = 0, maxDrawings = 0;  ///< per character
    std::vector<DatasetWarning> warnings;           ///< those of reading the data come first
    std::vector<CharacterKey> keys;                 ///< of each character, for later comparison with another dataset
};

/// Describes a dataset. other: the dataset to evaluate on or to learn from, to compare with; may be null.
DatasetInfo describe(const Dataset&, const Dataset* other = nullptr);

/// The warning of describe() for the characters with these keys, if the dataset `otherName` has the others.
DatasetWarning sharedWarning(const std::vector<CharacterKey>&, const std::vector<CharacterKey>& others,
                             const std::string& otherName);

}  // namespace oneshot
