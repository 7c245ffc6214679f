#include "core/base/utf8.h"

#include <fmt/format.h>
#include <utf8cpp/utf8.h>
#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "core/base/text.h"

namespace oneshot {
namespace {

bool isLineEndOrTab(unsigned code) {
    return code == '\n' || code == '\t';
}

/// True if it controls a terminal, changes the direction of writing, or is an unusual line end.
bool isControl(unsigned code) {
    return (code < 0x20 && !isLineEndOrTab(code)) || (code >= 0x7F && code < 0xA0) || code == 0x2028 ||
           code == 0x2029 || (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

std::string escapeInText(unsigned code) {
    return code < 0x100 ? fmt::format("\\x{:02x}", code) : fmt::format("\\u{:04x}", code);
}

std::string escapeInJson(unsigned code) {
    return fmt::format("\\u{:04x}", code);
}

/// Valid UTF-8 with an escape in place of each code point that needs it.
std::string escaped(std::string_view text, bool (*needsEscape)(unsigned), std::string (*escape)(unsigned)) {
    const std::string valid = validUtf8(text);
    std::string result;
    for (auto next = valid.begin(); next != valid.end();) {
        const auto begin = next;
        const unsigned code = utf8::unchecked::next(next);
        if (needsEscape(code))
            result += escape(code);
        else
            result.append(begin, next);
    }
    return result;
}

}  // namespace

std::string validUtf8(std::string_view text) {
    std::string result;
    for (;;) {
        const std::size_t invalid = utf8::find_invalid(text);
        result += text.substr(0, invalid);
        if (invalid == text.npos) return result;
        result += "\uFFFD";  // for each byte: utf8::replace_invalid writes one for a whole sequence
        text.remove_prefix(invalid + 1);
    }
}

std::string printable(std::string_view text) {
    return escaped(text, isControl, escapeInText);
}

std::string oneLine(std::string_view text) {
    return escaped(
        text, [](unsigned code) { return isControl(code) || isLineEndOrTab(code); }, escapeInText);
}

std::string printableJson(std::string_view json) {
    return escaped(json, isControl, escapeInJson);
}

bool isUtf8(std::string_view text) {
    return utf8::is_valid(text);
}

std::string foldedCase(std::string_view text) {
    if (std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; })) return lowerCase(text);
    utf8proc_uint8_t* folded = nullptr;
    const auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
    const utf8proc_ssize_t length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                                 static_cast<utf8proc_ssize_t>(text.size()), &folded, options);
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(folded, std::free);
    return length < 0 ? std::string(text)
                      : std::string(reinterpret_cast<const char*>(folded), static_cast<std::size_t>(length));
}

std::string comparableName(const std::string& name) {
    std::string result = foldedCase(name);
    std::erase_if(result, [](char c) {
        return !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80);
    });
    return result;
}

}  // namespace oneshot
