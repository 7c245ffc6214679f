#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

namespace oneshot {

/// True where a folder stands that holds something.
bool isFolderInUse(const std::filesystem::path&);

/// Throws Error(InvalidSetting) where something else than a folder stands there, or a folder that holds something
/// unless that may be overwritten.
void requireFreeFolder(const std::filesystem::path&, bool overwrite);

/// Writes a folder whole or not at all: until save() its files are in a hidden folder on the same disk, which goes away
/// with this. Files of the same names in a folder that may be overwritten are replaced, all others stay.
class FolderSaver {
  public:
    /// Throws as requireFreeFolder(), and Error(Failed) where the folder cannot be written.
    FolderSaver(std::filesystem::path folder, bool overwrite);
    ~FolderSaver();
    FolderSaver(const FolderSaver&) = delete;
    FolderSaver& operator=(const FolderSaver&) = delete;

    const std::filesystem::path& path() const { return partial_; }  ///< where its files are to be written
    /// Writes one of its files, making folders on the way; from any thread. Throws Error(Failed).
    void write(const std::filesystem::path& name, std::string_view bytes) const;
    void write(const std::filesystem::path& name, std::span<const std::uint8_t> bytes) const;
    void save();  ///< throws Error(Failed)

  private:
    void moveInto() const;

    std::filesystem::path folder_, partial_;
    std::filesystem::path firstMade_;  ///< the outermost folder on the way to a new one; empty: all were there
    bool isNew_ = false, saved_ = false;
};

}  // namespace oneshot
