#include "ui/pages/learn/movable_drawing.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/widgets/character_strip.h"

namespace oneshot::ui {
namespace {

constexpr int degreesPerKey = 2;

}  // namespace

MovableDrawing::MovableDrawing() {
    setObjectName(QStringLiteral("learn.pixels.drawing"));
    setAccessibleName(tr("The drawing to move"));
    setToolTip(
        tr("Drag it, or move it by the arrow keys. Page Up and Page Down turn it, Home puts it back.\n"
           "The pale drawing beneath shows the same character."));
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::OpenHandCursor);
}

void MovableDrawing::setDrawings(Image moved, Image under) {
    drawing_ = std::move(moved);
    under_ = std::move(under);
    motion_ = {};
    update();
}

void MovableDrawing::setMotion(session::Motion motion) {
    constexpr int farthest = session::MovedDrawing::farthest, most = session::MovedDrawing::mostDegrees;
    motion.right = std::clamp(motion.right, -farthest, farthest);
    motion.down = std::clamp(motion.down, -farthest, farthest);
    motion.degrees = std::clamp(motion.degrees, -most, most);
    if (motion == motion_ || drawing_.pixels.empty()) return;
    motion_ = motion;
    setAccessibleDescription(
        tr("%1 right, %2 down, turned by %3 degrees").arg(motion.right).arg(motion.down).arg(motion.degrees));
    update();
    Q_EMIT moved(motion_);
}

/// A square at the top, where the parts beside it begin.
QRectF MovableDrawing::paper() const {
    const int side = std::min(width(), height()) - 2;
    return {1, 1, static_cast<double>(side), static_cast<double>(side)};
}

QRectF MovableDrawing::drawingArea() const {
    const double margin = paper().width() / 14;
    return paper().adjusted(margin, margin, -margin, -margin);
}

void MovableDrawing::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    painter.setPen(QPen(palette().color(hasFocus() ? QPalette::Highlight : QPalette::Mid), hasFocus() ? 2 : 1));
    painter.setBrush(palette().base());
    painter.drawRoundedRect(paper(), 8, 8);
    if (drawing_.pixels.empty()) return;
    painter.setOpacity(0.35);
    painter.drawImage(drawingArea(), inkImage(under_, palette().color(QPalette::Highlight)));
    painter.setOpacity(1);
    painter.drawImage(drawingArea(), inkImage(session::movedImage(drawing_, motion_), palette().color(QPalette::Text)));
}

void MovableDrawing::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    press_ = event->position();
    motionAtPress_ = motion_;
    setCursor(Qt::ClosedHandCursor);
}

void MovableDrawing::mouseMoveEvent(QMouseEvent* event) {
    if (!(event->buttons() & Qt::LeftButton) || drawing_.pixels.empty()) return;
    const double pixelsPerPoint = drawing_.width / drawingArea().width();
    const QPointF by = (event->position() - press_) * pixelsPerPoint;
    setMotion({motionAtPress_.right + static_cast<int>(std::lround(by.x())),
               motionAtPress_.down + static_cast<int>(std::lround(by.y())), motion_.degrees});
}

void MovableDrawing::mouseReleaseEvent(QMouseEvent*) {
    setCursor(Qt::OpenHandCursor);
}

void MovableDrawing::keyPressEvent(QKeyEvent* event) {
    session::Motion to = motion_;
    switch (event->key()) {
        case Qt::Key_Left:
            --to.right;
            break;
        case Qt::Key_Right:
            ++to.right;
            break;
        case Qt::Key_Up:
            --to.down;
            break;
        case Qt::Key_Down:
            ++to.down;
            break;
        case Qt::Key_PageUp:
            to.degrees -= degreesPerKey;
            break;
        case Qt::Key_PageDown:
            to.degrees += degreesPerKey;
            break;
        case Qt::Key_Home:
            to = {};
            break;
        default:
            return QWidget::keyPressEvent(event);
    }
    if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier)) return QWidget::keyPressEvent(event);
    setMotion(to);
}

}  // namespace oneshot::ui
