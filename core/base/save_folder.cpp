#include "core/base/save_folder.h"

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <system_error>
#include <utility>

#include "core/base/error.h"
#include "core/base/save_file.h"
#include "core/base/text.h"
#include "core/base/utf8.h"

namespace oneshot {
namespace {

namespace fs = std::filesystem;

Error cannotBeWritten(const fs::path& folder, const std::error_code& why) {
    return {ErrorCode::Failed, validUtf8(folder.string()), fmt::format("cannot be written ({})", why.message()),
            "Check that there is room, and that you may write there."};
}

/// The outermost folder of the path that does not exist yet.
fs::path firstMissing(fs::path folder) {
    std::error_code none;
    while (folder.has_relative_path() && !fs::exists(folder.parent_path(), none)) folder = folder.parent_path();
    return folder;
}

}  // namespace

bool isFolderInUse(const fs::path& folder) {
    std::error_code none;
    return fs::is_directory(folder, none) && !fs::is_empty(folder, none);
}

void requireFreeFolder(const fs::path& folder, bool overwrite) {
    std::error_code none;
    const std::string name = validUtf8(folder.string());
    if (fs::exists(fs::symlink_status(folder, none)) && !fs::is_directory(folder, none))
        throw Error(ErrorCode::InvalidSetting, name, "exists and is not a folder", "Choose another name.");
    if (!overwrite && isFolderInUse(folder))
        throw Error(ErrorCode::InvalidSetting, name, "exists and is not empty",
                    "Choose another folder, or add --overwrite, which replaces only files of the same names.");
}

FolderSaver::FolderSaver(fs::path folder, bool overwrite) : folder_(fs::absolute(folder / "").parent_path()) {
    requireFreeFolder(folder_, overwrite);
    std::error_code why;
    isNew_ = !fs::exists(folder_, why);
    partial_ = (isNew_ ? folder_.parent_path() : folder_) / temporaryName();
    firstMade_ = firstMissing(partial_);
    fs::create_directories(partial_, why);
    if (!why) return;
    const Error error = cannotBeWritten(folder_, why);
    fs::remove_all(firstMade_, why);
    throw error;
}

FolderSaver::~FolderSaver() {
    std::error_code ignored;
    fs::remove_all(saved_ ? partial_ : firstMade_, ignored);
}

void FolderSaver::write(const fs::path& name, std::string_view bytes) const {
    std::error_code ignored;
    if (name.has_parent_path()) fs::create_directories((partial_ / name).parent_path(), ignored);
    writeNewFile(partial_ / name, bytes, folder_ / name);
}

void FolderSaver::write(const fs::path& name, std::span<const std::uint8_t> bytes) const {
    write(name, asText(bytes));
}

void FolderSaver::save() try {
    if (isNew_)
        fs::rename(partial_, folder_);
    else
        moveInto();
    saved_ = true;
} catch (const fs::filesystem_error& error) {
    throw cannotBeWritten(folder_, error.code());
}

/// Checks all targets first, so that either all files can be moved or none is.
void FolderSaver::moveInto() const {
    for (const bool moves : {false, true})
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(partial_)) {
            const fs::path target = folder_ / entry.path().lexically_relative(partial_);
            const bool isFolder = entry.is_directory();
            if (!moves && fs::exists(target) && fs::is_directory(target) != isFolder)
                throw fs::filesystem_error("", target, std::make_error_code(std::errc::file_exists));
            if (moves && isFolder) fs::create_directories(target);
            if (moves && !isFolder) fs::rename(entry.path(), target);
        }
}

}  // namespace oneshot
