#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace oneshot {

/// What a person wrote about a run: notes.json in its folder, so that it goes where the folder goes.
struct RunNotes {
    std::string name;  ///< empty: the folder's
    std::vector<std::string> tags;
    std::string note;
    bool starred = false;
    bool operator==(const RunNotes&) const = default;
};

/// Nothing where there is no file. Throws Error(BadData) where it is damaged or cannot be read.
RunNotes readRunNotes(const std::filesystem::path& directory);

/// A damaged file is kept beside as ".damaged". Throws Error(Failed); Error(BadData) where the file cannot be read or
/// is of another version, and is left as it is.
void writeRunNotes(const std::filesystem::path& directory, const RunNotes&);

}  // namespace oneshot
