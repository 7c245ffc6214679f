#include "core/files/folder_entries.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "core/base/open_file.h"
#include "core/base/utf8.h"
#include "core/files/container_names.h"

namespace oneshot {
namespace {

namespace fs = std::filesystem;

Error unreadable(const fs::path& path, const std::error_code& why) {
    return Error(ErrorCode::BadData, validUtf8(path.string()), "cannot be read: " + why.message(),
                 "Check the path and its permissions.");
}

class FolderReader : public EntryReader {
  public:
    FolderReader(fs::path folder, bool followLinks) : folder_(std::move(folder)), followLinks_(followLinks) {}

    std::vector<ContainerEntry> list(std::int64_t maxEntries, const std::function<void()>& onEntry) override {
        entries_.clear();
        around_.clear();
        maxEntries_ = maxEntries;
        onEntry_ = onEntry;
        if (const std::optional<Error> problem = enter(folder_, {})) throw Error(*problem);
        return entries_;
    }

    void read(const std::vector<bool>& chosen, std::int64_t maxBytes,
              const std::function<void(std::size_t, EntryBytes)>& take) override {
        for (std::size_t i = 0; i < chosen.size(); ++i)
            if (chosen[i]) take(i, bytesOf(folder_ / entries_[i].path, maxBytes));
    }

  private:
    using Identity = std::pair<dev_t, ino_t>;

    static EntryBytes bytesOf(const fs::path& path, std::int64_t maxBytes) try {
        return {readFileBytes(path, maxBytes)};
    } catch (const Error& error) {
        return {{}, error};
    }

    /// Adds what the folder holds. Returns the problem if it cannot be read to its end.
    std::optional<Error> enter(const fs::path& folder, const std::string& prefix) {
        struct stat status {};
        if (stat(folder.c_str(), &status) != 0) return unreadable(folder, {errno, std::generic_category()});
        const Identity identity{status.st_dev, status.st_ino};
        if (std::ranges::find(around_, identity) != around_.end())
            return Error(ErrorCode::BadData, validUtf8(folder.string()), "is a link to a folder that holds it",
                         "Take the link out.");
        around_.push_back(identity);
        std::error_code error;
        for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
            if (std::ssize(entries_) > maxEntries_) break;
            onEntry_();
            add(*it, prefix + it->path().filename().string());
        }
        around_.pop_back();
        return error ? std::optional(unreadable(folder, error)) : std::nullopt;
    }

    void add(const fs::directory_entry& entry, const std::string& path) {
        using Kind = ContainerEntry::Kind;
        const bool hidden = isSystemName(entry.path().filename().string());
        std::error_code error, ignored;
        const bool isLink = entry.is_symlink(ignored);
        if (isLink && (!followLinks_ || hidden)) {
            entries_.push_back({path, Kind::Link});
            return;
        }
        const fs::file_type type = entry.status(error).type();
        const std::size_t index = entries_.size();
        if (type == fs::file_type::not_found) {
            if (!isLink) return;  // it was removed meanwhile
            entries_.push_back(
                {path, Kind::Link, -1,
                 Error(ErrorCode::BadData, validUtf8(entry.path().string()), "is a link that leads nowhere",
                       "Put what it should lead to in its place, or take it out.")});
        } else if (error) {
            entries_.push_back({path, isLink ? Kind::Link : Kind::File, -1, unreadable(entry.path(), error)});
        } else if (type == fs::file_type::directory) {
            entries_.push_back({path, Kind::Folder});
            if (!hidden) {
                std::optional<Error> problem = enter(entry.path(), path + "/");
                entries_[index].problem = std::move(problem);
            }
        } else if (type == fs::file_type::regular) {
            const std::uintmax_t size = entry.file_size(ignored);
            entries_.push_back({path, Kind::File, ignored ? -1 : static_cast<std::int64_t>(size)});
        } else {
            entries_.push_back({path, Kind::Other});
        }
    }

    fs::path folder_;
    bool followLinks_;
    std::int64_t maxEntries_ = 0;
    std::function<void()> onEntry_;
    std::vector<ContainerEntry> entries_;
    std::vector<Identity> around_;  ///< the folders being read, from the outermost
};

}  // namespace

std::unique_ptr<EntryReader> folderReader(const fs::path& folder, bool followLinks) {
    return std::make_unique<FolderReader>(folder, followLinks);
}

}  // namespace oneshot
