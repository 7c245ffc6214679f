#include "core/runs/run_notes.h"

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/json_file.h"
#include "core/base/strict_json.h"
#include "core/base/utf8.h"
#include "core/runs/set_aside.h"

namespace oneshot {
namespace fs = std::filesystem;
namespace {

constexpr int schemaVersion = 1;

fs::path fileIn(const fs::path& directory) {
    return directory / "notes.json";
}

/// As readRunNotes(), but throws Json::exception where the file is damaged.
RunNotes notesIn(const fs::path& path) {
    std::error_code failed;
    if (!fs::exists(path, failed)) return {};
    const Json json = readJsonFile(path);
    if (json.at("schema_version") != schemaVersion)
        throw Error(ErrorCode::BadData, path.string(), "it was written by another version of this program",
                    "Open it with that version.");
    return {json.at("name").get<std::string>(), json.at("tags").get<std::vector<std::string>>(),
            json.at("note").get<std::string>(), json.at("starred").get<bool>()};
}

}  // namespace

RunNotes readRunNotes(const fs::path& directory) {
    const fs::path path = fileIn(directory);
    try {
        return notesIn(path);
    } catch (const Json::exception& error) {
        throw Error(ErrorCode::BadData, path.string(), "the notes are damaged: " + problemOf(error),
                    "The run is sound. New notes put the file aside as notes.json.damaged.");
    }
}

void writeRunNotes(const fs::path& directory, const RunNotes& notes) {
    const fs::path path = fileIn(directory);
    try {
        notesIn(path);
    } catch (const Json::exception&) {  // a person's words may still be read out of it
        setAside(path);
    }
    Json tags = Json::array();
    for (const std::string& tag : notes.tags) tags.push_back(validUtf8(tag));
    saveJsonFile(path, {{"schema_version", schemaVersion},
                        {"name", validUtf8(notes.name)},
                        {"tags", tags},
                        {"note", validUtf8(notes.note)},
                        {"starred", notes.starred}});
}

}  // namespace oneshot
