#pragma once

#include <QPointF>
#include <QWidget>
#include <vector>

#include "ui/session/runs/search_watch.h"

namespace oneshot::ui {

/// Trials as lines across parallel axes, one axis per range and the last one for the accuracy (Inselberg 1985).
/// The best one stands out by colour and width, those stopped early are dashed, failed ones dotted and end before the
/// accuracy.
class ParallelChart : public QWidget {
    Q_OBJECT
  public:
    ParallelChart();

    void setSearch(session::SearchFactsPtr);  ///< null: nothing to draw
    void setChosen(int trial);                ///< its number, drawn on top; 0: none

    QSize sizeHint() const override { return {560, 300}; }
    QSize minimumSizeHint() const override { return {320, 170}; }

  Q_SIGNALS:
    void clicked(int trial);  ///< the number of the trial whose line is nearest to the click

  protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    bool event(QEvent*) override;  ///< tool tips of lines

  private:
    int axes() const { return static_cast<int>(facts_->search.ranges.size()) + 1; }
    QString nameOf(int axis) const;
    QRectF area() const;                                    ///< of the axes
    double xOf(int axis) const;                             ///< in pixels
    double positionOf(const SearchTrial&, int axis) const;  ///< 0 at the axis's low end, 1 at its high one
    std::vector<QPointF> lineOf(const SearchTrial&) const;
    void paintAxes(QPainter&) const;
    void paintTrial(QPainter&, const SearchTrial&) const;
    void paintLegend(QPainter&) const;
    const SearchTrial* trialAt(QPointF) const;  ///< null: none is near

    session::SearchFactsPtr facts_;
    int chosen_ = 0;
    double lowAccuracy_ = 0, highAccuracy_ = 100;  ///< percent, ends of the last axis
};

}  // namespace oneshot::ui
