#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace oneshot {

/// Bytes as text on one line (RFC 4648, section 4), padded. At most 1 GiB.
std::string toBase64(std::span<const std::uint8_t> bytes);

/// The bytes of such a text; nothing for any other, as one with blanks or without its padding.
std::optional<std::vector<std::uint8_t>> fromBase64(std::string_view text);

}  // namespace oneshot
