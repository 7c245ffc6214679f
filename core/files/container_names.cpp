#include "core/files/container_names.h"

#include <utf8cpp/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <optional>
#include <set>

#include "core/base/text.h"
#include "core/base/utf8.h"

namespace oneshot {
namespace {

/// A code page of one byte per character: the meaning of its upper half, NUL if undefined.
struct CodePage {
    const char* name;
    std::u32string_view characters;
};

// The first defines every byte; it is the one that the zip format specifies.
constexpr std::u32string_view cp437(
    U"ÇüéâäàåçêëèïîìÄÅ"
    U"ÉæÆôöòûùÿÖÜ¢£¥₧ƒ"
    U"áíóúñÑªº¿⌐¬½¼¡«»"
    U"░▒▓│┤╡╢╖╕╣║╗╝╜╛┐"
    U"└┴┬├─┼╞╟╚╔╩╦╠═╬╧"
    U"╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀"
    U"αßΓπΣσµτΦΘΩδ∞φε∩"
    U"≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00A0",
    128);
constexpr std::u32string_view cp850(
    U"ÇüéâäàåçêëèïîìÄÅ"
    U"ÉæÆôöòûùÿÖÜø£Ø×ƒ"
    U"áíóúñÑªº¿®¬½¼¡«»"
    U"░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐"
    U"└┴┬├─┼ãÃ╚╔╩╦╠═╬¤"
    U"ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀"
    U"ÓßÔÒõÕµþÞÚÛÙýÝ¯´"
    U"\u00AD±‗¾¶§÷¸°¨·¹³²■\u00A0",
    128);
constexpr std::u32string_view cp1252(
    U"€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0"
    U"\0‘’“”•–—˜™š›œ\0žŸ"
    U"\u00A0¡¢£¤¥¦§¨©ª«¬\u00AD®¯"
    U"°±²³´µ¶·¸¹º»¼½¾¿"
    U"ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏ"
    U"ÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß"
    U"àáâãäåæçèéêëìíîï"
    U"ðñòóôõö÷øùúûüýþÿ",
    128);
constexpr std::array<CodePage, 3> codePages{{{"CP437", cp437}, {"CP850", cp850}, {"CP1252", cp1252}}};

/// Scores a character for names of a Western language: small letters highest, capitals next, anything else last.
int likelihood(char32_t c) {
    const auto among = [c](std::u32string_view characters) { return characters.find(c) != characters.npos; };
    if (among(U"äöüßéèêëàâáãåæçíîïñóôøúûùœ")) return 3;
    if (among(U"ÄÖÜÉÈÊÀÁÂÃÅÆÇÍÎÑÓÔØÚÛŒ")) return 2;
    const bool latin = c >= 0xC0 && c <= 0x17F && c != U'×' && c != U'÷';
    return latin ? 1 : -2;
}

/// The sum over all bytes that are not ASCII; nothing if one of them is undefined.
std::optional<std::int64_t> likelihood(const std::set<std::string>& names, const CodePage& page) {
    std::int64_t sum = 0;
    for (const std::string& name : names)
        for (const char c : name) {
            const auto byte = static_cast<unsigned char>(c);
            if (byte < 0x80) continue;
            if (page.characters[byte - 0x80] == 0) return std::nullopt;
            sum += likelihood(page.characters[byte - 0x80]);
        }
    return sum;
}

std::string decoded(const std::string& name, const CodePage& page) {
    std::string text;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        utf8::append(byte < 0x80 ? byte : page.characters[byte - 0x80], std::back_inserter(text));
    }
    return text;
}

const CodePage& likeliest(const std::set<std::string>& names) {
    const CodePage* best = &codePages[0];
    std::int64_t highest = likelihood(names, *best).value();
    for (const CodePage& page : codePages) {
        const std::optional<std::int64_t> likely = likelihood(names, page);
        if (!likely || *likely <= highest) continue;
        highest = *likely;
        best = &page;
    }
    return *best;
}

}  // namespace

bool isSystemName(std::string_view name) {
    // Of macOS, Windows, Linux, Python, and of NAS and sync programs.
    constexpr std::string_view names[] = {"__macosx",
                                          "network trash folder",
                                          "temporary items",
                                          "thumbs.db",
                                          "ehthumbs.db",
                                          "ehthumbs_vista.db",
                                          "desktop.ini",
                                          "$recycle.bin",
                                          "system volume information",
                                          "found.000",
                                          "lost+found",
                                          "__pycache__",
                                          "@eadir",
                                          "@recycle",
                                          "@recently-snapshot",
                                          "@__thumb",
                                          "@transcode",
                                          "@tmp",
                                          "#recycle",
                                          "#snapshot",
                                          "~snapshot",
                                          "_gsdata_"};
    return name.starts_with('.') || std::ranges::find(names, lowerCase(name)) != std::end(names);
}

std::string containerTitle(const std::filesystem::path& container) {
    const std::string name = container.filename().string();
    for (const std::string_view ending :
         {".tar.gz", ".tar.bz2", ".tar.xz", ".tar.zst", ".tgz", ".tbz2", ".txz", ".tar", ".zip"})
        if (name.ends_with(ending) && name.size() > ending.size()) return name.substr(0, name.size() - ending.size());
    return name;
}

DecodedPaths decodePaths(std::vector<std::string> paths) {
    DecodedPaths result;
    std::set<std::string> legacy;  // each part once: a folder does not count for each of its files
    for (const std::string& path : paths) {
        if (isUtf8(path)) continue;
        for (std::string& part : split(path, '/'))
            if (!isUtf8(part)) legacy.insert(std::move(part));
    }
    if (!legacy.empty()) {
        const CodePage& page = likeliest(legacy);
        result.codePage = page.name;
        for (std::string& path : paths) {
            if (isUtf8(path)) continue;
            std::string whole;
            for (const std::string& part : split(path, '/'))
                whole.append(whole.empty() ? "" : "/").append(isUtf8(part) ? part : decoded(part, page));
            path = std::move(whole);
        }
    }
    result.paths = std::move(paths);
    return result;
}

}  // namespace oneshot
