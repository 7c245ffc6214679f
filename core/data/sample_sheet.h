#pragma once

#include "core/data/dataset.h"

namespace oneshot {

/// A picture to look at a dataset by: one row a character, one column a drawing, on white gutters; characters evenly
/// over the dataset (or all of `alphabet`, when >= 0), at most `rows`, drawings at most `columns`. Images are scaled to
/// `side` pixels, grey or coloured. Empty image where the dataset holds vectors.
struct SheetSettings {
    int rows = 10, columns = 20, side = 48;
    int alphabet = -1;
};
Image sampleSheet(const Dataset&, const SheetSettings& = {});

}  // namespace oneshot
