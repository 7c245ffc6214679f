#pragma once

#include <functional>
#include <memory>
#include <string>

#include "core/report/report_formats.h"
#include "core/report/report_pages.h"
#include "ui/report/curve_chart.h"

namespace oneshot::report {

CurveChart toCurveChart(const ReportChart&);

// The rest needs a QApplication (any platform, "offscreen" too) and runs on its thread.

/// Draws the charts of a report of a format that is painted, HTML or PDF. What it returns lays out the rest, on any
/// thread, and returns the bytes of the file.
std::function<std::string()> drawCharts(std::shared_ptr<const ReportPages>, ReportFormat);

/// Draws the charts and lays out the rest at once.
std::string paintReport(const RunReport&, ReportFormat);

}  // namespace oneshot::report
