#pragma once

#include <QByteArray>
#include <QList>
#include <QSize>

#include "core/report/report_pages.h"

namespace oneshot::report {

inline constexpr QSize htmlChartSize(720, 340);

/// One file without script and without links out of it: curves are inline SVG, drawings are inline PNG. To be read on a
/// screen or printed on A4. charts: SVG of htmlChartSize, in the order of the pages. On any thread.
QByteArray toHtml(const ReportPages&, const QList<QByteArray>& charts);

}  // namespace oneshot::report
