#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

namespace oneshot {

/// True if the folder exists and is not empty.
bool isFolderInUse(const std::filesystem::path&);

/// Throws Error(InvalidSetting) if the name is taken by something other than a folder, or by a folder that is not
/// empty and may not be overwritten.
void requireFreeFolder(const std::filesystem::path&, bool overwrite);

/// Writes a folder as a whole or not at all: until save() its files are in a hidden folder on the same disk, which the
/// destructor removes. In a folder that may be overwritten, files of the same names are replaced and all others stay.
class FolderSaver {
  public:
    /// Throws as requireFreeFolder(), and Error(Failed) if the folder cannot be written.
    FolderSaver(std::filesystem::path folder, bool overwrite);
    ~FolderSaver();
    FolderSaver(const FolderSaver&) = delete;
    FolderSaver& operator=(const FolderSaver&) = delete;

    const std::filesystem::path& path() const { return partial_; }  ///< the hidden folder
    /// Writes a file and the folders on its way. Callable from any thread. Throws Error(Failed).
    void write(const std::filesystem::path& name, std::string_view bytes) const;
    void write(const std::filesystem::path& name, std::span<const std::uint8_t> bytes) const;
    void save();  ///< throws Error(Failed)

  private:
    void moveInto() const;

    std::filesystem::path folder_, partial_;
    std::filesystem::path firstMade_;  ///< the outermost folder that was created
    bool isNew_ = false, saved_ = false;
};

}  // namespace oneshot
