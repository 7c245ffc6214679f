#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace oneshot {

/// Computes SHA-256 over everything that is added.
class Sha256 {
  public:
    using Digest = std::array<std::uint8_t, 32>;

    Sha256();

    void add(std::span<const std::uint8_t> bytes);
    void add(std::uint64_t number);         ///< as eight bytes, little-endian
    void add(std::string_view text);        ///< its length and its bytes
    Digest digest();                        ///< call it once, at the end
    static std::string hex(const Digest&);  ///< 64 hexadecimal digits

  private:
    std::unique_ptr<evp_md_ctx_st, void (*)(evp_md_ctx_st*)> context_;  ///< of OpenSSL
};

}  // namespace oneshot
