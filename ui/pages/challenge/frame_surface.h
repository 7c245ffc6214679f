#pragma once

#include <QOpenGLWidget>
#include <functional>

namespace oneshot::ui {

/// What its parent looks like, painted by OpenGL, so that frameSwapped() tells when a frame has been handed over to be
/// shown. Lies below the other parts of its parent and takes no input.
class FrameSurface : public QOpenGLWidget {
    Q_OBJECT
  public:
    static bool isSupported();  ///< tried at the first call

    /// paint: called for each frame, after the background.
    FrameSurface(QWidget* parent, std::function<void(QPainter&)> paint);

  protected:
    void paintGL() override;

  private:
    std::function<void(QPainter&)> paint_;
};

}  // namespace oneshot::ui
