#include "core/data/container_files.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <optional>

#include "core/data/error.h"

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

std::vector<ContainedFile> readZip(const fs::path& path, const Wanted& wanted, const ContainerLimits& limits) {
    const Utf8Names utf8Names;
    const std::string name = path.string();
    Budget budget(name, limits);
    const std::unique_ptr<archive, decltype(&archive_read_free)> zip(archive_read_new(), archive_read_free);
    const auto damaged = [&](const std::string& where) {
        const char* detail = archive_error_string(zip.get());
        return Error(ErrorCode::BadData, where,
                     std::string("is not a sound zip archive: damaged, cut short or of another kind") +
                         (detail ? " (" + std::string(detail) + ")" : ""),
                     "Download or copy it again, or give the unpacked folder.");
    };
    const auto encrypted = [&] {
        return Error(ErrorCode::BadData, name, "is encrypted", "Unpack it with its password and give the folder.");
    };

    // Only the reader that begins at the central directory: the streaming one accepts an archive cut at an entry's end.
    archive_read_support_format_zip_seekable(zip.get());
    if (archive_read_open_filename(zip.get(), path.c_str(), 1 << 16) != ARCHIVE_OK) throw damaged(name);

    std::vector<ContainedFile> files;
    for (archive_entry* entry = nullptr;;) {
        const int status = archive_read_next_header(zip.get(), &entry);
        if (status == ARCHIVE_EOF) break;
        if (status < ARCHIVE_WARN) throw damaged(name);
        budget.addEntry();
        const char* entryName = archive_entry_pathname(entry);
        if (!entryName) throw damaged(name);
        const std::optional<std::string> visible = visiblePath(entryName, name);
        if (!visible || archive_entry_filetype(entry) != AE_IFREG) continue;
        if (archive_entry_is_encrypted(entry)) throw encrypted();
        if (!wanted(*visible)) continue;

        ContainedFile& file = files.emplace_back(ContainedFile{*visible, {}});
        std::uint8_t block[1 << 14];
        for (;;) {
            const la_ssize_t count = archive_read_data(zip.get(), block, sizeof block);
            if (count < 0) throw damaged(name + "/" + *visible);
            if (count == 0) break;
            budget.addBytes(*visible, static_cast<std::int64_t>(file.bytes.size()) + count, count);
            file.bytes.insert(file.bytes.end(), block, block + count);
        }
    }
    return files;
}

std::vector<ContainedFile> readFolder(const fs::path& folder, const Wanted& wanted, const ContainerLimits& limits) {
    Budget budget(folder.string(), limits);
    std::vector<ContainedFile> files;
    for (auto it = fs::recursive_directory_iterator(folder); it != fs::recursive_directory_iterator(); ++it) {
        budget.addEntry();
        const std::optional<std::string> visible =
            visiblePath(it->path().lexically_relative(folder).generic_string(), folder.string());
        if (!visible) it.disable_recursion_pending();
        if (!visible || !it->is_regular_file() || !wanted(*visible)) continue;

        const auto size = static_cast<std::int64_t>(it->file_size());
        budget.addBytes(*visible, size, size);
        ContainedFile& file = files.emplace_back(ContainedFile{*visible, std::vector<std::uint8_t>(size)});
        std::ifstream stream(it->path(), std::ios::binary);
        if (!stream.read(reinterpret_cast<char*>(file.bytes.data()), size))
            throw Error(ErrorCode::BadData, it->path().string(), "cannot be read", "Check its permissions.");
    }
    return files;
}

}  // namespace

std::vector<ContainedFile> readContainer(const fs::path& container, const Wanted& wanted,
                                         const ContainerLimits& limits) try {
    if (!fs::exists(container))
        throw Error(ErrorCode::BadData, container.string(), "does not exist",
                    "Give the path of a zip archive or of a folder, with the selection after a colon: "
                    "PATH:alphabets=Greek+Latin.");
    const bool folder = fs::is_directory(container);
    if (!folder && !fs::is_regular_file(container))
        throw Error(ErrorCode::BadData, container.string(), "is neither a file nor a folder");
    std::vector<ContainedFile> files =
        folder ? readFolder(container, wanted, limits) : readZip(container, wanted, limits);
    std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    const auto twice =
        std::adjacent_find(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path == b.path; });
    if (twice != files.end())
        throw Error(ErrorCode::BadData, container.string(), "holds " + twice->path + " twice", "Pack it again.");
    return files;
} catch (const fs::filesystem_error& error) {
    throw Error(ErrorCode::BadData, container.string(), "cannot be read: " + error.code().message(),
                "Check the path and its permissions.");
}

bool isPngPath(const std::string& path) {
    if (path.size() < 4) return false;
    std::string end = path.substr(path.size() - 4);
    for (char& c : end) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    return end == ".png";
}

}  // namespace oneshot
