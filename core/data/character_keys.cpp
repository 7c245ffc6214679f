#include "core/data/character_keys.h"

#include <algorithm>
#include <string_view>

#include "core/base/utf8.h"

namespace oneshot {

bool isNumberedName(const std::string& name) {
    constexpr std::string_view prefix = "character";
    const std::string compared = comparableName(name);
    return compared.starts_with(prefix) && compared.find_first_not_of("0123456789", prefix.size()) == std::string::npos;
}

ComparableCharacter comparableCharacter(const std::string& alphabet, bool implicit, const std::string& character) {
    std::string alone = foldedCase(character);
    // Signs tell classes apart, such as "C" and "C++", or "-1" and "1.0"; separators of words do not.
    std::erase_if(alone,
                  [first = alone.data()](const char& c) { return c == ' ' || c == '_' || (c == '-' && &c != first); });
    if (alone.empty()) alone = character;
    return {comparableName(alphabet) + '/' + alone, isNumberedName(character) && !implicit ? "" : alone, implicit};
}

void CharacterNames::add(const ComparableCharacter& name) {
    full_.insert(name.full);
    if (name.alone.empty()) return;
    alone_.insert(name.alone);
    if (name.implicit) aloneOfImplicit_.insert(name.alone);
}

bool CharacterNames::contains(const ComparableCharacter& name) const {
    return full_.contains(name.full) ||
           (!name.alone.empty() && (name.implicit ? alone_ : aloneOfImplicit_).contains(name.alone));
}

std::vector<CharacterKey> characterKeys(const Dataset& dataset) {
    std::vector<CharacterKey> keys;
    for (const Alphabet& alphabet : dataset.alphabets)
        for (const Character& character : alphabet.characters) {
            CharacterKey& key =
                keys.emplace_back(CharacterKey{alphabet.name + "/" + character.name,
                                               comparableCharacter(alphabet.name, alphabet.implicit, character.name),
                                               {}});
            for (const DrawingId id : character.drawings) key.drawings.push_back(dataset.drawings.hash(id));
        }
    return keys;
}

std::vector<std::size_t> sharedCharacters(const std::vector<CharacterKey>& keys,
                                          const std::vector<CharacterKey>& others) {
    CharacterNames names;
    std::unordered_set<std::uint64_t> drawings;
    for (const CharacterKey& other : others) {
        names.add(other.name);
        drawings.insert(other.drawings.begin(), other.drawings.end());
    }
    std::vector<std::size_t> shared;
    for (std::size_t i = 0; i < keys.size(); ++i)
        if (names.contains(keys[i].name) ||
            std::ranges::any_of(keys[i].drawings, [&](std::uint64_t hash) { return drawings.contains(hash); }))
            shared.push_back(i);
    return shared;
}

}  // namespace oneshot
