#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace oneshot {

/// True if the bytes begin like a gzip file.
bool isGzip(std::span<const std::uint8_t> bytes);

/// Unpacks the beginning of a gzip file: at most `count` bytes, fewer if it is short or damaged.
std::vector<std::uint8_t> gunzipBegin(std::span<const std::uint8_t> bytes, std::size_t count);

/// Unpacks a gzip file and checks it. Throws Error(BadData) about `name` if it is damaged, cut short or followed by
/// other bytes, or as soon as it unpacks to more than `maxBytes`.
std::vector<std::uint8_t> gunzip(std::span<const std::uint8_t> bytes, const std::string& name, std::int64_t maxBytes);

}  // namespace oneshot
