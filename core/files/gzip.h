#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace oneshot {

/// Whether the bytes begin as a gzip file does.
bool isGzip(std::span<const std::uint8_t> bytes);

/// What the begin of a gzip file unpacks to: at most `count` bytes, fewer where it is short or damaged.
std::vector<std::uint8_t> gunzipBegin(std::span<const std::uint8_t> bytes, std::size_t count);

/// Unpacks a gzip file and checks it. Throws Error(BadData) where it is damaged, cut short, or unpacks to more than
/// `mostBytes`, of which no more is then unpacked.
std::vector<std::uint8_t> gunzip(std::span<const std::uint8_t> bytes, const std::string& name, std::int64_t mostBytes);

}  // namespace oneshot
