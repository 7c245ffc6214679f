#include "core/data/write_dataset.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/base/parallel.h"
#include "core/base/save_file.h"
#include "core/base/save_folder.h"
#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/drawing/glyphs.h"
#include "core/files/container_names.h"
#include "core/files/png.h"
#include "core/files/stroke_files.h"

namespace oneshot {
namespace fs = std::filesystem;
namespace {

/// The path of a drawing below images/ and strokes/, without its ending.
struct Place {
    std::string path;
    DrawingId drawing;
};

/// A name for a folder that no reader skips. Blanks become underscores, as in Omniglot.
std::string folderName(std::string name) {
    for (char& c : name)
        if (c == ' ' || c == '/' || c == '\\' || static_cast<unsigned char>(c) < 0x20) c = '_';
    return name.empty() || isSystemName(name) ? '_' + name : name;
}

/// The drawers of a character's drawings, or 1, 2, 3, ... if drawers are unknown or occur twice.
std::vector<int> drawersOf(const Dataset& data, const Character& character) {
    std::vector<int> drawers;
    for (const DrawingId id : character.drawings) drawers.push_back(data.drawings[id].drawer);
    const std::set<int> different(drawers.begin(), drawers.end());
    if (different.size() < drawers.size() || different.contains(0))
        for (std::size_t i = 0; i < drawers.size(); ++i) drawers[i] = static_cast<int>(i) + 1;
    return drawers;
}

std::vector<Place> placesOf(const Dataset& data) {
    std::vector<Place> places;
    std::set<std::string> taken;
    int number = 0;
    for (const Alphabet& alphabet : data.alphabets) {
        std::string folder = folderName(alphabet.name);
        while (!taken.insert(folder).second) folder += '_';
        for (std::size_t c = 0; c < alphabet.characters.size(); ++c) {
            const Character& character = alphabet.characters[c];
            const std::string stem = fmt::format("{}/character{}/{}_", folder,
                                                 numbered(static_cast<int>(c) + 1, std::ssize(alphabet.characters), 2),
                                                 numbered(++number, data.characterCount(), 4));
            const std::vector<int> drawers = drawersOf(data, character);
            for (std::size_t i = 0; i < drawers.size(); ++i)
                places.push_back({stem + numbered(drawers[i], std::ssize(drawers), 2), character.drawings[i]});
        }
    }
    return places;
}

std::string description(const Dataset& data) {
    Json json{{"name", data.name}, {"spec", data.spec}, {"sha256", data.sha256}, {"licence", data.licence}};
    if (data.format == DataFormat::Glyphs) json["generator_version"] = glyphGeneratorVersion;
    return json.dump(2) + '\n';
}

/// Writes a zip into memory, file by file. Throws Error(Failed).
class ZipWriter {
  public:
    ZipWriter() {
        const auto append = [](archive*, void* zip, const void* bytes, std::size_t count) {
            static_cast<std::string*>(zip)->append(static_cast<const char*>(bytes), count);
            return static_cast<la_ssize_t>(count);
        };
        check(archive_write_set_format_zip(archive_.get()));
        check(archive_write_set_options(archive_.get(), "hdrcharset=UTF-8"));
        check(archive_write_set_bytes_in_last_block(archive_.get(), 1));
        check(archive_write_open(archive_.get(), &zip_, nullptr, append, nullptr));
    }

    void add(const std::string& name, std::string_view bytes) {
        const std::unique_ptr<archive_entry, void (*)(archive_entry*)> entry(archive_entry_new(), archive_entry_free);
        archive_entry_set_pathname_utf8(entry.get(), name.c_str());
        archive_entry_set_size(entry.get(), static_cast<la_int64_t>(bytes.size()));
        archive_entry_set_filetype(entry.get(), AE_IFREG);
        archive_entry_set_perm(entry.get(), 0644);
        archive_entry_set_mtime(entry.get(), 0, 0);
        check(archive_write_header(archive_.get(), entry.get()));
        const la_ssize_t written = archive_write_data(archive_.get(), bytes.data(), bytes.size());
        check(written == static_cast<la_ssize_t>(bytes.size()) ? ARCHIVE_OK : ARCHIVE_FATAL);
    }
    const std::string& close() {
        check(archive_write_close(archive_.get()));
        return zip_;
    }

  private:
    void check(int result) {
        if (result == ARCHIVE_OK) return;
        const char* why = archive_error_string(archive_.get());
        throw Error(ErrorCode::Failed, "zip", fmt::format("cannot be written: {}", why ? why : "unknown reason"));
    }

    std::string zip_;
    std::unique_ptr<archive, int (*)(archive*)> archive_{archive_write_new(), archive_write_free};
};

void requireName(const std::string& name, std::set<std::string>& taken) {
    if (!canNameAFolder(name))
        throw Error(ErrorCode::InvalidSetting, validUtf8(name), "cannot be the name of a folder",
                    "Choose a name without / \\ : * ? \" < > | that begins with no dot and ends with no dot or blank.");
    if (!taken.insert(name).second) throw Error(ErrorCode::InvalidSetting, name, "occurs twice", "Rename one of them.");
}

std::string zipOf(const Dataset& data) {
    ZipWriter zip;
    std::set<std::string> alphabets;
    for (const Alphabet& alphabet : data.alphabets) {
        requireName(alphabet.name, alphabets);
        std::set<std::string> characters;
        for (const Character& character : alphabet.characters) {
            requireName(character.name, characters);
            for (std::size_t i = 0; i < character.drawings.size(); ++i) {
                const Drawing& drawing = data.drawings[character.drawings[i]];
                const std::string path = fmt::format("{}/{}/{:04}", alphabet.name, character.name, i + 1);
                const std::vector<std::uint8_t> png = encodePng(drawing.image);
                zip.add(fmt::format("images/{}.png", path), {reinterpret_cast<const char*>(png.data()), png.size()});
                if (!drawing.strokes.empty())
                    zip.add(fmt::format("strokes/{}.txt", path), strokesText(drawing.strokes));
            }
        }
    }
    return zip.close();
}

}  // namespace

void writeOmniglot(const Dataset& data, const fs::path& folder, bool overwrite, const ProgressFunction& progress,
                   const std::stop_token& stop) {
    if (data.format == DataFormat::Vectors)
        throw Error(ErrorCode::InvalidSetting, data.name, "holds vectors, not images", "Choose data of images.");
    FolderSaver saver(folder, overwrite);
    const std::vector<Place> places = placesOf(data);
    parallelFor(
        std::ssize(places),
        [&](std::int64_t i) {
            const Drawing& drawing = data.drawings[places[i].drawing];
            saver.write(fmt::format("images/{}.png", places[i].path), encodePng(drawing.image));
            if (!drawing.strokes.empty())
                saver.write(fmt::format("strokes/{}.txt", places[i].path), strokesText(drawing.strokes));
        },
        stoppable(progress, stop));
    saver.write("dataset.json", description(data));
    saver.save();
}

bool canNameAFolder(const std::string& name) {
    return !name.empty() && name.size() <= 100 && isUtf8(name) && !isSystemName(name) && !name.starts_with(' ') &&
           !name.ends_with('.') && !name.ends_with(' ') && std::ranges::none_of(name, [](char c) {
               return static_cast<unsigned char>(c) < 0x20 || c == 0x7F ||
                      std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos;
           });
}

void writeImageArchive(const Dataset& data, const fs::path& zip) {
    std::error_code failed;  // saveFile() says why
    fs::create_directories(fs::absolute(zip).parent_path(), failed);
    saveFile(zip, zipOf(data));
}

}  // namespace oneshot
