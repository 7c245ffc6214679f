#pragma once

#include <filesystem>
#include <string>

#include "ui/session/draw/own_characters.h"

namespace oneshot::session {

/// The file that a set of one's own is kept in, as a window last knew it. Several windows may read and write it.
struct OwnSetFile {
    OwnCharacters characters;
    std::string sha256;  ///< of its bytes; empty: there is none
};

/// What was found in the file, and what was written.
struct OwnSetExchange {
    OwnSetFile before, after;
    OwnCharacters found;
};

/// Reads the file, of as many characters as several windows added. Damaged data are put aside under another name, and
/// Error(BadData) tells. Blocks, also while another window writes; throws Error.
OwnSetFile readOwnSet(const std::filesystem::path&, const std::stop_token& stop = {});

/// Writes `mine`, merged with what another window wrote meanwhile; no characters, no file. Blocks and throws likewise.
OwnSetExchange exchangeOwnSet(const OwnSetFile& before, const OwnCharacters& mine, const std::filesystem::path&,
                              const std::stop_token& stop = {});

}  // namespace oneshot::session
