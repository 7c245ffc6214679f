#pragma once

#include <memory>
#include <string>

#include "core/base/save_folder.h"
#include "core/evaluation/learner_comparison.h"
#include "core/report/report_formats.h"

namespace oneshot::cli {

// What needs Qt, for builds with and without it.

std::string qtVersion();  ///< empty without Qt

/// Makes a QApplication without a display, to paint with while the value lives. Messages of Qt go to the console.
std::shared_ptr<void> offscreenApplication();

/// Returns the bytes of a painted format.
std::string paintedReport(const RunReport&, ReportFormat);

/// Writes comparison.svg and .png, accuracy against the number of ways; nothing without Qt.
void paintComparison(const LearnerComparison&, const FolderSaver&);

}  // namespace oneshot::cli
