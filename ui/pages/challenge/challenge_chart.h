#pragma once

#include <span>

#include "core/study/study.h"
#include "ui/report/curve_chart.h"
#include "ui/session/challenge/challenge_results.h"

namespace oneshot::ui {

/// Draws the accuracy of person and model after each trial that counts, with Wilson intervals for one person; of
/// several sessions, after as many trials of each. results: of these trials.
report::CurveChart challengeChart(std::span<const session::TrialRecord>, const session::ChallengeResults& results);

/// Draws accuracy against response time. Each person's answers that count form up to five bins of equal size, by time;
/// bins of several people are added up, people with fewer than 8 answers left out. With Wilson intervals for one
/// person, and the model's accuracy on the same trials. results: of these trials.
report::CurveChart responseTimeChart(std::span<const session::TrialRecord>, const session::ChallengeResults& results);

/// Returns published figures, in percent, if these trials are of the kind on which they were measured: 20-way 1-shot
/// within Omniglot's alphabets.
std::vector<report::ReferenceLine> publishedFigures(std::span<const session::TrialRecord>);
/// Returns a sentence on where they were published.
QString sourcesOfPublishedFigures();

/// The figures of others that a study names, each "the author 97.2"; long names are cut.
std::vector<report::ReferenceLine> referencesOf(const std::vector<ReferenceFigure>&);
/// Returns a line for each, with where it is from.
QString sourcesOf(const std::vector<ReferenceFigure>&);

}  // namespace oneshot::ui
