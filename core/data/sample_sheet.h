#pragma once

#include "core/data/dataset.h"

namespace oneshot {

/// A picture of a dataset: one row per character and one column per drawing, with white gutters. Shows at most `rows`
/// characters, spread evenly over the dataset (or over `alphabet`, if >= 0), and at most `columns` drawings. Images are
/// scaled to `side` pixels, in grey or colour. Returns an empty image for vectors.
struct SheetSettings {
    static constexpr int gutter = 3;  ///< pixels between drawings and around them

    int rows = 10, columns = 20, side = 48;
    int alphabet = -1;
};
Image sampleSheet(const Dataset&, const SheetSettings& = {});

/// Scales the image; each pixel is the mean of what it covers.
Image scaledImage(const Image&, int height, int width);
/// Scales the image so that its longer side has `side` pixels.
Image fittedImage(const Image&, int side);

}  // namespace oneshot
