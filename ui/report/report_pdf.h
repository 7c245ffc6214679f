#pragma once

#include <QByteArray>

#include "core/report/report_pages.h"

namespace oneshot::report {

// Needs a QApplication and runs on its thread.

/// A4 pages with curves as vectors.
QByteArray toPdf(const ReportPages&);

}  // namespace oneshot::report
