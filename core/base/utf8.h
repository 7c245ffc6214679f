#pragma once

#include <string>
#include <string_view>

namespace oneshot {

/// The text with every byte that is not part of well-formed UTF-8 replaced by U+FFFD.
std::string validUtf8(std::string_view text);

/// What a person may read on a terminal: valid UTF-8 in which control characters, but for line ends and tabs, and those
/// that turn the direction of writing are written as "\x1b" and "\u202e".
std::string printable(std::string_view text);

/// The same as one line, its line ends and tabs as "\x0a" and "\x09" too: a name in a line or a table.
std::string oneLine(std::string_view text);

/// Text of JSON, equal in meaning, with the same characters of its strings as "\u001b": for a terminal.
std::string printableJson(std::string_view json);

bool isUtf8(std::string_view text);

/// The text as names are compared: letters without case, and accents composed with theirs (Unicode's case folding and
/// NFC). As it is where it is no UTF-8.
std::string foldedCase(std::string_view text);

/// Lower case without blanks and punctuation: how names of alphabets and characters are compared.
std::string comparableName(const std::string&);

}  // namespace oneshot
