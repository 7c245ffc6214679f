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

/// Says where data come from and which part to take: PATH[:key=value,...] or glyphs[:key=value,...].
/// Lists join their items with "+"; names match without case, blanks and punctuation.
struct DataSpec {
    /// "glyphs"; a zip, tar or folder in Omniglot's layout or with images (one sub-folder per class, optionally in
    /// folders of alphabets); the image file of an IDX pair or a folder with one pair; or a CSV of vectors.
    std::string path;
    std::vector<std::string> alphabets;        ///< alphabets=A+B: only these
    std::vector<std::string> notAlphabets;     ///< not-alphabets=A+B: all except these
    std::vector<std::string> characters;       ///< characters=a+b: only these, as "name" or "Alphabet/name"
    std::vector<std::pair<int, int>> drawers;  ///< drawers=1-12+15: inclusive ranges
    /// ink=auto|dark|light: which brightness is ink. auto: dark in Omniglot's layout, bright in IDX; in an image folder
    /// the opposite of most images' borders.
    enum class Ink { Auto, Dark, Light } ink = Ink::Auto;
    /// strokes=PATH: a stroke archive or folder; "beside": strokes_X beside images_X. The path may contain "+", but not
    /// "," or ":name=".
    std::string strokes;
    int maxValue = 0;               ///< max-value=N: white in images of 16 bits; 0: as likelyWhite() finds
    bool skipDamaged = false;       ///< skip-damaged=yes|no: leave out images that cannot be read
    bool followLinks = false;       ///< links=follow|refuse: symbolic links in a folder, wherever they lead
    std::optional<bool> transpose;  ///< transpose=yes|no: swap rows and columns of IDX images
    std::string labelColumn;        ///< label-column=NAME (or number from 1) of a CSV; empty: see csv_vectors.h
    bool keepColumns = false;       ///< keep-columns=yes|no: keep columns of a CSV that only number the rows
    // Of the built-in glyphs only:
    std::uint64_t seed = 1;          ///< seed=N
    int alphabetCount = 30;          ///< alphabet-count=N
    int charactersPerAlphabet = 24;  ///< characters-per-alphabet=N
    int drawerCount = 20;            ///< drawer-count=N: drawings of each character

    bool isGlyphs() const { return path == "glyphs"; }
    bool isTable() const;  ///< true for a file of vectors, by its ending
    bool operator==(const DataSpec&) const = default;
};

/// Throws Error(InvalidSetting) naming the key at fault and the keys that exist.
DataSpec parseDataSpec(std::string_view text);

/// The shortest text that parseDataSpec() reads back as the same.
std::string toString(const DataSpec&);

/// "1-12", or "7" for a range of one number.
std::string rangeText(const std::pair<int, int>& range);

/// A short name for people: "background_small1 with strokes, Latin" for
/// /set/images_background_small1.zip:alphabets=Latin,strokes=beside. More than three names are counted: "4 alphabets".
std::string displayName(const DataSpec&);

/// The SPEC without the folders that its files are in, for a text that leaves this machine. What is no SPEC is taken
/// for a path.
std::string withoutFolders(const std::string& spec);

}  // namespace oneshot
