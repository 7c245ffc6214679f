#pragma once

#include "ui/report/curve_chart.h"
#include "ui/session/training/training_session.h"

namespace oneshot::ui {

/// Makes the chart of the loss of each step (series 0) and smoothed (series 1) against the step.
report::CurveChart emptyLossChart();
/// The curves of the chart below; a training has the first, and of the others those that its protocol asks for.
struct AccuracySeries {
    explicit AccuracySeries(const ValidationProtocol&);

    int seen = -1, early = -1;  ///< beside series 0: on characters learnt from; of early evaluations. -1: none
    std::size_t count = 1;
};
/// Makes the chart of one-shot accuracy of each evaluation in percent against the step.
report::CurveChart emptyAccuracyChart(const ValidationProtocol& = {});

/// Makes the chart of accuracy in percent at the first, second, ... presentation of a character in an episode, of one
/// evaluation (series 0).
report::CurveChart emptyPresentationChart();
/// Returns the points of the chart above, with intervals over episodes.
report::Series presentationSeries(const std::vector<PresentationPoint>&);

/// Returns chance, nearest neighbour on the same tasks, and people if the figure of Lake et al. 2015 is for the same
/// question: 20-way one-shot within an alphabet of Omniglot, on characters never learnt.
std::vector<report::ReferenceLine> accuracyReferences(const session::RunFacts&);

/// Returns chance among the characters of an episode.
report::ReferenceLine presentationChance(const ValidationProtocol&);

/// "20-way 1-shot within alphabets, 400 tasks"
QString protocolText(const ValidationProtocol&);
/// "last evaluation, 5 ways"
QString presentationText(const ValidationProtocol&);

}  // namespace oneshot::ui
