#pragma once

#include <QByteArray>
#include <string>

#include "core/report/report_formats.h"
#include "core/report/report_pages.h"
#include "ui/report/curve_chart.h"

namespace oneshot::report {

// All of this needs a QApplication (any platform, "offscreen" too) and runs on its thread.

CurveChart toCurveChart(const ReportChart&);

/// One file without script and without links out of it: curves are inline SVG, drawings are inline PNG. To be read on a
/// screen or printed on A4.
QByteArray toHtml(const ReportPages&);
/// A4 pages with curves as vectors.
QByteArray toPdf(const ReportPages&);

/// The bytes of a report of a format that is painted: HTML or PDF.
std::string paintReport(const RunReport&, ReportFormat);

}  // namespace oneshot::report
