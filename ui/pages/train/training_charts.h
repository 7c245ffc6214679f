#pragma once

#include "ui/report/curve_chart.h"
#include "ui/session/training/training_session.h"

namespace oneshot::ui {

/// Loss of each step (series 0) and smoothed (series 1) against the step.
report::CurveChart emptyLossChart();
/// One-shot accuracy of each evaluation (series 0) in percent against the step, beside that of characters that it
/// learns from (series 1) where these are asked too.
report::CurveChart emptyAccuracyChart(bool ofSeenToo = false);

/// Right answers in percent to the 1st, 2nd, .. drawing of a character in an episode, of one evaluation (series 0).
report::CurveChart emptyPresentationChart();
/// Those of the chart above, with intervals over episodes.
report::Series presentationSeries(const std::vector<PresentationPoint>&);

/// Chance, nearest neighbour on the same tasks, and people where the figure of Lake et al. 2015 is for the same
/// question: 20-way one-shot within an alphabet of Omniglot, on characters that were never learnt.
std::vector<report::ReferenceLine> accuracyReferences(const session::RunFacts&);

/// Chance among the characters of an episode.
report::ReferenceLine presentationChance(const ValidationProtocol&);

/// "20-way 1-shot within alphabets, 400 tasks"
QString protocolText(const ValidationProtocol&);
/// "last evaluation, 5 ways"
QString presentationText(const ValidationProtocol&);

}  // namespace oneshot::ui
