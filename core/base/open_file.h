#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "core/base/error.h"

namespace oneshot {

/// A regular file, open for reading. A pipe or device is opened without waiting for its other end, then refused.
class OpenFile {
  public:
    /// Throws Error(BadData) where it cannot be read or is no regular file.
    explicit OpenFile(const std::filesystem::path&);
    ~OpenFile();
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    const std::string& name() const { return name_; }
    int descriptor() const { return descriptor_; }
    std::int64_t size() const { return size_; }

    void rewind() const;  ///< to the begin, for who reads by the descriptor
    /// Fills `bytes` from `offset` on, whatever was read before; how many there were. Throws Error(BadData).
    std::size_t readAt(std::int64_t offset, std::span<std::uint8_t> bytes) const;

  private:
    Error unreadable() const;

    std::string name_;
    int descriptor_;
    std::int64_t size_ = 0;
};

/// All bytes of a file. Throws Error(BadData) where it cannot be read, is no regular file or holds more than
/// `mostBytes`.
std::vector<std::uint8_t> readFileBytes(const std::filesystem::path&, std::int64_t mostBytes);

}  // namespace oneshot
