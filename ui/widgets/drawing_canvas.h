#pragma once

#include <QElapsedTimer>
#include <QImage>
#include <QWidget>
#include <optional>

#include "core/drawing/sketch.h"

class QAction;
class QMouseEvent;
class QTouchEvent;
class QUndoStack;

namespace oneshot::ui {

/// Square paper to draw a character on, with mouse, pen or one finger. A pen's pressure widens its line, its other end
/// erases. Whatever a pen draws, the mouse events that systems send beside it leave no mark.
class DrawingCanvas : public QWidget {
    Q_OBJECT
  public:
    enum class Smoothing { None, Light, Strong };

    /// undo: takes each line, image and clearing of the paper; must outlive what a person does here.
    explicit DrawingCanvas(QUndoStack& undo, QWidget* parent = nullptr);

    const Sketch& sketch() const { return sketch_; }
    void setSmoothing(Smoothing smoothing) { smoothing_ = smoothing; }  ///< of lines drawn from now on
    void setLineWidth(
        float width);  ///< of lines from now on, in units of sketchSide; the eraser is three times as wide
    float lineWidth() const { return lineWidth_; }

    void place(const Image&);                     ///< see Sketch::place
    void open(const std::vector<SketchStroke>&);  ///< clears, then adds them; each step can be undone
    QRect paper() const;                          ///< where sketchSide x sketchSide units lie, in pixels
    QSize sizeHint() const override { return {280, 280}; }

    // Their shortcuts work where the action is added to a widget in use.
    QAction* clearAction() const { return clear_; }
    QAction* eraserAction() const { return eraser_; }  ///< checked: mouse, pen and finger erase

  Q_SIGNALS:
    void changed();  ///< a line ended (at each pen-up), or a step was undone, cleared, placed or opened

  protected:
    bool event(QEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void mouseReleaseEvent(QMouseEvent*) override;
    void tabletEvent(QTabletEvent*) override;
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void hideEvent(QHideEvent*) override;
    void changeEvent(QEvent*) override;

  private:
    enum class Hand { None, Mouse, Touch, Pen };
    class Step;  ///< of the sketch, as a command

    void touchEvent(QTouchEvent*);
    bool isOfThePen(const QMouseEvent*) const;
    bool penIsNear() const;
    void begin(Hand, QPointF at, float pressure, bool eraser);
    void extend(QPointF at, float pressure);
    void finish(QPointF at, float pressure);
    void abandon();  ///< removes the line that is being drawn
    SketchPoint pointAt(QPointF at, float pressure) const;
    void movePen(const SketchPoint& to);
    void append(SketchPoint);
    void appendCurve(const SketchPoint& end);  ///< from the line's last point by corner_, which it bends around
    void clear();
    void addStroke(SketchStroke);
    void record(const QString& step);       ///< makes what has just been done to the sketch a command
    void go(void (Sketch::*undoOrRedo)());  ///< a step back or forward
    void take(bool newInk);
    void renderAll();
    void render(const SketchStroke&, std::size_t firstPoint);
    void showTools();

    QUndoStack& undo_;
    Sketch sketch_;
    Smoothing smoothing_ = Smoothing::Light;
    float lineWidth_ = omniglotPenWidth;
    Hand hand_ = Hand::None;  ///< what draws stroke_
    int finger_ = 0;          ///< its touch point
    std::optional<SketchStroke> stroke_;
    SketchPoint pen_, penBefore_;            ///< where it was last, and before that at another place
    SketchPoint corner_;                     ///< where the pen was last, smoothed; a curve passes it by
    QElapsedTimer clock_;                    ///< since the first point of the sketch, from timeBefore_ on
    float timeBefore_ = 0;                   ///< ms
    QElapsedTimer penSeen_;                  ///< since the last event of a pen
    std::optional<quint64> mouseLineEnded_;  ///< timestamp, where the newest action is a line of the mouse
    QImage ink_;                             ///< the paper's, in pixels of the screen
    QAction *clear_, *eraser_;
};

}  // namespace oneshot::ui
