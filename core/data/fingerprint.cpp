#include "core/data/fingerprint.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "core/base/sha256.h"

namespace oneshot {
namespace {

void addStrokes(Sha256& sha, const Drawing& drawing) {
    sha.add(static_cast<std::uint64_t>(drawing.strokes.size()));
    for (const Stroke& stroke : drawing.strokes) {
        sha.add(static_cast<std::uint64_t>(stroke.size()));
        for (const StrokePoint& point : stroke)
            for (const float number : {point.x, point.y, point.milliseconds})
                sha.add(static_cast<std::uint64_t>(std::bit_cast<std::uint32_t>(number)));
    }
}

std::string fingerprintWithoutStrokes(const Dataset& dataset) {
    Sha256 sha;
    for (const Alphabet& alphabet : dataset.alphabets) {
        sha.add(alphabet.name);
        sha.add(static_cast<std::uint64_t>(alphabet.characters.size()));
        for (const Character& character : alphabet.characters) {
            sha.add(character.name);
            sha.add(static_cast<std::uint64_t>(character.drawings.size()));
            for (const DrawingId id : character.drawings) {
                sha.add(static_cast<std::uint64_t>(dataset.drawings[id].drawer));
                addContent(sha, dataset.drawings[id]);
            }
        }
    }
    return Sha256::hex(sha.digest());
}

bool hasStrokes(const Dataset& dataset) {
    return std::ranges::any_of(dataset.drawingIds(),
                               [&](DrawingId id) { return !dataset.drawings[id].strokes.empty(); });
}

}  // namespace

std::string contentFingerprint(const Dataset& dataset) {
    const std::string withoutStrokes = fingerprintWithoutStrokes(dataset);
    if (!hasStrokes(dataset)) return withoutStrokes;
    Sha256 sha;
    sha.add(fmt::format("fingerprint {}", fingerprintVersion));
    sha.add(withoutStrokes);
    for (const Alphabet& alphabet : dataset.alphabets)
        for (const Character& character : alphabet.characters)
            for (const DrawingId id : character.drawings) addStrokes(sha, dataset.drawings[id]);
    return Sha256::hex(sha.digest());
}

std::string fingerprintOf(const Dataset& dataset, int version) {
    return leavesStrokesUnchecked(dataset, version) ? fingerprintWithoutStrokes(dataset) : dataset.sha256;
}

bool hasFingerprint(const Dataset& dataset, const std::string& sha256) {
    return sha256 == dataset.sha256 || (hasStrokes(dataset) && sha256 == fingerprintWithoutStrokes(dataset));
}

bool leavesStrokesUnchecked(const Dataset& dataset, int version) {
    return version < 2 && dataset.format != DataFormat::Glyphs && hasStrokes(dataset);
}

}  // namespace oneshot
