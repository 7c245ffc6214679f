#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "core/data/dataset.h"
#include "core/files/container.h"
#include "core/files/decoded_image.h"
#include "core/files/limits.h"

namespace oneshot {

/// How the images of a set become ink, and how many pixels they may have in all.
struct ImageReading {
    /// ByBorders: bright ink on dark paper if the borders of most images are dark.
    enum class Ink { Dark, Light, ByBorders } ink = Ink::Dark;
    bool inkIsGiven = false;        ///< by a person: transparency becomes paper, opacity never ink
    std::optional<int> white = {};  ///< in samples of 16 bits; default: likelyWhite() of the largest
    std::int64_t maxPixels = maxTotalPixels;
};

/// A file of a container, decoded as ink = 255 on paper = 0.
struct DecodedFile : DecodedImage {
    std::optional<Error> problem = {};  ///< why it cannot be read or decoded; names the file
    bool showsOtherInk = false;         ///< its paper clearly has the brightness of ink
};

/// The images that were read, and what was found in all of them.
struct ImageSet {
    std::vector<DecodedFile> images;  ///< the chosen ones, in order
    bool lightInk = false;
    std::int64_t sixteenBits = 0;  ///< number of files with 16 bits, by their headers
    int white = fullSample;        ///< in these: cameras and scanners store 10, 12 or 14 bits in 16
    std::int64_t fewerBits = 0;    ///< number of these that were decoded with another white than full
};

/// Reads and decodes files of a container on all cores; only pixels stay in memory. chosen: distinct indices into
/// content().files. all: the indices of all images of the set. From them it finds what `reading` does not say, whatever
/// is chosen: the largest sample of 16 bits, and the borders of 64 images spread evenly over them, without those that
/// cannot be decoded. Throws Error(BadData) if the chosen ones have too many pixels in all.
ImageSet readImages(Container&, const std::vector<std::size_t>& chosen, const ImageReading&,
                    const std::vector<std::size_t>& all = {},
                    const std::function<void(std::int64_t done, std::int64_t total)>& progress = {});

}  // namespace oneshot
