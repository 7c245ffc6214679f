#include "core/data/idx_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>

#include "core/base/error.h"
#include "core/base/open_file.h"
#include "core/base/parallel.h"
#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/data/drawing_source.h"
#include "core/files/container_names.h"
#include "core/files/decoded_image.h"
#include "core/files/gzip.h"
#include "core/files/idx.h"
#include "core/files/limits.h"

namespace oneshot {
namespace {

namespace fs = std::filesystem;

constexpr const char* pairHelp =
    "Expected two files whose names differ as train-images-idx3-ubyte and train-labels-idx1-ubyte, plain or .gz.";

/// The names of the IDX files of images in a folder, sorted.
std::vector<std::string> imageFilesIn(const fs::path& folder) {
    std::vector<std::string> found;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with('.') && name.find("idx3-ubyte") != std::string::npos && entry.is_regular_file())
            found.push_back(name);
    }
    std::ranges::sort(found);
    return found;
}

/// The file of the labels, named after that of the images, with or without .gz; empty if it does not exist.
fs::path labelFileOf(const fs::path& images) {
    const std::string name = images.filename().string();
    std::string labels = name;
    for (const auto& [part, by] : {std::pair<std::string, const char*>("images", "labels"), {"idx3", "idx1"}})
        if (const std::size_t at = labels.rfind(part); at != std::string::npos) labels.replace(at, part.size(), by);
    if (labels == name) return {};
    const std::string other = labels.ends_with(".gz") ? labels.substr(0, labels.size() - 3) : labels + ".gz";
    for (const std::string& candidate : {labels, other})
        if (fs::exists(images.parent_path() / candidate)) return images.parent_path() / candidate;
    return {};
}

fs::path imageFileIn(const fs::path& folder) {
    const std::vector<std::string> found = imageFilesIn(folder);
    if (found.size() == 1) return folder / found[0];
    throw Error(ErrorCode::BadData, validUtf8(folder.string()),
                validUtf8(fmt::format("holds several IDX files of images: {}", fmt::join(found, ", "))),
                "Give the path of one of them.");
}

/// A file that was read. The values of `idx` lie in `bytes`.
struct IdxFile {
    std::vector<std::uint8_t> bytes;
    Idx idx;
};

/// The first bytes of a file, unpacked if it is gzip.
std::vector<std::uint8_t> beginOf(const fs::path& path) {
    constexpr std::size_t few = 512;
    std::vector<std::uint8_t> begin(1 << 12);
    begin.resize(OpenFile(path).readAt(0, begin));
    if (isGzip(begin)) return gunzipBegin(begin, few);
    begin.resize(std::min(begin.size(), few));
    return begin;
}

IdxHeader readHeader(const fs::path& path, std::size_t dimensions, const std::string& what) {
    const std::string name = validUtf8(path.string());
    const IdxHeader header = parseIdxHeader(beginOf(path), name);
    if (header.sizes.size() != dimensions)
        throw Error(ErrorCode::BadData, name,
                    fmt::format("has {}, {} have {}", counted(std::ssize(header.sizes), "dimension"), what, dimensions),
                    pairHelp);
    return header;
}

/// Reads a file and unpacks no more than its header claims.
IdxFile readValues(const fs::path& path, const IdxHeader& header) {
    const std::string name = validUtf8(path.string());
    if (header.values > maxTableBytes)
        throw Error(ErrorCode::BadData, name,
                    fmt::format("{}, which is more than {} bytes", header.claim(), maxTableBytes),
                    "Give a smaller file.");
    IdxFile file;
    file.bytes = readFileBytes(path, maxTableBytes);
    if (isGzip(file.bytes)) file.bytes = gunzip(file.bytes, name, header.bytes + header.values);
    file.idx = parseIdx(file.bytes, name);
    return file;
}

/// "train-images" for "train-images-idx3-ubyte.gz".
std::string nameOf(const fs::path& images) {
    const std::string name = images.filename().string();
    const std::string begin = name.substr(0, name.rfind("idx3"));
    const std::size_t end = begin.find_last_not_of("-_. ");
    return validUtf8(end == std::string::npos ? name : begin.substr(0, end + 1));
}

/// True for EMNIST's files, by their name or that of the folders around them: their images are stored column by column,
/// whatever the header says.
bool seemsTurned(const fs::path& images) {
    const fs::path folder = images.parent_path();
    return std::ranges::any_of(std::array{images, folder, folder.parent_path()}, [](const fs::path& path) {
        return comparableName(path.filename().string()).find("emnist") != std::string::npos;
    });
}

/// Transposes values [height, width] into an image [width, height].
Image transposed(std::span<const std::uint8_t> values, int height, int width) {
    Image image{1, width, height, std::vector<std::uint8_t>(values.size())};
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            image.pixels[static_cast<std::size_t>(x) * height + y] = values[static_cast<std::size_t>(y) * width + x];
    return image;
}

bool hasBrightBorder(const Image& image) {
    double sum = 0;
    int count = 0;
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; x += y == 0 || y == image.height - 1 ? 1 : std::max(1, image.width - 1)) {
            sum += image.pixels[static_cast<std::size_t>(y) * image.width + x];
            ++count;
        }
    return sum > 191.0 * count;
}

}  // namespace

bool isIdx(const fs::path& path) try {
    if (fs::is_directory(path)) return !imageFilesIn(path).empty();
    if (!fs::is_regular_file(path)) return false;
    if (path.filename().string().find("idx") != std::string::npos && containerTitle(path) == path.filename())
        return true;
    const std::vector<std::uint8_t> begin = beginOf(path);
    return begin.size() >= 3 && begin[0] == 0 && begin[1] == 0 && begin[2] == 8;
} catch (const Error&) {
    return false;  // another reader will say why
} catch (const fs::filesystem_error&) {
    return false;
}

DrawingSource idxSource(const DataSpec& spec) {
    const fs::path path = fs::is_directory(spec.path) ? imageFileIn(spec.path) : fs::path(spec.path);
    const std::string name = validUtf8(path.string());
    const IdxHeader header = readHeader(path, 3, "images");
    const std::int64_t count = header.sizes[0];
    const int height = static_cast<int>(std::min<std::int64_t>(header.sizes[1], INT32_MAX));
    const int width = static_cast<int>(std::min<std::int64_t>(header.sizes[2], INT32_MAX));
    if (count == 0) throw Error(ErrorCode::BadData, name, "holds no images", pairHelp);
    if (count > maxTableRows)
        throw Error(ErrorCode::BadData, name, fmt::format("holds more than {} images", maxTableRows), "Give fewer.");
    requireImageSize(width, height, name);

    const fs::path labelPath = labelFileOf(path);
    if (labelPath.empty()) throw Error(ErrorCode::BadData, name, "has no file of labels beside it", pairHelp);
    const IdxHeader labelHeader = readHeader(labelPath, 1, "labels");
    if (labelHeader.sizes[0] != count)
        throw Error(ErrorCode::BadData, validUtf8(labelPath.string()),
                    fmt::format("holds {} for {}", counted(labelHeader.sizes[0], "label"), counted(count, "image")),
                    pairHelp);
    const IdxFile labels = readValues(labelPath, labelHeader);
    const auto images = std::make_shared<const IdxFile>(readValues(path, header));

    std::vector<std::string> labelTexts;
    for (const std::uint8_t label : labels.idx.values) labelTexts.push_back(fmt::to_string(label));

    DrawingSource source;
    source.format = DataFormat::Idx;
    source.catalogue = catalogueOfLabels(labelTexts, nameOf(path));
    source.licence = licenceBeside(path);
    if (!spec.transpose && seemsTurned(path)) source.warnings.push_back({DatasetWarning::Kind::TurnedImages, 1, {}});
    source.read = [=, transpose = spec.transpose.value_or(false), ink = spec.ink](const std::vector<DrawingId>& ids,
                                                                                  const ProgressFunction& progress) {
        ReadDrawings read{std::vector<Drawing>(ids.size()), ink != DataSpec::Ink::Dark};
        const std::size_t pixels = static_cast<std::size_t>(width) * height;
        parallelFor(
            std::ssize(ids),
            [&](std::int64_t i) {
                const auto values = images->idx.values.subspan(ids[i] * pixels, pixels);
                Image image = transpose ? transposed(values, height, width)
                                        : Image{1, height, width, {values.begin(), values.end()}};
                if (!read.lightInk) invert(image);
                read.drawings[i].image = std::move(image);
            },
            progress);
        if (ink != DataSpec::Ink::Auto) return read;
        const auto bright = std::ranges::count_if(read.drawings, hasBrightBorder, &Drawing::image);
        if (2 * bright > std::ssize(ids))  // unlike MNIST, whose bright ink on black is taken for granted
            read.warnings.push_back({DatasetWarning::Kind::OtherInk, bright, {}, "dark ink on bright paper"});
        return read;
    };
    return source;
}

}  // namespace oneshot
