#pragma once

#include <string>

#include "core/base/save_folder.h"
#include "core/evaluation/comparison.h"
#include "core/report/report_formats.h"

namespace oneshot::cli {

// What of a report needs Qt, in a build with the window and in one without.

void requireReportPainter(const ReportFormatInfo&);  ///< throws Error(InvalidSetting) in a build without
std::string reportPainterVersion();                  ///< of Qt; empty in a build without

/// The bytes of a painted format. Makes a QApplication without a display for the time of the call.
std::string paintedReport(const RunReport&, ReportFormat);

/// Writes comparison.svg and .png, accuracy against the number of ways, in the same way; nothing in a build without Qt.
void paintComparison(const Comparison&, const FolderSaver&);

}  // namespace oneshot::cli
