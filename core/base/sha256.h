#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace oneshot {

/// SHA-256 of all that is added.
class Sha256 {
  public:
    using Digest = std::array<std::uint8_t, 32>;

    Sha256();
    ~Sha256();

    void add(std::span<const std::uint8_t> bytes);
    void add(std::uint64_t number);         ///< eight bytes, the lowest first
    void add(std::string_view text);        ///< its length, then its bytes
    Digest digest();                        ///< once, at the end
    static std::string hex(const Digest&);  ///< 64 hexadecimal digits

  private:
    struct Context;
    std::unique_ptr<Context> context_;
};

}  // namespace oneshot
