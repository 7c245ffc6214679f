#pragma once

#include <vector>

#include "core/data/dataset.h"
#include "core/models/network_settings.h"
#include "core/models/one_shot_model.h"

namespace oneshot {

/// How many numbers a vector of the dataset has; 0: it holds images, or nothing.
int vectorLength(const Dataset&);
bool holdsVectors(const Dataset&);

/// Throws Error(InvalidSetting) if the encoder sees images and the dataset holds vectors, or the other way round.
void requireInput(const NetworkSettings&, const Dataset&);

/// The settings with what only the data tell: how many numbers a vector has.
NetworkSettings fitted(NetworkSettings, const Dataset&);

/// Vectors as they are, [n, 1, 1, D]. Throws Error(BadData) if they differ in length or are not `features` long (0:
/// any), Error(InvalidSetting) if one is an image.
ImageBatch prepareVectors(const DrawingBatch&, int features = 0);

/// Mean and deviation of each number of a dataset's vectors; the deviation of a constant is 1.
struct ColumnScales {
    std::vector<float> mean, deviation;
};
ColumnScales columnScales(const Dataset&);

}  // namespace oneshot
