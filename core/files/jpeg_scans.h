#pragma once

#include <cstdint>
#include <span>

namespace oneshot {

/// Whether the headers of a JPEG's scans show that these hold all coefficients of every component, to the last bit:
/// one that is cut between two scans is sound, but coarse. Of Huffman-coded images alone; false for others. That a scan
/// itself is whole only the decoder can tell.
bool holdAllCoefficients(std::span<const std::uint8_t> jpeg);

}  // namespace oneshot
