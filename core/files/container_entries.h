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

/// One thing in a zip, tar or folder, known before its bytes are read.
struct ContainerEntry {
    enum class Kind { File, Folder, Link, EncryptedFile, Other };
    std::string path;  ///< within the container, with "/", in whatever character set
    Kind kind = Kind::File;
    std::int64_t size = -1;             ///< bytes, as its header claims; -1: not said
    std::optional<Error> problem = {};  ///< why it can be neither read nor entered, or only in part
};

/// The bytes of a file, or why they cannot be read.
struct EntryBytes {
    std::vector<std::uint8_t> bytes;
    std::optional<Error> problem = {};
};

/// Lists what a zip, tar or folder holds, then reads the bytes of some of it, as often as asked. All throw
/// Error(BadData) or std::filesystem::filesystem_error where nothing more of it can be read.
class EntryReader {
  public:
    virtual ~EntryReader() = default;
    /// Everything in order; no more than maxEntries + 1 of it. onEntry may throw to cancel.
    virtual std::vector<ContainerEntry> list(std::int64_t maxEntries, const std::function<void()>& onEntry) = 0;
    /// Gives `take` the bytes of each chosen file in turn. One that is larger than it claimed, or than maxBytes where
    /// it claimed nothing, has a problem before more of it is read.
    virtual void read(const std::vector<bool>& chosen, std::int64_t maxBytes,
                      const std::function<void(std::size_t index, EntryBytes)>& take) = 0;
};

}  // namespace oneshot
