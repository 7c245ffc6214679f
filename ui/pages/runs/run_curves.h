#pragma once

#include <QWidget>

#include "ui/pages/runs/run_curve_chart.h"

class QCheckBox;
class QComboBox;
class QSlider;

namespace oneshot::ui {

class CurvePlot;

/// Curves of the chosen runs over one another, and how they are to be drawn.
class RunCurves : public QWidget {
    Q_OBJECT
  public:
    explicit RunCurves(QWidget* parent = nullptr);

    void setRuns(const std::vector<session::RunDetailsPtr>&, const QStringList& names);
    void setNote(const QString&);  ///< beside the chart's title
    void setEmptyText(const QString&);

  private:
    QWidget* makeControls();
    void connectControls();
    void listMetrics();
    void draw();

    std::vector<session::RunDetailsPtr> runs_;
    QStringList names_;
    CurveSettings settings_;
    QComboBox *metric_, *axis_;
    QSlider* smoothing_;
    QCheckBox* band_;
    CurvePlot* plot_;
};

}  // namespace oneshot::ui
