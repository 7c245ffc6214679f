#pragma once

#include <cstdint>

// Larger input is refused before memory runs out; see also ContainerLimits.

namespace oneshot {

/// Limits of an image, by what its header claims.
inline constexpr int maxImageSide = 8192;
inline constexpr std::int64_t maxImagePixels = 1 << 24;

/// Limit for all images of a dataset together, which stay in memory; three channels count three times.
inline constexpr std::int64_t maxTotalPixels = 1LL << 31;

/// Limits of a table or an IDX file, unpacked; its rows are vectors or images.
inline constexpr std::int64_t maxTableBytes = 1LL << 30;
inline constexpr std::int64_t maxTableRows = 5'000'000, maxTableColumns = 65'536;

/// Limit for all strokes of a dataset together, which stay in memory.
inline constexpr std::int64_t maxStrokePoints = 1LL << 27;

}  // namespace oneshot
