#pragma once

#include <QPixmap>
#include <QRect>
#include <vector>

#include "core/tasks/task.h"
#include "ui/session/workspace/workspace.h"

class QPainter;
class QWidget;

namespace oneshot::ui {

class TrialPicture;

/// Marks on the tiles of a trial: the way with the focus, and once it may be told, who chose what. -1: none.
struct TrialMarks {
    int current = -1;  ///< has the focus
    int chosen = -1;   ///< by the person
    int model = -1;    ///< chosen by the model
    int right = -1;    ///< -1: not told yet, so only the choice is marked

    /// Paints over the picture, in the palette and font of the widget.
    void paint(QPainter&, const TrialPicture&, const QWidget&) const;
};

/// A task drawn beforehand, so that showing it takes no longer than copying a pixmap: the query, and at its right the
/// support set as numbered tiles.
class TrialPicture {
  public:
    void setTask(session::DatasetPtr, const Task&);
    /// Arranges and draws it for the widget that will show it: its size, font, palette and screen.
    void layOut(const QWidget&);
    void paint(QPainter&) const;

    const Task& task() const { return task_; }
    int ways() const { return static_cast<int>(task_.ways.size()); }
    int columns() const { return columns_; }
    const QRect& tile(int way) const { return tiles_[static_cast<std::size_t>(way)]; }
    int wayAt(const QPoint&) const;           ///< -1: none
    static QString keyOf(int way, int ways);  ///< what is written on a way, and typed for it

  private:
    void arrange(QSize);
    void draw(const QWidget&);
    void drawWay(QPainter&, int way, const QPalette&) const;
    void drawDrawing(QPainter&, DrawingId, const QRectF&, const QColor& ink) const;

    session::DatasetPtr dataset_;
    Task task_;
    QRect query_;
    std::vector<QRect> tiles_;
    int columns_ = 1;
    QPixmap pixmap_;
};

}  // namespace oneshot::ui
