#pragma once

#include <vector>

#include "ui/report/challenge_sheet.h"
#include "ui/session/challenge/challenge_results.h"
#include "ui/session/trials/trial_drawings.h"

namespace oneshot::ui {

/// What sessions came to, to be printed, with the tasks that the person missed as far as they can be drawn. results: of
/// these trials. On the GUI thread, see report::chartPicture().
report::ChallengeSheet resultSheet(const std::vector<session::SessionRecord>&, const std::vector<session::TrialRecord>&,
                                   const session::ChallengeResults& results, const session::TrialDrawings&);

}  // namespace oneshot::ui
