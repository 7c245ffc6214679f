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
    std::int64_t bytes = 0;           ///< size of the header itself
    std::int64_t values = 0;          ///< number of values after it: the product of the sizes

    std::string claim() const;  ///< "claims to hold 4 x 28 x 28 values"
};

/// Reads the header from the first 16 bytes of a file. Throws Error(BadData) about `name` for another magic or type, or
/// for none or more than three dimensions.
IdxHeader parseIdxHeader(std::span<const std::uint8_t> begin, const std::string& name);

/// Reads a file. Throws Error(BadData) as parseIdxHeader(), or if it holds more or fewer values than its header claims.
Idx parseIdx(std::span<const std::uint8_t> bytes, const std::string& name);

}  // namespace oneshot
