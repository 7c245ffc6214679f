#pragma once

#include <vector>

#include "core/report/report_pages.h"

namespace oneshot {

// Sections of figures: what the run recorded and what was measured for the report.

/// Results, curves, per alphabet, against the number of ways, hardest tasks, confusions, people; in this order.
std::vector<ReportSection> figureSections(const RunReport&);

/// Loss and its moving average, accuracy, accuracy by presentation, learning rate, against the step; those that the
/// metrics hold.
std::vector<ReportChart> trainingCharts(const RunReport&);
/// True against false positives in percent of each recorded verification, and of chance; no series without any.
ReportChart rocChart(const std::vector<RecordedFigure>&);

std::string percentText(double percent);    ///< "57.4 %"
std::string intervalText(const Interval&);  ///< "52.0 – 62.7"

}  // namespace oneshot
