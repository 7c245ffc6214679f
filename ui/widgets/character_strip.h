#pragma once

#include <QImage>
#include <QRectF>
#include <QWidget>
#include <vector>

#include "core/data/dataset.h"

class QPainter;

namespace oneshot::ui {

/// Returns a picture: one channel is ink of that colour on transparent paper; three are colours on white paper.
QImage inkImage(const Image&, const QColor& ink);

/// Returns inkImage() no larger than `size`, its lines strengthened; null for an image without pixels.
QImage thumbnail(const Image&, const QColor& ink, QSize size);

/// Returns the largest rectangle of this shape in the middle of the area.
QRectF fitted(const QSizeF& shape, const QRectF& area);

/// Draws a thumbnail in the middle of the area, as sharp as the screen is.
void drawThumbnail(QPainter&, const QRectF& area, const Image&, const QColor& ink);

/// Shows one row of small drawings, as many as fit.
class CharacterStrip : public QWidget {
    Q_OBJECT
  public:
    explicit CharacterStrip(QWidget* parent = nullptr);
    void setImages(std::vector<Image>);

  protected:
    void paintEvent(QPaintEvent*) override;

  private:
    std::vector<Image> images_;
};

}  // namespace oneshot::ui
