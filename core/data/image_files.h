#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/data/container_files.h"
#include "core/data/dataset.h"
#include "core/data/decoded_image.h"
#include "core/data/error.h"

namespace oneshot {

/// What can be decoded, in words.
inline constexpr const char* imageFormats = "PNG, JPEG, BMP, GIF, WebP or TIFF";

/// Their usual endings.
inline constexpr const char* imageEndings[] = {".png", ".jpg", ".jpeg", ".jfif", ".jpe", ".bmp",
                                               ".dib", ".gif", ".webp", ".tif",  ".tiff"};

/// Whether the path ends in one of imageEndings, in any case.
bool isImagePath(const std::string& path);

/// Brightness of any of imageFormats, by its first bytes, whatever its name. Throws Error(BadData) that tells the true
/// kind of what is none.
DecodedImage decodeImage(std::span<const std::uint8_t> bytes, const std::string& name, const PixelReading& = {});

/// How the images of a dataset become ink.
struct ImageReading {
    bool lightInk = false;   ///< brightness is ink as it is; else it is inverted
    int white = fullSample;  ///< of samples of 16 bits
    bool inkIsSaid = false;  ///< by a person: transparency is paper, black where ink is light, and opacity is never ink
};

/// A file of a container as ink = 255 on paper = 0.
struct DecodedFile {
    Image image;
    std::optional<Error> problem;  ///< why it cannot be decoded; it names the file within the container
    bool repaired = false;         ///< damaged, but where no pixel lies
    bool alphaIsInk = false;       ///< its opacity was taken
    bool holdsMore = false;        ///< further pictures, of which none was taken
    bool showsOtherInk = false;    ///< the paper that it clearly shows is as bright as ink should be
};

/// Decodes files of `container` on all cores, in order. Throws Error(BadData) where they are too large together.
std::vector<DecodedFile> decodeImageFiles(
    const std::vector<const ContainedFile*>& files, const std::filesystem::path& container, const ImageReading&,
    const std::function<void(std::int64_t done, std::int64_t total)>& progress = {});

/// One error of all that could not be decoded of `total` files: the first ten, and that skip-damaged=yes leaves them
/// out; nothing where all could.
std::optional<Error> problemOf(const std::vector<DecodedFile>&, const std::filesystem::path& container);

/// One image, whose border is paper: ink = 255. name: what an error calls the file. Throws Error(BadData).
Image decodeInk(std::span<const std::uint8_t> bytes, const std::string& name);

/// What is white in the images of 16 bits, by the largest value of all of them as likelyWhite() has it, and how many
/// there are: cameras and scanners write values of 10, 12 or 14 bits so. Those that cannot be decoded do not count.
struct SixteenBits {
    std::int64_t images = 0;
    int white = fullSample;
};
SixteenBits sixteenBitsOf(const std::vector<const ContainedFile*>& files,
                          const std::function<void(std::int64_t done, std::int64_t total)>& progress = {});

/// Throws Error(InvalidSetting) of the key max-value where none of the images has 16 bits, by their headers.
void requireSixteenBits(const std::vector<const ContainedFile*>& files);

/// Whether most of the images show bright ink on dark paper, by the brightness of their borders; of many, 64 spread
/// evenly over them are looked at. Those that cannot be decoded do not count.
bool mostHaveLightInk(const std::vector<const ContainedFile*>& files, int white = fullSample);

}  // namespace oneshot
