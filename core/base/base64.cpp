#include "core/base/base64.h"

#include <openssl/evp.h>

namespace oneshot {

std::string toBase64(std::span<const std::uint8_t> bytes) {
    std::string text((bytes.size() + 2) / 3 * 4, '\0');  // OpenSSL writes the zero at its end too
    EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes.data(), static_cast<int>(bytes.size()));
    return text;
}

std::optional<std::vector<std::uint8_t>> fromBase64(std::string_view text) {
    constexpr std::size_t maxSize = 1 << 30;
    if (text.empty()) return std::vector<std::uint8_t>();
    if (text.size() % 4 != 0 || text.size() > maxSize) return {};
    std::vector<std::uint8_t> bytes(text.size() / 4 * 3);
    const int decoded = EVP_DecodeBlock(bytes.data(), reinterpret_cast<const unsigned char*>(text.data()),
                                        static_cast<int>(text.size()));
    if (decoded != static_cast<int>(bytes.size())) return {};
    const std::size_t lastLetter = text.find_last_not_of('=');
    if (lastLetter == text.npos || text.size() - 1 - lastLetter > 2) return {};
    bytes.resize(bytes.size() - (text.size() - 1 - lastLetter));  // OpenSSL decodes the padding as zeros
    if (toBase64(bytes) != text) return {};                       // it takes blanks and stray bits
    return bytes;
}

}  // namespace oneshot
