#include "core/data/image_archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <set>

#include "core/base/error.h"
#include "core/base/save_file.h"
#include "core/base/utf8.h"
#include "core/files/container_names.h"
#include "core/files/png.h"
#include "core/files/stroke_files.h"

namespace oneshot {
namespace {

namespace fs = std::filesystem;

/// Writes a zip file by file. Throws Error(Failed).
class ZipWriter {
  public:
    explicit ZipWriter(const fs::path& path) : path_(path), archive_(archive_write_new(), archive_write_free) {
        check(archive_write_set_format_zip(archive_.get()));
        check(archive_write_set_options(archive_.get(), "hdrcharset=UTF-8"));
        check(archive_write_open_filename(archive_.get(), path.c_str()));
    }

    void add(const std::string& name, std::span<const std::uint8_t> bytes) {
        const std::unique_ptr<archive_entry, void (*)(archive_entry*)> entry(archive_entry_new(), archive_entry_free);
        archive_entry_set_pathname_utf8(entry.get(), name.c_str());
        archive_entry_set_size(entry.get(), static_cast<la_int64_t>(bytes.size()));
        archive_entry_set_filetype(entry.get(), AE_IFREG);
        archive_entry_set_perm(entry.get(), 0644);
        archive_entry_set_mtime(entry.get(), 0, 0);
        check(archive_write_header(archive_.get(), entry.get()));
        if (archive_write_data(archive_.get(), bytes.data(), bytes.size()) != static_cast<la_ssize_t>(bytes.size()))
            fail();
    }
    void close() { check(archive_write_close(archive_.get())); }

  private:
    void check(int result) {
        if (result != ARCHIVE_OK) fail();
    }
    [[noreturn]] void fail() {
        const char* why = archive_error_string(archive_.get());
        throw Error(ErrorCode::Failed, validUtf8(path_.string()),
                    fmt::format("cannot be written: {}", why ? why : "unknown reason"),
                    "Check the free space and permissions.");
    }

    fs::path path_;
    std::unique_ptr<archive, int (*)(archive*)> archive_;
};

void requireName(const std::string& name, std::set<std::string>& taken) {
    if (!canNameAFolder(name))
        throw Error(ErrorCode::InvalidSetting, validUtf8(name), "cannot be the name of a folder",
                    "Choose a name without / \\ : * ? \" < > | that begins with no dot and ends with no dot or blank.");
    if (!taken.insert(name).second) throw Error(ErrorCode::InvalidSetting, name, "occurs twice", "Rename one of them.");
}

void addAll(const Dataset& data, ZipWriter& zip) {
    std::set<std::string> alphabets;
    for (const Alphabet& alphabet : data.alphabets) {
        requireName(alphabet.name, alphabets);
        std::set<std::string> characters;
        for (const Character& character : alphabet.characters) {
            requireName(character.name, characters);
            for (std::size_t i = 0; i < character.drawings.size(); ++i) {
                const Drawing& drawing = data.drawings[character.drawings[i]];
                const std::string path = fmt::format("{}/{}/{:04}", alphabet.name, character.name, i + 1);
                zip.add(fmt::format("images/{}.png", path), encodePng(drawing.image));
                if (drawing.strokes.empty()) continue;
                const std::string text = strokesText(drawing.strokes);
                zip.add(fmt::format("strokes/{}.txt", path),
                        {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
            }
        }
    }
    zip.close();
}

}  // namespace

bool canNameAFolder(const std::string& name) {
    return !name.empty() && name.size() <= 100 && isUtf8(name) && !isSystemName(name) && !name.starts_with(' ') &&
           !name.ends_with('.') && !name.ends_with(' ') && std::ranges::none_of(name, [](char c) {
               return static_cast<unsigned char>(c) < 0x20 || c == 0x7F ||
                      std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos;
           });
}

void writeImageArchive(const Dataset& data, const fs::path& zip) {
    const fs::path whole = fs::absolute(zip);
    const fs::path partial = whole.parent_path() / temporaryName();
    std::error_code error;
    try {
        fs::create_directories(whole.parent_path(), error);
        ZipWriter writer(partial);
        addAll(data, writer);
    } catch (...) {
        fs::remove(partial, error);
        throw;
    }
    fs::rename(partial, whole, error);
    if (!error) return;
    const std::string why = error.message();
    fs::remove(partial, error);
    throw Error(ErrorCode::Failed, validUtf8(whole.string()), "cannot be written: " + why,
                "Check the free space and permissions.");
}

}  // namespace oneshot
