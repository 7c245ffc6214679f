#include <algorithm>
#include <cmath>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>

#include "core/data/drawing_source.h"
#include "core/data/error.h"
#include "core/data/image_files.h"
#include "core/data/layouts.h"
#include "core/data/licence.h"
#include "core/data/passed_over.h"
#include "core/data/stroke_files.h"
#include "core/data/unfit_data.h"
#include "core/data/utf8.h"

namespace oneshot {
namespace {

namespace fs = std::filesystem;
using Files = std::vector<ContainedFile>;

/// What is held beside the folders of the images, which may lie in one top folder.
std::string licenceAmong(const Files& licences, const std::vector<std::string>& images) {
    for (const ContainedFile& file : licences) {
        const std::string folder = file.path.substr(0, file.path.rfind('/') + 1);
        if (std::ranges::all_of(images, [&](const std::string& path) { return path.starts_with(folder); }))
            return licenceLine(file.bytes);
    }
    return {};
}

std::vector<const ContainedFile*> pointersTo(const Files& files) {
    std::vector<const ContainedFile*> pointers;
    for (const ContainedFile& file : files) pointers.push_back(&file);
    return pointers;
}

/// What is white in images of 16 bits is found over all of them, so that it does not depend on the selection.
ImageReading readingOf(const DataSpec& spec, DataFormat format, const Files& files,
                       std::vector<DatasetWarning>& warnings, const ProgressFunction& progress) {
    const std::vector<const ContainedFile*> all = pointersTo(files);
    ImageReading reading{spec.ink == DataSpec::Ink::Light, spec.maxValue > 0 ? spec.maxValue : fullSample};
    reading.inkIsSaid = spec.ink != DataSpec::Ink::Auto;
    if (spec.maxValue > 0) {
        requireSixteenBits(all);
    } else {
        const SixteenBits found = sixteenBitsOf(all, progress);
        reading.white = found.white;
        if (found.white != fullSample)
            warnings.push_back({DatasetWarning::Kind::FewerBits, found.images, {}, std::to_string(found.white)});
    }
    if (spec.ink == DataSpec::Ink::Auto && format != DataFormat::Omniglot)
        reading.lightInk = mostHaveLightInk(all, reading.white);
    return reading;
}

/// "Alphabet/character/NNNN_DD" of a drawing, as stroke archives name it.
std::string strokesName(const std::string& path) {
    const std::size_t character = path.rfind('/'), alphabet = path.rfind('/', path.rfind('/', character - 1) - 1);
    const std::size_t begin = alphabet == std::string::npos ? 0 : alphabet + 1;
    return path.substr(begin, path.rfind('.') - begin);
}

/// Adds what the files of these paths showed when they were decoded.
void addWarnings(const std::vector<DecodedFile>& decoded, const std::vector<const ContainedFile*>& files, bool lightInk,
                 std::vector<DatasetWarning>& warnings) {
    using enum DatasetWarning::Kind;
    DatasetWarning leftOut{LeftOut, 0, {}}, repaired{Repaired, 0, {}}, alphaIsInk{AlphaIsInk, 0, {}},
        otherInk{OtherInk, 0, {}}, morePages{MorePages, 0, {}};
    otherInk.subject = lightInk ? "dark ink on bright paper" : "bright ink on dark paper";
    for (std::size_t i = 0; i < decoded.size(); ++i) {
        const std::string& path = files[i]->path;
        if (decoded[i].problem) addTo(leftOut, path);
        if (decoded[i].repaired) addTo(repaired, path);
        if (decoded[i].alphaIsInk) addTo(alphaIsInk, path);
        if (decoded[i].showsOtherInk) addTo(otherInk, path);
        if (decoded[i].holdsMore) addTo(morePages, path);
    }
    for (DatasetWarning& warning : std::initializer_list<std::reference_wrapper<DatasetWarning>>{
             std::ref(leftOut), std::ref(repaired), std::ref(alphaIsInk), std::ref(otherInk), std::ref(morePages)})
        if (warning.count > 0) warnings.push_back(std::move(warning));
}

/// The images of these files, without pixels where they cannot be read and may be left out.
std::vector<Image> readImages(const DataSpec& spec, const ImageReading& reading,
                              const std::vector<const ContainedFile*>& files, const ProgressFunction& progress,
                              std::vector<DatasetWarning>& warnings) {
    std::vector<DecodedFile> decoded = decodeImageFiles(files, spec.path, reading, progress);
    const std::optional<Error> problem = problemOf(decoded, spec.path);
    const bool noneIsLeft =
        std::ranges::all_of(decoded, [](const DecodedFile& file) { return file.problem.has_value(); });
    if (problem && (!spec.skipDamaged || noneIsLeft)) throw Error(*problem);
    addWarnings(decoded, files, reading.lightInk, warnings);
    std::vector<Image> images;
    for (DecodedFile& file : decoded) images.push_back(std::move(file.image));
    return images;
}

/// Whether most points are over two pixels away from all ink. Images of another size than strokes are drawn on are
/// taken on trust.
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

std::vector<Drawing> readDrawings(const DataSpec& spec, const ImageReading& reading, const Files& files,
                                  const std::vector<DrawingId>& ids, const ProgressFunction& progress,
                                  std::vector<DatasetWarning>& warnings) {
    std::vector<const ContainedFile*> chosen;
    std::vector<std::string> names;
    for (const DrawingId id : ids) {
        chosen.push_back(&files[id]);
        names.push_back(strokesName(files[id].path));
    }
    std::vector<Drawing> drawings(ids.size());
    std::vector<Image> images = readImages(spec, reading, chosen, progress, warnings);
    for (std::size_t i = 0; i < ids.size(); ++i) drawings[i].image = std::move(images[i]);
    if (spec.strokes.empty()) return drawings;
    std::vector<std::vector<Stroke>> strokes =
        readStrokes(spec.strokes == "beside" ? strokesBeside(spec.path) : fs::path(spec.strokes), names, progress,
                    spec.followLinks);
    DatasetWarning missing{DatasetWarning::Kind::StrokesMissing, 0, {}},
        apart{DatasetWarning::Kind::StrokesApart, 0, {}};
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (strokes[i].empty())
            addTo(missing, names[i]);
        else if (lieApart(strokes[i], drawings[i].image))
            addTo(apart, names[i]);
        drawings[i].strokes = std::move(strokes[i]);
    }
    for (DatasetWarning* warning : {&missing, &apart})
        if (warning->count > 0) warnings.push_back(std::move(*warning));
    return drawings;
}

}  // namespace

DrawingSource imageSource(const DataSpec& spec, const ProgressFunction& progress) {
    ContainerRequest request;
    request.wanted = [](const std::string& path) {
        return isImagePath(path) || isLicenceName(path.substr(path.rfind('/') + 1));
    };
    request.followLinks = spec.followLinks;
    if (progress) request.onProgress = [&] { progress(0, 0); };  // a large folder can be given up meanwhile
    ContainerContent content = readContainer(spec.path, request);
    const auto files = std::make_shared<Files>(std::move(content.files));
    const auto images = std::ranges::stable_partition(*files, isImagePath, &ContainedFile::path);
    const Files licences(std::make_move_iterator(images.begin()), std::make_move_iterator(images.end()));
    files->erase(images.begin(), images.end());
    std::vector<std::string> paths;
    for (const ContainedFile& file : *files) paths.push_back(file.path);

    DrawingSource source;
    const std::string container = validUtf8(spec.path);
    requireImageSet(content, paths, container);
    source.warnings = passedOverWarnings(content, paths);
    source.format = isOmniglotLayout(paths) ? DataFormat::Omniglot : DataFormat::ImageFolder;
    source.catalogue = source.format == DataFormat::Omniglot ? omniglotCatalogue(paths, container)
                                                             : imageFolderCatalogue(paths, container);
    const ImageReading reading = readingOf(spec, source.format, *files, source.warnings, progress);
    source.lightInk = reading.lightInk;
    source.licence = licenceAmong(licences, paths);
    if (source.licence.empty() && !fs::is_directory(spec.path)) source.licence = licenceBeside(spec.path);
    if (spec.strokes.empty())
        if (const auto strokes = findStrokesBeside(spec.path))
            source.warnings.push_back(
                {DatasetWarning::Kind::StrokesBeside, 1, {}, validUtf8(strokes->filename().string())});
    source.read = [spec, files, reading](const std::vector<DrawingId>& ids, const ProgressFunction& whenRead,
                                         std::vector<DatasetWarning>& warnings) {
        return readDrawings(spec, reading, *files, ids, whenRead, warnings);
    };
    return source;
}

}  // namespace oneshot
