#include "core/base/sha256.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include "core/base/error.h"

namespace oneshot {
namespace {

void require(int status) {
    if (status != 1) throw Error(ErrorCode::Failed, "SHA-256", "OpenSSL cannot compute it");
}

}  // namespace

Sha256::Sha256() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
    require(EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr));
}

void Sha256::add(std::span<const std::uint8_t> bytes) {
    require(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()));
}

void Sha256::add(std::uint64_t number) {
    std::array<std::uint8_t, 8> bytes{};
    for (std::uint8_t& byte : bytes) {
        byte = static_cast<std::uint8_t>(number);
        number >>= 8;
    }
    add(bytes);
}

void Sha256::add(std::string_view text) {
    add(static_cast<std::uint64_t>(text.size()));
    add({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

Sha256::Digest Sha256::digest() {
    Digest digest{};
    require(EVP_DigestFinal_ex(context_.get(), digest.data(), nullptr));
    return digest;
}

std::string Sha256::hex(const Digest& digest) {
    return fmt::format("{:02x}", fmt::join(digest, ""));
}

}  // namespace oneshot
