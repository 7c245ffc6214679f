#include "core/data/dataset_info.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <unordered_set>

#include "core/base/parallel.h"
#include "core/base/utf8.h"

namespace oneshot {
namespace {

constexpr double minInk = 1e-3;

std::int64_t pairsOf(std::int64_t drawings) {
    return drawings * (drawings - 1) / 2;
}

std::string fullName(const Dataset& data, CharacterId id) {
    return data.alphabets[id.alphabet].name + "/" + data.character(id).name;
}

bool isAlmostEmpty(const Image& image) {
    if (image.pixels.empty()) return false;
    const auto [min, max] = std::ranges::minmax(image.pixels);
    const auto ink = std::accumulate(image.pixels.begin(), image.pixels.end(), std::uint64_t{0});
    return min == max || static_cast<double>(ink) < minInk * 255.0 * static_cast<double>(image.pixels.size());
}

DatasetWarning oneDrawing(const Dataset& data) {
    DatasetWarning warning{DatasetWarning::Kind::OneDrawing};
    for (const CharacterId id : data.characters())
        if (data.character(id).drawings.size() < 2) addTo(warning, fullName(data, id));
    return warning;
}

DatasetWarning oneCharacter(const Dataset& data) {
    DatasetWarning warning{DatasetWarning::Kind::OneCharacter};
    if (data.characterCount() == 1) addTo(warning, fullName(data, data.characters().front()));
    return warning;
}

DatasetWarning duplicates(const std::vector<CharacterKey>& keys) {
    DatasetWarning warning{DatasetWarning::Kind::Duplicates};
    std::unordered_set<std::uint64_t> seen;
    for (const CharacterKey& key : keys)
        for (std::size_t i = 0; i < key.drawings.size(); ++i)
            if (!seen.insert(key.drawings[i]).second) addTo(warning, fmt::format("{} #{}", key.fullName, i + 1));
    return warning;
}

DatasetWarning almostEmpty(const Dataset& data) {
    const std::vector<DrawingId> ids = data.drawingIds();
    std::vector<std::uint8_t> empty(ids.size());
    parallelFor(std::ssize(ids), [&](std::int64_t i) { empty[i] = isAlmostEmpty(data.drawings[ids[i]].image); });
    DatasetWarning warning{DatasetWarning::Kind::AlmostEmpty};
    auto isEmpty = empty.begin();
    for (const CharacterId id : data.characters())
        for (std::size_t i = 0; i < data.character(id).drawings.size(); ++i)
            if (*isEmpty++) addTo(warning, fmt::format("{} #{}", fullName(data, id), i + 1));
    return warning;
}

DatasetWarning severalPlaces(const Dataset& data) {
    DatasetWarning warning{DatasetWarning::Kind::SeveralPlaces};
    std::map<std::string, std::set<int>> alphabetsByName;
    for (const CharacterId id : data.characters())
        alphabetsByName[comparableName(data.character(id).name)].insert(id.alphabet);
    for (const auto& [name, alphabets] : alphabetsByName) {
        if (alphabets.size() < 2 || isNumberedName(name)) continue;
        std::vector<std::string> places;
        for (const int alphabet : alphabets) places.push_back(data.alphabets[alphabet].name);
        addTo(warning, fmt::format("{} in {}", name, fmt::join(places, ", ")));
    }
    return warning;
}

void countDrawings(DatasetInfo& info, const Dataset& data) {
    info.drawings = data.drawingCount();
    for (const DrawingId id : data.drawingIds()) {
        const Drawing& drawing = data.drawings[id];
        if (drawing.drawer > 0) info.drawers.insert(drawing.drawer);
        if (!drawing.image.pixels.empty()) ++info.sizes[{drawing.image.width, drawing.image.height}];
        info.coloured += drawing.image.channels > 1 ? 1 : 0;
        info.withStrokes += drawing.strokes.empty() ? 0 : 1;
        info.features = std::max(info.features, static_cast<int>(drawing.features.size()));
    }
}

void countCharacters(DatasetInfo& info, const Dataset& data) {
    info.characters = data.characterCount();
    info.pairs = pairsOf(data.drawingCount());
    bool first = true;
    for (const Alphabet& alphabet : data.alphabets) {
        DatasetInfo::AlphabetCount count{alphabet.name, std::ssize(alphabet.characters), 0};
        for (const Character& character : alphabet.characters) {
            const std::int64_t drawings = std::ssize(character.drawings);
            count.drawings += drawings;
            info.samePairs += pairsOf(drawings);
            info.minDrawings = first ? drawings : std::min(info.minDrawings, drawings);
            info.maxDrawings = std::max(info.maxDrawings, drawings);
            first = false;
        }
        info.alphabets.push_back(std::move(count));
    }
}

}  // namespace

std::string nameOf(DataFormat format) {
    constexpr std::array names{"built-in glyphs", "Omniglot's layout", "image folder", "IDX (MNIST)",
                               "table of vectors"};  // in the order of the enum
    return names[static_cast<std::size_t>(format)];
}

DatasetWarning sharedWarning(const std::vector<CharacterKey>& keys, const std::vector<CharacterKey>& others,
                             const std::string& otherName) {
    DatasetWarning warning{DatasetWarning::Kind::SharedWithOther, 0, {}, otherName};
    for (const std::size_t i : sharedCharacters(keys, others)) addTo(warning, keys[i].fullName);
    return warning;
}

DatasetInfo describe(const Dataset& data, const Dataset* other) {
    DatasetInfo info;
    countDrawings(info, data);
    countCharacters(info, data);
    info.keys = characterKeys(data);
    std::vector<DatasetWarning> warnings{oneCharacter(data), oneDrawing(data), duplicates(info.keys), almostEmpty(data),
                                         severalPlaces(data)};
    if (other) warnings.push_back(sharedWarning(info.keys, characterKeys(*other), other->name));
    info.warnings = data.readingWarnings;
    std::ranges::copy_if(warnings, std::back_inserter(info.warnings), [](const auto& w) { return w.count > 0; });
    return info;
}

}  // namespace oneshot
