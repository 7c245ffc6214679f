#include "core/data/image_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <utility>

#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/data/catalogue.h"
#include "core/data/drawing_source.h"
#include "core/data/image_set.h"
#include "core/data/other_files.h"
#include "core/files/container.h"
#include "core/files/image_files.h"
#include "core/files/stroke_files.h"

namespace oneshot {
namespace {

namespace fs = std::filesystem;
using Indices = std::vector<std::size_t>;  // of the container's files

/// The first line of a licence beside the folders of the images, which may lie in one top folder.
std::string licenceWithin(Container& container, const std::vector<std::string>& images) {
    const std::vector<std::string>& files = container.content().files;
    std::vector<bool> licences(files.size());
    const auto isBeside = [&](const std::string& path) {
        const std::string folder = path.substr(0, path.rfind('/') + 1);
        return std::ranges::all_of(images, [&](const std::string& image) { return image.starts_with(folder); });
    };
    const auto first =
        std::ranges::find_if(files, [&](const std::string& path) { return !isImagePath(path) && isBeside(path); });
    if (first == files.end()) return {};
    licences[static_cast<std::size_t>(first - files.begin())] = true;
    std::string line;
    container.read(licences, [&](std::size_t, const ContainedFile& file) { line = licenceLine(file.bytes); });
    return line;
}

ContainerRequest::Links linksOf(const DataSpec& spec) {
    return spec.followLinks ? ContainerRequest::Links::Followed : ContainerRequest::Links::Offered;
}

ImageReading readingOf(const DataSpec& spec, DataFormat format) {
    using Ink = ImageReading::Ink;
    ImageReading reading;
    reading.inkIsGiven = spec.ink != DataSpec::Ink::Auto;
    if (spec.ink == DataSpec::Ink::Light) reading.ink = Ink::Light;
    if (spec.ink == DataSpec::Ink::Auto && format != DataFormat::Omniglot) reading.ink = Ink::ByBorders;
    if (spec.maxValue > 0) reading.white = spec.maxValue;
    return reading;
}

/// "Alphabet/character/NNNN_DD": the name of a drawing in stroke archives.
std::string strokesName(const std::string& path) {
    const std::size_t character = path.rfind('/'), alphabet = path.rfind('/', path.rfind('/', character - 1) - 1);
    const std::size_t begin = alphabet == std::string::npos ? 0 : alphabet + 1;
    return path.substr(begin, path.rfind('.') - begin);
}

/// Adds warnings about the files of these paths, found while they were decoded.
void addWarnings(const ImageSet& set, const std::vector<std::string>& paths, std::vector<DatasetWarning>& warnings) {
    using enum DatasetWarning::Kind;
    const auto add = [&](DatasetWarning::Kind kind, auto isMeant, const char* subject = "") {
        DatasetWarning warning{kind, 0, {}, subject};
        for (std::size_t i = 0; i < paths.size(); ++i)
            if (set.images[i].*isMeant) addTo(warning, paths[i]);
        warnings.push_back(std::move(warning));
    };
    warnings.push_back({FewerBits, set.fewerBits, {}, fmt::to_string(set.white)});
    add(Repaired, &DecodedFile::repaired);
    add(AlphaIsInk, &DecodedFile::alphaIsInk);
    add(OtherInk, &DecodedFile::showsOtherInk, set.lightInk ? "dark ink on bright paper" : "bright ink on dark paper");
    add(MorePages, &DecodedFile::holdsMore);
}

/// True if most points are more than two pixels away from all ink. Only images of the size of stroke files are checked.
bool lieApart(const std::vector<Stroke>& strokes, const Image& image) {
    constexpr int paperSide = 105, reach = 2;  // px
    if (image.width != paperSide || image.height != paperSide) return false;
    const auto isNearInk = [&](const StrokePoint& point) {
        const int x = static_cast<int>(std::lround(point.x)), y = static_cast<int>(std::lround(point.y));
        for (int v = std::max(0, y - reach); v <= std::min(paperSide - 1, y + reach); ++v)
            for (int u = std::max(0, x - reach); u <= std::min(paperSide - 1, x + reach); ++u)
                if (image.pixels[static_cast<std::size_t>(v) * paperSide + u] > 127) return true;
        return false;
    };
    std::int64_t near = 0, all = 0;
    for (const Stroke& stroke : strokes) {
        near += std::ranges::count_if(stroke, isNearInk);
        all += std::ssize(stroke);
    }
    return 2 * near < all;
}

StrokeSet strokesOf(const DataSpec& spec, const std::vector<std::string>& names, const ProgressFunction& progress) {
    if (spec.strokes.empty()) return {std::vector<std::vector<Stroke>>(names.size())};
    return readStrokes(spec.strokes == "beside" ? strokesBeside(spec.path) : fs::path(spec.strokes), names, progress,
                       linksOf(spec));
}

void addWarnings(const std::vector<Drawing>& drawings, const std::vector<std::string>& names,
                 std::vector<DatasetWarning>& warnings) {
    DatasetWarning missing{DatasetWarning::Kind::StrokesMissing}, apart{DatasetWarning::Kind::StrokesApart};
    for (std::size_t i = 0; i < drawings.size(); ++i)
        if (drawings[i].strokes.empty())
            addTo(missing, names[i]);
        else if (lieApart(drawings[i].strokes, drawings[i].image))
            addTo(apart, names[i]);
    for (DatasetWarning* warning : {&missing, &apart}) warnings.push_back(std::move(*warning));
}

/// Throws one error about all that cannot be read, or warns about it if it is left out.
void leaveOut(const DataSpec& spec, const Container& container, const ImageSet& set, const StrokeSet& strokes,
              std::vector<DatasetWarning>& warnings) {
    std::vector<Error> problems = container.content().unreadable;
    for (const DecodedFile& file : set.images)
        if (file.problem) problems.push_back(*file.problem);
    problems.insert(problems.end(), strokes.problems.begin(), strokes.problems.end());
    if (problems.empty()) return;
    const bool noneIsLeft =
        std::ranges::all_of(set.images, [](const DecodedFile& file) { return file.problem.has_value(); });
    if (!spec.skipDamaged || noneIsLeft) {
        const std::int64_t files =
            std::ssize(container.content().unreadable) + std::ssize(set.images) + strokes.fileCount;
        throw unreadableFiles(problems, files, container.name(), true);
    }
    DatasetWarning leftOut{DatasetWarning::Kind::LeftOut};
    for (const Error& problem : problems) addTo(leftOut, pathWithin(container.name(), problem.where()));
    warnings.push_back(std::move(leftOut));
}

/// all: the images of the container, into which the ids are indices.
ReadDrawings readDrawings(const DataSpec& spec, const ImageReading& reading, Container& container, const Indices& all,
                          const std::vector<DrawingId>& ids, const ProgressFunction& progress) {
    Indices chosen;
    std::vector<std::string> paths, names;
    for (const DrawingId id : ids) {
        chosen.push_back(all[id]);
        paths.push_back(container.content().files[all[id]]);
        names.push_back(strokesName(paths.back()));
    }
    ImageSet set = readImages(container, chosen, reading, all, progress);
    if (spec.maxValue > 0 && set.sixteenBits == 0)
        throw Error(ErrorCode::InvalidSetting, "max-value", "applies to images of 16 bits, and there are none",
                    "Omit it.");
    StrokeSet strokes = strokesOf(spec, names, progress);

    ReadDrawings read{std::vector<Drawing>(ids.size()), set.lightInk};
    leaveOut(spec, container, set, strokes, read.warnings);
    addWarnings(set, paths, read.warnings);
    for (std::size_t i = 0; i < ids.size(); ++i) {
        read.drawings[i].image = std::move(set.images[i].image);
        read.drawings[i].strokes = std::move(strokes.strokes[i]);
    }
    if (!spec.strokes.empty()) addWarnings(read.drawings, names, read.warnings);
    std::erase_if(read.warnings, [](const DatasetWarning& warning) { return warning.count == 0; });
    return read;
}

}  // namespace

DrawingSource imageSource(const DataSpec& spec, const ProgressFunction& progress) {
    ContainerRequest request;
    request.wanted = [](const std::string& path) {
        return isImagePath(path) || isLicenceName(path.substr(path.rfind('/') + 1));
    };
    request.links = linksOf(spec);
    if (progress) request.onProgress = [&] { progress(0, 0); };  // lets a person stop while a large folder is listed
    const auto container = std::make_shared<Container>(spec.path, request);
    const ContainerContent& content = container->content();
    Indices images;
    std::vector<std::string> paths;
    for (std::size_t file = 0; file < content.files.size(); ++file) {
        if (!isImagePath(content.files[file])) continue;
        images.push_back(file);
        paths.push_back(content.files[file]);
    }
    if (paths.empty() && !content.unreadable.empty())
        throw unreadableFiles(content.unreadable, std::ssize(content.unreadable), container->name(), false);

    DrawingSource source;
    requireImageSet(content, paths, container->name());
    source.warnings = passedOverWarnings(content, paths);
    source.format = isOmniglotLayout(paths) ? DataFormat::Omniglot : DataFormat::ImageFolder;
    source.catalogue = source.format == DataFormat::Omniglot ? omniglotCatalogue(paths, container->name())
                                                             : imageFolderCatalogue(paths, container->name());
    source.licence = licenceWithin(*container, paths);
    if (source.licence.empty() && !fs::is_directory(spec.path)) source.licence = licenceBeside(spec.path);
    if (spec.strokes.empty())
        if (const auto strokes = findStrokesBeside(spec.path))
            source.warnings.push_back(
                {DatasetWarning::Kind::StrokesBeside, 1, {}, validUtf8(strokes->filename().string())});
    source.read = [spec, container, images, reading = readingOf(spec, source.format)](
                      const std::vector<DrawingId>& ids, const ProgressFunction& whenRead) {
        return readDrawings(spec, reading, *container, images, ids, whenRead);
    };
    return source;
}

}  // namespace oneshot
