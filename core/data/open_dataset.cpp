#include <filesystem>
#include <iomanip>
#include <sstream>

#include "core/data/catalogue.h"
#include "core/data/container_files.h"
#include "core/data/data_spec.h"
#include "core/data/glyphs.h"
#include "core/data/parallel.h"
#include "core/data/png_files.h"

namespace oneshot {
namespace {

using ProgressFunction = std::function<void(std::int64_t, std::int64_t)>;

/// "character07": the number with as many digits as `count` has, two at least, so that names sort as numbers.
std::string numbered(const std::string& name, int number, int count) {
    std::ostringstream text;
    text << name << std::setw(std::max<int>(2, static_cast<int>(std::to_string(count).size()))) << std::setfill('0')
         << number;
    return text.str();
}

Catalogue glyphCatalogue(const DataSpec& spec) {
    Catalogue catalogue;
    // The seed is part of the names: characters of equal names count as the same ones.
    const std::string name = "Glyphs " + std::to_string(spec.seed) + " alphabet ";
    for (int a = 1; a <= spec.alphabetCount; ++a) {
        Alphabet& alphabet = catalogue.alphabets.emplace_back(Alphabet{numbered(name, a, spec.alphabetCount), {}});
        for (int c = 1; c <= spec.charactersPerAlphabet; ++c) {
            Character& character =
                alphabet.characters.emplace_back(Character{numbered("character", c, spec.charactersPerAlphabet), {}});
            for (int drawer = 1; drawer <= spec.drawerCount; ++drawer) {
                character.drawings.push_back(static_cast<DrawingId>(catalogue.drawers.size()));
                catalogue.drawers.push_back(drawer);
            }
        }
    }
    return catalogue;
}

std::vector<Drawing> drawGlyphs(const DataSpec& spec, const std::vector<DrawingId>& ids,
                                const ProgressFunction& progress) {
    std::vector<Drawing> drawings(ids.size());
    const auto draw = [&](std::int64_t i) {
        const std::uint64_t character = ids[i] / spec.drawerCount, drawer = ids[i] % spec.drawerCount;
        const std::uint64_t alphabet = character / spec.charactersPerAlphabet;
        Random shared = makeRandom(spec.seed, "glyph alphabet", alphabet);
        Random shape = makeRandom(spec.seed, "glyph", character);
        Random style = makeRandom(streamSeed(spec.seed, "glyph hand", alphabet), "drawer", drawer);
        Random hand = makeRandom(streamSeed(spec.seed, "glyph drawing", character), "drawer", drawer);
        drawings[i] = drawGlyph(makeGlyph(makeGlyphAlphabet(shared), shape), makeHand(style), hand);
    };
    parallelFor(static_cast<std::int64_t>(ids.size()), draw, progress);
    return drawings;
}

std::vector<Drawing> readDrawings(const std::vector<ContainedFile>& files, const std::vector<DrawingId>& ids,
                                  const std::filesystem::path& path, const ProgressFunction& progress) {
    std::vector<const ContainedFile*> chosen;
    for (const DrawingId id : ids) chosen.push_back(&files[id]);
    std::vector<Drawing> drawings(ids.size());
    std::vector<Image> images = decodePngFiles(chosen, path, progress);
    for (std::size_t i = 0; i < ids.size(); ++i) drawings[i].image = std::move(images[i]);
    return drawings;
}

}  // namespace

Dataset openDataset(const DataSpec& spec, const ProgressFunction& progress) {
    namespace fs = std::filesystem;
    DataSpec full = spec;
    DataSpec shown = spec;
    std::vector<ContainedFile> files;
    Catalogue catalogue;
    if (spec.isGlyphs()) {
        catalogue = selected(glyphCatalogue(spec), spec);
    } else {
        fs::path path = fs::absolute(spec.path).lexically_normal();
        if (!path.has_filename()) path = path.parent_path();  // of "folder/"
        full.path = path.string();
        shown.path = path.filename().string();
        files = readContainer(path, [&](const std::string& name) {
            if (progress) progress(0, 0);  // a large folder can be given up while it is gone through
            return isPngPath(name);
        });
        std::vector<std::string> paths;
        for (const ContainedFile& file : files) paths.push_back(file.path);
        catalogue = selected(omniglotCatalogue(paths, full.path), spec);
    }

    const std::vector<DrawingId> ids = catalogue.drawings();
    Dataset dataset{toString(shown), toString(full), {}, {}, std::move(catalogue.alphabets), {}};
    dataset.drawings =
        spec.isGlyphs() ? drawGlyphs(spec, ids, progress) : readDrawings(files, ids, full.path, progress);
    for (std::size_t i = 0; i < ids.size(); ++i) dataset.drawings[i].drawer = catalogue.drawers[ids[i]];
    DrawingId next = 0;  // ids are in the order of the alphabets, so the drawings now count from 0
    for (Alphabet& alphabet : dataset.alphabets)
        for (Character& character : alphabet.characters)
            for (DrawingId& id : character.drawings) id = next++;
    dataset.sha256 = contentFingerprint(dataset);
    return dataset;
}

}  // namespace oneshot
