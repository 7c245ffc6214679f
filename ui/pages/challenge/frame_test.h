#pragma once

#include <QTimer>
#include <QWidget>
#include <chrono>
#include <vector>

#include "ui/pages/challenge/frame_figures.h"

class QLabel;

namespace oneshot::ui {

class FrameSurface;

/// Shows frames over the whole screen as fast as they are taken, as a participant's trials are shown, and measures when
/// they are handed over. In a corner a small square changes with every frame, for a light sensor. Escape ends it.
class FrameTest : public QWidget {
    Q_OBJECT
  public:
    static constexpr int frameCount = 300, warmUpCount = 20;

    explicit FrameTest(QWidget* over);

  Q_SIGNALS:
    void done(const oneshot::ui::FrameFigures&);  ///< not where it was ended before

  protected:
    void paintEvent(QPaintEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void resizeEvent(QResizeEvent*) override;

  private:
    void paintFrame(QPainter&) const;
    void handedOver();

    FrameSurface* surface_ = nullptr;  ///< null: painted without OpenGL
    int warmUp_ = warmUpCount;         ///< frames that do not count are still to come
    std::vector<std::chrono::steady_clock::time_point> times_;
    QTimer next_;
};

}  // namespace oneshot::ui
