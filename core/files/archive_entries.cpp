#include "core/files/archive_entries.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>
#include <locale.h>

#include <algorithm>
#include <array>
#include <functional>
#include <vector>

#include "core/base/error.h"
#include "core/base/open_file.h"
#include "core/base/utf8.h"
#include "core/files/file_kind.h"

namespace oneshot {
namespace {

namespace fs = std::filesystem;
using Archive = std::unique_ptr<archive, decltype(&archive_read_free)>;

/// Sets this thread's locale to UTF-8 while it lives: libarchive returns names in the locale's character set.
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

enum class Format { Zip, Tar, PackedTar };

Format formatOf(std::span<const std::uint8_t> begin) {
    const FileKind kind = fileKindOf(begin);
    if (isPacked(kind)) return Format::PackedTar;
    return kind == FileKind::Tar ? Format::Tar : Format::Zip;
}

void supportFilters(archive* opened) {
    archive_read_support_filter_gzip(opened);
    archive_read_support_filter_bzip2(opened);
    archive_read_support_filter_xz(opened);
    archive_read_support_filter_zstd(opened);
}

/// The first bytes of what a packed file unpacks to; empty if it is damaged.
std::vector<std::uint8_t> unpackedBegin(const std::function<int(archive*)>& open) {
    const Archive opened(archive_read_new(), archive_read_free);
    archive_read_support_format_raw(opened.get());
    supportFilters(opened.get());
    archive_entry* entry = nullptr;
    std::vector<std::uint8_t> begin(1 << 16);
    la_ssize_t count = 0;
    if (open(opened.get()) == ARCHIVE_OK && archive_read_next_header(opened.get(), &entry) == ARCHIVE_OK)
        count = archive_read_data(opened.get(), begin.data(), begin.size());
    begin.resize(static_cast<std::size_t>(std::max<la_ssize_t>(0, count)));
    return begin;
}

/// Reads an archive twice: first the headers, then the bytes.
class ArchiveReader : public EntryReader {
  public:
    /// open: starts reading at the beginning of the archive and returns libarchive's status.
    ArchiveReader(std::string name, Format format, std::function<int(archive*)> open)
        : name_(std::move(name)), format_(format), open_(std::move(open)) {}

    std::vector<ContainerEntry> list(std::int64_t maxEntries, const std::function<void()>& onEntry) override {
        const Utf8Names utf8Names;
        const Archive opened = open();
        std::vector<ContainerEntry> entries;
        std::int64_t unpacked = 0;
        while (archive_entry* entry = next(opened.get())) {
            if (std::ssize(entries) > maxEntries) break;
            onEntry();
            entries.push_back(described(opened.get(), entry));
            unpacked += std::clamp<std::int64_t>(entries.back().size, 0, maxUnpacked);
            if (format_ == Format::PackedTar && unpacked >= maxUnpacked) throw tooLong();
        }
        return entries;
    }

    void read(const std::vector<bool>& chosen, std::int64_t maxBytes,
              const std::function<void(std::size_t, EntryBytes)>& take) override {
        const Utf8Names utf8Names;
        const Archive opened = open();
        std::size_t last = chosen.size();
        while (last > 0 && !chosen[last - 1]) --last;
        for (std::size_t i = 0; i < last; ++i) {
            archive_entry* entry = next(opened.get());
            if (!entry) throw damaged(opened.get(), name_);  // it has become shorter
            if (chosen[i]) take(i, contentOf(opened.get(), entry, maxBytes));
        }
    }

  private:
    /// A packed tar must be unpacked to its end, also where nothing of it is wanted.
    static constexpr std::int64_t maxUnpacked = 16LL << 30;

    Error tooLong() const {
        return Error(ErrorCode::BadData, name_, fmt::format("unpacks to more than {} bytes", maxUnpacked),
                     "Unpack it and give the folder that holds the drawings alone.");
    }

    Archive open() const {
        Archive opened(archive_read_new(), archive_read_free);
        if (format_ == Format::Zip) {
            // Only the reader of the central directory: the streaming one accepts an archive cut at an entry's end.
            archive_read_support_format_zip_seekable(opened.get());
        } else {
            archive_read_support_format_tar(opened.get());
            supportFilters(opened.get());
        }
        if (open_(opened.get()) != ARCHIVE_OK) throw damaged(opened.get(), name_);
        return opened;
    }

    /// The next header; null at the end.
    archive_entry* next(archive* opened) const {
        archive_entry* entry = nullptr;
        const int status = archive_read_next_header(opened, &entry);
        if (status == ARCHIVE_EOF) return nullptr;
        if (status < ARCHIVE_WARN) throw damaged(opened, name_);
        return entry;
    }

    ContainerEntry described(archive* opened, archive_entry* entry) const {
        using Kind = ContainerEntry::Kind;
        const char* path = archive_entry_pathname(entry);
        if (!path) throw damaged(opened, name_);
        ContainerEntry result{path};
        if (archive_entry_size_is_set(entry)) result.size = archive_entry_size(entry);
        if (archive_entry_filetype(entry) == AE_IFLNK || archive_entry_hardlink(entry))
            result.kind = Kind::Link;
        else if (archive_entry_filetype(entry) == AE_IFREG)
            result.kind = archive_entry_is_encrypted(entry) ? Kind::EncryptedFile : Kind::File;
        else
            result.kind = archive_entry_filetype(entry) == AE_IFDIR ? Kind::Folder : Kind::Other;
        return result;
    }

    /// Files after a damaged one can be read in a zip; in a tar they are lost.
    EntryBytes contentOf(archive* opened, archive_entry* entry, std::int64_t maxBytes) const try {
        archive_clear_error(opened);
        return {bytesOf(opened, entry, maxBytes)};
    } catch (const Error& error) {
        if (format_ != Format::Zip) throw;
        return {{}, error};
    }

    std::vector<std::uint8_t> bytesOf(archive* opened, archive_entry* entry, std::int64_t maxBytes) const {
        const char* path = archive_entry_pathname(entry);
        const std::string where = name_ + "/" + validUtf8(path ? path : "");
        const std::int64_t claimed = archive_entry_size_is_set(entry) ? archive_entry_size(entry) : -1;
        const std::int64_t max = claimed < 0 ? maxBytes : std::min(claimed, maxBytes);
        const auto wrong = [&] { return format_ == Format::Zip ? damagedFile(opened, where) : damaged(opened, where); };
        std::vector<std::uint8_t> bytes;
        std::array<std::uint8_t, 1 << 14> block;
        for (;;) {
            const la_ssize_t count = archive_read_data(opened, block.data(), block.size());
            if (count < 0) throw wrong();
            if (count == 0) break;
            if (std::ssize(bytes) + count > max) throw wrong();
            if (bytes.empty() && claimed > 0) bytes.reserve(static_cast<std::size_t>(max));
            bytes.insert(bytes.end(), block.begin(), block.begin() + count);
        }
        if (claimed >= 0 && claimed != std::ssize(bytes)) throw wrong();
        return bytes;
    }

    static std::string detailOf(archive* opened) {
        const char* error = archive_error_string(opened);
        std::string detail = error ? validUtf8(error) : std::string();
        while (detail.ends_with('\n')) detail.pop_back();
        return detail.empty() ? detail : fmt::format(" ({})", detail);
    }

    Error damaged(archive* opened, const std::string& where) const {
        return Error(ErrorCode::BadData, where,
                     fmt::format("is not a sound {} archive: damaged, cut short or of another kind{}",
                                 format_ == Format::Zip ? "zip" : "tar", detailOf(opened)),
                     "Download or copy it again, or give the unpacked folder.");
    }

    static Error damagedFile(archive* opened, const std::string& where) {
        return Error(ErrorCode::BadData, where, "is damaged within the archive" + detailOf(opened),
                     "Download or copy the archive again.");
    }

    std::string name_;
    Format format_;
    std::function<int(archive*)> open_;
};

constexpr std::int64_t tarEnd = 1024;

/// Only two empty blocks at its end show that a tar which is not packed is whole.
void requireTarEnd(std::span<const std::uint8_t> end, const std::string& name) {
    if (std::ssize(end) < tarEnd || std::ranges::any_of(end, [](std::uint8_t byte) { return byte != 0; }))
        throw Error(ErrorCode::BadData, name, "is not a sound tar archive: it is cut short",
                    "Download or copy it again, or give the unpacked folder.");
}

}  // namespace

std::unique_ptr<EntryReader> archiveReader(const fs::path& path) {
    const auto file = std::make_shared<const OpenFile>(path);
    std::vector<std::uint8_t> begin(1 << 16);
    begin.resize(file->readAt(0, begin));
    const Format format = formatOf(begin);
    const auto open = [file](archive* opened) {
        file->rewind();
        return archive_read_open_fd(opened, file->descriptor(), 1 << 16);
    };
    requireArchive(begin, format == Format::PackedTar ? unpackedBegin(open) : std::vector<std::uint8_t>(),
                   file->name());
    if (format == Format::Tar) {
        begin.resize(tarEnd);
        begin.resize(file->readAt(std::max<std::int64_t>(0, file->size() - tarEnd), begin));
        requireTarEnd(begin, file->name());
    }
    return std::make_unique<ArchiveReader>(file->name(), format, open);
}

std::unique_ptr<EntryReader> archiveReader(std::span<const std::uint8_t> bytes, const std::string& name) {
    const Format format = formatOf(bytes);
    if (format == Format::Tar) requireTarEnd(bytes.last(std::min<std::size_t>(bytes.size(), tarEnd)), name);
    return std::make_unique<ArchiveReader>(name, format, [bytes](archive* opened) {
        return archive_read_open_memory(opened, bytes.data(), bytes.size());
    });
}

}  // namespace oneshot
