#pragma once

#include <cstdint>
#include <span>

namespace oneshot {

/// True if, by their headers, the scans of a Huffman-coded JPEG hold all coefficients of every component to the last
/// bit: a file that is cut between two scans is sound but coarse. False for other codings. Only the decoder can tell
/// that a scan itself is whole.
bool hasAllCoefficients(std::span<const std::uint8_t> jpeg);

}  // namespace oneshot
