#pragma once

#include <QByteArray>
#include <QList>
#include <QSize>

#include "core/report/report_pages.h"

namespace oneshot::report {

inline constexpr QSize htmlChartSize(720, 340);

/// Makes one file without script and without links out of it: curves are inline SVG, drawings inline PNG. charts: SVG
/// of htmlChartSize, in the order of the pages. Called on any thread.
QByteArray toHtml(const ReportPages&, const QList<QByteArray>& charts);

}  // namespace oneshot::report
