#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "core/base/error.h"

namespace oneshot {

/// A regular file, open for reading. Refuses a pipe or device without waiting for its other end.
class OpenFile {
  public:
    /// Throws Error(BadData) if it cannot be read or is not a regular file.
    explicit OpenFile(const std::filesystem::path&);
    ~OpenFile();
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    const std::string& name() const { return name_; }
    int descriptor() const { return descriptor_; }
    std::int64_t size() const { return size_; }

    void rewind() const;  ///< moves the descriptor to the beginning
    /// Fills `bytes` from `offset` on and returns how many there were; leaves the descriptor's position. Throws
    /// Error(BadData).
    std::size_t readAt(std::int64_t offset, std::span<std::uint8_t> bytes) const;

  private:
    Error unreadable() const;

    std::string name_;
    int descriptor_;
    std::int64_t size_ = 0;
};

/// Returns a text that changes whenever the file does; empty if there is no file.
std::string fileStamp(const std::filesystem::path&);

/// Returns all bytes of a file. Throws Error(BadData) if it cannot be read, is not a regular file or is larger than
/// `maxBytes`.
std::vector<std::uint8_t> readFileBytes(const std::filesystem::path&, std::int64_t maxBytes);

}  // namespace oneshot
