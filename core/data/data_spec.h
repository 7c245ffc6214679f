#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/data/dataset.h"

namespace oneshot {

/// Where data comes from and which part of it: PATH[:key=value,...] or glyphs[:key=value,...].
/// Lists join their items with "+"; names match without case, blanks and punctuation.
struct DataSpec {
    /// "glyphs", a zip, tar or folder in Omniglot's layout, or one of images (one sub-folder a class, in folders of
    /// alphabets or not), the image file of an IDX pair or a folder with one pair, or a CSV of vectors.
    std::string path;
    std::vector<std::string> alphabets;        ///< alphabets=A+B: only these
    std::vector<std::string> notAlphabets;     ///< not-alphabets=A+B: all but these
    std::vector<std::string> characters;       ///< characters=a+b: only these, as "name" or "Alphabet/name"
    std::vector<std::pair<int, int>> drawers;  ///< drawers=1-12+15: inclusive ranges
    /// ink=auto|dark|light: what of an image is ink. auto: dark in Omniglot's layout, bright in IDX; of an image folder
    /// what the borders of most of its images are not.
    enum class Ink { Auto, Dark, Light } ink = Ink::Auto;
    /// strokes=PATH: a stroke archive or folder; "beside": images_X's neighbour strokes_X. The path may hold "+", but
    /// neither "," nor ":name=".
    std::string strokes;
    int maxValue = 0;               ///< max-value=N: what is white in images of 16 bits; 0: as sixteenBitsOf() finds
    bool skipDamaged = false;       ///< skip-damaged=yes|no: images that cannot be read are left out, not refused
    bool followLinks = false;       ///< links=follow|refuse: symbolic links within a folder, wherever they lead
    std::optional<bool> transpose;  ///< transpose=yes|no: of IDX, rows and columns of the images change places
    std::string labelColumn;        ///< label-column=NAME (or number from 1): of a CSV; empty: see csv_vectors.h
    bool keepColumns = false;       ///< keep-columns=yes|no: of a CSV, also columns that seem only to number the rows
    // The built-in glyphs only:
    std::uint64_t seed = 1;          ///< seed=N
    int alphabetCount = 30;          ///< alphabet-count=N
    int charactersPerAlphabet = 24;  ///< characters-per-alphabet=N
    int drawerCount = 20;            ///< drawer-count=N: drawings of each character

    bool isGlyphs() const { return path == "glyphs"; }
    bool isTable() const;  ///< a file of vectors, by its ending
    bool operator==(const DataSpec&) const = default;
};

/// Throws Error(InvalidSetting) naming the key at fault and the keys that exist.
DataSpec parseDataSpec(std::string_view text);

/// The shortest text that parseDataSpec reads back as the same.
std::string toString(const DataSpec&);

/// What a person calls these data: "background_small1 with strokes, Latin" of
/// /set/images_background_small1.zip:alphabets=Latin,strokes=beside.
std::string spokenName(const DataSpec&);

}  // namespace oneshot
