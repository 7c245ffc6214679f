#include "core/data/split_data.h"

#include <map>
#include <ranges>
#include <set>

#include "core/base/random.h"
#include "core/base/utf8.h"

namespace oneshot {
namespace {

constexpr std::size_t maxCharacters = 1000;  // which a SPEC has to name one by one

std::set<std::string> comparableNames(const std::vector<std::string>& names) {
    std::set<std::string> comparable;
    for (const std::string& name : names) comparable.insert(comparableName(name));
    return comparable;
}

/// The names that are among the others, or those that are not.
std::vector<std::string> among(const std::vector<std::string>& names, const std::vector<std::string>& others,
                               bool are) {
    const std::set<std::string> comparable = comparableNames(others);
    std::vector<std::string> found;
    for (const std::string& name : names)
        if (comparable.contains(comparableName(name)) == are) found.push_back(name);
    return found;
}

SplitData apart(const DataSpec& whole, bool byAlphabets, const std::vector<std::string>& held,
                const std::vector<std::string>& rest) {
    SplitData parts{whole, whole};
    if (byAlphabets) {
        parts.background.notAlphabets.insert(parts.background.notAlphabets.end(), held.begin(), held.end());
        parts.validation.alphabets = held;
        parts.validation.notAlphabets.clear();
    } else {
        parts.background.characters = rest;
        parts.validation.characters = held;
    }
    return parts;
}

/// The names of all characters; none where there are more than a SPEC should name.
std::set<std::string> characterNames(const std::vector<const Dataset*>& datasets) {
    std::set<std::string> names;
    for (const Dataset* dataset : datasets)
        for (const Alphabet& alphabet : dataset->alphabets)
            for (const Character& character : alphabet.characters) {
                names.insert(character.name);
                if (names.size() > maxCharacters) return {};
            }
    return names;
}

/// False for a name that a SPEC cannot tell from the others.
bool canBeNamed(const std::map<std::string, std::string>& byComparable, std::size_t count) {
    return byComparable.size() == count &&
           std::ranges::none_of(byComparable | std::views::values, [](const auto& name) {
               return name.empty() || name.find_first_of("+,/") != std::string::npos;
           });
}

}  // namespace

SplitNames splitNames(const std::vector<const Dataset*>& datasets) {
    std::set<std::string> names;
    bool real = true;  // no alphabet stands only for a part of the data
    for (const Dataset* dataset : datasets)
        for (const Alphabet& alphabet : dataset->alphabets) {
            real = real && !alphabet.implicit;
            names.insert(alphabet.name);
        }
    SplitNames result;
    result.areAlphabets = real && names.size() > 1;
    if (!result.areAlphabets) names = characterNames(datasets);
    std::map<std::string, std::string> byComparable;
    for (const std::string& name : names) byComparable.emplace(comparableName(name), name);
    const int atEachSide = result.areAlphabets ? 1 : 2;  // a task needs two characters
    const int count = static_cast<int>(names.size());
    if (count < 2 * atEachSide || !canBeNamed(byComparable, names.size())) return result;
    result.names.assign(names.begin(), names.end());
    result.least = atEachSide;
    result.most = count - atEachSide;
    return result;
}

SplitData split(const DataSpec& whole, const SplitNames& names, int count, std::uint64_t seed) {
    Random random = makeRandom(seed, "hold-out");
    const int all = static_cast<int>(names.names.size());
    const std::vector<int> drawn = sample(random, all, count);
    const std::set<int> chosen(drawn.begin(), drawn.end());
    std::vector<std::string> held, rest;
    for (int i = 0; i < all; ++i) (chosen.contains(i) ? held : rest).push_back(names.names[i]);
    return apart(whole, names.areAlphabets, held, rest);
}

std::optional<DataSpec> joined(const SplitData& parts) {
    const auto& [background, validation] = parts;
    DataSpec whole = background, rest = background;
    const std::vector<std::string>& alphabets = validation.alphabets;
    if (!alphabets.empty() && among(alphabets, background.notAlphabets, true) == alphabets) {
        whole.notAlphabets = among(background.notAlphabets, alphabets, false);
        rest.alphabets = alphabets;
        rest.notAlphabets.clear();
    } else if (!validation.characters.empty() && !background.characters.empty() &&
               among(validation.characters, background.characters, true).empty()) {
        whole.characters.insert(whole.characters.end(), validation.characters.begin(), validation.characters.end());
        rest.characters = validation.characters;
    } else {
        return {};
    }
    return rest == validation ? std::optional(whole) : std::nullopt;
}

}  // namespace oneshot
