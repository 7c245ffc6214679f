#pragma once

#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

#include "core/data/dataset.h"

namespace oneshot {

/// The name of a character, prepared for comparison with those of other data.
struct ComparableCharacter {
    std::string full;   ///< comparableName of alphabet and character
    std::string alone;  ///< comparable name of the character; empty for a number such as "character07"
    bool implicit = false;
};
ComparableCharacter comparableCharacter(const std::string& alphabet, bool implicit, const std::string& character);

/// A set of names of characters. Two names mean the same character if alphabet and character are the same, or, where
/// one of them has no alphabet, if the character is: the classes of pets/train and pets/test, MNIST's two halves, or
/// such a folder and one that holds both. A number within an alphabet, such as Omniglot's "character07", means nothing
/// without the alphabet.
class CharacterNames {
  public:
    void add(const ComparableCharacter&);
    bool contains(const ComparableCharacter&) const;
    bool empty() const { return full_.empty(); }

  private:
    std::unordered_set<std::string> full_, alone_, aloneOfImplicit_;
};

/// True for "character07": every alphabet of Omniglot's layout has this number, so it is not a name.
bool isNumberedName(const std::string&);

/// What identifies a character in another dataset: its name or any of its drawings.
struct CharacterKey {
    std::string fullName;  ///< "Alphabet/character"
    ComparableCharacter name;
    std::vector<std::uint64_t> drawings;  ///< their drawingHash()
};

/// The keys of dataset.characters(), in order.
std::vector<CharacterKey> characterKeys(const Dataset&);

/// The indices of the characters that are also among the others.
std::vector<std::size_t> sharedCharacters(const std::vector<CharacterKey>&, const std::vector<CharacterKey>& others);

}  // namespace oneshot
