#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace oneshot::fuzz {

using Bytes = std::vector<std::uint8_t>;

/// One way by which bytes of strangers come into the program.
struct Parser {
    std::string name;
    /// Parses, and swallows oneshot::Error alone: anything else that comes out is a finding.
    void (*parse)(std::span<const std::uint8_t>);
};

const std::vector<Parser>& parsers();
const Parser& parserNamed(std::string_view name);

}  // namespace oneshot::fuzz
