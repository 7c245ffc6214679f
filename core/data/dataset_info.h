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

/// What `data info` and the window tell of a dataset.
struct DatasetInfo {
    struct AlphabetCount {
        std::string name;
        std::int64_t characters = 0, drawings = 0;
    };
    std::vector<AlphabetCount> alphabets;
    std::int64_t characters = 0, drawings = 0;
    std::set<int> drawers;                              ///< known ones
    std::map<std::pair<int, int>, std::int64_t> sizes;  ///< drawings by width and height, pixels
    std::int64_t coloured = 0, withStrokes = 0;         ///< drawings
    int features = 0;                                   ///< numbers of a vector; 0: images
    std::int64_t pairs = 0;      ///< of two different drawings: (C E choose 2) for C characters of E drawings
    std::int64_t samePairs = 0;  ///< of one character: C E (E - 1) / 2
    std::int64_t fewestDrawings = 0, mostDrawings = 0;  ///< of a character
    std::vector<DatasetWarning> warnings;               ///< first what was seen while the data were read
    std::vector<CharacterKey> keys;                     ///< of each character, to compare with another dataset later
};

/// other: the dataset to evaluate on, or to learn from; null: none to compare with.
DatasetInfo describe(const Dataset&, const Dataset* other = nullptr);

/// What describe() says of characters with these keys where the dataset called `otherName` has those.
DatasetWarning sharedWarning(const std::vector<CharacterKey>&, const std::vector<CharacterKey>& others,
                             const std::string& otherName);

}  // namespace oneshot
