#pragma once

#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

#include "core/data/dataset.h"

namespace oneshot {

/// The name of a character, made ready to be found among those of other data.
struct ComparableCharacter {
    std::string full;   ///< comparableName of alphabet and character
    std::string alone;  ///< comparableName of the character; empty where it is a number as "character07"
    bool implicit = false;
};
ComparableCharacter comparableCharacter(const std::string& alphabet, bool implicit, const std::string& character);

/// Names of characters, to find others among. Two names mean one character where alphabet and character are the same,
/// and also by the character alone where one of both has no alphabet: the classes of pets/train and pets/test, MNIST's
/// two halves, or such a folder and one that holds both. What numbers a character within its alphabet, as Omniglot's
/// "character07", means nothing without it.
class CharacterNames {
  public:
    void add(const ComparableCharacter&);
    bool contains(const ComparableCharacter&) const;
    bool empty() const { return full_.empty(); }

  private:
    std::unordered_set<std::string> full_, alone_, aloneOfImplicit_;
};

/// "character07": a number that every alphabet of Omniglot's layout has, no name.
bool isNumberedName(const std::string&);

/// What tells a character again in another dataset: its name, or any of its drawings.
struct CharacterKey {
    std::string fullName;  ///< "Alphabet/character"
    ComparableCharacter name;
    std::vector<std::uint64_t> drawings;  ///< drawingHash of each
};

/// Of each of dataset.characters(), in order.
std::vector<CharacterKey> characterKeys(const Dataset&);

/// Which of these characters are also among the others.
std::vector<std::size_t> sharedCharacters(const std::vector<CharacterKey>&, const std::vector<CharacterKey>& others);

}  // namespace oneshot
