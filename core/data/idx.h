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

/// Throws Error(BadData) for another magic or type, no or more than three dimensions, or another length than they
/// multiply to.
Idx parseIdx(std::span<const std::uint8_t> bytes, const std::string& name);

}  // namespace oneshot
