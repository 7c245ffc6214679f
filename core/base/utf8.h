#pragma once

#include <string>
#include <string_view>

namespace oneshot {

/// The text with every byte that is not part of well-formed UTF-8 replaced by U+FFFD.
std::string validUtf8(std::string_view text);

/// The text made safe for a terminal: valid UTF-8 in which control characters (other than line ends and tabs) and those
/// that change the direction of writing are written as "\x1b" and "\u202e".
std::string printable(std::string_view text);

/// The same on one line: line ends and tabs become "\x0a" and "\x09" too. For a name in a line or a table.
std::string oneLine(std::string_view text);

/// JSON text made safe for a terminal: these characters become "\u001b", which keeps its meaning.
std::string printableJson(std::string_view json);

bool isUtf8(std::string_view text);

/// The text without case, its accents composed with their letters (Unicode's case folding and NFC), to compare names.
/// Unchanged if it is not UTF-8.
std::string foldedCase(std::string_view text);

/// The text without case, blanks and punctuation, to compare names of alphabets and characters.
std::string comparableName(const std::string&);

}  // namespace oneshot
