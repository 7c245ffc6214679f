#pragma once

#include <QWidget>

#include "ui/session/learn/moved_drawing.h"

namespace oneshot::ui {

/// A drawing that a person moves over another one: by dragging it, by the arrows, and turned by Page Up and Page Down.
class MovableDrawing : public QWidget {
    Q_OBJECT
  public:
    MovableDrawing();

    void setDrawings(Image moved, Image under);  ///< at rest
    const session::Motion& motion() const { return motion_; }
    void setMotion(session::Motion);  ///< within the limits of session::MovedDrawing

    QSize sizeHint() const override { return {240, 240}; }
    QSize minimumSizeHint() const override { return {120, 120}; }

  Q_SIGNALS:
    void moved(const oneshot::session::Motion&);  ///< to somewhere else

  protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void mouseReleaseEvent(QMouseEvent*) override;
    void keyPressEvent(QKeyEvent*) override;

  private:
    QRectF paper() const;
    QRectF drawingArea() const;

    Image drawing_, under_;
    session::Motion motion_, motionAtPress_;
    QPointF press_;
};

}  // namespace oneshot::ui
