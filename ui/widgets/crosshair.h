#pragma once

#include <QWidget>
#include <optional>
#include <vector>

#include "ui/report/curve_chart.h"

namespace oneshot::report {
class ChartPlot;
}

namespace oneshot::ui {

/// One curve at an x, or before it where it has no point there.
struct CurveValue {
    std::size_t series = 0;
    qsizetype point = 0;
};

/// The last point at or before x of each curve that is shown; none of a curve that begins later.
std::vector<CurveValue> valuesAt(const report::CurveChart&, double x);
/// The x of a point of a curve that is shown: the nearest one, or the next in a direction (-1, 1) if there is one.
std::optional<double> nearestX(const report::CurveChart&, double x);
std::optional<double> nextX(const report::CurveChart&, double x, int direction);

/// Tells the values of all curves of a chart where the mouse is, or where left, right, home and end have led: a line, a
/// mark on each curve, and a box. It lies over the plot, which paints nothing anew for it.
class Crosshair : public QWidget {
    Q_OBJECT
  public:
    /// Becomes a child of the plot, and watches its events; the chart must outlive it.
    Crosshair(report::ChartPlot&, const report::CurveChart&);

    std::optional<double> x() const { return x_; }  ///< of a point; nothing: it is not shown
    QStringList text() const;                       ///< first the x, then each curve
    QStringList boxText() const;                    ///< of those the nearest to the mouse that there is room for
    void showAt(std::optional<double> x);           ///< nothing: hides it

  protected:
    bool eventFilter(QObject*, QEvent*) override;
    void paintEvent(QPaintEvent*) override;

  private:
    struct Line {
        QString text;
        const report::Series* series = nullptr;  ///< that it tells of; null: none
    };

    bool goByKey(int key);
    QRect boxArea() const;  ///< that the box may take
    QString headText() const;
    QString valueText(const CurveValue&) const;
    std::vector<CurveValue> nearestValues(std::size_t count) const;
    std::vector<Line> boxLines() const;
    void paintMarks(QPainter&, const report::ChartTheme&) const;
    void paintBox(QPainter&, const report::ChartTheme&) const;

    report::ChartPlot& plot_;
    const report::CurveChart& chart_;
    std::optional<double> x_;
    double mouseY_ = 0;  ///< pixels; 0 where keys lead
};

}  // namespace oneshot::ui
