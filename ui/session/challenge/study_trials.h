#pragma once

#include <span>
#include <vector>

#include "core/study/study_trial.h"
#include "ui/session/challenge/challenge_results.h"

namespace oneshot::session {

/// Takes the trials that count as the analysis of a study wants them. Tasks and characters are named across sessions;
/// models, all that were asked, by their fingerprints. Numbers go on from one session of a participant to the next.
/// Leaves out trials that do not tell their characters.
std::vector<StudyTrial> studyTrialsOf(std::span<const TrialRecord>, const ChallengeResults& results);

}  // namespace oneshot::session
