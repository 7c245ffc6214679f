#pragma once

#include "core/data/dataset.h"

namespace oneshot {

/// A picture to look at a dataset by: one row a character, one column a drawing, on white gutters; characters evenly
/// over the dataset (or over `alphabet`, when >= 0), at most `rows`, drawings at most `columns`. Images are scaled to
/// `side` pixels, grey or coloured. Empty image where the dataset holds vectors.
struct SheetSettings {
    static constexpr int gutter = 3;  ///< pixels between drawings and around them

    int rows = 10, columns = 20, side = 48;
    int alphabet = -1;
};
Image sampleSheet(const Dataset&, const SheetSettings& = {});

/// The image at another size, each pixel the mean of what it covers.
Image scaledImage(const Image&, int height, int width);

}  // namespace oneshot
