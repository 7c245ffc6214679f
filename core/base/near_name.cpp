#include "core/base/near_name.h"

#include <algorithm>
#include <vector>

#include "core/base/text.h"

namespace oneshot {
namespace {

std::string folded(std::string_view name) {
    std::string text = lowerCase(name);
    std::ranges::replace_if(
        text, [](char c) { return c == '_' || c == ' '; }, '-');
    return text;
}

/// The number of insertions, deletions, substitutions and swaps of neighbours (optimal string alignment distance).
std::size_t editDistance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> beforeLast, last(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], beforeLast[j - 2] + 1);
        }
        beforeLast = last;
        last = row;
    }
    return last.back();
}

/// "lr" of "learning-rate"; empty for a single word.
std::string initials(std::string_view name) {
    std::string letters;
    for (std::size_t i = 0; i < name.size(); ++i)
        if (name[i] != '-' && (i == 0 || name[i - 1] == '-')) letters += name[i];
    return letters.size() > 1 ? letters : std::string();
}

}  // namespace

std::string nearestName(std::string_view wanted, std::span<const std::string> known) {
    constexpr std::size_t maxLength = 100;  // longer text is not a typing error
    const std::string text = folded(wanted);
    if (text.size() < 2 || text.size() > maxLength) return {};

    const std::string* nearest = nullptr;
    std::size_t bestDistance = text.size() / 3 + 1;  // only smaller distances are close
    for (const std::string& name : known) {
        const std::size_t longer = std::max(name.size(), text.size()), shorter = std::min(name.size(), text.size());
        if (longer - shorter >= bestDistance) continue;
        const std::size_t distance = editDistance(folded(name), text);
        if (distance >= bestDistance) continue;
        bestDistance = distance;
        nearest = &name;
    }
    if (nearest) return *nearest;
    for (const std::string& name : known)
        if (initials(folded(name)) == text) return name;
    const auto beginsWithText = [&](const std::string& name) { return folded(name).starts_with(text); };
    const auto first = std::ranges::find_if(known, beginsWithText);
    return std::ranges::count_if(known, beginsWithText) == 1 ? *first : std::string();
}

std::string didYouMean(std::string_view wanted, std::span<const std::string> known) {
    const std::string name = nearestName(wanted, known);
    return name.empty() ? name : "Did you mean " + name + "? ";
}

}  // namespace oneshot
