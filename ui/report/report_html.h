#pragma once

#include <QByteArray>

#include "core/report/report_pages.h"

namespace oneshot::report {

// Needs a QApplication and runs on its thread.

/// One file without script and without links out of it: curves are inline SVG, drawings are inline PNG. To be read on a
/// screen or printed on A4.
QByteArray toHtml(const ReportPages&);

}  // namespace oneshot::report
