#pragma once

#include <QString>

#include "core/base/stop.h"
#include "ui/session/workspace/workspace.h"

namespace oneshot::session {

/// The data that trials are of.
struct TrialSource {
    DatasetPtr dataset;
    LakePtr lake;  ///< null but for Lake's runs; dataset is theirs then
};

/// source: see ChallengeSettings::source. What is open already (any may be null) is not read again. Blocks; throws
/// Error.
TrialSource openTrialSource(const QString& source, const std::vector<DatasetPtr>& open, const LakePtr& openLake,
                            const ProgressFunction& progress, const std::stop_token& stop);

/// "Alphabet/character by drawer"; where no drawer is known, which of the character's drawings it is.
QString drawingName(const Dataset&, CharacterId, DrawingId);

}  // namespace oneshot::session
