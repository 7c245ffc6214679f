#pragma once

#include "core/drawing/drawing.h"

namespace oneshot {

/// Brightness of the outermost pixels of an image, of all channels: where paper shows, if anywhere.
class ImageBorder {
  public:
    explicit ImageBorder(const Image&);

    bool isDark() const { return 2 * mean_ < 255; }
    /// Of nearly one brightness, and that is near black or white: paper rather than a part of a photograph.
    bool isPaper() const { return deviation_ < 16 && (mean_ < 64 || mean_ > 191); }

  private:
    double mean_ = 0, deviation_ = 0;  ///< the mean absolute one
};

}  // namespace oneshot
