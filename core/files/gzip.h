#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace oneshot {

/// Whether the bytes begin like a gzip file.
bool isGzip(std::span<const std::uint8_t> bytes);

/// What the beginning of a gzip file unpacks to: at most `count` bytes, fewer if it is short or damaged.
std::vector<std::uint8_t> gunzipBegin(std::span<const std::uint8_t> bytes, std::size_t count);

/// Unpacks a gzip file and checks it. Throws Error(BadData) if it is damaged, cut short, followed by other bytes, or
/// unpacks to more than `maxBytes`; it stops unpacking there.
std::vector<std::uint8_t> gunzip(std::span<const std::uint8_t> bytes, const std::string& name, std::int64_t maxBytes);

}  // namespace oneshot
