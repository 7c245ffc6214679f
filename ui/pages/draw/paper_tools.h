#pragma once

#include <QWidget>

class QComboBox;
class QMenu;
class QSlider;

namespace oneshot::ui {

class DrawingCanvas;
class PaperFiles;
class UndoActions;

/// Tools above the paper: undo, redo, eraser and clear; the line's width and smoothing; a menu of files and clipboard.
class PaperTools : public QWidget {
    Q_OBJECT
  public:
    /// All of them must outlive the tools. The shortcuts of actions() work where those are added.
    PaperTools(DrawingCanvas&, PaperFiles&, const UndoActions&, QWidget* parent = nullptr);

  private:
    QSlider* makeWidth();
    QComboBox* makeSmoothing();
    QMenu* makeMenu();

    DrawingCanvas& canvas_;
    PaperFiles& files_;
};

}  // namespace oneshot::ui
