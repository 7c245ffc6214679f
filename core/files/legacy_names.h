#pragma once

#include <string>
#include <vector>

namespace oneshot {

/// Paths in UTF-8, and how those that were not were decoded.
struct DecodedPaths {
    std::vector<std::string> paths;  ///< in the order given
    std::string codePage;            ///< that was used: "CP437", "CP850" or "CP1252"; empty if all were UTF-8
};

/// Decodes parts of paths that are not UTF-8 from one code page, as older zip programs of Western systems write them:
/// the one that turns most of their bytes into letters. Parts of different bytes become different names, unless the
/// result is among those in UTF-8 already.
DecodedPaths decodePaths(std::vector<std::string> paths);

}  // namespace oneshot
