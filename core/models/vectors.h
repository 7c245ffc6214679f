#pragma once

#include <vector>

#include "core/data/dataset.h"
#include "core/models/network_settings.h"
#include "core/models/one_shot_model.h"

namespace oneshot {

/// Numbers of a vector of the dataset; 0: it holds images, or nothing.
int vectorLength(const Dataset&);
bool holdsVectors(const Dataset&);

/// Throws Error(InvalidSetting) where the encoder sees images and the dataset holds vectors, or the other way round.
void requireInput(const NetworkSettings&, const Dataset&);

/// The settings with what the data alone tell: how many numbers a vector has.
NetworkSettings fitted(NetworkSettings, const Dataset&);

/// Vectors as they are, [n, 1, 1, D]. Throws Error(BadData) where they differ in length or are not `features` long (0:
/// any), Error(InvalidSetting) where one is an image.
ImageBatch prepareVectors(const DrawingBatch&, int features = 0);

/// Of each number of a dataset's vectors; the deviation of one that never changes is 1.
struct ColumnScales {
    std::vector<float> mean, deviation;
};
ColumnScales columnScales(const Dataset&);

}  // namespace oneshot
