#include "core/data/data_spec.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <functional>
#include <set>

#include "core/base/error.h"
#include "core/base/near_name.h"
#include "core/base/text.h"
#include "core/base/utf8.h"

namespace oneshot {
namespace {

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

using Readers = std::vector<std::pair<std::string, std::function<void()>>>;

/// The keys that the spec may have; the function of each reads the text into the spec.
Readers readersOf(DataSpec& spec, const std::string& key, const std::string& text) {
    Readers readers{{"alphabets", [&] { spec.alphabets = names(key, text); }},
                    {"not-alphabets", [&] { spec.notAlphabets = names(key, text); }},
                    {"characters", [&] { spec.characters = names(key, text); }},
                    {"drawers", [&] { spec.drawers = ranges(key, text); }}};
    const Readers ofFiles{
        {"ink", [&] { spec.ink = ink(key, text); }},
        {"max-value", [&] { spec.maxValue = number(key, text, 1, 65535); }},
        {"skip-damaged", [&] { spec.skipDamaged = isTrue(key, text); }},
        {"strokes",
         [&] { spec.strokes = word(key, text, "Write strokes=beside, or the path of a stroke archive or folder."); }},
        {"links", [&] { spec.followLinks = isTrue(key, text, "follow", "refuse"); }},
        {"transpose", [&] { spec.transpose = isTrue(key, text); }},
        {"label-column",
         [&] { spec.labelColumn = word(key, text, "Write the name of a column, or its number from 1."); }},
        {"keep-columns", [&] { spec.keepColumns = isTrue(key, text); }}};
    const Readers ofGlyphs{
        {"seed", [&] { spec.seed = number<std::uint64_t>(key, text, 0, UINT64_MAX); }},
        {"alphabet-count", [&] { spec.alphabetCount = number(key, text, 1, 10'000); }},
        {"characters-per-alphabet", [&] { spec.charactersPerAlphabet = number(key, text, 1, 10'000); }},
        {"drawer-count", [&] { spec.drawerCount = number(key, text, 1, 10'000); }}};
    std::ranges::copy(spec.isGlyphs() ? ofGlyphs : ofFiles, std::back_inserter(readers));
    return readers;
}

std::vector<std::string> keysOf(DataSpec spec) {
    const std::string none;
    std::vector<std::string> keys;
    for (const auto& reader : readersOf(spec, none, none)) keys.push_back(reader.first);
    return keys;
}

std::string keyHelp(const DataSpec& spec) {
    return fmt::format("The keys are {}.", fmt::join(keysOf(spec), ", "));
}

void setKey(DataSpec& spec, const std::string& key, const std::string& text) {
    for (const auto& [known, read] : readersOf(spec, key, text))
        if (known == key) return read();
    throw Error(ErrorCode::InvalidSetting, key, "is not a key of data from " + spec.path,
                didYouMean(key, keysOf(spec)) + keyHelp(spec));
}

std::vector<std::string> rangeTexts(const std::vector<std::pair<int, int>>& ranges) {
    std::vector<std::string> texts;
    std::ranges::transform(ranges, std::back_inserter(texts), rangeText);
    return texts;
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
    const auto joined = [](const std::vector<std::string>& names) {
        std::string text;
        for (const std::string& name : names) {
            if (!text.empty()) text += '+';
            // Names match without punctuation, so the two separators can be dropped.
            std::ranges::copy_if(name, std::back_inserter(text), [](char c) { return c != '+' && c != ','; });
        }
        return text;
    };
    const auto ofGlyphs = [&](auto DataSpec::*number) {
        return spec.isGlyphs() && spec.*number != DataSpec().*number ? fmt::to_string(spec.*number) : "";
    };
    using enum DataSpec::Ink;
    std::string text = spec.path;
    char separator = ':';
    for (const auto& [key, value] : std::initializer_list<std::pair<const char*, std::string>>{
             {"alphabets", joined(spec.alphabets)},
             {"not-alphabets", joined(spec.notAlphabets)},
             {"characters", joined(spec.characters)},
             {"drawers", fmt::format("{}", fmt::join(rangeTexts(spec.drawers), "+"))},
             {"ink", spec.ink == Auto   ? ""
                     : spec.ink == Dark ? "dark"
                                        : "light"},
             {"max-value", spec.maxValue > 0 ? fmt::to_string(spec.maxValue) : ""},
             {"skip-damaged", spec.skipDamaged ? "yes" : ""},
             {"strokes", spec.strokes},
             {"links", spec.followLinks ? "follow" : ""},
             {"transpose", !spec.transpose   ? ""
                           : *spec.transpose ? "yes"
                                             : "no"},
             {"label-column", spec.labelColumn},
             {"keep-columns", spec.keepColumns ? "yes" : ""},
             {"seed", ofGlyphs(&DataSpec::seed)},
             {"alphabet-count", ofGlyphs(&DataSpec::alphabetCount)},
             {"characters-per-alphabet", ofGlyphs(&DataSpec::charactersPerAlphabet)},
             {"drawer-count", ofGlyphs(&DataSpec::drawerCount)}}) {
        if (value.empty()) continue;
        text += fmt::format("{}{}={}", std::exchange(separator, ','), key, value);
    }
    return text;
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
    constexpr std::size_t maxNames = 3;
    const auto add = [&](const char* before, const std::vector<std::string>& items, const char* kind) {
        if (items.size() > maxNames)
            name += fmt::format("{}{} {}", before, items.size(), kind);
        else if (!items.empty())
            name += fmt::format("{}{}", before, fmt::join(items, ", "));
    };
    add(", ", spec.alphabets, "alphabets");
    add(" without ", spec.notAlphabets, "alphabets");
    add(", ", spec.characters, "characters");
    const std::vector<std::string> drawers = rangeTexts(spec.drawers);
    const bool isOne = drawers.size() == 1 && spec.drawers[0].first == spec.drawers[0].second;
    add(isOne ? ", drawer " : ", drawers ", drawers, "ranges");
    return name;
}

std::string withoutFolders(const std::string& spec) {
    if (spec.find('/') == std::string::npos) return spec;
    const auto nameOf = [](std::string path) {
        while (path.ends_with('/')) path.pop_back();
        return path.erase(0, path.rfind('/') + 1);
    };
    try {
        DataSpec data = parseDataSpec(spec);
        data.path = nameOf(data.path);
        data.strokes = nameOf(data.strokes);
        return toString(data);
    } catch (const Error&) {
        return nameOf(spec);
    }
}

}  // namespace oneshot
