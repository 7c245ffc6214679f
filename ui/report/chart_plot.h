#pragma once

#include "ui/report/curve_chart.h"
#include "ui/report/qcustomplot.h"

namespace oneshot::report {

/// A QCustomPlot that shows a CurveChart. It never replots by itself: the caller does.
class ChartPlot : public QCustomPlot {
  public:
    explicit ChartPlot(QWidget* parent = nullptr);

    /// Builds every curve, line and axis anew, and shows the chart's section or the whole.
    void build(const CurveChart&, const ChartTheme&);
    /// Adopts points that were appended to the series since, and which series are visible. The chart must be the one
    /// that was built, or longer.
    void update(const CurveChart&);
    /// Sets axis ranges that show every visible point.
    void showWhole(const CurveChart&);
    void setLogAxes(bool logX, bool logY);
    /// Returns pixels right of the axes, where the names of reference lines are; a minimum lets charts above each other
    /// line up.
    int rightMargin() const { return axisRect()->margins().right(); }
    void setMinimumRightMargin(int pixels);

    /// Returns the series with this legend entry; -1: none.
    int seriesOf(const QCPAbstractLegendItem*) const;

    /// Leaves room for the legend, as it is wrapped now, and for a few lines of the axes with their labels.
    QSize minimumSizeHint() const override;

  protected:
    void resizeEvent(QResizeEvent*) override;

  private:
    struct Curve {
        QCPGraph* line = nullptr;
        QCPGraph *low = nullptr, *high = nullptr;  ///< bounds of the band; null without an interval
        QCPErrorBars* bars = nullptr;              ///< the same interval, while points are few
    };

    Curve addCurve(const Series&, const ChartTheme&);
    void applyTheme(const ChartTheme&);
    void setTitle(const QString& title, const QString& subtitle);
    QCPTextElement* addHeading();  ///< above all that is there
    void wrapLegend(int room);

    std::vector<Curve> curves_;
    class ReferenceLines* references_ = nullptr;
    int minimumRightMargin_ = 0, neededHeight_ = 0;
    bool isLaidOut_ = false;                                 ///< before, the width tells nothing of the legend's lines
    bool scatter_ = false;                                   ///< of the chart that was built
    QCPTextElement *title_ = nullptr, *subtitle_ = nullptr;  ///< made with the first chart that wants them
    QCPLayoutGrid* legendRow_ = nullptr;
    ChartTheme theme_;
};

/// Draws the chart for print, in pixels at 96 dots per inch, onto `painter`, which the caller has begun.
void paintChart(const CurveChart&, QSize, QCPPainter& painter);

}  // namespace oneshot::report
