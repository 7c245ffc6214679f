#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace oneshot {

/// Whether the file's name is LICENSE or LICENCE, in any case, with .txt, .md or no ending.
bool isLicenceName(const std::string& fileName);

/// The first line that says something: "MIT License".
std::string licenceLine(std::span<const std::uint8_t> text);

/// That of the licence in the folder that holds `file`; empty where there is none to be read.
std::string licenceBeside(const std::filesystem::path& file);

}  // namespace oneshot
