#include "ui/widgets/map_view.h"

#include <QAccessible>
#include <QApplication>
#include <QBuffer>
#include <QContextMenuEvent>
#include <QFileInfo>
#include <QGestureEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QPainter>
#include <QSvgGenerator>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/base/save_file.h"
#include "ui/report/curve_chart.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/map_marker.h"
#include "ui/widgets/named_keys.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

constexpr int margin = MapSection::margin;
constexpr double zoomStep = 1.25;

/// With Ctrl, as in Ctrl+0, they are the window's.
bool isOurs(const QKeyEvent& event) {
    if (event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) return false;
    switch (event.key()) {
        case Qt::Key_Left:
        case Qt::Key_Right:
        case Qt::Key_Up:
        case Qt::Key_Down:
        case Qt::Key_0:
        case Qt::Key_Plus:
        case Qt::Key_Equal:
        case Qt::Key_Minus:
            return true;
        default:
            return false;
    }
}

bool showTheSame(const std::vector<MapDot>& some, const std::vector<MapDot>& others) {
    return std::ranges::equal(some, others, [](const MapDot& a, const MapDot& b) {
        return a.drawing == b.drawing && a.drawings.hash(a.drawing) == b.drawings.hash(b.drawing);
    });
}

bool lookTheSame(const std::vector<MapDot>& some, const std::vector<MapDot>& others) {
    return std::ranges::equal(
        some, others, [](const MapDot& a, const MapDot& b) { return a.group == b.group && a.learnt == b.learnt; });
}

}  // namespace

MapView::MapView(QWidget* parent) : QWidget(parent), menu_(new QMenu(this)) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    grabGesture(Qt::PinchGesture);
    setAccessibleName(tr("Map of drawings"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    nameKeys(this, tr("Arrows, Enter"), tr("Choose a point of the map, go to its neighbours"));
    nameKeys(this, tr("+, -"), tr("Zoom the map"));
    buildMenu();
    renewLook();
}

void MapView::buildMenu() {
    QAction* whole = menu_->addAction(lineIcon("whole"), tr("Show all points"), this, &MapView::showWhole);
    whole->setShortcut(Qt::Key_0);
    whole->setShortcutContext(Qt::WidgetShortcut);  // told here, and done by keyPressEvent
    menu_->addSeparator();
    for (const auto& [suffix, name] :
         {std::pair{QStringLiteral("png"), tr("PNG picture")}, std::pair{QStringLiteral("svg"), tr("SVG drawing")}}) {
        QAction* action = menu_->addAction(lineIcon("save"), tr("Save as %1...").arg(name), this,
                                           [this, suffix, name] { askWhereToSaveMap(suffix, name); });
        action->setObjectName(QStringLiteral("map.save.") + suffix);
    }
}

void MapView::setDots(std::vector<MapDot> dots) {
    const bool same = showTheSame(dots_, dots), lookSame = same && lookTheSame(dots_, dots);
    dots_ = std::move(dots);
    if (!lookSame) painter_.dropPictures();
    if (!same) {
        positions_.assign(dots_.size(), {});
        setCurrent(-1);
        hovered_ = -1;
        showWhole();
    }
    update();
}

void MapView::setPositions(MapPositions positions) {
    Q_ASSERT(positions.size() == dots_.size());
    positions_ = std::move(positions);
    if (showsWhole_) showWhole();
    update();
}

void MapView::setHighlighted(int group) {
    painter_.setHighlighted(group);
    update();
}

void MapView::setEmptyText(const QString& text) {
    emptyText_ = text;
    if (dots_.empty()) setAccessibleDescription(text);
    update();
}

void MapView::setLegend(const QString& title, const QStringList& groups) {
    title_ = title;
    groups_ = groups;
}

void MapView::setCurrent(int dot) {
    if (dot < 0 || dot >= static_cast<int>(dots_.size())) dot = -1;
    if (dot == current_) return;
    current_ = dot;
    if (dot >= 0 && !rect().adjusted(margin, margin, -margin, -margin).contains(placeOf(dot).toPoint()) && !showsWhole_)
        section_.moveTo(positions_[dot]);
    setAccessibleDescription(dot < 0             ? (dots_.empty() ? emptyText_ : QString())
                             : dots_[dot].learnt ? tr("%1, learnt by the model").arg(dots_[dot].name)
                                                 : dots_[dot].name);
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
    update();
    Q_EMIT currentChanged(dot);
}

QPointF MapView::placeOf(int dot) const {
    return section_.placeOf(positions_[dot]);
}

void MapView::showWhole() {
    showsWhole_ = true;
    section_.showWhole(positions_);
    painter_.renewSide(showsWhole_);
    update();
}

void MapView::zoom(double factor, QPointF about) {
    section_.zoom(factor, about, positions_);
    showsWhole_ = false;
    painter_.renewSide(showsWhole_);
    update();
}

int MapView::dotAt(QPointF point) const {
    constexpr double nearness = 10;  // of a click to what is small
    double best = std::numeric_limits<double>::infinity();
    int found = -1;
    for (int i = 0; i < static_cast<int>(dots_.size()); ++i) {
        const QPointF way = placeOf(i) - point;
        const double distance = std::hypot(way.x(), way.y());
        if (distance < best && distance <= std::max(nearness, painter_.reach(i))) best = distance, found = i;
    }
    return found;
}

void MapView::goOn(double dx, double dy) {
    const int next = current_ < 0 ? nearestPosition(positions_, section_.middle())
                                  : nextPosition(positions_, positions_[current_], dx, dy);
    if (next >= 0) setCurrent(next);
}

void MapView::setHovered(int dot) {
    if (dot == hovered_) return;
    hovered_ = dot;
    update();
}

void MapView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double inset = hasFocus() ? 1 : 0.5;
    painter.setPen(QPen(palette().color(hasFocus() ? QPalette::Highlight : QPalette::Mid), 2 * inset));
    painter.setBrush(palette().base());
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), 6, 6);
    if (dots_.empty()) {
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(rect().adjusted(margin, margin, -margin, -margin), Qt::AlignCenter | Qt::TextWordWrap,
                         emptyText_);
        return;
    }
    painter.setClipRect(rect().adjusted(2, 2, -2, -2));
    const bool complete = painter_.paint(painter);
    if (current_ >= 0) painter_.paintRing(painter, current_, palette().color(QPalette::Highlight), 2.5);
    if (hovered_ >= 0 && hovered_ != current_)
        painter_.paintRing(painter, hovered_, palette().color(QPalette::Text), 1.2);
    if (const int named = hovered_ >= 0 ? hovered_ : hasFocus() ? current_ : -1; named >= 0)
        painter_.paintLabel(painter, named);
    if (!complete) QMetaObject::invokeMethod(this, qOverload<>(&QWidget::update), Qt::QueuedConnection);
}

bool MapView::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && isOurs(*static_cast<QKeyEvent*>(event))) event->accept();
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) update();
    if (event->type() == QEvent::NativeGesture) {
        const auto* gesture = static_cast<QNativeGestureEvent*>(event);
        if (gesture->gestureType() != Qt::ZoomNativeGesture) return QWidget::event(event);
        zoom(1 + gesture->value(), gesture->position());
        return true;
    }
    if (event->type() == QEvent::Gesture) {
        auto* gestures = static_cast<QGestureEvent*>(event);
        const auto* pinch = static_cast<QPinchGesture*>(gestures->gesture(Qt::PinchGesture));
        if (!pinch) return QWidget::event(event);
        zoom(pinch->scaleFactor(), mapFromGlobal(pinch->centerPoint()));
        gestures->accept();
        return true;
    }
    return QWidget::event(event);
}

void MapView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) renewLook();
}

void MapView::renewLook() {
    painter_.setLook(palette(), font());
    update();
}

void MapView::resizeEvent(QResizeEvent*) {
    section_.setSize(size());
    if (showsWhole_) section_.showWhole(positions_);
    painter_.renewSide(showsWhole_);
}

void MapView::keyPressEvent(QKeyEvent* event) {
    const QPointF middle(width() / 2.0, height() / 2.0);
    switch (event->key()) {
        case Qt::Key_Left:
            return goOn(-1, 0);
        case Qt::Key_Right:
            return goOn(1, 0);
        case Qt::Key_Up:
            return goOn(0, 1);
        case Qt::Key_Down:
            return goOn(0, -1);
        case Qt::Key_0:
            return showWhole();
        case Qt::Key_Plus:
        case Qt::Key_Equal:
            return zoom(zoomStep, middle);
        case Qt::Key_Minus:
            return zoom(1 / zoomStep, middle);
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (current_ >= 0) Q_EMIT activated(current_);
            return;
        default:
            event->ignore();
    }
}

void MapView::wheelEvent(QWheelEvent* event) {
    constexpr double stepOfWheel = 120;
    if (event->angleDelta().y() == 0) return event->ignore();
    zoom(std::pow(zoomStep, event->angleDelta().y() / stepOfWheel), event->position());
}

void MapView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return event->ignore();
    pressed_ = dragged_ = event->position();
    isPressed_ = true;
    isDragging_ = false;
}

void MapView::mouseMoveEvent(QMouseEvent* event) {
    const QPointF at = event->position();
    if (!isPressed_) return setHovered(dotAt(at));
    if ((at - pressed_).manhattanLength() >= QApplication::startDragDistance()) isDragging_ = true;
    if (!isDragging_ || dots_.empty()) return;
    section_.moveBy(at - dragged_);
    dragged_ = at;
    showsWhole_ = false;
    setCursor(Qt::ClosedHandCursor);
    update();
}

void MapView::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return event->ignore();
    unsetCursor();
    const bool isClick = isPressed_ && !isDragging_;
    isPressed_ = isDragging_ = false;
    if (const int dot = dotAt(event->position()); isClick && dot >= 0) setCurrent(dot);
}

void MapView::mouseDoubleClickEvent(QMouseEvent*) {
    showWhole();
}

void MapView::leaveEvent(QEvent*) {
    setHovered(-1);
}

void MapView::contextMenuEvent(QContextMenuEvent* event) {
    menu_->popup(event->globalPos());
}

QSize MapView::legendSize() const {
    int wide = 0;
    for (const QString& group : groups_) wide = std::max(wide, fontMetrics().horizontalAdvance(group));
    return {groups_.isEmpty() ? 0 : wide + 3 * fontMetrics().height(),
            title_.isEmpty() ? 0 : 2 * fontMetrics().height()};
}

/// Paints the map for a file, dark on white: the title above it and the groups at its right.
void MapView::paintSaved(QPainter& painter, QSize legend) {
    const auto print = report::ChartTheme::print();
    QPalette inks = palette();
    inks.setColor(QPalette::Base, print.background);
    inks.setColor(QPalette::Text, print.text);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(font());
    painter.setPen(print.text);
    painter.fillRect(0, 0, width() + legend.width(), height() + legend.height(), print.background);
    const QRect top(margin / 2, 0, width() + legend.width() - margin, legend.height());
    painter.drawText(top, Qt::AlignVCenter, fontMetrics().elidedText(title_, Qt::ElideRight, top.width()));
    painter.translate(0, legend.height());
    const int line = fontMetrics().height() + 4, fitting = std::max(1, height() / line - 1);
    for (int i = 0; i < std::min<int>(fitting, static_cast<int>(groups_.size())); ++i) {
        const double middle = (i + 1) * line;
        paintMapMarker(painter, QPointF(width() + line / 2.0, middle), line * 0.3, i, false, inks);
        const bool isLast = i + 1 == fitting && groups_.size() > fitting;
        painter.setPen(print.text);
        painter.drawText(QRectF(width() + line * 1.2, middle - line / 2.0, legend.width(), line), Qt::AlignVCenter,
                         isLast ? tr("and %1 more").arg(groups_.size() - i) : groups_[i]);
    }
    painter_.paintAtOnce(painter, inks);
}

void MapView::askWhereToSaveMap(const QString& suffix, const QString& filter) {
    askWhereToSave(this,
                   {QStringLiteral("map.save"), tr("Save the map"), QStringLiteral("map.") + suffix,
                    QStringLiteral("%1 (*.%2)").arg(filter, suffix)},
                   [this](const QString& path, bool) { saveAs(path); });
}

void MapView::saveAs(const QString& path) {
    const QSize legend = legendSize(), size = this->size() + legend;
    QByteArray bytes;
    QBuffer buffer(&bytes);
    if (QFileInfo(path).suffix().toLower() == QStringLiteral("svg")) {
        QSvgGenerator generator;
        generator.setOutputDevice(&buffer);
        generator.setResolution(96);
        generator.setSize(size);
        generator.setViewBox(QRect(QPoint(0, 0), size));
        generator.setTitle(title_);
        QPainter painter(&generator);
        paintSaved(painter, legend);
    } else {
        QImage image(size * 2, QImage::Format_RGB32);
        image.setDevicePixelRatio(2);
        {
            QPainter painter(&image);
            paintSaved(painter, legend);
        }
        image.save(&buffer, "PNG");
    }
    try {
        saveFile(path.toStdString(), {bytes.constData(), static_cast<std::size_t>(bytes.size())});
        Q_EMIT saved(path);
    } catch (const Error& error) {
        warn(this, QStringLiteral("map.failed"), tr("The map was not saved"), QString::fromStdString(error.what()));
    }
}

}  // namespace oneshot::ui
