#pragma once

#include <QStringList>
#include <QWidget>
#include <vector>

#include "ui/report/curve_chart.h"
#include "ui/session/runs/run_details.h"

class QCheckBox;
class QComboBox;
class QSlider;

namespace oneshot::ui {

class CurvePlot;

enum class CurveAxis { Steps, Seconds, Images };

/// How curves of several runs are laid over one another.
struct CurveSettings {
    QString metric;  ///< name in metrics.csv
    CurveAxis axis = CurveAxis::Steps;
    double smoothing = 0;      ///< decay of a debiased exponential average, 0..1; 0: none
    bool meanOfSeeds = false;  ///< one curve for runs whose seeds alone differ, from the lowest to the highest of them
    bool band = true;          ///< 95 % interval where the figure has one and is not smoothed, else lowest to highest
};

/// Returns the figures that any of the runs has: accuracy and loss first, those by presentation last, in order.
QStringList metricsOf(const std::vector<session::RunDetailsPtr>&);
QString metricTitle(const QString& metric);  ///< "accuracy_percent": "One-shot accuracy"

/// Draws one curve per run that has the figure, under these names. Where a run has more points than a chart has
/// columns, each point of the curve stands for several: their mean or smoothed value, and a band from lowest to
/// highest.
report::CurveChart runCurveChart(const std::vector<session::RunDetailsPtr>&, const QStringList& names,
                                 const CurveSettings&);

/// Curves of the chosen runs over one another, and how they are to be drawn.
class RunCurves : public QWidget {
    Q_OBJECT
  public:
    RunCurves();

    /// note: shown beside the chart's title. emptyText: shown while there is no curve.
    void setRuns(const std::vector<session::RunDetailsPtr>&, const QStringList& names, const QString& note,
                 const QString& emptyText);

    QSize minimumSizeHint() const override;

  protected:
    void resizeEvent(QResizeEvent*) override;

  private:
    QLayout* makeControls();
    CurveSettings settings() const;
    void listMetrics();
    void draw();

    std::vector<session::RunDetailsPtr> runs_;
    QStringList names_;
    QComboBox *metric_, *axis_;
    QSlider* smoothing_;
    QCheckBox *band_, *mean_;
    CurvePlot* plot_;
    QLayout* controls_;
    bool isLaidOut_ = false;
};

}  // namespace oneshot::ui
