#include "core/data/image_files.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <iterator>
#include <utility>

#include "core/data/bmp.h"
#include "core/data/file_kind.h"
#include "core/data/gif.h"
#include "core/data/jpeg.h"
#include "core/data/parallel.h"
#include "core/data/png.h"
#include "core/data/sixteen_bits.h"
#include "core/data/text.h"
#include "core/data/tiff.h"
#include "core/data/utf8.h"
#include "core/data/webp.h"

namespace oneshot {
namespace {

std::string nameOf(const ContainedFile& file, const std::filesystem::path& container) {
    return validUtf8((container / file.path).string());
}

Error isNoImage(FileKind kind, const std::string& name) {
    if (kind == FileKind::GitLfsPointer)
        return Error(ErrorCode::BadData, name, "is " + describe(kind), "Fetch the files themselves: git lfs pull.");
    return Error(ErrorCode::BadData, name, "is " + describeNamed(kind, name) + ", no image that can be read",
                 std::string("Save it as ") + imageFormats + ", or take it out.");
}

bool isSixteenBits(const ContainedFile* file) {
    const FileKind kind = fileKindOf(file->bytes);
    return (kind == FileKind::Png && isSixteenBitPng(file->bytes)) ||
           (kind == FileKind::Tiff && isSixteenBitTiff(file->bytes));
}

void invert(Image& image) {
    for (std::uint8_t& pixel : image.pixels) pixel = static_cast<std::uint8_t>(255 - pixel);
}

/// Brightness of the outermost pixels, of all channels.
struct Border {
    double mean = 0, deviation = 0;  ///< the mean absolute one

    explicit Border(const Image& image) {
        std::array<std::int64_t, 256> counts{};
        for (int channel = 0; channel < image.channels; ++channel)
            for (int y = 0; y < image.height; ++y) {
                const bool edge = y == 0 || y == image.height - 1;
                const std::uint8_t* row =
                    image.pixels.data() + (static_cast<std::size_t>(channel) * image.height + y) * image.width;
                for (int x = 0; x < image.width; x += edge || image.width == 1 ? 1 : image.width - 1) ++counts[row[x]];
            }
        double all = 0;
        for (int value = 0; value < 256; ++value) {
            all += static_cast<double>(counts[value]);
            mean += static_cast<double>(counts[value]) * value;
        }
        mean /= all;
        for (int value = 0; value < 256; ++value)
            deviation += static_cast<double>(counts[value]) * std::abs(value - mean) / all;
    }

    bool isDark() const { return 2 * mean < 255; }
    /// Of nearly one brightness, and that is near black or white: paper rather than a part of a photograph.
    bool isPaper() const { return deviation < 16 && (mean < 64 || mean > 191); }
};

PixelReading pixelReadingOf(const ImageReading& reading) {
    if (!reading.inkIsSaid) return {reading.white};
    return {reading.white, reading.lightInk ? Paper::Black : Paper::White};
}

bool showsOtherInk(const Image& brightness, bool lightInk) {
    const auto [least, most] = std::ranges::minmax(brightness.pixels);
    const Border border(brightness);
    return least != most && border.isPaper() && border.isDark() != lightInk;
}

}  // namespace

bool isImagePath(const std::string& path) {
    const std::size_t dot = path.rfind('.');
    if (dot == std::string::npos) return false;
    std::string end = path.substr(dot);
    for (char& c : end) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    return std::ranges::find(imageEndings, end) != std::end(imageEndings);
}

DecodedImage decodeImage(std::span<const std::uint8_t> bytes, const std::string& name, const PixelReading& reading) {
    const FileKind kind = fileKindOf(bytes);
    switch (kind) {
        case FileKind::Png:
            return decodePng(bytes, name, reading);
        case FileKind::Jpeg:
            return decodeJpeg(bytes, name);
        case FileKind::Bmp:
            return decodeBmp(bytes, name, reading.paper);
        case FileKind::Gif:
            return decodeGif(bytes, name, reading.paper);
        case FileKind::WebP:
            return decodeWebP(bytes, name, reading.paper);
        case FileKind::Tiff:
            return decodeTiff(bytes, name, reading);
        default:
            throw isNoImage(kind, name);
    }
}

std::vector<DecodedFile> decodeImageFiles(const std::vector<const ContainedFile*>& files,
                                          const std::filesystem::path& container, const ImageReading& reading,
                                          const std::function<void(std::int64_t, std::int64_t)>& progress) {
    std::vector<DecodedFile> decoded(files.size());
    std::atomic<std::int64_t> pixels = 0;
    parallelFor(
        std::ssize(files),
        [&](std::int64_t i) {
            DecodedFile& file = decoded[i];
            try {
                DecodedImage image =
                    decodeImage(files[i]->bytes, nameOf(*files[i], container), pixelReadingOf(reading));
                file.repaired = image.repaired;
                file.alphaIsInk = image.alphaIsInk;
                file.holdsMore = image.holdsMore;
                file.showsOtherInk = !image.alphaIsInk && showsOtherInk(image.image, reading.lightInk);
                file.image = std::move(image.image);
            } catch (const Error& error) {
                if (error.code() != ErrorCode::BadData) throw;
                file.problem = error;
                return;
            }
            if ((pixels += std::ssize(file.image.pixels)) > mostPixelsInAll)
                throw Error(ErrorCode::BadData, validUtf8(container.string()),
                            "holds images of more than " + std::to_string(mostPixelsInAll) + " pixels in all",
                            "Scale them down or select fewer.");
            if (!reading.lightInk || file.alphaIsInk) invert(file.image);
        },
        progress);
    return decoded;
}

std::optional<Error> problemOf(const std::vector<DecodedFile>& files, const std::filesystem::path& container) {
    constexpr std::size_t maxShown = 10;
    std::vector<const Error*> problems;
    for (const DecodedFile& file : files)
        if (file.problem) problems.push_back(&*file.problem);
    if (problems.empty()) return std::nullopt;
    const Error& first = *problems.front();
    if (problems.size() == 1)
        return Error(first.code(), first.where(), first.problem(), first.remedy() + " skip-damaged=yes leaves it out.");
    const std::string folder = validUtf8(container.string());
    std::string text =
        "holds " + grouped(std::ssize(problems)) + " files that cannot be read, of " + grouped(std::ssize(files)) + ":";
    for (std::size_t i = 0; i < std::min(problems.size(), maxShown); ++i) {
        const std::string& where = problems[i]->where();
        text += "\n  " + (where.starts_with(folder + "/") ? where.substr(folder.size() + 1) : where) + " " +
                problems[i]->problem();
    }
    if (problems.size() > maxShown)
        text += "\n  and " + grouped(static_cast<std::int64_t>(problems.size() - maxShown)) + " more";
    return Error(ErrorCode::BadData, folder, text,
                 "Repair them or take them out, or leave them out by skip-damaged=yes.");
}

Image decodeInk(std::span<const std::uint8_t> bytes, const std::string& name) {
    DecodedImage decoded = decodeImage(bytes, name);
    if (const int white = likelyWhite(decoded.maxSample.value_or(fullSample)); white != fullSample)
        decoded = decodeImage(bytes, name, {white});
    if (decoded.alphaIsInk || !Border(decoded.image).isDark()) invert(decoded.image);
    return std::move(decoded.image);
}

SixteenBits sixteenBitsOf(const std::vector<const ContainedFile*>& files,
                          const std::function<void(std::int64_t, std::int64_t)>& progress) {
    std::vector<const ContainedFile*> ofSixteen;
    std::ranges::copy_if(files, std::back_inserter(ofSixteen), isSixteenBits);
    std::vector<std::optional<int>> maxSamples(ofSixteen.size());
    std::atomic<bool> isFull = false;
    parallelFor(
        std::ssize(ofSixteen),
        [&](std::int64_t i) {
            if (isFull) return;  // as all then are
            try {
                maxSamples[i] = decodeImage(ofSixteen[i]->bytes, ofSixteen[i]->path).maxSample;
                if (likelyWhite(maxSamples[i].value_or(0)) == fullSample) isFull = true;
            } catch (const Error&) {
                // It may not even be selected.
            }
        },
        ofSixteen.empty() ? nullptr : progress);
    const auto decoded = std::ranges::count_if(maxSamples, [](const auto& most) { return most.has_value(); });
    if (isFull || decoded == 0) return {};
    return {decoded, likelyWhite(**std::ranges::max_element(maxSamples))};
}

void requireSixteenBits(const std::vector<const ContainedFile*>& files) {
    if (std::ranges::none_of(files, isSixteenBits))
        throw Error(ErrorCode::InvalidSetting, "max-value", "is of images of 16 bits, and none of these has as many",
                    "Leave it out.");
}

bool mostHaveLightInk(const std::vector<const ContainedFile*>& files, int white) {
    const std::int64_t looks = std::min<std::int64_t>(64, std::ssize(files));
    std::atomic<std::int64_t> dark = 0, light = 0;
    parallelFor(looks, [&](std::int64_t i) {
        try {
            const ContainedFile& file = *files[i * std::ssize(files) / looks];
            ++(Border(decodeImage(file.bytes, file.path, {white}).image).isDark() ? dark : light);
        } catch (const Error&) {
            // It may not even be selected.
        }
    });
    return dark > light;
}

}  // namespace oneshot
