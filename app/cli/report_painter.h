#pragma once

#include <string>

#include "core/runs/report_formats.h"

namespace oneshot::cli {

// What of a report needs Qt, in a build with the window and in one without.

void requireReportPainter(const ReportFormatInfo&);  ///< throws Error(InvalidSetting) in a build without
std::string reportPainterVersion();                  ///< of Qt; empty in a build without

/// The bytes of a painted format. Makes a QApplication without a display for the time of the call.
std::string paintedReport(const RunReport&, ReportFormat);

}  // namespace oneshot::cli
