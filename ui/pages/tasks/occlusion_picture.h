#pragma once

#include <QColor>
#include <QWidget>

#include "core/evaluation/occlusion.h"

namespace oneshot::ui {

/// A drawing over the heat of its occlusion map, with a scale beneath: blue where blanking lowers the score, orange
/// where it raises it. Hovering tells by how much.
class OcclusionPicture : public QWidget {
    Q_OBJECT
  public:
    OcclusionPicture();

    void setMap(Image drawing, OcclusionMap);
    const OcclusionMap& map() const { return map_; }
    QString wordsAt(const QPoint&) const;  ///< empty: beside the drawing
    /// Where the score falls most and by how much, in a sentence; empty where nothing changes it.
    QString strongestPlace() const;

    /// The colour of a fall as a share of the largest one, -1..1.
    static QColor colourOf(double share, const QPalette&);

    QSize sizeHint() const override { return {150, 160}; }
    QSize minimumSizeHint() const override;

  protected:
    void paintEvent(QPaintEvent*) override;
    bool event(QEvent*) override;

  private:
    int scaleHeight() const;
    QRectF drawingRect() const;
    void paintHeat(QPainter&, const QRectF& drawing) const;
    void paintScale(QPainter&, const QRect&) const;

    Image drawing_;
    OcclusionMap map_;
};

}  // namespace oneshot::ui
