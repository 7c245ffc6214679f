#pragma once

#include <QWidget>

#include "core/models/one_shot_model.h"

class QLabel;
class QUndoStack;

namespace oneshot::ui {

class DrawingCanvas;
class ModelInput;
class PaperFiles;
class UndoActions;

/// The paper below its tools, and what the model receives of it. The shortcuts of actions() work where those are added.
class PaperPanel : public QWidget {
    Q_OBJECT
  public:
    /// undo: see DrawingCanvas. Both must outlive the panel.
    PaperPanel(QUndoStack& undo, const UndoActions&, QWidget* parent = nullptr);

    DrawingCanvas* canvas() const { return canvas_; }
    PaperFiles* files() const { return files_; }
    void showInput(const ImageBatch&);           ///< of one image, or of strokes as a row of numbers; of none: nothing
    void tell(const QString& news, bool fault);  ///< below the paper; empty: nothing any more

  private:
    DrawingCanvas* canvas_;
    PaperFiles* files_;
    ModelInput* input_;
    QLabel *inputText_, *note_;
};

}  // namespace oneshot::ui
