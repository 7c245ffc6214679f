#pragma once

#include <string>

#include "core/base/save_folder.h"
#include "core/evaluation/comparison.h"
#include "core/report/report_formats.h"

namespace oneshot::cli {

// Parts of a report that need Qt, for builds with and without it.

void requireReportPainter(const ReportFormatInfo&);  ///< throws Error(InvalidSetting) without Qt
std::string reportPainterVersion();                  ///< the version of Qt; empty without it

/// The bytes of a painted format. Makes a QApplication without a display for the time of the call.
std::string paintedReport(const RunReport&, ReportFormat);

/// Likewise writes comparison.svg and .png, accuracy against the number of ways; nothing without Qt.
void paintComparison(const Comparison&, const FolderSaver&);

}  // namespace oneshot::cli
