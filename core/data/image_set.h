#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "core/data/dataset.h"
#include "core/files/container.h"
#include "core/files/decoded_image.h"

namespace oneshot {

/// How the images of a set become ink, and how many pixels they may have together.
struct ImageReading {
    /// ByBorders: bright ink on dark paper where the borders of most images are dark.
    enum class Ink { Dark, Light, ByBorders } ink = Ink::Dark;
    bool inkIsSaid = false;         ///< by a person: transparency is paper, black for light ink; opacity is never ink
    std::optional<int> white = {};  ///< of samples of 16 bits; where not said, what likelyWhite() makes of the largest
    std::int64_t maxPixels = mostPixelsInAll;
};

/// A file of a container as ink = 255 on paper = 0.
struct DecodedFile {
    Image image;
    std::optional<Error> problem;  ///< why it cannot be read or decoded; it names the file within the container
    bool repaired = false;         ///< damaged, but where no pixel lies
    bool alphaIsInk = false;       ///< its opacity was taken
    bool holdsMore = false;        ///< further pictures, of which none was taken
    bool showsOtherInk = false;    ///< the paper that it clearly shows is as bright as ink should be
};

/// Images as they were read, and what was found of them all.
struct ImageSet {
    std::vector<DecodedFile> images;  ///< the chosen ones, in order
    bool lightInk = false;
    std::int64_t sixteenBits = 0;  ///< how many of all have 16 bits, by their headers
    int white = fullSample;        ///< of these: cameras and scanners write values of 10, 12 or 14 bits so
    std::int64_t fewerBits = 0;    ///< how many of these could be decoded, where white was found and is not full
};

/// Decodes files of a container as they are read, on all cores; only pixels stay in memory. Files are named by their
/// index in content().files, each once. all: every image of the set, over which is found what `reading` does not say,
/// whatever is chosen: the largest sample of 16 bits, and the borders of 64 images spread evenly over them; those that
/// cannot be decoded do not count. Throws Error(BadData) where the chosen ones have too many pixels together.
ImageSet readImages(Container&, const std::vector<std::size_t>& chosen, const ImageReading&,
                    const std::vector<std::size_t>& all = {},
                    const std::function<void(std::int64_t done, std::int64_t total)>& progress = {});

}  // namespace oneshot
