#pragma once

#include <QtTest>
#include <cmath>

#include "ui/report/chart_plot.h"
#include "ui/widgets/curve_plot.h"

namespace oneshot::test {

inline report::CurveChart twoCurves() {
    report::CurveChart chart;
    chart.title = QStringLiteral("A title");
    chart.xLabel = QStringLiteral("training step");
    chart.yLabel = QStringLiteral("percent");
    chart.series.resize(2);
    chart.series[0].name = QStringLiteral("first, raw");
    chart.series[0].faint = true;
    chart.series[1].name = QStringLiteral("second");
    chart.series[1].style = 1;
    chart.series[1].markers = true;
    chart.references = {{QStringLiteral("chance"), 5}, {QStringLiteral("nearest neighbour"), 8}};
    return chart;
}

inline void fill(ui::CurvePlot& plot, int points) {
    for (int i = 1; i <= points; ++i) {
        const double y = 50 - 40 * std::exp(-i / 50.0);
        plot.append(0, i, y + 3 * std::sin(i));
        plot.append(1, i, y, y - 4, y + 4);
    }
}

/// Visible, and its first replot over.
inline report::ChartPlot* shown(ui::CurvePlot& plot) {
    plot.resize(700, 360);
    plot.show();
    if (!QTest::qWaitForWindowExposed(&plot)) return nullptr;
    return static_cast<report::ChartPlot*>(plot.findChild<QCustomPlot*>());
}

}  // namespace oneshot::test
