#pragma once

#include <span>

#include "ui/report/curve_chart.h"
#include "ui/session/challenge/challenge_results.h"

namespace oneshot::ui {

/// Accuracy of person and model after each trial that counts; of several sessions after as many trials of each. With
/// Wilson intervals of the person's where it is one. results: of these trials, likewise below.
report::CurveChart challengeChart(std::span<const session::TrialRecord>, const session::ChallengeResults& results);

/// Accuracy by how long the answer took: each person's answers that count in up to five bins of as many, by time; bins
/// of several people together, people with fewer than 8 answers left out. Of one person with Wilson intervals; of the
/// model on the same trials.
report::CurveChart responseTimeChart(std::span<const session::TrialRecord>, const session::ChallengeResults& results);

/// Published figures, in percent, where these trials are of the kind that they were measured on: 20-way 1-shot within
/// Omniglot's alphabets.
std::vector<report::ReferenceLine> publishedFigures(std::span<const session::TrialRecord>);
/// Says where they were published.
QString sourcesOfPublishedFigures();

}  // namespace oneshot::ui
