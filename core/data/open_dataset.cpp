#include "core/data/open_dataset.h"

#include <algorithm>
#include <filesystem>
#include <iterator>

#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/base/utf8.h"
#include "core/data/data_ref.h"
#include "core/data/drawing_source.h"
#include "core/data/idx_source.h"
#include "core/data/image_source.h"
#include "core/drawing/glyphs.h"

namespace oneshot {
namespace {

namespace fs = std::filesystem;

fs::path absolute(const std::string& text) {
    const fs::path path = fs::absolute(text).lexically_normal();
    return path.has_filename() ? path : path.parent_path();  // without the slash of "folder/"
}

bool namesStrokesFile(const DataSpec& spec) {
    return !spec.strokes.empty() && spec.strokes != "beside";
}

/// Makes the spec independent of the working folder.
DataSpec absolute(DataSpec spec) {
    if (spec.isGlyphs()) return spec;
    spec.path = absolute(spec.path).string();
    if (namesStrokesFile(spec)) spec.strokes = absolute(spec.strokes).string();
    return spec;
}

/// The spec without the folders of its paths.
std::string shownName(DataSpec spec) {
    if (spec.isGlyphs()) return toString(spec);
    spec.path = fs::path(spec.path).filename().string();
    if (namesStrokesFile(spec)) spec.strokes = fs::path(spec.strokes).filename().string();
    return toString(spec);
}

DrawingSource sourceOf(const DataSpec& spec, const ProgressFunction& progress) {
    if (progress) progress(0, 0);
    if (spec.isGlyphs()) return glyphSource(spec);
    if (spec.isTable()) return vectorSource(spec);
    if (isIdx(spec.path)) return idxSource(spec);
    return imageSource(spec, progress);
}

/// Refuses keys that do not apply to the data, which is known only now.
void requireKeysOf(DataFormat format, const DataSpec& spec) {
    const auto misplaced = [](const std::string& key, const std::string& where) {
        throw Error(ErrorCode::InvalidSetting, key, "is not a key of these data", "It applies to " + where + ".");
    };
    if (spec.ink != DataSpec::Ink::Auto && format == DataFormat::Vectors) misplaced("ink", "images");
    const bool isImageFiles = format == DataFormat::Omniglot || format == DataFormat::ImageFolder;
    if (spec.maxValue > 0 && !isImageFiles) misplaced("max-value", "zips and folders of images");
    if (spec.skipDamaged && !isImageFiles) misplaced("skip-damaged", "zips and folders of images");
    if (!spec.strokes.empty() && !isImageFiles)
        misplaced("strokes", "images in Omniglot's layout or in folders of alphabets");
    if (spec.followLinks && !isImageFiles) misplaced("links", "folders of images");
    if (spec.transpose && format != DataFormat::Idx) misplaced("transpose", "IDX files");
    if (!spec.labelColumn.empty() && format != DataFormat::Vectors) misplaced("label-column", "CSV files");
    if (spec.keepColumns && format != DataFormat::Vectors) misplaced("keep-columns", "CSV files");
}

/// Numbers the ids from 0, in the order of the alphabets and the drawings. Removes drawings that hold nothing, which
/// the source left out, and characters and alphabets without drawings.
void numberDrawings(std::vector<Alphabet>& alphabets, std::vector<Drawing>& drawings) {
    const auto holdsNothing = [](const Drawing& drawing) {
        return drawing.image.pixels.empty() && drawing.features.empty();
    };
    std::size_t at = 0;
    DrawingId next = 0;
    eraseDrawings(alphabets, [&](DrawingId& id) {
        if (holdsNothing(drawings[at++])) return true;
        id = next++;
        return false;
    });
    std::erase_if(drawings, holdsNothing);
}

/// Covers the generator and its parameters, which determine pixels and strokes on every machine.
std::string glyphFingerprint(const DataSpec& spec) {
    Sha256 sha;
    sha.add("glyphs");
    sha.add(static_cast<std::uint64_t>(glyphGeneratorVersion));
    sha.add(toString(spec));
    return Sha256::hex(sha.digest());
}

}  // namespace

std::string absoluteSpec(const DataSpec& spec) {
    return toString(absolute(spec));
}

Dataset openDataset(const DataSpec& spec, const ProgressFunction& progress, const std::stop_token& stop) try {
    const ProgressFunction watched = stoppable(progress, stop);
    const DataSpec full = absolute(spec);
    if (!isUtf8(toString(full)))  // the working folder's path may not be
        throw Error(ErrorCode::BadData, validUtf8(full.path), "is not in UTF-8", "Give its folders other names.");
    const DrawingSource source = sourceOf(full, watched);
    requireKeysOf(source.format, spec);
    const Catalogue catalogue = selected(source.catalogue, spec);
    const std::vector<DrawingId> ids = drawingIdsOf(catalogue.alphabets);

    Dataset dataset;
    dataset.name = shownName(full);
    dataset.spec = toString(full);
    dataset.licence = source.licence;
    dataset.alphabets = catalogue.alphabets;
    dataset.format = source.format;
    for (const Alphabet& alphabet : source.catalogue.alphabets) dataset.sourceAlphabets.push_back(alphabet.name);
    dataset.understanding = source.understanding;
    dataset.readingWarnings = source.warnings;
    ReadDrawings read = source.read(ids, watched);
    dataset.lightInk = read.lightInk;
    std::ranges::move(read.warnings, std::back_inserter(dataset.readingWarnings));
    for (std::size_t i = 0; i < ids.size(); ++i) read.drawings[i].drawer = catalogue.drawers[ids[i]];
    numberDrawings(dataset.alphabets, read.drawings);
    dataset.drawings = DrawingStore(std::move(read.drawings));
    dataset.sha256 = spec.isGlyphs() ? glyphFingerprint(spec) : contentFingerprint(dataset);
    return dataset;
} catch (const fs::filesystem_error& error) {
    throw Error(ErrorCode::BadData, validUtf8(spec.path), "cannot be read: " + error.code().message(),
                "Check the path and its permissions.");
}

}  // namespace oneshot
