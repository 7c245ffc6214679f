#include "core/base/utf8.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "core/base/text.h"

namespace oneshot {
namespace {

/// The length of the well-formed sequence (Unicode, table 3-7) at the begin of the text; 0 where there is none.
std::size_t sequenceLength(std::string_view text) {
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    const auto follows = [&](std::size_t i, unsigned low = 0x80, unsigned high = 0xBF) {
        return byte(i) >= low && byte(i) <= high;
    };
    const unsigned first = static_cast<unsigned char>(text[0]);
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first <= 0xDF) return follows(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF)
        return follows(1, first == 0xE0 ? 0xA0 : 0x80, first == 0xED ? 0x9F : 0xBF) && follows(2) ? 3 : 0;
    if (first >= 0xF0 && first <= 0xF4)
        return follows(1, first == 0xF0 ? 0x90 : 0x80, first == 0xF4 ? 0x8F : 0xBF) && follows(2) && follows(3) ? 4 : 0;
    return 0;
}

/// Of a well-formed sequence.
unsigned codePoint(std::string_view sequence) {
    const unsigned first = static_cast<unsigned char>(sequence[0]);
    unsigned code = sequence.size() == 1 ? first : first & (0x7FU >> sequence.size());
    for (const char c : sequence.substr(1)) code = code << 6 | (static_cast<unsigned char>(c) & 0x3FU);
    return code;
}

bool isLineEndOrTab(unsigned code) {
    return code == '\n' || code == '\t';
}

/// Whether it controls a terminal, turns the direction of writing, or ends a line otherwise than most do.
bool isControl(unsigned code) {
    return (code < 0x20 && !isLineEndOrTab(code)) || (code >= 0x7F && code < 0xA0) || code == 0x2028 ||
           code == 0x2029 || (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

std::string escapeInText(unsigned code) {
    return code < 0x100 ? format("\\x%02x", code) : format("\\u%04x", code);
}

std::string escapeInJson(unsigned code) {
    return format("\\u%04x", code);
}

/// Valid UTF-8 with an escape for each unfit code point.
std::string escaped(std::string_view text, bool (*isUnfit)(unsigned), std::string (*escapeOf)(unsigned)) {
    const std::string valid = validUtf8(text);
    std::string result;
    for (std::string_view rest = valid; !rest.empty();) {
        const std::string_view sequence = rest.substr(0, sequenceLength(rest));
        const unsigned code = codePoint(sequence);
        if (isUnfit(code))
            result += escapeOf(code);
        else
            result += sequence;
        rest.remove_prefix(sequence.size());
    }
    return result;
}

}  // namespace

std::string validUtf8(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    while (!text.empty()) {
        const std::size_t length = sequenceLength(text);
        if (length > 0)
            result += text.substr(0, length);
        else
            result += "\uFFFD";
        text.remove_prefix(length > 0 ? length : 1);
    }
    return result;
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
    while (!text.empty()) {
        const std::size_t length = sequenceLength(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
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
