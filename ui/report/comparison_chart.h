#pragma once

#include "core/evaluation/comparison.h"
#include "ui/report/curve_chart.h"

namespace oneshot::report {

/// A chart of accuracy in percent against the number of ways, without curves.
CurveChart waysAxes();
Series chanceSeries(int mostWays, int style);  ///< 100 / N from 2 ways on

/// Accuracy against N of all learners that answered, and chance; several shots, a curve for each. Without curves for
/// Lake's runs.
CurveChart comparisonChart(const Comparison&);

}  // namespace oneshot::report
