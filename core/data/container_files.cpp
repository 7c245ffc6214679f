#include "core/data/container_files.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <locale.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <optional>
#include <system_error>

#include "core/data/error.h"
#include "core/data/utf8.h"

namespace oneshot {
namespace {

namespace fs = std::filesystem;
using Wanted = std::function<bool(const std::string&)>;

/// The path without empty and "." parts; nothing if a part is hidden. Throws where it leads out of the container.
std::optional<std::string> visiblePath(const std::string& path, const std::string& container) {
    const auto climbs = [&] {
        return Error(ErrorCode::BadData, container, "holds the path \"" + path + "\", which leads out of it",
                     "Do not trust this archive; get it from its source again.");
    };
    if (path.starts_with('/')) throw climbs();
    std::string result;
    bool hidden = false;
    for (std::size_t begin = 0; begin <= path.size();) {
        const std::size_t end = std::min(path.find('/', begin), path.size());
        const std::string part = path.substr(begin, end - begin);
        begin = end + 1;
        if (part == "..") throw climbs();
        if (part.empty() || part == ".") continue;
        hidden = hidden || part.starts_with('.') || part == "__MACOSX";
        if (!result.empty()) result += '/';
        result += part;
    }
    if (hidden || result.empty()) return std::nullopt;
    return result;
}

/// Counts what is read and throws at the limits.
class Budget {
  public:
    Budget(std::string container, const ContainerLimits& limits) : container_(std::move(container)), limits_(limits) {}

    void addEntry() {
        if (++entries_ > limits_.entries)
            fail(container_, "holds more than " + std::to_string(limits_.entries) + " files and folders");
    }
    void addBytes(const std::string& path, std::int64_t ofFile, std::int64_t added) {
        if (ofFile > limits_.fileBytes)
            fail(container_ + "/" + path, "is larger than " + std::to_string(limits_.fileBytes) + " bytes");
        total_ += added;
        if (total_ > limits_.totalBytes)
            fail(container_, "holds more than " + std::to_string(limits_.totalBytes) + " bytes");
    }

  private:
    [[noreturn]] static void fail(const std::string& where, const std::string& problem) {
        throw Error(ErrorCode::BadData, where, problem, "Choose the zip or folder that holds the drawings alone.");
    }
    std::string container_;
    ContainerLimits limits_;
    std::int64_t entries_ = 0, total_ = 0;
};

/// A regular file, open for reading. A pipe or device is opened without waiting for its other end, then refused.
class OpenFile {
  public:
    explicit OpenFile(const fs::path& path)
        : name_(validUtf8(path.string())), descriptor_(open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC)) {
        struct stat status {};
        if (descriptor_ < 0) throw unreadable();
        const bool known = fstat(descriptor_, &status) == 0;
        if (known && S_ISREG(status.st_mode)) {
            size_ = status.st_size;
            return;
        }
        const Error error =
            known ? Error(ErrorCode::BadData, name_, "is not a regular file", "Give a file.") : unreadable();
        close(descriptor_);
        throw error;
    }
    ~OpenFile() { close(descriptor_); }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    const std::string& name() const { return name_; }
    int descriptor() const { return descriptor_; }
    std::int64_t size() const { return size_; }
    Error unreadable() const {
        return Error(ErrorCode::BadData, name_, "cannot be read: " + std::generic_category().message(errno),
                     "Check the path and its permissions.");
    }

  private:
    std::string name_;
    int descriptor_;
    std::int64_t size_ = 0;
};

/// libarchive gives names in the locale's character set: UTF-8 on this thread while it reads.
class Utf8Names {
  public:
    Utf8Names() : utf8_(newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)), before_(uselocale(utf8_)) {}
    ~Utf8Names() {
        uselocale(before_);
        if (utf8_) freelocale(utf8_);
    }
    Utf8Names(const Utf8Names&) = delete;
    Utf8Names& operator=(const Utf8Names&) = delete;

  private:
    locale_t utf8_, before_;
};

Error damaged(archive* zip, const std::string& where) {
    const char* detail = archive_error_string(zip);
    return Error(ErrorCode::BadData, where,
                 "is not a sound zip archive: damaged, cut short or of another kind" +
                     (detail ? " (" + validUtf8(detail) + ")" : ""),
                 "Download or copy it again, or give the unpacked folder.");
}

Error isLink(const std::string& where) {
    return Error(ErrorCode::BadData, where, "is a link, and links are not followed",
                 "Put what it points to in its place, or take it out.");
}

std::vector<ContainedFile> readEntries(archive* zip, const std::string& name, const Wanted& wanted,
                                       const ContainerLimits& limits) {
    Budget budget(name, limits);
    std::vector<ContainedFile> files;
    for (archive_entry* entry = nullptr;;) {
        const int status = archive_read_next_header(zip, &entry);
        if (status == ARCHIVE_EOF) break;
        if (status < ARCHIVE_WARN) throw damaged(zip, name);
        budget.addEntry();
        const char* entryName = archive_entry_pathname(entry);
        if (!entryName) throw damaged(zip, name);
        const std::optional<std::string> visible = visiblePath(validUtf8(entryName), name);
        if (!visible) continue;
        const std::string where = name + "/" + *visible;
        if (archive_entry_filetype(entry) == AE_IFLNK) throw isLink(where);
        if (archive_entry_filetype(entry) != AE_IFREG) continue;
        if (archive_entry_is_encrypted(entry))
            throw Error(ErrorCode::BadData, name, "is encrypted", "Unpack it with its password and give the folder.");
        if (!wanted(*visible)) continue;

        ContainedFile& file = files.emplace_back(ContainedFile{*visible, {}});
        std::uint8_t block[1 << 14];
        for (;;) {
            const la_ssize_t count = archive_read_data(zip, block, sizeof block);
            if (count < 0) throw damaged(zip, where);
            if (count == 0) break;
            budget.addBytes(*visible, static_cast<std::int64_t>(file.bytes.size()) + count, count);
            file.bytes.insert(file.bytes.end(), block, block + count);
        }
        if (archive_entry_size_is_set(entry) && archive_entry_size(entry) != std::ssize(file.bytes))
            throw damaged(zip, where);
    }
    return files;
}

template <typename Open>
std::vector<ContainedFile> readOpened(const std::string& name, const Wanted& wanted, const ContainerLimits& limits,
                                      const Open& open) {
    const Utf8Names utf8Names;
    const std::unique_ptr<archive, decltype(&archive_read_free)> zip(archive_read_new(), archive_read_free);
    // Only the reader that begins at the central directory: the streaming one accepts an archive cut at an entry's end.
    archive_read_support_format_zip_seekable(zip.get());
    if (open(zip.get()) != ARCHIVE_OK) throw damaged(zip.get(), name);
    return readEntries(zip.get(), name, wanted, limits);
}

std::vector<ContainedFile> readZipFile(const fs::path& path, const Wanted& wanted, const ContainerLimits& limits) {
    const OpenFile file(path);
    return readOpened(file.name(), wanted, limits,
                      [&](archive* zip) { return archive_read_open_fd(zip, file.descriptor(), 1 << 16); });
}

std::vector<ContainedFile> readFolder(const fs::path& folder, const Wanted& wanted, const ContainerLimits& limits) {
    const std::string name = validUtf8(folder.string());
    Budget budget(name, limits);
    std::vector<ContainedFile> files;
    for (auto it = fs::recursive_directory_iterator(folder); it != fs::recursive_directory_iterator(); ++it) {
        budget.addEntry();
        const std::optional<std::string> visible =
            visiblePath(validUtf8(it->path().lexically_relative(folder).generic_string()), name);
        if (!visible) it.disable_recursion_pending();
        if (!visible) continue;
        if (it->is_symlink()) throw isLink(name + "/" + *visible);
        if (!it->is_regular_file() || !wanted(*visible)) continue;

        ContainedFile& file = files.emplace_back(ContainedFile{*visible, readFileBytes(it->path(), limits.fileBytes)});
        const std::int64_t size = std::ssize(file.bytes);
        budget.addBytes(*visible, size, size);
    }
    return files;
}

void sortByPath(std::vector<ContainedFile>& files, const std::string& container) {
    std::ranges::sort(files, {}, &ContainedFile::path);
    const auto twice = std::ranges::adjacent_find(files, {}, &ContainedFile::path);
    if (twice != files.end())
        throw Error(ErrorCode::BadData, container, "holds " + twice->path + " twice",
                    "Keep one of them, or give each a name of its own.");
}

}  // namespace

std::vector<ContainedFile> readContainer(const fs::path& container, const Wanted& wanted,
                                         const ContainerLimits& limits) {
    const std::string name = validUtf8(container.string());
    try {
        if (!fs::exists(container))
            throw Error(ErrorCode::BadData, name, "does not exist",
                        "Give the path of a zip archive or of a folder, with the selection after a colon: "
                        "PATH:alphabets=Greek+Latin.");
        const bool folder = fs::is_directory(container);
        if (!folder && !fs::is_regular_file(container))
            throw Error(ErrorCode::BadData, name, "is neither a file nor a folder");
        std::vector<ContainedFile> files =
            folder ? readFolder(container, wanted, limits) : readZipFile(container, wanted, limits);
        sortByPath(files, name);
        return files;
    } catch (const fs::filesystem_error& error) {
        throw Error(ErrorCode::BadData, validUtf8(error.path1().empty() ? container.string() : error.path1().string()),
                    "cannot be read: " + error.code().message(), "Check the path and its permissions.");
    }
}

std::vector<ContainedFile> readZip(std::span<const std::uint8_t> zip, const std::string& name, const Wanted& wanted,
                                   const ContainerLimits& limits) {
    std::vector<ContainedFile> files = readOpened(name, wanted, limits, [&](archive* opened) {
        return archive_read_open_memory(opened, zip.data(), zip.size());
    });
    sortByPath(files, name);
    return files;
}

std::vector<std::uint8_t> readFileBytes(const fs::path& path, std::int64_t mostBytes) {
    const OpenFile file(path);
    if (file.size() > mostBytes)
        throw Error(ErrorCode::BadData, file.name(), "is larger than " + std::to_string(mostBytes) + " bytes",
                    "Give a smaller file.");
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(file.size()));
    for (std::size_t done = 0; done < bytes.size();) {
        const ssize_t count = read(file.descriptor(), bytes.data() + done, bytes.size() - done);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) throw file.unreadable();
        if (count == 0)
            throw Error(ErrorCode::BadData, file.name(), "became shorter while it was read",
                        "Try again once nothing writes to it.");
        done += static_cast<std::size_t>(count);
    }
    return bytes;
}

}  // namespace oneshot
