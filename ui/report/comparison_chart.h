#pragma once

#include "core/evaluation/learner_comparison.h"
#include "ui/report/curve_chart.h"

namespace oneshot::report {

/// Makes a chart of accuracy in percent against the number of ways, without curves.
CurveChart waysAxes();
Series chanceSeries(int maxWays, int style);  ///< 100 / N from 2 ways on

/// Makes a chart of accuracy against N of all learners that answered, a curve for each number of shots, and of chance.
/// It has no curves for Lake's runs.
CurveChart comparisonChart(const LearnerComparison&);

}  // namespace oneshot::report
