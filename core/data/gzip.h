#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace oneshot {

/// Whether the bytes begin as a gzip file does.
bool isGzip(std::span<const std::uint8_t> bytes);

/// Unpacks a gzip file and checks it. Throws Error(BadData) where it is damaged, cut short, or unpacks to more than
/// `mostBytes`.
std::vector<std::uint8_t> gunzip(std::span<const std::uint8_t> bytes, const std::string& name, std::int64_t mostBytes);

}  // namespace oneshot
