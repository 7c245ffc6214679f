#pragma once

#include "core/drawing/drawing.h"

namespace oneshot {

/// The brightness of the outermost pixels of an image over all channels: there the paper shows, if anywhere.
class ImageBorder {
  public:
    explicit ImageBorder(const Image&);

    bool isDark() const { return 2 * mean_ < 255; }
    /// True for nearly uniform black or white: paper rather than a part of a photograph.
    bool isPaper() const { return deviation_ < 16 && (mean_ < 64 || mean_ > 191); }

  private:
    double mean_ = 0, deviation_ = 0;  ///< the mean absolute deviation
};

}  // namespace oneshot
