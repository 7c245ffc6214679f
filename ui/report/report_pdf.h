#pragma once

#include <QByteArray>
#include <QList>
#include <QPicture>

#include "core/report/report_pages.h"

namespace oneshot::report {

/// Makes A4 pages with curves as vectors. charts: of PdfPages::chartSize, in the order of the pages. Called on any
/// thread; needs a QGuiApplication.
QByteArray toPdf(const ReportPages&, const QList<QPicture>& charts);

}  // namespace oneshot::report
