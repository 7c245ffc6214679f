#include "core/data/data_spec.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <set>

#include "core/base/error.h"
#include "core/base/near_name.h"
#include "core/base/text.h"
#include "core/base/utf8.h"

namespace oneshot {
namespace {

constexpr const char* selectionKeys = "alphabets, not-alphabets, characters, drawers";
constexpr const char* fileKeys = "ink, max-value, skip-damaged, strokes, links, transpose, label-column, keep-columns";
constexpr const char* glyphKeys = "seed, alphabet-count, characters-per-alphabet, drawer-count";

std::string keysOf(const DataSpec& spec) {
    return fmt::format("{}, {}", selectionKeys, spec.isGlyphs() ? glyphKeys : fileKeys);
}

std::string keyHelp(const DataSpec& spec) {
    return "The keys are " + keysOf(spec) + ".";
}

/// The key that may be meant by another word, then all keys.
std::string keyHelp(const DataSpec& spec, const std::string& key) {
    std::vector<std::string> keys = split(keysOf(spec), ',');
    for (std::string& known : keys) known.erase(0, known.find_first_not_of(' '));
    return didYouMean(key, keys) + keyHelp(spec);
}

template <typename Number>
Number number(const std::string& key, const std::string& text, Number low, Number high) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < low || value > high)
        throw Error(ErrorCode::InvalidSetting, key,
                    fmt::format("must be a whole number from {} to {}, is \"{}\"", low, high, text));
    return value;
}

std::vector<std::string> names(const std::string& key, const std::string& text) {
    std::vector<std::string> items = split(text, '+');
    for (const std::string& item : items)
        if (comparableName(item).empty())
            throw Error(ErrorCode::InvalidSetting, key, "holds an empty name", fmt::format("Write {}=A+B.", key));
    return items;
}

std::vector<std::pair<int, int>> ranges(const std::string& key, const std::string& text) {
    std::vector<std::pair<int, int>> result;
    for (const std::string& item : split(text, '+')) {
        const std::size_t dash = item.find('-');
        const int low = number(key, item.substr(0, dash), 1, 1'000'000);
        result.emplace_back(low, dash == std::string::npos ? low : number(key, item.substr(dash + 1), low, 1'000'000));
    }
    return result;
}

DataSpec::Ink ink(const std::string& key, const std::string& text) {
    if (text == "auto") return DataSpec::Ink::Auto;
    if (text == "dark") return DataSpec::Ink::Dark;
    if (text == "light") return DataSpec::Ink::Light;
    throw Error(ErrorCode::InvalidSetting, key, fmt::format("must be auto, dark or light, is \"{}\"", text));
}

bool isTrue(const std::string& key, const std::string& text, const char* trueWord = "yes",
            const char* falseWord = "no") {
    if (text != trueWord && text != falseWord)
        throw Error(ErrorCode::InvalidSetting, key,
                    fmt::format("must be {} or {}, is \"{}\"", trueWord, falseWord, text));
    return text == trueWord;
}

std::string word(const std::string& key, const std::string& text, const std::string& remedy) {
    if (text.empty()) throw Error(ErrorCode::InvalidSetting, key, "is empty", remedy);
    return text;
}

void setKey(DataSpec& spec, const std::string& key, const std::string& value) {
    if (key == "alphabets")
        spec.alphabets = names(key, value);
    else if (key == "not-alphabets")
        spec.notAlphabets = names(key, value);
    else if (key == "characters")
        spec.characters = names(key, value);
    else if (key == "drawers")
        spec.drawers = ranges(key, value);
    else if (!spec.isGlyphs() && key == "ink")
        spec.ink = ink(key, value);
    else if (!spec.isGlyphs() && key == "max-value")
        spec.maxValue = number(key, value, 1, 65535);
    else if (!spec.isGlyphs() && key == "skip-damaged")
        spec.skipDamaged = isTrue(key, value);
    else if (!spec.isGlyphs() && key == "strokes")
        spec.strokes = word(key, value, "Write strokes=beside, or the path of a stroke archive or folder.");
    else if (!spec.isGlyphs() && key == "links")
        spec.followLinks = isTrue(key, value, "follow", "refuse");
    else if (!spec.isGlyphs() && key == "transpose")
        spec.transpose = isTrue(key, value);
    else if (!spec.isGlyphs() && key == "label-column")
        spec.labelColumn = word(key, value, "Write the name of a column, or its number from 1.");
    else if (!spec.isGlyphs() && key == "keep-columns")
        spec.keepColumns = isTrue(key, value);
    else if (spec.isGlyphs() && key == "seed")
        spec.seed = number<std::uint64_t>(key, value, 0, UINT64_MAX);
    else if (spec.isGlyphs() && key == "alphabet-count")
        spec.alphabetCount = number(key, value, 1, 10'000);
    else if (spec.isGlyphs() && key == "characters-per-alphabet")
        spec.charactersPerAlphabet = number(key, value, 1, 10'000);
    else if (spec.isGlyphs() && key == "drawer-count")
        spec.drawerCount = number(key, value, 1, 10'000);
    else
        throw Error(ErrorCode::InvalidSetting, key, "is not a key of data from " + spec.path, keyHelp(spec, key));
}

/// Finds where ":key=value,..." begins: at the last colon followed by letters, dashes and "=", or else at the end.
std::size_t selectionBegin(std::string_view text) {
    for (std::size_t colon = text.rfind(':'); colon != std::string_view::npos && colon > 0;
         colon = text.rfind(':', colon - 1)) {
        const std::size_t keyEnd =
            text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_", colon + 1);
        if (keyEnd != std::string_view::npos && keyEnd > colon + 1 && text[keyEnd] == '=') return colon;
    }
    return text.size();
}

}  // namespace

DataSpec parseDataSpec(std::string_view text) {
    if (!isUtf8(text))
        throw Error(ErrorCode::InvalidSetting, validUtf8(text), "is not in UTF-8", "Give the file another name.");
    DataSpec spec;
    const std::size_t begin = selectionBegin(text);
    spec.path = text.substr(0, begin);
    if (spec.path.empty())
        throw Error(ErrorCode::InvalidSetting, "data", "names no data",
                    "Give glyphs, or the path of a zip or folder of images, of an IDX file or of a CSV.");
    if (begin == text.size()) return spec;

    std::set<std::string> seen;
    for (const std::string& item : split(text.substr(begin + 1), ',')) {
        const std::size_t equals = item.find('=');
        const std::string key = item.substr(0, equals);
        if (equals == std::string::npos)
            throw Error(ErrorCode::InvalidSetting, item.empty() ? "data" : item, "has no value",
                        "Write key=value,key=value. " + keyHelp(spec));
        if (!seen.insert(key).second) throw Error(ErrorCode::InvalidSetting, key, "is given twice", "Join items by +.");
        setKey(spec, key, item.substr(equals + 1));
    }
    constexpr std::int64_t maxGlyphs = 200'000;
    const std::int64_t glyphs = static_cast<std::int64_t>(spec.alphabetCount) * spec.charactersPerAlphabet;
    if (spec.isGlyphs() && glyphs * spec.drawerCount > maxGlyphs)
        throw Error(ErrorCode::InvalidSetting, "glyphs", fmt::format("are more than {} drawings in all", maxGlyphs),
                    "Lower alphabet-count, characters-per-alphabet or drawer-count.");
    return spec;
}

std::string rangeText(const std::pair<int, int>& range) {
    return range.first == range.second ? fmt::to_string(range.first) : fmt::format("{}-{}", range.first, range.second);
}

std::string toString(const DataSpec& spec) {
    std::string selection;
    const auto add = [&](const std::string& key, const std::string& value) {
        selection += (selection.empty() ? ":" : ",") + key + "=" + value;
    };
    const auto addNames = [&](const std::string& key, const std::vector<std::string>& items) {
        std::string value;
        for (const std::string& item : items) {
            if (!value.empty()) value += '+';
            // Names match without punctuation, so the two separators can be dropped.
            std::copy_if(item.begin(), item.end(), std::back_inserter(value),
                         [](char c) { return c != '+' && c != ','; });
        }
        if (!value.empty()) add(key, value);
    };
    addNames("alphabets", spec.alphabets);
    addNames("not-alphabets", spec.notAlphabets);
    addNames("characters", spec.characters);
    std::vector<std::string> drawers;
    std::ranges::transform(spec.drawers, std::back_inserter(drawers), rangeText);
    if (!drawers.empty()) add("drawers", fmt::format("{}", fmt::join(drawers, "+")));
    if (spec.ink != DataSpec::Ink::Auto) add("ink", spec.ink == DataSpec::Ink::Dark ? "dark" : "light");
    if (spec.maxValue > 0) add("max-value", fmt::to_string(spec.maxValue));
    if (spec.skipDamaged) add("skip-damaged", "yes");
    if (!spec.strokes.empty()) add("strokes", spec.strokes);
    if (spec.followLinks) add("links", "follow");
    if (spec.transpose) add("transpose", *spec.transpose ? "yes" : "no");
    if (!spec.labelColumn.empty()) add("label-column", spec.labelColumn);
    if (spec.keepColumns) add("keep-columns", "yes");
    if (spec.isGlyphs()) {
        const DataSpec usual;
        const auto addNumber = [&](const std::string& key, auto value, auto usualValue) {
            if (value != usualValue) add(key, fmt::to_string(value));
        };
        addNumber("seed", spec.seed, usual.seed);
        addNumber("alphabet-count", spec.alphabetCount, usual.alphabetCount);
        addNumber("characters-per-alphabet", spec.charactersPerAlphabet, usual.charactersPerAlphabet);
        addNumber("drawer-count", spec.drawerCount, usual.drawerCount);
    }
    return spec.path + selection;
}

bool DataSpec::isTable() const {
    const std::string ending = lowerCase(std::filesystem::path(path).extension().string());
    return (ending == ".csv" || ending == ".tsv") && !std::filesystem::is_directory(path);
}

std::string displayName(const DataSpec& spec) {
    if (spec.isGlyphs()) return toString(spec);
    std::string name = spec.path;
    while (name.ends_with('/')) name.pop_back();
    name.erase(0, name.rfind('/') + 1);
    for (const std::string_view ending :
         {".gz", ".bz2", ".xz", ".zst", ".zip", ".tar", ".tgz", ".csv", ".tsv", ".idx", "-idx3-ubyte", ".idx3-ubyte"})
        if (name.size() > ending.size() && name.ends_with(ending)) name.erase(name.size() - ending.size());
    constexpr std::string_view images = "images_";  // as in the names of Omniglot's files
    if (name.size() > images.size() && name.starts_with(images)) name.erase(0, images.size());
    if (!spec.strokes.empty()) name += " with strokes";
    const auto add = [&](const char* before, const std::vector<std::string>& items) {
        if (!items.empty()) name += fmt::format("{}{}", before, fmt::join(items, ", "));
    };
    add(", ", spec.alphabets);
    add(" without ", spec.notAlphabets);
    add(", ", spec.characters);
    std::vector<std::string> drawers;
    std::ranges::transform(spec.drawers, std::back_inserter(drawers), rangeText);
    const bool isOne = drawers.size() == 1 && spec.drawers[0].first == spec.drawers[0].second;
    add(isOne ? ", drawer " : ", drawers ", drawers);
    return name;
}

}  // namespace oneshot
