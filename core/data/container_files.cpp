#include "core/data/container_files.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string_view>

#include "core/data/container_entries.h"
#include "core/data/error.h"
#include "core/data/legacy_names.h"
#include "core/data/near_name.h"
#include "core/data/open_file.h"
#include "core/data/text.h"
#include "core/data/utf8.h"

namespace oneshot {
namespace {

namespace fs = std::filesystem;

/// A path without empty and "." parts, up to and with the first part that is a system's.
struct CleanPath {
    std::string path;
    bool isOfSystem = false;
};

/// Throws where it leads out of the container.
CleanPath cleaned(const std::string& path, const std::string& container) {
    const auto climbs = [&] {
        return Error(ErrorCode::BadData, container, "holds the path \"" + validUtf8(path) + "\", which leads out of it",
                     "Do not trust this archive; get it from its source again.");
    };
    if (path.starts_with('/')) throw climbs();
    CleanPath result;
    for (std::size_t begin = 0; begin <= path.size();) {
        const std::size_t end = std::min(path.find('/', begin), path.size());
        const std::string_view part = std::string_view(path).substr(begin, end - begin);
        begin = end + 1;
        if (part == "..") throw climbs();
        if (part.empty() || part == "." || result.isOfSystem) continue;
        result.isOfSystem = isSystemName(part);
        if (!result.path.empty()) result.path += '/';
        result.path += part;
    }
    return result;
}

/// Counts what is asked for and throws at the limits.
class Budget {
  public:
    Budget(std::string container, const ContainerLimits& limits) : container_(std::move(container)), limits_(limits) {}

    void requireEntries(std::int64_t count) const {
        if (count > limits_.entries)
            fail(container_, "holds more than " + std::to_string(limits_.entries) + " files and folders");
    }
    void addFile(const std::string& path, std::int64_t bytes) {
        if (bytes > limits_.fileBytes)
            fail(container_ + "/" + path, "is larger than " + std::to_string(limits_.fileBytes) + " bytes");
        total_ += bytes;
        if (total_ > limits_.totalBytes)
            fail(container_, "holds more than " + std::to_string(limits_.totalBytes) + " bytes");
    }

  private:
    [[noreturn]] static void fail(const std::string& where, const std::string& problem) {
        throw Error(ErrorCode::BadData, where, problem, "Choose the archive or folder that holds the drawings alone.");
    }
    std::string container_;
    ContainerLimits limits_;
    std::int64_t total_ = 0;
};

/// What may not be read, whether it is wanted or not.
void requireReadable(const ContainerEntry& entry, const std::string& path, const std::string& container,
                     bool isFolder) {
    if (entry.kind == ContainerEntry::Kind::Link)
        throw Error(ErrorCode::BadData, container + "/" + path, "is a link, and links are not followed",
                    isFolder
                        ? "Add links=follow to the data's path, put what it points to in its place, or take it out."
                        : "Unpack the archive and give the folder, whose links can be followed, or take it out.");
    if (entry.kind == ContainerEntry::Kind::EncryptedFile)
        throw Error(ErrorCode::BadData, container, "is encrypted", "Unpack it with its password and give the folder.");
}

void requireDifferentPaths(const std::vector<ContainedFile>& files, const std::string& container) {
    const auto twice = std::ranges::adjacent_find(files, {}, &ContainedFile::path);
    if (twice != files.end())
        throw Error(ErrorCode::BadData, container, "holds " + twice->path + " twice",
                    "Keep one of them, or give each a name of its own.");
}

/// "Did you mean train.zip? ", by what lies beside it; nothing where nothing is near.
std::string guessFor(const fs::path& missing) {
    std::vector<std::string> known{"glyphs"};  // which is no path, and is mistyped as one
    std::error_code ignored;
    for (fs::directory_iterator it(missing.parent_path(), ignored), end; !ignored && it != end; it.increment(ignored))
        if (const std::string name = it->path().filename().string(); isUtf8(name) && !isSystemName(name))
            known.push_back(name);
    return didYouMean(missing.filename().string(), known);
}

ContainerContent readEntries(EntryReader& reader, const std::string& container, bool isFolder,
                             const ContainerRequest& request) {
    Budget budget(container, request.limits);
    const std::vector<ContainerEntry> entries = reader.list(request.limits.entries, request.onProgress);
    budget.requireEntries(std::ssize(entries));

    std::set<std::string> system;
    std::vector<std::size_t> visible;  // indices of entries
    std::vector<std::string> paths;    // of those
    for (std::size_t i = 0; i < entries.size(); ++i) {
        CleanPath path = cleaned(entries[i].path, container);
        if (path.isOfSystem) system.insert(validUtf8(path.path));
        if (path.isOfSystem || path.path.empty() || entries[i].kind == ContainerEntry::Kind::Other) continue;
        visible.push_back(i);
        paths.push_back(std::move(path.path));
    }
    DecodedPaths decoded = decodePaths(std::move(paths));

    ContainerContent content;
    content.systemFiles.assign(system.begin(), system.end());
    content.codePage = decoded.codePage;
    std::vector<bool> chosen(entries.size());
    std::vector<std::string> pathOf(entries.size());
    for (std::size_t i = 0; i < visible.size(); ++i) {
        const ContainerEntry& entry = entries[visible[i]];
        std::string& path = decoded.paths[i];
        requireReadable(entry, path, container, isFolder);
        if (entry.kind == ContainerEntry::Kind::File && !isUtf8(entry.path)) ++content.decodedFiles;
        if (entry.kind == ContainerEntry::Kind::Folder) {
            content.folders.push_back(std::move(path));
        } else if (request.wanted(path)) {
            budget.addFile(path, std::max<std::int64_t>(0, entry.size));
            chosen[visible[i]] = true;
            pathOf[visible[i]] = std::move(path);
        } else {
            content.otherFiles.push_back(std::move(path));
        }
    }
    reader.read(chosen, request.limits.fileBytes, [&](std::size_t i, std::vector<std::uint8_t> bytes) {
        request.onProgress();
        if (entries[i].size < 0) budget.addFile(pathOf[i], std::ssize(bytes));
        content.files.push_back({std::move(pathOf[i]), std::move(bytes)});
    });
    std::ranges::sort(content.files, {}, &ContainedFile::path);
    std::ranges::sort(content.otherFiles);
    std::ranges::sort(content.folders);
    requireDifferentPaths(content.files, container);
    return content;
}

}  // namespace

ContainerContent readContainer(const fs::path& container, const ContainerRequest& request) {
    const std::string name = validUtf8(container.string());
    try {
        if (!fs::exists(container))
            throw Error(ErrorCode::BadData, name, "does not exist",
                        guessFor(container) +
                            "Give the path of an archive or of a folder, with the selection after a colon: "
                            "PATH:alphabets=Greek+Latin.");
        const bool folder = fs::is_directory(container);
        if (!folder && !fs::is_regular_file(container))
            throw Error(ErrorCode::BadData, name, "is neither a file nor a folder");
        const std::unique_ptr<EntryReader> reader =
            folder ? folderReader(container, request.followLinks) : archiveReader(container);
        return readEntries(*reader, name, folder, request);
    } catch (const fs::filesystem_error& error) {
        throw Error(ErrorCode::BadData, validUtf8(error.path1().empty() ? container.string() : error.path1().string()),
                    "cannot be read: " + error.code().message(), "Check the path and its permissions.");
    }
}

std::vector<ContainedFile> readContainer(const fs::path& container,
                                         const std::function<bool(const std::string&)>& wanted,
                                         const ContainerLimits& limits) {
    return readContainer(container, ContainerRequest{wanted, limits}).files;
}

std::vector<ContainedFile> readZip(std::span<const std::uint8_t> zip, const std::string& name,
                                   const std::function<bool(const std::string&)>& wanted,
                                   const ContainerLimits& limits) {
    return readEntries(*archiveReader(zip, name), name, false, ContainerRequest{wanted, limits}).files;
}

bool isSystemName(std::string_view name) {
    constexpr auto left =
        std::to_array<std::string_view>({"__macosx", "@eadir", "#recycle", "thumbs.db", "ehthumbs.db", "desktop.ini",
                                         "lost+found", "$recycle.bin", "system volume information"});
    return name.starts_with('.') || std::ranges::find(left, lowerCase(name)) != left.end();
}

std::string containerTitle(const fs::path& container) {
    const std::string name = container.filename().string();
    for (const std::string_view ending :
         {".tar.gz", ".tar.bz2", ".tar.xz", ".tar.zst", ".tgz", ".tbz2", ".txz", ".tar", ".zip"})
        if (name.ends_with(ending) && name.size() > ending.size()) return name.substr(0, name.size() - ending.size());
    return name;
}

std::vector<std::uint8_t> readFileBytes(const fs::path& path, std::int64_t mostBytes) {
    const OpenFile file(path);
    if (file.size() > mostBytes)
        throw Error(ErrorCode::BadData, file.name(), "is larger than " + std::to_string(mostBytes) + " bytes",
                    "Give a smaller file.");
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(file.size()));
    if (file.readAt(0, bytes) < bytes.size())
        throw Error(ErrorCode::BadData, file.name(), "became shorter while it was read",
                    "Try again once nothing writes to it.");
    return bytes;
}

}  // namespace oneshot
