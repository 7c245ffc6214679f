#pragma once

#include <turbojpeg.h>

#include <cstdint>
#include <vector>

#include "tests/support/files.h"

namespace oneshot::test {

/// A PNG of each kind, named after it, by another encoder than ours. All of 2x2 pixels: paper, ink / ink, paper.
std::vector<ContainedFile> examplePngs();

inline constexpr int jpegSide = 16;

/// A picture of jpegSide x jpegSide pixels, the left half of one colour and the right half of another, as JPEG.
Bytes jpegOf(const Bytes& left, const Bytes& right, TJPF format, int subsampling = TJSAMP_444, int flags = 0);

/// An IDX file with dimensions of these sizes; type 8 is unsigned bytes.
Bytes idxOf(const std::vector<std::uint32_t>& sizes, const Bytes& values, std::uint8_t type = 8);

Bytes gzipOf(const Bytes&);

}  // namespace oneshot::test
