#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/error.h"

namespace oneshot {

/// An entry of a zip, tar or folder, known before its bytes are read.
struct ContainerEntry {
    enum class Kind { File, Folder, Link, EncryptedFile, Other };
    std::string path;  ///< within the container, with "/", in any character set
    Kind kind = Kind::File;
    std::int64_t size = -1;             ///< bytes according to the header; -1: unknown
    std::optional<Error> problem = {};  ///< why it cannot be read or entered in full
};

/// The bytes of a file, or why they cannot be read.
struct EntryBytes {
    std::vector<std::uint8_t> bytes;
    std::optional<Error> problem = {};
};

/// Lists what a zip, tar or folder holds, then reads chosen files, any number of times. Functions throw Error(BadData)
/// or std::filesystem::filesystem_error if nothing more of it can be read.
class EntryReader {
  public:
    virtual ~EntryReader() = default;
    /// Returns all entries in order, at most maxEntries + 1. onEntry may throw to cancel.
    virtual std::vector<ContainerEntry> list(std::int64_t maxEntries, const std::function<void()>& onEntry) = 0;
    /// Passes the bytes of each chosen file to `take` in turn. A file that is larger than its header claims, or than
    /// maxBytes if it claims nothing, has a problem and is read no further.
    virtual void read(const std::vector<bool>& chosen, std::int64_t maxBytes,
                      const std::function<void(std::size_t index, EntryBytes)>& take) = 0;
};

}  // namespace oneshot
