#include "core/data/catalogue.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "core/base/error.h"
#include "core/base/near_name.h"
#include "core/base/text.h"
#include "core/base/utf8.h"

namespace oneshot {
namespace {

/// guess: "Did you mean ...? ", or empty.
[[noreturn]] void unknown(const std::string& key, const std::string& name, const std::string& what,
                          const std::vector<std::string>& known, const std::string& guess) {
    throw Error(ErrorCode::InvalidSetting, key, fmt::format("the data hold no {} \"{}\"", what, name),
                fmt::format("{}They hold: {}.", guess, listed(known, 60)));
}

/// The names as a set. Throws if one of them is not an alphabet.
std::set<std::string> alphabetNames(const Catalogue& all, const std::string& key,
                                    const std::vector<std::string>& names) {
    std::set<std::string> known, result;
    std::vector<std::string> shown;
    for (const Alphabet& alphabet : all.alphabets) {
        known.insert(comparableName(alphabet.name));
        shown.push_back(alphabet.name);
    }
    for (const std::string& name : names) {
        if (!known.contains(comparableName(name))) unknown(key, name, "alphabet", shown, didYouMean(name, shown));
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

/// Keeps the alphabets, characters and drawings that the predicates accept, and drops what is left empty.
void keep(Catalogue& catalogue, const std::function<bool(const Alphabet&)>& keepAlphabet,
          const std::function<bool(const Alphabet&, const Character&)>& keepCharacter,
          const std::function<bool(DrawingId)>& keepDrawing) {
    std::erase_if(catalogue.alphabets, [&](Alphabet& alphabet) {
        if (!keepAlphabet(alphabet)) return true;
        std::erase_if(alphabet.characters, [&](Character& character) {
            if (!keepCharacter(alphabet, character)) return true;
            std::erase_if(character.drawings, [&](DrawingId id) { return !keepDrawing(id); });
            return character.drawings.empty();
        });
        return alphabet.characters.empty();
    });
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

/// True if a character has exactly this name: then "C" does not mean "C++".
bool isExactName(const Catalogue& all, const std::string& wanted) {
    return std::ranges::any_of(all.alphabets, [&](const Alphabet& alphabet) {
        return std::ranges::any_of(
            alphabet.characters, [&](const Character& character) { return means(wanted, alphabet, character, true); });
    });
}

void requireCharacters(const Catalogue& all, const DataSpec& spec) {
    for (const std::string& name : spec.characters) {
        std::vector<std::string> shown, plain;
        bool found = false;
        for (const Alphabet& alphabet : all.alphabets)
            for (const Character& character : alphabet.characters) {
                shown.push_back(alphabet.name + "/" + character.name);
                plain.push_back(character.name);
                found = found || means(name, alphabet, character, false) || means(name, alphabet, character, true);
            }
        if (found) continue;
        const bool withAlphabet = name.find('/') != std::string::npos;
        unknown("characters", name, "character", shown, didYouMean(name, withAlphabet ? shown : plain));
    }
}

}  // namespace

Catalogue selected(const Catalogue& all, const DataSpec& spec) {
    Catalogue result = all;
    const std::set<std::string> only = alphabetNames(all, "alphabets", spec.alphabets);
    const std::set<std::string> without = alphabetNames(all, "not-alphabets", spec.notAlphabets);
    const auto everyCharacter = [](const Alphabet&, const Character&) { return true; };
    const auto everyDrawing = [](DrawingId) { return true; };
    keep(
        result,
        [&](const Alphabet& alphabet) {
            const std::string name = comparableName(alphabet.name);
            return (only.empty() || only.contains(name)) && !without.contains(name);
        },
        everyCharacter, everyDrawing);
    if (result.alphabets.empty())
        throw Error(ErrorCode::InvalidSetting, "not-alphabets", "the selection leaves no alphabet",
                    "Name fewer in not-alphabets.");

    requireCharacters(result, spec);
    requireDrawers(result, spec);
    std::map<std::string, bool> wanted;  // by name: true if only the exact name counts
    for (const std::string& name : spec.characters) wanted[name] = isExactName(result, name);
    keep(
        result, [](const Alphabet&) { return true; },
        [&](const Alphabet& alphabet, const Character& character) {
            return wanted.empty() || std::ranges::any_of(wanted, [&](const auto& name) {
                       return means(name.first, alphabet, character, name.second);
                   });
        },
        [&](DrawingId id) {
            return spec.drawers.empty() || std::ranges::any_of(spec.drawers, [&](const auto& range) {
                       return range.first <= all.drawers[id] && all.drawers[id] <= range.second;
                   });
        });
    if (result.alphabets.empty())
        throw Error(ErrorCode::InvalidSetting, "drawers", "the selection leaves no drawing",
                    "Select more drawers or characters.");
    return result;
}

}  // namespace oneshot
