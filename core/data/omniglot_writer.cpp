#include "core/data/omniglot_writer.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "core/data/container_files.h"
#include "core/data/error.h"
#include "core/data/glyphs.h"
#include "core/data/json.h"
#include "core/data/parallel.h"
#include "core/data/png.h"
#include "core/data/stroke_files.h"

namespace oneshot {
namespace {

namespace fs = std::filesystem;

/// A file of a drawing, below images/ and strokes/, without its ending.
struct Place {
    fs::path path;
    DrawingId drawing;
};

std::string padded(std::int64_t number, std::size_t digits) {
    const std::string text = std::to_string(number);
    std::string result(digits - std::min(digits, text.size()), '0');
    return result += text;
}

std::size_t digitsOf(std::int64_t count, std::size_t least) {
    return std::max(least, std::to_string(count).size());
}

/// A folder's name that no reader passes over: Omniglot's have bars for blanks.
std::string folderName(std::string name) {
    for (char& c : name)
        if (c == ' ' || c == '/' || c == '\\' || static_cast<unsigned char>(c) < 0x20) c = '_';
    return name.empty() || isSystemName(name) ? '_' + name : name;
}

/// The drawers of a character's drawings, or their numbers where drawers are unknown or repeat.
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
            const fs::path within =
                fs::path(folder) /
                ("character" + padded(static_cast<int>(c) + 1, digitsOf(std::ssize(alphabet.characters), 2)));
            const std::string stem = padded(++number, digitsOf(data.characterCount(), 4)) + "_";
            const std::vector<int> drawers = drawersOf(data, character);
            for (std::size_t i = 0; i < drawers.size(); ++i)
                places.push_back(
                    {within / (stem + padded(drawers[i], digitsOf(std::ssize(drawers), 2))), character.drawings[i]});
        }
    }
    return places;
}

void writeText(const fs::path& path, const std::string& text) {
    std::ofstream file(path, std::ios::binary);
    file << text;
    file.close();
    if (!file) throw Error(ErrorCode::Failed, path.string(), "cannot be written", "Check the room and permissions.");
}

std::string description(const Dataset& data) {
    Json json{{"name", data.name}, {"spec", data.spec}, {"sha256", data.sha256}, {"licence", data.licence}};
    if (data.format == DataFormat::Glyphs) json["generator_version"] = glyphGeneratorVersion;
    return json.dump(2) + '\n';
}

void writeAll(const Dataset& data, const fs::path& folder,
              const std::function<void(std::int64_t, std::int64_t)>& progress) {
    const std::vector<Place> places = placesOf(data);
    std::set<fs::path> folders;
    for (const Place& place : places) folders.insert(place.path.parent_path());
    for (const fs::path& path : folders) {
        fs::create_directories(folder / "images" / path);
        if (std::ranges::any_of(data.drawings, [](const Drawing& drawing) { return !drawing.strokes.empty(); }))
            fs::create_directories(folder / "strokes" / path);
    }
    parallelFor(
        std::ssize(places),
        [&](std::int64_t i) {
            const Drawing& drawing = data.drawings[places[i].drawing];
            writePng((folder / "images" / places[i].path).concat(".png"), drawing.image);
            if (!drawing.strokes.empty())
                writeText((folder / "strokes" / places[i].path).concat(".txt"), strokesText(drawing.strokes));
        },
        progress);
    writeText(folder / "dataset.json", description(data));
}

}  // namespace

void writeOmniglot(const Dataset& data, const fs::path& folder,
                   const std::function<void(std::int64_t, std::int64_t)>& progress) try {
    if (data.format == DataFormat::Vectors)
        throw Error(ErrorCode::InvalidSetting, data.name, "holds vectors, not images", "Choose data of images.");
    if (fs::exists(folder) && !(fs::is_directory(folder) && fs::is_empty(folder)))
        throw Error(ErrorCode::InvalidSetting, folder.string(), "is there already", "Give a new or an empty folder.");
    const fs::path whole = fs::absolute(folder / "").parent_path();
    fs::create_directories(whole.parent_path());
    const fs::path partial = whole.parent_path() / ("." + whole.filename().string() + "." + std::to_string(getpid()));
    try {
        writeAll(data, partial, progress);
        fs::rename(partial, whole);
    } catch (...) {
        std::error_code ignored;
        fs::remove_all(partial, ignored);
        throw;
    }
} catch (const fs::filesystem_error& error) {
    throw Error(ErrorCode::Failed, folder.string(), "cannot be written: " + error.code().message(),
                "Check the room and permissions.");
}

}  // namespace oneshot
