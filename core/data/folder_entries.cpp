#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "core/data/container_entries.h"
#include "core/data/container_files.h"
#include "core/data/error.h"
#include "core/data/utf8.h"

namespace oneshot {
namespace {

namespace fs = std::filesystem;

class FolderReader : public EntryReader {
  public:
    FolderReader(fs::path folder, bool followLinks) : folder_(std::move(folder)), followLinks_(followLinks) {}

    std::vector<ContainerEntry> list(std::int64_t maxEntries, const std::function<void()>& onEntry) override {
        entries_.clear();
        maxEntries_ = maxEntries;
        onEntry_ = onEntry;
        enter(folder_, {});
        return entries_;
    }

    void read(const std::vector<bool>& chosen, std::int64_t maxBytes,
              const std::function<void(std::size_t, std::vector<std::uint8_t>)>& take) override {
        for (std::size_t i = 0; i < chosen.size(); ++i)
            if (chosen[i]) take(i, readFileBytes(folder_ / entries_[i].path, maxBytes));
    }

  private:
    using Identity = std::pair<dev_t, ino_t>;

    void enter(const fs::path& folder, const std::string& prefix) {
        struct stat status {};
        if (stat(folder.c_str(), &status) != 0)
            throw fs::filesystem_error("stat", folder, std::error_code(errno, std::generic_category()));
        const Identity identity{status.st_dev, status.st_ino};
        if (std::ranges::find(around_, identity) != around_.end())
            throw Error(ErrorCode::BadData, validUtf8(folder.string()), "is a link to a folder that holds it",
                        "Take the link out.");
        around_.push_back(identity);
        for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
            if (std::ssize(entries_) > maxEntries_) break;
            onEntry_();
            add(entry, prefix + entry.path().filename().string());
        }
        around_.pop_back();
    }

    void add(const fs::directory_entry& entry, const std::string& path) {
        using Kind = ContainerEntry::Kind;
        const bool hidden = isSystemName(entry.path().filename().string());
        if (entry.is_symlink() && (!followLinks_ || hidden)) {
            entries_.push_back({path, Kind::Link});
            return;
        }
        const fs::file_status status = entry.status();
        if (status.type() == fs::file_type::not_found && entry.is_symlink())
            throw Error(ErrorCode::BadData, validUtf8(entry.path().string()), "is a link that leads nowhere",
                        "Put what it should lead to in its place, or take it out.");
        if (fs::is_directory(status)) {
            entries_.push_back({path, Kind::Folder});
            if (!hidden) enter(entry.path(), path + "/");
        } else if (fs::is_regular_file(status)) {
            entries_.push_back({path, Kind::File, static_cast<std::int64_t>(entry.file_size())});
        }
    }

    fs::path folder_;
    bool followLinks_;
    std::int64_t maxEntries_ = 0;
    std::function<void()> onEntry_;
    std::vector<ContainerEntry> entries_;
    std::vector<Identity> around_;  ///< the folders that are entered, from the outermost
};

}  // namespace

std::unique_ptr<EntryReader> folderReader(const fs::path& folder, bool followLinks) {
    return std::make_unique<FolderReader>(folder, followLinks);
}

}  // namespace oneshot
