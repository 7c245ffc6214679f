#include "core/data/data_ref.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <nlohmann/json.hpp>

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
    for (const DrawingId id : dataset.drawingIds()) addStrokes(sha, dataset.drawings[id]);
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

DataRef refOf(const Dataset& dataset) {
    return {dataset.spec, dataset.sha256};
}

bool refersTo(const DataRef& ref, const Dataset& dataset) {
    return fingerprintOf(dataset, ref.fingerprintVersion) == ref.sha256;
}

Json toJson(const DataRef& ref, const char* specKey, const char* sha256Key) {
    return {{specKey, ref.spec}, {sha256Key, ref.sha256}};
}

DataRef dataRefFrom(const Json& json, const char* specKey, const char* sha256Key) {
    return {json.at(specKey).get<std::string>(), json.at(sha256Key).get<std::string>()};
}

Json toJson(const DataRefs& refs) {
    return {{"fingerprint_version", refs.background.fingerprintVersion},
            {"background", toJson(refs.background)},
            {"validation", toJson(refs.validation)}};
}

DataRefs dataRefsFrom(const Json& json) {
    const int version = json.value("fingerprint_version", 1);
    if (version < 1 || version > fingerprintVersion)
        throw Json::out_of_range::create(401, "its fingerprints are of an unknown version", &json);
    DataRefs refs;
    for (const auto& [key, ref] : {std::pair("background", &refs.background), {"validation", &refs.validation}}) {
        if (const Json& found = json.at(key); !found.is_null()) *ref = dataRefFrom(found);
        ref->fingerprintVersion = version;
    }
    return refs;
}

}  // namespace oneshot
