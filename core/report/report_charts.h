#pragma once

#include <vector>

#include "core/report/report_pages.h"

namespace oneshot {

/// Loss and its moving average, accuracy, accuracy by presentation, learning rate, against the step; those that the
/// metrics hold.
std::vector<ReportChart> trainingCharts(const RunReport&);
/// True against false positives in percent of each recorded verification, and of chance; no series without any.
ReportChart rocChart(const std::vector<RecordedFigure>&);

}  // namespace oneshot
