#pragma once

#include <QImage>
#include <QRectF>
#include <QWidget>
#include <vector>

#include "core/data/dataset.h"

class QPainter;

namespace oneshot::ui {

/// One channel as ink of that colour on transparent paper; three as they are, on white paper.
QImage inkImage(const Image&, const QColor& ink);

/// inkImage() no larger than `size`, its lines strengthened; null of an image without pixels.
QImage thumbnail(const Image&, const QColor& ink, QSize size);

/// The largest place of this shape in the middle of the area.
QRectF fitted(const QSizeF& shape, const QRectF& area);

/// A thumbnail, as sharp as the screen is, in the middle of the area.
void drawThumbnail(QPainter&, const QRectF& area, const Image&, const QColor& ink);

/// One row of small drawings, as many as fit.
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
