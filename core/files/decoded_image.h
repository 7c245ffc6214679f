#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/drawing/drawing.h"

namespace oneshot {

/// White in an image of 16 bits, unless it holds values of fewer bits.
inline constexpr int fullSample = 65535;

/// The colour behind transparent pixels. Guessed: white, unless that hides the drawing; then the opacity is the
/// drawing.
enum class Paper { Guessed, White, Black };

/// How the pixels of an image become brightness.
struct PixelReading {
    int white = fullSample;  ///< in samples of 16 bits
    Paper paper = Paper::Guessed;
};

/// What a decoder makes from the bytes of a file.
struct DecodedImage {
    Image image;                   ///< brightness, white = 255: one channel if every pixel is grey, else three
    bool repaired = false;         ///< the file is damaged, but not in its pixels
    bool alphaIsInk = false;       ///< the image is the opacity, as black ink on white paper
    bool holdsMore = false;        ///< the file holds further pictures: pages or an animation
    std::optional<int> maxSample;  ///< the largest value in an image of 16 bits; nothing for fewer bits
};

/// Throws Error(BadData) about `name` if an image has no pixels or exceeds the limits.
void requireImageSize(std::int64_t width, std::int64_t height, const std::string& name);

/// The error of a file that is not a sound image of this format ("PNG").
Error unsoundImage(const std::string& name, const std::string& format, const std::string& why);

/// Brightness from red, green and blue, pixel by pixel: one channel if every pixel is grey, else three.
Image brightnessOf(int width, int height, std::span<const std::uint8_t> redGreenBlue);

/// Composites red, green, blue and alpha, pixel by pixel, onto the paper.
DecodedImage compositeOn(Paper, int width, int height, std::vector<std::uint8_t> redGreenBlueAlpha);

/// Turns brightness into ink, or ink into brightness.
void invert(Image&);

/// Turns and mirrors an image of this orientation upright: 1 to 8, as in EXIF and TIFF; unchanged for others.
Image upright(Image, int orientation);

/// Scales a value of 16 bits to 0..255, `white` and anything above to 255.
std::uint8_t toEightBits(int sample, int white);

/// The likely white of images with this largest value: the maximum of the fewest of 8, 10, 12, 14 or 16 bits that hold
/// it. Merely dark images cannot be told from those of fewer bits; they become brighter.
int likelyWhite(int maxSample);

/// Pixels of 16 bits.
struct SixteenBitPixels {
    int width = 0, height = 0;
    std::vector<std::uint16_t> redGreenBlueAlpha;
    bool hasAlpha = false;    ///< the file has samples of it; else it is 0 or full
    bool multiplied = false;  ///< colours are premultiplied by alpha
    bool minIsWhite = false;
};

/// Reduces them to 8 bits. Alpha has the range of the colours, unless it exceeds their white: then it has all 16 bits.
DecodedImage decodedOf(const SixteenBitPixels&, const PixelReading&);

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

/// Decodes the bytes; if that fails, what `repair` makes of them. Throws the first error if that fails too or is empty.
DecodedImage decodeOrRepair(std::span<const std::uint8_t> bytes,
                            std::vector<std::uint8_t> (*repair)(std::span<const std::uint8_t>),
                            const std::function<DecodedImage(std::span<const std::uint8_t>)>& decode);

}  // namespace oneshot
