#pragma once

#include <cstdint>
#include <vector>

namespace oneshot {

class Sha256;

/// Pixels as [channels, height, width], row by row; ink = 255, paper = 0. One channel, or three (red, green, blue).
struct Image {
    int channels = 1, height = 0, width = 0;
    std::vector<std::uint8_t> pixels;

    bool operator==(const Image&) const = default;
};

struct StrokePoint {
    float x, y;  ///< pixels of the drawing, y downwards; whole numbers are centres of pixels, as in Omniglot's files
    float milliseconds;  ///< since the first point of the drawing
    bool operator==(const StrokePoint&) const = default;
};
using Stroke = std::vector<StrokePoint>;

/// One image of a character by one drawer. `strokes` is empty if they are unknown. In a dataset of plain vectors the
/// image is empty and `features` holds the vector.
struct Drawing {
    Image image;
    int drawer = 0;  ///< from 1: a person within an alphabet; 0: unknown
    std::vector<Stroke> strokes;
    std::vector<float> features;  ///< the numbers of the file; as many in every drawing
};

/// The first 64 bits of SHA-256 over the image's shape and pixels and the vector: identifies a drawing under any name.
std::uint64_t drawingHash(const Drawing&);

/// Adds what drawingHash() covers.
void addContent(Sha256&, const Drawing&);

}  // namespace oneshot
