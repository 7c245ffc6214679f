#pragma once

#include <QWidget>

#include "core/models/one_shot_model.h"

class QLabel;
class QLayout;
class QMenu;
class QUndoStack;

namespace oneshot::ui {

class DrawingCanvas;
class PaperFiles;
class UndoActions;

/// The paper; above it undo, redo, eraser and clear, the line's width and smoothing, and a menu of files and clipboard;
/// below it what the model receives. The shortcuts of actions() work where those are added.
class PaperPanel : public QWidget {
    Q_OBJECT
  public:
    /// undo: see DrawingCanvas. Both must outlive the panel.
    PaperPanel(QUndoStack& undo, const UndoActions&);

    DrawingCanvas* canvas() const { return canvas_; }
    PaperFiles* files() const { return files_; }
    void showInput(const ImageBatch&);           ///< of one image, or of strokes as a row of numbers; of none: nothing
    void tell(const QString& news, bool fault);  ///< below the paper; empty: nothing any more

  private:
    class Input;

    QLayout* makeTools(const UndoActions&);
    QMenu* makeMenu();

    DrawingCanvas* canvas_;
    PaperFiles* files_;
    Input* input_;
    QLabel *inputText_, *note_;
};

}  // namespace oneshot::ui
