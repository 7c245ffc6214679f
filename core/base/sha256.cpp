#include "core/base/sha256.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include "core/base/error.h"

namespace oneshot {

struct Sha256::Context {
    EVP_MD_CTX* evp = EVP_MD_CTX_new();
    ~Context() { EVP_MD_CTX_free(evp); }

    static void require(int status) {
        if (status != 1) throw Error(ErrorCode::Failed, "SHA-256", "OpenSSL cannot compute it");
    }
};

Sha256::Sha256() : context_(std::make_unique<Context>()) {
    Context::require(EVP_DigestInit_ex(context_->evp, EVP_sha256(), nullptr));
}

Sha256::~Sha256() = default;

void Sha256::add(std::span<const std::uint8_t> bytes) {
    Context::require(EVP_DigestUpdate(context_->evp, bytes.data(), bytes.size()));
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
    Context::require(EVP_DigestFinal_ex(context_->evp, digest.data(), nullptr));
    return digest;
}

std::string Sha256::hex(const Digest& digest) {
    return fmt::format("{:02x}", fmt::join(digest, ""));
}

}  // namespace oneshot
