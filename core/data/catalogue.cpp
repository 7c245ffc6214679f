#include "core/data/catalogue.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <sstream>

#include "core/base/error.h"
#include "core/base/near_name.h"
#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/data/character_keys.h"
#include "core/files/container.h"
#include "core/files/container_names.h"
#include "core/files/image_files.h"
#include "core/files/limits.h"

namespace oneshot {
namespace {

using Parts = std::vector<std::string>;  // of a path

constexpr const char* omniglotLayout =
    "Expected Alphabet/character01/0001_01.png (the last number is the drawer), within one top folder at most.";
constexpr const char* folderLayout =
    "Expected CLASS/image.png or ALPHABET/CLASS/image.png, all as deep, within one top folder at most.";

/// The rest of a name that names a part of experimental data: "" for "train" and "test_set", "seg" for "seg_train";
/// nothing if it names no part.
std::optional<std::string> nameBesideThePart(const std::string& name) {
    static const std::set<std::string> parts{"train",      "training", "test", "testing",    "val",     "valid",
                                             "validation", "dev",      "eval", "evaluation", "heldout", "holdout"},
        kinds{"set", "split", "data", "dataset", "images", "imgs"};
    std::string word, beside;
    int found = 0;
    for (const char c : foldedCase(name) + ' ') {
        if (std::isalnum(static_cast<unsigned char>(c)) || static_cast<unsigned char>(c) >= 0x80) {
            word += c;
            continue;
        }
        for (const std::string& kind : kinds)  // as in "trainset"
            if (word.ends_with(kind) && parts.contains(word.substr(0, word.size() - kind.size())))
                word.resize(word.size() - kind.size());
        if (parts.contains(word))
            ++found;
        else if (!kinds.contains(word))
            beside += word;
        word.clear();
    }
    if (parts.contains(comparableName(name))) return "";  // as "held-out"
    return found == 1 ? std::optional(beside) : std::nullopt;
}

/// Marks the alphabets that are not really any: a single one, unless its characters are numbered like those of
/// Omniglot, and parts of data such as "train" and "test", or "seg_train" and "seg_test".
void markImplicit(std::vector<Alphabet>& alphabets, bool hasFolders) {
    std::map<std::string, int> besides;
    for (const Alphabet& alphabet : alphabets)
        if (const auto beside = nameBesideThePart(alphabet.name)) ++besides[*beside];
    const bool numbered = hasFolders && std::ranges::all_of(alphabets[0].characters, isNumberedName, &Character::name);
    for (Alphabet& alphabet : alphabets) {
        const auto beside = nameBesideThePart(alphabet.name);
        alphabet.implicit =
            (alphabets.size() == 1 && !numbered) || (beside && (beside->empty() || besides[*beside] > 1));
    }
}

/// DD of NNNN_DD.png; 0 for a name of another form.
int drawerOf(const std::string& file) {
    const std::size_t bar = file.find('_'), dot = std::min(file.rfind('.'), file.size());
    const auto allDigits = [&](std::size_t begin, std::size_t end) {
        return begin < end && file.find_first_not_of("0123456789", begin) >= end;
    };
    int drawer = 0;
    if (bar != std::string::npos && allDigits(0, bar) && allDigits(bar + 1, dot))
        std::from_chars(file.data() + bar + 1, file.data() + dot, drawer);
    return drawer;
}

/// The catalogue of [top/][alphabet/]character/file. drawerAt(path, parts, depth of the first path) returns the drawer,
/// and throws if this is not the path of a drawing.
template <typename DrawerAt>
Catalogue catalogueOf(const std::vector<std::string>& paths, const std::string& container, DrawerAt drawerAt) {
    const Parts first = split(paths[0], '/');
    const std::size_t depth = first.size();
    const std::string whole = containerTitle(container);
    std::map<std::string, std::map<std::string, std::vector<DrawingId>>> tree;
    Catalogue catalogue;
    for (const std::string& path : paths) {
        const Parts parts = split(path, '/');
        const int drawer = drawerAt(path, parts, depth);
        if (depth == 4 && parts[0] != first[0])
            throw Error(ErrorCode::BadData, container, fmt::format("holds several sets, {} and {}", first[0], parts[0]),
                        "Choose one of these folders.");
        tree[depth == 2 ? whole : parts[depth - 3]][parts[depth - 2]].push_back(
            static_cast<DrawingId>(catalogue.drawers.size()));
        catalogue.drawers.push_back(drawer);
    }
    for (auto& [alphabetName, characters] : tree) {
        Alphabet& alphabet = catalogue.alphabets.emplace_back(Alphabet{alphabetName, {}});
        for (auto& [name, drawings] : characters) alphabet.characters.push_back({name, std::move(drawings)});
    }
    markImplicit(catalogue.alphabets, depth > 2);
    return catalogue;
}

/// guess: "Did you mean ...? ", or empty.
[[noreturn]] void unknown(const std::string& key, const std::string& name, const std::string& what,
                          const std::vector<std::string>& known, const std::string& guess) {
    throw Error(ErrorCode::InvalidSetting, key, fmt::format("the data hold no {} \"{}\"", what, name),
                fmt::format("{}They hold: {}.", guess, listed(known, 60)));
}

/// The names as a set. Throws if one of them is not an alphabet.
std::set<std::string> alphabetNames(const Catalogue& all, const std::string& key,
                                    const std::vector<std::string>& names) {
    std::set<std::string> result;
    std::vector<std::string> known;
    for (const Alphabet& alphabet : all.alphabets) known.push_back(alphabet.name);
    for (const std::string& name : names) {
        if (std::ranges::find(known, comparableName(name), comparableName) == known.end())
            unknown(key, name, "alphabet", known, didYouMean(name, known));
        result.insert(comparableName(name));
    }
    return result;
}

/// True if `wanted`, "name" or "Alphabet/name", means this character; exactly: compares character by character.
bool means(const std::string& wanted, const Alphabet& alphabet, const Character& character, bool exactly) {
    if (exactly) return wanted == character.name || wanted == alphabet.name + '/' + character.name;
    const std::size_t slash = wanted.rfind('/');
    if (slash == std::string::npos) return comparableName(wanted) == comparableName(character.name);
    return comparableName(wanted.substr(0, slash)) == comparableName(alphabet.name) &&
           comparableName(wanted.substr(slash + 1)) == comparableName(character.name);
}

void requireDrawers(const Catalogue& all, const DataSpec& spec) {
    std::set<int> drawers;
    for (const DrawingId id : drawingIdsOf(all.alphabets)) drawers.insert(all.drawers[id]);
    if (!spec.drawers.empty() && drawers == std::set{0})
        throw Error(ErrorCode::InvalidSetting, "drawers", "the drawers of these data are unknown",
                    "Omit drawers; select by alphabets, not-alphabets or characters.");
    for (const auto& [low, high] : spec.drawers) {
        if (drawers.lower_bound(low) != drawers.upper_bound(high)) continue;
        std::vector<std::string> shown;
        for (const int drawer : drawers) shown.push_back(fmt::to_string(drawer));
        unknown("drawers", rangeText({low, high}), "drawer", shown, {});
    }
}

/// True if a character has exactly this name: then "C" does not mean "C++". Throws if no character is meant.
bool isExactName(const Catalogue& all, const std::string& wanted) {
    std::vector<std::string> shown, plain;
    bool isMeant = false;
    for (const Alphabet& alphabet : all.alphabets)
        for (const Character& character : alphabet.characters) {
            if (means(wanted, alphabet, character, true)) return true;
            shown.push_back(alphabet.name + "/" + character.name);
            plain.push_back(character.name);
            isMeant = isMeant || means(wanted, alphabet, character, false);
        }
    if (isMeant) return false;
    const bool withAlphabet = wanted.find('/') != std::string::npos;
    unknown("characters", wanted, "character", shown, didYouMean(wanted, withAlphabet ? shown : plain));
}

}  // namespace

bool isOmniglotLayout(const std::vector<std::string>& paths) {
    const auto alike = std::ranges::count_if(paths, [](const std::string& path) {
        const Parts parts = split(path, '/');
        return (parts.size() == 3 || parts.size() == 4) && drawerOf(parts.back()) > 0;
    });
    return 2 * alike > std::ssize(paths);
}

Catalogue omniglotCatalogue(const std::vector<std::string>& paths, const std::string& container) {
    if (paths.empty()) throw Error(ErrorCode::BadData, container, "holds no drawings", omniglotLayout);
    return catalogueOf(paths, container, [&](const std::string& path, const Parts& parts, std::size_t depth) {
        const int drawer = drawerOf(parts.back());
        if (parts.size() < 3 || parts.size() > 4 || parts.size() != depth || drawer == 0)
            throw Error(ErrorCode::BadData, container + "/" + path, "is not where a drawing belongs", omniglotLayout);
        return drawer;
    });
}

Catalogue imageFolderCatalogue(const std::vector<std::string>& paths, const std::string& container) {
    if (paths.empty())
        throw Error(ErrorCode::BadData, container, fmt::format("holds no images ({})", imageFormats),
                    fmt::format("{} {}", folderLayout, dataLayoutsRemedy()));
    return catalogueOf(paths, container, [&](const std::string& path, const Parts& parts, std::size_t depth) {
        const std::string problem = parts.size() < 2        ? "is in no folder of a class"
                                    : parts.size() > 4      ? "is too deep in folders"
                                    : parts.size() != depth ? "is not as deep in folders as " + paths[0]
                                                            : "";
        if (!problem.empty()) throw Error(ErrorCode::BadData, container + "/" + path, problem, folderLayout);
        return 0;
    });
}

std::string dataLayoutsHelp() {
    const ContainerLimits limits;
    return fmt::format(
        "glyphs            the built-in procedural characters\n"
        "Omniglot          a zip, tar or folder of Alphabet/character01/0001_01.png, within one top folder at most; "
        "the "
        "last number is the drawer. Ink is dark. strokes=PATH or strokes=beside adds Omniglot's stroke files\n"
        "image folder      a zip, tar or folder of CLASS/image or ALPHABET/CLASS/image, all at the same depth, within "
        "one top folder at most. PNG, JPEG, BMP, GIF, WebP and TIFF of any kind; other files are skipped and counted. "
        "The borders of 64 images spread over the set show which brightness is paper; the other is ink\n"
        "IDX (MNIST)       the image file (idx3-ubyte, plain or .gz) with its label file (idx1-ubyte) beside it, or a "
        "folder with one such pair. Ink is bright. transpose=yes sets EMNIST's images upright\n"
        "vectors           a .csv or .tsv in UTF-8 of numbers with a label column: the one named label, class, "
        "species, "
        "target, variety or category, else the only one that is not of numbers, else the last or the first if its "
        "values are classes; label-column=NAME chooses another, and is required if none is clear. Commas, semicolons "
        "or tabs separate columns; decimal commas are read; columns that only number the rows or copy the labels are "
        "left out, but keep-columns=yes keeps the former; data info shows all this\n"
        "images            brightness becomes ink: inverted if ink is dark, kept if it is bright (ink=dark|light "
        "decides). Transparency becomes white paper; if that would hide white strokes, the opacity becomes ink. With "
        "ink= it never does, and ink=light makes transparency black. Colours are kept. Only the first picture of an "
        "animation and the first page are read. Values of 16 bits that all stay below 256, 1024, 4096 or 16384 are "
        "taken as 8, 10, 12 or 14 bits (max-value=N decides). A JPEG is turned upright by its EXIF orientation; CMYK "
        "is read as Adobe writes it\n"
        "limits            {} files and folders, {} MiB a file, {} MiB in all when unpacked; {} pixels a side, {} an "
        "image, {} in all (colours count three times); {} MiB a table or IDX file, with at most {} rows or images and "
        "{} columns. Encrypted archives, paths that lead out and damaged files are refused; so are links, unless "
        "links=follow is given for a folder\n",
        limits.entries, limits.fileBytes >> 20, limits.totalBytes >> 20, maxImageSide, maxImagePixels, maxTotalPixels,
        maxTableBytes >> 20, maxTableRows, maxTableColumns);
}

std::string dataLayoutsRemedy() {
    std::string text = "What can be read:";
    std::istringstream lines(dataLayoutsHelp());
    for (std::string line; std::getline(lines, line);) text += "\n  " + line;
    return text;
}

Catalogue selected(const Catalogue& all, const DataSpec& spec) {
    Catalogue result = all;
    const std::set<std::string> only = alphabetNames(all, "alphabets", spec.alphabets);
    const std::set<std::string> without = alphabetNames(all, "not-alphabets", spec.notAlphabets);
    std::erase_if(result.alphabets, [&](const Alphabet& alphabet) {
        const std::string name = comparableName(alphabet.name);
        return (!only.empty() && !only.contains(name)) || without.contains(name);
    });
    if (result.alphabets.empty())
        throw Error(ErrorCode::InvalidSetting, "not-alphabets", "the selection leaves no alphabet",
                    "Name fewer in not-alphabets.");

    std::map<std::string, bool> wanted;  // by name: true if only the exact name counts
    for (const std::string& name : spec.characters) wanted[name] = isExactName(result, name);
    requireDrawers(result, spec);
    for (Alphabet& alphabet : result.alphabets)
        std::erase_if(alphabet.characters, [&](const Character& character) {
            return !wanted.empty() && std::ranges::none_of(wanted, [&](const auto& name) {
                return means(name.first, alphabet, character, name.second);
            });
        });
    eraseDrawings(result.alphabets, [&](DrawingId id) {
        return !spec.drawers.empty() && std::ranges::none_of(spec.drawers, [&](const auto& range) {
            return range.first <= all.drawers[id] && all.drawers[id] <= range.second;
        });
    });
    if (result.alphabets.empty())
        throw Error(ErrorCode::InvalidSetting, "drawers", "the selection leaves no drawing",
                    "Select more drawers or characters.");
    return result;
}

Catalogue catalogueOfLabels(const std::vector<std::string>& labels, const std::string& name) {
    const bool numbers = std::ranges::all_of(
        labels, [](const std::string& label) { return label.find_first_not_of("0123456789") == std::string::npos; });
    const auto isBefore = [numbers](const std::string& a, const std::string& b) {
        return numbers && a.size() != b.size() ? a.size() < b.size() : a < b;
    };
    std::map<std::string, std::vector<DrawingId>, decltype(isBefore)> classes(isBefore);
    for (std::size_t i = 0; i < labels.size(); ++i) classes[labels[i]].push_back(static_cast<DrawingId>(i));
    Catalogue catalogue;
    catalogue.drawers.resize(labels.size());
    Alphabet& alphabet = catalogue.alphabets.emplace_back(Alphabet{name, {}, true});
    for (auto& [label, drawings] : classes) alphabet.characters.push_back({label, std::move(drawings)});
    return catalogue;
}

}  // namespace oneshot
