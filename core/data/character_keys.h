#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/data/dataset.h"

namespace oneshot {

/// What tells a character again in another dataset: its name, or any of its drawings.
struct CharacterKey {
    std::string fullName;                 ///< "Alphabet/character"
    std::string name;                     ///< comparableName of alphabet and character
    std::vector<std::uint64_t> drawings;  ///< drawingHash of each
};

/// Of each of dataset.characters(), in order; on all cores.
std::vector<CharacterKey> characterKeys(const Dataset&);

/// Which of these characters are also among the others.
std::vector<std::size_t> sharedCharacters(const std::vector<CharacterKey>&, const std::vector<CharacterKey>& others);

}  // namespace oneshot
