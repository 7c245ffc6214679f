#include "core/data/omniglot_writer.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <set>

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/base/parallel.h"
#include "core/base/save_folder.h"
#include "core/base/text.h"
#include "core/drawing/glyphs.h"
#include "core/files/container_names.h"
#include "core/files/png.h"
#include "core/files/stroke_files.h"

namespace oneshot {
namespace {

namespace fs = std::filesystem;

/// The path of a drawing below images/ and strokes/, without its ending.
struct Place {
    std::string path;
    DrawingId drawing;
};

/// A name for a folder that no reader skips. Blanks become underscores, as in Omniglot.
std::string folderName(std::string name) {
    for (char& c : name)
        if (c == ' ' || c == '/' || c == '\\' || static_cast<unsigned char>(c) < 0x20) c = '_';
    return name.empty() || isSystemName(name) ? '_' + name : name;
}

/// The drawers of a character's drawings, or 1, 2, 3, ... if drawers are unknown or occur twice.
std::vector<int> drawersOf(const Dataset& data, const Character& character) {
    std::vector<int> drawers;
    for (const DrawingId id : character.drawings) drawers.push_back(data.drawings[id].drawer);
    const std::set<int> different(drawers.begin(), drawers.end());
    if (different.size() < drawers.size() || different.contains(0))
        for (std::size_t i = 0; i < drawers.size(); ++i) drawers[i] = static_cast<int>(i) + 1;
    return drawers;
}

std::vector<Place> placesOf(const Dataset& data) {
    std::vector<Place> places;
    std::set<std::string> taken;
    int number = 0;
    for (const Alphabet& alphabet : data.alphabets) {
        std::string folder = folderName(alphabet.name);
        while (!taken.insert(folder).second) folder += '_';
        for (std::size_t c = 0; c < alphabet.characters.size(); ++c) {
            const Character& character = alphabet.characters[c];
            const std::string stem = fmt::format("{}/character{}/{}_", folder,
                                                 numbered(static_cast<int>(c) + 1, std::ssize(alphabet.characters), 2),
                                                 numbered(++number, data.characterCount(), 4));
            const std::vector<int> drawers = drawersOf(data, character);
            for (std::size_t i = 0; i < drawers.size(); ++i)
                places.push_back({stem + numbered(drawers[i], std::ssize(drawers), 2), character.drawings[i]});
        }
    }
    return places;
}

std::string description(const Dataset& data) {
    Json json{{"name", data.name}, {"spec", data.spec}, {"sha256", data.sha256}, {"licence", data.licence}};
    if (data.format == DataFormat::Glyphs) json["generator_version"] = glyphGeneratorVersion;
    return json.dump(2) + '\n';
}

void writeAll(const Dataset& data, const FolderSaver& folder, const ProgressFunction& progress) {
    const std::vector<Place> places = placesOf(data);
    parallelFor(
        std::ssize(places),
        [&](std::int64_t i) {
            const Drawing& drawing = data.drawings[places[i].drawing];
            folder.write(fmt::format("images/{}.png", places[i].path), encodePng(drawing.image));
            if (!drawing.strokes.empty())
                folder.write(fmt::format("strokes/{}.txt", places[i].path), strokesText(drawing.strokes));
        },
        progress);
    folder.write("dataset.json", description(data));
}

}  // namespace

void writeOmniglot(const Dataset& data, const fs::path& folder, bool overwrite, const ProgressFunction& progress,
                   const std::stop_token& stop) {
    if (data.format == DataFormat::Vectors)
        throw Error(ErrorCode::InvalidSetting, data.name, "holds vectors, not images", "Choose data of images.");
    FolderSaver saver(folder, overwrite);
    writeAll(data, saver, stoppable(progress, stop));
    saver.save();
}

}  // namespace oneshot
