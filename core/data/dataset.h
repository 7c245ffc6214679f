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
    bool implicit = false;  ///< not an alphabet: named after the data or a part of them, such as "train" or "test"
};

/// Index of a character: alphabets[alphabet].characters[character].
struct CharacterId {
    int alphabet = 0, character = 0;
    auto operator<=>(const CharacterId&) const = default;
};

/// How the data were understood.
enum class DataFormat { Glyphs, Omniglot, ImageFolder, Idx, Vectors };

/// A catalogue of drawings by alphabet and character; data without alphabets have an implicit one. Copies and
/// selections share the drawings and keep their ids, so a copy costs no more than its names.
struct Dataset {
    std::string name;     ///< for people: the file's name with its selection, or "glyphs"
    std::string spec;     ///< opens it again: PATH[:key=value,...]
    std::string sha256;   ///< of the selected content; a zip and its unpacked folder have the same
    std::string licence;  ///< empty if unknown
    std::vector<Alphabet> alphabets;
    DrawingStore drawings;  ///< may hold more than the alphabets refer to
    DataFormat format = DataFormat::Omniglot;
    bool lightInk = false;           ///< the files show bright ink on dark paper; else their brightness was inverted
    std::string understanding = {};  ///< what the columns of a table are taken for, a sentence without full stop
    std::vector<std::string> sourceAlphabets;     ///< names of all alphabets to select from
    std::vector<DatasetWarning> readingWarnings;  ///< about the files: what was skipped, repaired, guessed, ...

    int characterCount() const;
    std::vector<CharacterId> characters() const;  ///< all, in order
    const Character& character(CharacterId id) const { return alphabets[id.alphabet].characters[id.character]; }
    std::int64_t drawingCount() const;          ///< in the alphabets
    std::vector<DrawingId> drawingIds() const;  ///< in the alphabets, in order
    bool empty() const { return alphabets.empty(); }
};

std::vector<DrawingId> drawingIdsOf(const std::vector<Alphabet>&);  ///< in order

/// SHA-256 over the names, pixels, vectors and strokes of the dataset, in order: 64 hexadecimal digits.
std::string contentFingerprint(const Dataset&);

/// The part of the dataset that holds these characters, in its order, over the same drawings.
Dataset onlyCharacters(const Dataset&, const std::set<CharacterId>&);

/// `dataset` without the characters that `other` also holds, by name (see CharacterNames) or by an equal drawing, and
/// without alphabets that this leaves empty. leftOut, if given, receives "Alphabet/character" of each.
Dataset withoutCharactersOf(const Dataset& dataset, const Dataset& other, std::vector<std::string>* leftOut = nullptr);

}  // namespace oneshot
