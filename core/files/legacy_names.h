#pragma once

#include <string>
#include <vector>

namespace oneshot {

/// Paths of files in UTF-8, and what became of those that were not.
struct DecodedPaths {
    std::vector<std::string> paths;  ///< in the order given
    std::string codePage;            ///< that others were read as: "CP437", "CP850", "CP1252"; empty: all were UTF-8
};

/// Parts of paths that are UTF-8 stay. All others are read in one code page, as older zip programs of Western systems
/// write them: the one that makes letters of most of their bytes. Parts of different bytes become different names,
/// unless the name is among those in UTF-8 already.
DecodedPaths decodePaths(std::vector<std::string> paths);

}  // namespace oneshot
