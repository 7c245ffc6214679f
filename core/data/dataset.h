#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "core/data/dataset_warning.h"
#include "core/data/drawing_store.h"

namespace oneshot {

struct Character {
    std::string name;
    std::vector<DrawingId> drawings;
};

struct Alphabet {
    std::string name;
    std::vector<Character> characters;
    bool implicit = false;  ///< no alphabet: its name is that of the data or of a part of them, as "train" or "test"
};

/// Index of a character: alphabets[alphabet].characters[character].
struct CharacterId {
    int alphabet = 0, character = 0;
    auto operator<=>(const CharacterId&) const = default;
};

/// How data were understood.
enum class DataFormat { Glyphs, Omniglot, ImageFolder, Idx, Vectors };

/// A catalogue of drawings by alphabet and character. Without alphabets it has an implicit one. The drawings are shared
/// with every copy and selection, which keep their ids: a copy costs no more than its names.
struct Dataset {
    std::string name;     ///< what a person calls it: the file's name with its selection, or "glyphs"
    std::string spec;     ///< what opens it again: PATH[:key=value,...]
    std::string sha256;   ///< of the content after selection; a zip and its unpacked folder have the same
    std::string licence;  ///< empty where unknown
    std::vector<Alphabet> alphabets;
    DrawingStore drawings;  ///< may hold more than the alphabets show
    DataFormat format = DataFormat::Omniglot;
    bool lightInk = false;  ///< the files show bright ink on dark paper; where false their brightness was inverted
    std::string understanding = {};  ///< of a table: which columns are what, a plain English sentence without full stop
    std::vector<std::string> sourceAlphabets;     ///< names of all alphabets that there are to select from
    std::vector<DatasetWarning> readingWarnings;  ///< of the files: what was passed over, mended, guessed, ...

    int characterCount() const;
    std::vector<CharacterId> characters() const;  ///< all, in order
    const Character& character(CharacterId id) const { return alphabets[id.alphabet].characters[id.character]; }
    std::int64_t drawingCount() const;          ///< of the alphabets
    std::vector<DrawingId> drawingIds() const;  ///< those of the alphabets, in order
    bool empty() const { return alphabets.empty(); }
};

std::vector<DrawingId> drawingIdsOf(const std::vector<Alphabet>&);  ///< in order

/// SHA-256 over names, pixels, vectors and strokes of what the dataset holds, in order: 64 hexadecimal digits.
std::string contentFingerprint(const Dataset&);

/// The part of the dataset that holds these characters, in its order, over the same drawings.
Dataset onlyCharacters(const Dataset&, const std::set<CharacterId>&);

/// `dataset` without the characters that `other` also holds, by name (see CharacterNames) or by an equal drawing;
/// alphabets left empty go too. leftOut, if given, receives "Alphabet/character" of each.
Dataset withoutCharactersOf(const Dataset& dataset, const Dataset& other, std::vector<std::string>* leftOut = nullptr);

}  // namespace oneshot
