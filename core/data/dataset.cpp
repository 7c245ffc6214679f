#include "core/data/dataset.h"

#include <algorithm>
#include <bit>
#include <set>
#include <unordered_set>

#include "core/data/parallel.h"
#include "core/data/sha256.h"

namespace oneshot {
namespace {

/// Vectors count only where there are some, so that images keep the hashes that weights files hold.
void addContent(Sha256& sha, const Drawing& drawing) {
    sha.add(static_cast<std::uint64_t>(drawing.image.channels));
    sha.add(static_cast<std::uint64_t>(drawing.image.height));
    sha.add(static_cast<std::uint64_t>(drawing.image.width));
    sha.add(drawing.image.pixels);
    for (const float feature : drawing.features)
        sha.add(static_cast<std::uint64_t>(std::bit_cast<std::uint32_t>(feature)));
}

std::string fullName(const Alphabet& alphabet, const Character& character) {
    return comparableName(alphabet.name) + "/" + comparableName(character.name);
}

}  // namespace

int Dataset::characterCount() const {
    std::size_t count = 0;
    for (const Alphabet& alphabet : alphabets) count += alphabet.characters.size();
    return static_cast<int>(count);
}

std::vector<CharacterId> Dataset::characters() const {
    std::vector<CharacterId> all;
    for (int a = 0; a < static_cast<int>(alphabets.size()); ++a)
        for (int c = 0; c < static_cast<int>(alphabets[a].characters.size()); ++c) all.push_back({a, c});
    return all;
}

std::string contentFingerprint(const Dataset& dataset) {
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

std::uint64_t drawingHash(const Drawing& drawing) {
    Sha256 sha;
    addContent(sha, drawing);
    const Sha256::Digest digest = sha.digest();
    std::uint64_t hash = 0;
    for (int i = 0; i < 8; ++i) hash = hash << 8 | digest[i];
    return hash;
}

std::vector<std::uint64_t> drawingHashes(const Dataset& dataset) {
    std::vector<std::uint64_t> hashes(dataset.drawings.size());
    parallelFor(std::ssize(hashes), [&](std::int64_t i) { hashes[i] = drawingHash(dataset.drawings[i]); });
    return hashes;
}

std::string comparableName(const std::string& name) {
    std::string result;
    for (const char c : name) {
        if (c >= 'A' && c <= 'Z')
            result += static_cast<char>(c - 'A' + 'a');
        else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80)
            result += c;
    }
    return result;
}

std::vector<CharacterId> charactersSharedWith(const Dataset& dataset, const Dataset& other) {
    std::set<std::string> names;
    for (const Alphabet& alphabet : other.alphabets)
        for (const Character& character : alphabet.characters) names.insert(fullName(alphabet, character));
    const std::vector<std::uint64_t> own = drawingHashes(dataset), others = drawingHashes(other);
    const std::unordered_set<std::uint64_t> held(others.begin(), others.end());

    std::vector<CharacterId> shared;
    for (const CharacterId id : dataset.characters()) {
        const Character& character = dataset.character(id);
        if (names.contains(fullName(dataset.alphabets[id.alphabet], character)) ||
            std::ranges::any_of(character.drawings, [&](DrawingId drawing) { return held.contains(own[drawing]); }))
            shared.push_back(id);
    }
    return shared;
}

Dataset withoutCharactersOf(const Dataset& dataset, const Dataset& other, std::vector<std::string>* leftOut) {
    const std::vector<CharacterId> shared = charactersSharedWith(dataset, other);
    const std::set<CharacterId> isShared(shared.begin(), shared.end());

    Dataset result{dataset.name, dataset.spec, {}, dataset.licence, {}, {}, dataset.format, dataset.lightInk};
    for (int a = 0; a < std::ssize(dataset.alphabets); ++a) {
        const Alphabet& alphabet = dataset.alphabets[a];
        Alphabet kept{alphabet.name, {}};
        for (int c = 0; c < std::ssize(alphabet.characters); ++c) {
            const Character& character = alphabet.characters[c];
            if (isShared.contains({a, c})) {
                if (leftOut) leftOut->push_back(alphabet.name + "/" + character.name);
                continue;
            }
            Character& copy = kept.characters.emplace_back(Character{character.name, {}});
            for (const DrawingId id : character.drawings) {
                copy.drawings.push_back(static_cast<DrawingId>(result.drawings.size()));
                result.drawings.push_back(dataset.drawings[id]);
            }
        }
        if (!kept.characters.empty()) result.alphabets.push_back(std::move(kept));
    }
    result.sha256 = contentFingerprint(result);
    return result;
}

}  // namespace oneshot
