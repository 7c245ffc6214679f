#pragma once

#include <QString>
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

/// Any data of images, strokes too where the data hold them; names are made valid and different. Blocks; throws Error
/// where they hold more than so many characters.
OpenedCharacters openCharacters(const std::string& path, int maxCharacters, const ProgressFunction& progress = {},
                                const std::stop_token& stop = {});

/// The characters as one alphabet, to be asked about or written.
DatasetPtr datasetOf(const OwnCharacters&);

/// What becomes of `base` once both have changed it; what either added is never lost.
OwnCharacters merged(const OwnCharacters& base, const OwnCharacters& mine, const OwnCharacters& theirs);

}  // namespace oneshot::session
