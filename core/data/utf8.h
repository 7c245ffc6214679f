#pragma once

#include <string>
#include <string_view>

namespace oneshot {

/// The text with every byte that is not part of well-formed UTF-8 replaced by U+FFFD.
std::string validUtf8(std::string_view text);

bool isUtf8(std::string_view text);

}  // namespace oneshot
