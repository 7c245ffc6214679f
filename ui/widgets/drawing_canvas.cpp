#include "ui/widgets/drawing_canvas.h"

#include <QAction>
#include <QMouseEvent>
#include <QPainter>
#include <QTabletEvent>
#include <QTouchEvent>
#include <QUndoStack>
#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/widgets/character_strip.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

constexpr int penMemory = 500;       // ms in which the mouse counts as the shadow of a pen that was there
constexpr quint64 shadowLead = 100;  // ms by which a whole line of the mouse may come before its pen
constexpr float eraserFactor = 3;

/// By how much a line goes on towards the pen at each of its moves, by the smoothing.
constexpr float followings[] = {1, 0.75F, 0.25F};

/// A way in two straight sides.
struct Turn {
    Turn(const SketchPoint& start, const SketchPoint& corner, const SketchPoint& end) {
        const float x1 = corner.x - start.x, y1 = corner.y - start.y, x2 = end.x - corner.x, y2 = end.y - corner.y;
        sides = std::minmax({std::hypot(x1, y1), std::hypot(x2, y2)});
        if (sides.first > 0) bend = std::abs(std::atan2(x1 * y2 - y1 * x2, x1 * x2 + y1 * y2));
    }

    std::pair<float, float> sides;  ///< length of the shorter and of the longer one
    float bend = 0;                 ///< 0 straight on to pi back again
};

/// Into how many straight pieces a curve is cut, from its start by its corner to its end: so that it bends by at most
/// 11 degrees from one to the next, and few are shorter than 1.5 units.
int piecesOf(const Turn& turn) {
    constexpr float maxBend = 0.2F, minLength = 1.5F;
    const float length = turn.sides.first + turn.sides.second;
    return static_cast<int>(std::ceil(std::max(1.0F, std::min(turn.bend / maxBend, length / minLength))));
}

/// Whether a person drew a corner, rather than a curve of few points (5 a circle bend by 72 degrees) or with a shaking
/// hand.
bool isSharp(const Turn& turn) {
    constexpr float minBend = 1.3F, minSide = 8;  // 75 degrees; units
    return turn.bend >= minBend && turn.sides.first >= minSide;
}

/// A point of the quadratic Bézier curve, at 0 its start and at 1 its end.
SketchPoint onCurve(const SketchPoint& start, const SketchPoint& corner, const SketchPoint& end, float at) {
    const float a = (1 - at) * (1 - at), b = 2 * at * (1 - at), c = at * at;
    const auto blend = [&](float SketchPoint::*part) { return a * start.*part + b * corner.*part + c * end.*part; };
    return {blend(&SketchPoint::x), blend(&SketchPoint::y), blend(&SketchPoint::milliseconds),
            blend(&SketchPoint::pressure)};
}

SketchPoint between(const SketchPoint& a, const SketchPoint& b) {
    return {(a.x + b.x) / 2, (a.y + b.y) / 2, (a.milliseconds + b.milliseconds) / 2, (a.pressure + b.pressure) / 2};
}

}  // namespace

class DrawingCanvas::Step : public QUndoCommand {
  public:
    Step(DrawingCanvas& canvas, const QString& name) : QUndoCommand(name), canvas_(canvas) {}

    void undo() override { canvas_.go(&Sketch::undo); }
    void redo() override {
        if (std::exchange(done_, true)) canvas_.go(&Sketch::redo);
    }

  private:
    DrawingCanvas& canvas_;
    bool done_ = false;  ///< by the person, before the stack has it
};

DrawingCanvas::DrawingCanvas(QUndoStack& undo, QWidget* parent)
    : QWidget(parent),
      undo_(undo),
      clear_(keyAction(this, "clear", tr("Clear"), Qt::Key_Delete, tr("Clear"))),
      eraser_(keyAction(this, "eraser", tr("Eraser"), Qt::Key_E, tr("Eraser"))) {
    setAttribute(Qt::WA_AcceptTouchEvents);
    setAttribute(Qt::WA_OpaquePaintEvent, false);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(240, 240);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Paper to draw a character on"));
    setAccessibleDescription(tr("Draw with the mouse, a pen or a finger"));
    eraser_->setCheckable(true);
    connect(clear_, &QAction::triggered, this, [this] {
        clear();
        take(true);
    });
    connect(eraser_, &QAction::toggled, this, &DrawingCanvas::showTools);
    showTools();
}

void DrawingCanvas::setLineWidth(float width) {
    lineWidth_ = width;
    showTools();
}

void DrawingCanvas::place(const Image& image) {
    abandon();
    sketch_.place(image);
    record(tr("image"));
    take(true);
}

void DrawingCanvas::open(const std::vector<SketchStroke>& strokes) {
    clear();
    for (const SketchStroke& stroke : strokes) addStroke(stroke);
    timeBefore_ = strokes.empty() ? 0 : strokes.back().points.back().milliseconds;
    clock_.start();
    take(true);
}

QRect DrawingCanvas::paper() const {
    const int side = std::min(width(), height());
    return {(width() - side) / 2, 0, side, side};
}

bool DrawingCanvas::penIsNear() const {
    return hand_ == Hand::Pen || (penSeen_.isValid() && penSeen_.elapsed() < penMemory);
}

/// Systems send them before, among or after the pen's own, and do not always say so.
bool DrawingCanvas::isOfThePen(const QMouseEvent* event) const {
    return event->source() != Qt::MouseEventNotSynthesized || penIsNear();
}

void DrawingCanvas::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || hand_ != Hand::None || isOfThePen(event)) return;
    begin(Hand::Mouse, event->position(), 1, eraser_->isChecked());
}

void DrawingCanvas::mouseMoveEvent(QMouseEvent* event) {
    if (hand_ == Hand::Mouse) extend(event->position(), 1);
}

void DrawingCanvas::mouseReleaseEvent(QMouseEvent* event) {
    if (hand_ != Hand::Mouse || event->button() != Qt::LeftButton) return;
    finish(event->position(), 1);
    mouseLineEnded_ = event->timestamp();
}

void DrawingCanvas::tabletEvent(QTabletEvent* event) {
    event->accept();  // else Qt makes mouse events of it
    penSeen_.start();
    const bool erases = event->pointerType() == QPointingDevice::PointerType::Eraser || eraser_->isChecked();
    const float pressure = erases ? 1 : 0.5F + static_cast<float>(event->pressure());
    if (event->type() == QEvent::TabletPress && event->button() == Qt::LeftButton) {
        abandon();  // the pen's shadow, or the hand that leans on the screen, came first
        if (mouseLineEnded_ && event->timestamp() - *mouseLineEnded_ <= shadowLead) undo_.undo();  // the whole of it
        begin(Hand::Pen, event->position(), pressure, erases);
    } else if (hand_ == Hand::Pen && event->type() == QEvent::TabletMove) {
        extend(event->position(), pressure);
    } else if (hand_ == Hand::Pen && event->type() == QEvent::TabletRelease && event->button() == Qt::LeftButton) {
        finish(event->position(), stroke_->points.back().pressure);
    }
}

void DrawingCanvas::touchEvent(QTouchEvent* event) {
    event->accept();
    if (event->type() == QEvent::TouchBegin && hand_ == Hand::None && !penIsNear()) {
        finger_ = event->points().first().id();
        begin(Hand::Touch, event->points().first().position(), 1, eraser_->isChecked());
        return;
    }
    if (hand_ != Hand::Touch) return;
    if (event->type() == QEvent::TouchCancel) return abandon();
    for (const QEventPoint& point : event->points()) {
        if (point.id() != finger_) continue;
        if (point.state() == QEventPoint::Released)
            finish(point.position(), 1);
        else if (point.state() == QEventPoint::Updated)
            extend(point.position(), 1);
        return;
    }
}

bool DrawingCanvas::event(QEvent* event) {
    if (auto* touch = dynamic_cast<QTouchEvent*>(event)) {
        touchEvent(touch);
        return true;
    }
    return QWidget::event(event);
}

SketchPoint DrawingCanvas::pointAt(QPointF at, float pressure) const {
    const QPointF place = (at - paper().topLeft()) * sketchSide / std::max(1, paper().width());
    const auto within = [](double value) { return std::clamp(static_cast<float>(value), -sketchMargin, sketchMargin); };
    return {within(place.x()), within(place.y()), timeBefore_ + static_cast<float>(clock_.elapsed()), pressure};
}

void DrawingCanvas::begin(Hand hand, QPointF at, float pressure, bool eraser) {
    if (sketch_.empty()) {
        clock_.start();
        timeBefore_ = 0;
    }
    hand_ = hand;
    stroke_ = SketchStroke{eraser, lineWidth_ * (eraser ? eraserFactor : 1), {}};
    if (sketch_.empty()) update();  // the hint goes
    corner_ = pen_ = penBefore_ = pointAt(at, pressure);
    append(corner_);
}

void DrawingCanvas::extend(QPointF at, float pressure) {
    SketchPoint point = pointAt(at, pressure);
    movePen(point);
    const SketchPoint last = corner_;
    const float follow = followings[static_cast<int>(smoothing_)];
    point.x = last.x + (point.x - last.x) * follow;
    point.y = last.y + (point.y - last.y) * follow;
    if (point.x == last.x && point.y == last.y) return;
    if (smoothing_ == Smoothing::None)
        append(point);
    else
        appendCurve(between(last, point));
    corner_ = point;
}

/// Ends the curve where the pen was, if it turns sharply there: another begins.
void DrawingCanvas::movePen(const SketchPoint& to) {
    if (smoothing_ != Smoothing::None && isSharp(Turn(penBefore_, pen_, to))) {
        appendCurve(pen_);
        corner_ = pen_;
    }
    if (to.x != pen_.x || to.y != pen_.y) penBefore_ = pen_;
    pen_ = to;
}

void DrawingCanvas::finish(QPointF at, float pressure) {
    const SketchPoint end = pointAt(at, pressure);
    movePen(end);
    const SketchPoint& last = stroke_->points.back();
    if (end.x != last.x || end.y != last.y) appendCurve(end);  // where the pen left the paper, however smooth the line
    hand_ = Hand::None;
    addStroke(*std::exchange(stroke_, {}));
    take(false);
}

void DrawingCanvas::abandon() {
    if (!stroke_) return;
    hand_ = Hand::None;
    stroke_.reset();
    renderAll();
}

void DrawingCanvas::append(SketchPoint point) {
    stroke_->points.push_back(point);
    render(*stroke_, stroke_->points.size() - 1);
}

/// Moves of a fast pen lie far apart. Curves from the middle between two of them to the next middle join without a
/// bend.
void DrawingCanvas::appendCurve(const SketchPoint& end) {
    const SketchPoint start = stroke_->points.back();
    const int pieces = piecesOf(Turn(start, corner_, end));
    for (int i = 1; i <= pieces; ++i)
        append(i < pieces ? onCurve(start, corner_, end, static_cast<float>(i) / static_cast<float>(pieces)) : end);
}

void DrawingCanvas::clear() {
    abandon();
    if (sketch_.visible().empty()) return;
    sketch_.clear();
    record(tr("clear"));
}

void DrawingCanvas::addStroke(SketchStroke stroke) {
    if (stroke.points.empty()) return;
    const QString step = stroke.eraser ? tr("eraser") : tr("line");
    sketch_.add(std::move(stroke));
    record(step);
}

void DrawingCanvas::record(const QString& step) {
    undo_.push(new Step(*this, step));
}

void DrawingCanvas::go(void (Sketch::*undoOrRedo)()) {
    abandon();
    (sketch_.*undoOrRedo)();
    take(true);
}

void DrawingCanvas::take(bool newInk) {
    mouseLineEnded_.reset();
    if (newInk) renderAll();
    showTools();
    Q_EMIT changed();
}

void DrawingCanvas::renderAll() {
    const qreal ratio = devicePixelRatioF();
    ink_ = QImage(paper().size() * ratio, QImage::Format_ARGB32_Premultiplied);
    ink_.setDevicePixelRatio(ratio);
    ink_.fill(Qt::transparent);
    for (const Sketch::Action& action : sketch_.visible()) {
        if (const auto* stroke = std::get_if<SketchStroke>(&action)) {
            render(*stroke, 0);
        } else if (const auto* image = std::get_if<Image>(&action)) {
            QPainter painter(&ink_);
            painter.setRenderHint(QPainter::SmoothPixmapTransform);
            painter.drawImage(QRect({}, paper().size()), inkImage(*image, palette().color(QPalette::Text)));
        }
    }
    if (stroke_) render(*stroke_, 0);
    update();
}

void DrawingCanvas::render(const SketchStroke& stroke, std::size_t firstPoint) {
    if (ink_.isNull()) return;
    const double scale = paper().width() / static_cast<double>(sketchSide);
    QPainter painter(&ink_);
    painter.setRenderHint(QPainter::Antialiasing);
    if (stroke.eraser) painter.setCompositionMode(QPainter::CompositionMode_Clear);
    QRectF dirty;
    for (std::size_t i = firstPoint; i < stroke.points.size(); ++i) {
        const SketchPoint &from = stroke.points[i > 0 ? i - 1 : 0], &to = stroke.points[i];
        const double width = stroke.width * (from.pressure + to.pressure) / 2 * scale;
        const QPointF a = QPointF(from.x, from.y) * scale, b = QPointF(to.x, to.y) * scale;
        painter.setPen(QPen(palette().color(QPalette::Text), width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        if (a == b)
            painter.drawPoint(a);
        else
            painter.drawLine(a, b);
        const double reach = width / 2 + 2;
        dirty |= QRectF(a, b).normalized().adjusted(-reach, -reach, reach, reach);
    }
    update(dirty.translated(paper().topLeft()).toAlignedRect());
}

void DrawingCanvas::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect sheet = paper();
    painter.setPen(palette().color(hasFocus() ? QPalette::Highlight : QPalette::Mid));
    painter.setBrush(palette().base());
    painter.drawRoundedRect(QRectF(sheet).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    if (sketch_.visible().empty() && !stroke_) {
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(sheet.adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap,
                         tr("Draw a character here,\nor drop an image"));
    }
    painter.drawImage(sheet.topLeft(), ink_);
}

void DrawingCanvas::resizeEvent(QResizeEvent*) {
    renderAll();
    showTools();
}

void DrawingCanvas::hideEvent(QHideEvent*) {
    abandon();
}

void DrawingCanvas::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) {
        renderAll();
        showTools();
    }
}

void DrawingCanvas::showTools() {
    clear_->setEnabled(!sketch_.visible().empty());
    if (!eraser_->isChecked()) return setCursor(Qt::CrossCursor);
    const int side = std::max(7, static_cast<int>(lineWidth_ * eraserFactor * paper().width() / sketchSide));
    QPixmap ring(side, side);
    ring.fill(Qt::transparent);
    QPainter painter(&ring);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawEllipse(QRectF(0.5, 0.5, side - 1, side - 1));
    painter.end();
    setCursor(QCursor(ring));
}

}  // namespace oneshot::ui
