#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/data/dataset_warning.h"
#include "core/drawing/drawing.h"

namespace oneshot {

/// An index into a DrawingStore.
using DrawingId = std::uint32_t;

/// Holds drawings that never change, each with its drawingHash(). Copies share them and cost a pointer.
class DrawingStore {
  public:
    DrawingStore() = default;
    /// Hashes the drawings on all cores; blocks.
    explicit DrawingStore(std::vector<Drawing>);

    const Drawing& operator[](DrawingId id) const { return contents_->drawings[id]; }
    std::uint64_t hash(DrawingId id) const { return contents_->hashes[id]; }
    /// All ids are below this count. Datasets that share the store may use only some: see Dataset::drawingIds().
    std::size_t idCount() const { return contents_ ? contents_->drawings.size() : 0; }

  private:
    struct Contents {
        std::vector<Drawing> drawings;
        std::vector<std::uint64_t> hashes;
    };

    std::shared_ptr<const Contents> contents_;  ///< null if there are none
};

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

/// Removes the drawings that `isUnwanted` accepts, and the characters and alphabets that this leaves empty. It receives
/// all drawings in order and may change the ids of those that stay.
void eraseDrawings(std::vector<Alphabet>&, const std::function<bool(DrawingId&)>& isUnwanted);

/// The part of the dataset that holds these characters, in its order, over the same drawings.
Dataset onlyCharacters(const Dataset&, const std::set<CharacterId>&);

/// `dataset` without the characters that `other` also holds, by name (see CharacterNames) or by an equal drawing, and
/// without alphabets that this leaves empty. leftOut, if given, receives "Alphabet/character" of each.
Dataset withoutCharactersOf(const Dataset& dataset, const Dataset& other, std::vector<std::string>* leftOut = nullptr);

}  // namespace oneshot
