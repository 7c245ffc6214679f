#pragma once

#include <QWidget>

class QComboBox;
class QMenu;
class QSlider;

namespace oneshot::ui {

class DrawingCanvas;
class PaperFiles;

/// Tools above the paper: undo, redo, eraser and clear; the line's width and smoothing; a menu of files and clipboard.
class PaperTools : public QWidget {
    Q_OBJECT
  public:
    /// Both must outlive the tools. The shortcuts of actions() work where those are added.
    PaperTools(DrawingCanvas&, PaperFiles&, QWidget* parent = nullptr);

  private:
    QSlider* makeWidth();
    QComboBox* makeSmoothing();
    QMenu* makeMenu();

    DrawingCanvas& canvas_;
    PaperFiles& files_;
};

}  // namespace oneshot::ui
