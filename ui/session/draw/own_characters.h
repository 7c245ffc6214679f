#pragma once

#include <QString>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/base/stop.h"
#include "ui/session/workspace/workspace.h"

namespace oneshot::session {

/// A character that a person draws or drops, by a name of its own among the others.
struct OwnCharacter {
    static constexpr int maxDrawings = 5;

    QString name;
    std::vector<std::shared_ptr<const Drawing>> drawings;
    bool operator==(const OwnCharacter&) const = default;
};
using OwnCharacters = std::vector<OwnCharacter>;

struct OpenedCharacters {
    OwnCharacters characters;
    int leftOut = 0;  ///< drawings beyond OwnCharacter::maxDrawings
};

/// Opens any data of images, with their strokes if they hold them; names are made valid and different. Blocks; throws
/// Error, also if they hold more than so many characters.
OpenedCharacters openCharacters(const std::string& path, int maxCharacters, const ProgressFunction& progress = {},
                                const std::stop_token& stop = {});

/// Returns the characters as one alphabet, to be compared with or written.
DatasetPtr datasetOf(const OwnCharacters&);

/// What becomes of `base` once both have changed it; what either added is never lost.
OwnCharacters merged(const OwnCharacters& base, const OwnCharacters& mine, const OwnCharacters& theirs);

/// The file that a set of one's own is kept in, as a window last knew it. Several windows may read and write it.
struct OwnSetFile {
    OwnCharacters characters;
    std::string sha256;  ///< of its bytes; empty: there is none
};

/// What was found in the file, and what it holds now.
struct OwnSetExchange {
    OwnCharacters found;
    OwnSetFile after;
};

/// Reads the file, of as many characters as several windows added. Puts damaged data aside under another name and
/// throws Error(BadData) then. Blocks, also while another window writes; throws Error.
OwnSetFile readOwnSet(const std::filesystem::path&, const std::stop_token& stop = {});

/// Writes `mine`, merged with what another window wrote meanwhile; no characters, no file. Blocks and throws as
/// readOwnSet().
OwnSetExchange exchangeOwnSet(const OwnSetFile& before, const OwnCharacters& mine, const std::filesystem::path&,
                              const std::stop_token& stop = {});

}  // namespace oneshot::session
