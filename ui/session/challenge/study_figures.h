#pragma once

#include <stop_token>

#include "core/base/json.h"
#include "ui/session/studies/study_data.h"

namespace oneshot::session {

/// What the sessions of each version of a study came to, every figure with its method: {"studies": [{"name", "version",
/// "content_sha256", "excluded_sessions", "figures": {"people", "blocks", "learning", "speed", "characters", "models"},
/// "figures_with_excluded"}, ...]}. The latter is there if sessions are excluded. In place of the figures of a study
/// whose experimenter is blinded stands why there are none. Blocks, for seconds with hundreds of tasks; throws
/// Error(Stopped).
Json studyFigures(const StudyData&, const std::stop_token& stop = {});

}  // namespace oneshot::session
