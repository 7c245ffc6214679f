#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace oneshot {

/// An array of unsigned bytes in the IDX format of MNIST; `values` lie in the bytes that were parsed.
struct Idx {
    std::vector<std::int64_t> sizes;  ///< of each dimension, the outermost first
    std::span<const std::uint8_t> values;
};

struct IdxHeader {
    std::vector<std::int64_t> sizes;  ///< of each dimension, the outermost first
    std::int64_t bytes = 0;           ///< of the header itself
    std::int64_t values = 0;          ///< that are to follow it: the product of the sizes

    std::string claim() const;  ///< "claims to hold 4 x 28 x 28 values"
};

/// Of the first bytes of a file, all 16 where it has as many. Throws Error(BadData) for another magic or type, or no or
/// more than three dimensions.
IdxHeader parseIdxHeader(std::span<const std::uint8_t> begin, const std::string& name);

/// Throws Error(BadData) for another magic or type, no or more than three dimensions, or another length than they
/// multiply to.
Idx parseIdx(std::span<const std::uint8_t> bytes, const std::string& name);

}  // namespace oneshot
