#pragma once

#include "core/models/one_shot_model.h"

namespace oneshot {

/// How many images of so many pixels are embedded at a time: as a network takes them at a time, so that the same floats
/// come out as of all at once.
int imagesAtOnce(std::size_t pixels);

/// The images from..to - 1 of a batch.
ImageBatch imagesOf(const ImageBatch&, int from, int to);
void append(const ImageBatch& from, ImageBatch& to);  ///< of one shape
void append(const Embeddings& from, Embeddings& to);  ///< `to` may be empty

}  // namespace oneshot
