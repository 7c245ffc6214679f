#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace oneshot {

/// True for files named LICENSE or LICENCE, in any case, with .txt, .md or no ending.
bool isLicenceName(const std::string& fileName);

/// The first line with text: "MIT License".
std::string licenceLine(std::span<const std::uint8_t> text);

/// Likewise for a licence in the folder of `file`; empty if none can be read.
std::string licenceBeside(const std::filesystem::path& file);

}  // namespace oneshot
