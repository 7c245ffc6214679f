#include <algorithm>
#include <memory>

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

bool hasLightInk(const DataSpec& spec, DataFormat format, const Files& files) {
    if (spec.ink != DataSpec::Ink::Auto) return spec.ink == DataSpec::Ink::Light;
    if (format == DataFormat::Omniglot) return false;
    std::vector<const ContainedFile*> all;
    for (const ContainedFile& file : files) all.push_back(&file);
    return mostHaveLightInk(all, spec.path);
}

/// "Alphabet/character/NNNN_DD" of a drawing, as stroke archives name it.
std::string strokesName(const std::string& path) {
    const std::size_t character = path.rfind('/'), alphabet = path.rfind('/', path.rfind('/', character - 1) - 1);
    const std::size_t begin = alphabet == std::string::npos ? 0 : alphabet + 1;
    return path.substr(begin, path.rfind('.') - begin);
}

std::vector<Drawing> readDrawings(const DataSpec& spec, bool lightInk, const Files& files,
                                  const std::vector<DrawingId>& ids, const ProgressFunction& progress) {
    std::vector<const ContainedFile*> chosen;
    std::vector<std::string> names;
    for (const DrawingId id : ids) {
        chosen.push_back(&files[id]);
        names.push_back(strokesName(files[id].path));
    }
    std::vector<Drawing> drawings(ids.size());
    std::vector<Image> images = decodeImageFiles(chosen, spec.path, lightInk, progress);
    for (std::size_t i = 0; i < ids.size(); ++i) drawings[i].image = std::move(images[i]);
    if (spec.strokes.empty()) return drawings;
    std::vector<std::vector<Stroke>> strokes =
        readStrokes(spec.strokes == "beside" ? strokesBeside(spec.path) : fs::path(spec.strokes), names, progress,
                    spec.followLinks);
    for (std::size_t i = 0; i < ids.size(); ++i) drawings[i].strokes = std::move(strokes[i]);
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
    requireImageSet(content, !paths.empty(), container);
    source.warnings = passedOverWarnings(content, paths);
    source.format = isOmniglotLayout(paths) ? DataFormat::Omniglot : DataFormat::ImageFolder;
    source.catalogue = source.format == DataFormat::Omniglot ? omniglotCatalogue(paths, container)
                                                             : imageFolderCatalogue(paths, container);
    source.lightInk = hasLightInk(spec, source.format, *files);
    source.licence = licenceAmong(licences, paths);
    if (source.licence.empty() && !fs::is_directory(spec.path)) source.licence = licenceBeside(spec.path);
    if (spec.strokes.empty())
        if (const auto strokes = findStrokesBeside(spec.path))
            source.warnings.push_back(
                {DatasetWarning::Kind::StrokesBeside, 1, {}, validUtf8(strokes->filename().string())});
    source.read = [spec, files, lightInk = source.lightInk](
                      const std::vector<DrawingId>& ids, const ProgressFunction& reading,
                      std::vector<DatasetWarning>&) { return readDrawings(spec, lightInk, *files, ids, reading); };
    return source;
}

}  // namespace oneshot
