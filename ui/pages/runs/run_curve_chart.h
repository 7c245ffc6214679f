#pragma once

#include <QStringList>
#include <vector>

#include "ui/report/curve_chart.h"
#include "ui/session/runs/run_details.h"

namespace oneshot::ui {

enum class CurveAxis { Steps, Seconds, Images };

/// How curves of several runs are laid over one another.
struct CurveSettings {
    QString metric;  ///< name in metrics.csv
    CurveAxis axis = CurveAxis::Steps;
    double smoothing = 0;  ///< decay of a debiased exponential average, 0..1; 0: none
    bool band = true;      ///< 95 % interval where the figure has one and is not smoothed, else lowest to highest
};

/// The figures that any of the runs has: accuracy and loss first, those by presentation last, in their order.
QStringList metricsOf(const std::vector<session::RunDetailsPtr>&);
QString metricTitle(const QString& metric);  ///< "accuracy_percent": "One-shot accuracy"

/// One curve a run that has the figure, under these names. Where a run has more points than a chart has columns, each
/// point of the curve stands for several: their mean, or their smoothed value, and a band from lowest to highest.
report::CurveChart runCurveChart(const std::vector<session::RunDetailsPtr>&, const QStringList& names,
                                 const CurveSettings&);

}  // namespace oneshot::ui
