#pragma once

#include <QByteArray>
#include <string>

#include "core/report/report_formats.h"
#include "core/report/report_pages.h"
#include "ui/report/curve_chart.h"

namespace oneshot::report {

// All of this needs a QApplication (any platform, "offscreen" too) and runs on its thread.

CurveChart toCurveChart(const ReportChart&);

/// The bytes of a report of a format that is painted: HTML or PDF.
std::string paintReport(const RunReport&, ReportFormat);

}  // namespace oneshot::report
