#pragma once

#include <QWidget>

#include "core/drawing/drawing.h"

namespace oneshot::ui {

/// Shows one drawing on a sheet.
class DrawingTile : public QWidget {
    Q_OBJECT
  public:
    DrawingTile(const char* objectName, const QString& name);

    /// Without pixels: an empty sheet. description: read out.
    void setDrawing(Image, const QString& description = {});

    QSize sizeHint() const override;

  protected:
    void paintEvent(QPaintEvent*) override;

  private:
    Image drawing_;
};

}  // namespace oneshot::ui
