#include "ui/widgets/map_painter.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/report/curve_chart.h"
#include "ui/widgets/character_strip.h"
#include "ui/widgets/map_marker.h"
#include "ui/widgets/map_section.h"

namespace oneshot::ui {
namespace {

constexpr int smallestDrawing = 24, largestDrawing = 72, sideStep = 8;
constexpr double shareOfRoom = 0.8;                         ///< that a drawing takes of what it has on the mean
constexpr int picturesPerPainting = 30, maxPictures = 800;  ///< so that no painting takes long, nor all much memory
constexpr int manyDots = 800;                               ///< whose markers are smaller
constexpr double faint = 0.16;

}  // namespace

MapPainter::MapPainter(const std::vector<MapDot>& dots, const MapPositions& positions, const MapSection& section)
    : dots_(dots), positions_(positions), section_(section) {}

void MapPainter::setLook(const QPalette& palette, const QFont& font) {
    palette_ = palette;
    font_ = font;
    fontHeight_ = QFontMetricsF(font).height();
    dropPictures();
}

void MapPainter::dropPictures() {
    markers_.clear();
    pictures_.assign(dots_.size(), {});
    kept_ = 0;
}

void MapPainter::renewSide(bool whole) {
    const QRectF seen(QPointF(), section_.size());
    int count = 0;
    for (int i = 0; i < static_cast<int>(dots_.size()); ++i) count += seen.contains(placeOf(i));
    const double room = count > 0 ? std::sqrt(seen.width() * seen.height() / count) : 0;
    const int largest = whole ? std::min(largestDrawing, 2 * (MapSection::margin - 2)) : largestDrawing;
    const int fits = std::min(largest, static_cast<int>(shareOfRoom * room) / sideStep * sideStep);
    const int side = fits < smallestDrawing ? 0 : fits;
    if (side != side_ || pictures_.size() != dots_.size()) {
        side_ = side;
        dropPictures();
    }
}

QPointF MapPainter::placeOf(int dot) const {
    return section_.placeOf(positions_[dot]);
}

double MapPainter::radius() const {
    return fontHeight_ / (std::ssize(dots_) > manyDots ? 4.6 : 3.6);
}

bool MapPainter::hasPicture(int dot) const {
    return side_ > 0 && !dots_[dot].drawings[dots_[dot].drawing].image.pixels.empty();
}

double MapPainter::reach(int dot) const {
    return hasPicture(dot) ? side_ / 2.0 : radius();
}

bool MapPainter::paint(QPainter& painter) {
    const double ratio = painter.device()->devicePixelRatioF();  // the window may have gone to another screen
    const bool isOther = std::exchange(pixelRatio_, ratio) != ratio;
    // All that are in sight are kept, however many: else they would be made anew for ever.
    if (isOther || kept_ > std::max(maxPictures, 2 * seen_)) dropPictures();
    made_ = seen_ = 0;
    lacksPictures_ = false;
    paintDots(painter, palette_, true);
    return !lacksPictures_;
}

void MapPainter::paintAtOnce(QPainter& painter, const QPalette& palette) {
    paintDots(painter, palette, false);
}

void MapPainter::paintDots(QPainter& painter, const QPalette& palette, bool live) {
    const auto theme = report::ChartTheme::window(palette, font_);
    const double outside = live ? std::max<double>(side_, radius()) : 0;
    const QRectF seen = QRectF(QPointF(), section_.size()).adjusted(-outside, -outside, outside, outside);
    for (const bool above : {false, true})
        for (int i = 0; i < static_cast<int>(dots_.size()); ++i) {
            const bool isFaint = highlighted_ >= 0 && dots_[i].group != highlighted_;
            const QPointF at = placeOf(i);
            if (isFaint == above || !seen.contains(at)) continue;
            painter.setOpacity(isFaint ? faint : 1);
            if (!paintDrawing(painter, i, palette, theme, live)) paintMarker(painter, at, dots_[i], palette, live);
        }
    painter.setOpacity(1);
}

/// False: a marker has to stand for it, as there is no picture, yet or at all.
bool MapPainter::paintDrawing(QPainter& painter, int dot, const QPalette& palette, const report::ChartTheme& theme,
                              bool live) {
    if (!hasPicture(dot)) return false;
    if (!live) {
        paintTile(painter, placeOf(dot), dots_[dot], palette, theme);
        return true;
    }
    ++seen_;
    QImage& picture = pictures_[dot];
    const int half = side_ / 2 + static_cast<int>(std::ceil(0.3 * radius())) + 2;  // a marker stands out of its corner
    if (picture.isNull()) {
        lacksPictures_ = made_ == picturesPerPainting;
        if (lacksPictures_) return false;
        picture = emptySprite(half);
        QPainter sprite(&picture);
        sprite.setRenderHint(QPainter::Antialiasing);
        paintTile(sprite, QPointF(half, half), dots_[dot], palette, theme);
        ++made_, ++kept_;
    }
    painter.drawImage(placeOf(dot).toPoint() - QPoint(half, half), picture);
    return true;
}

/// Paints a drawing in a frame of its group's colour, the marker in its corner. Frames take far longer than pictures of
/// them, so that hundreds that move are painted as these.
void MapPainter::paintTile(QPainter& painter, QPointF middle, const MapDot& dot, const QPalette& palette,
                           const report::ChartTheme& theme) const {
    QRectF tile(0, 0, side_, side_);
    tile.moveCenter(middle);
    painter.setPen(QPen(theme.colour(dot.group), 1.4));
    painter.setBrush(palette.base());
    painter.drawRoundedRect(tile, 4, 4);
    drawThumbnail(painter, tile.adjusted(3, 3, -3, -3), dot.drawings[dot.drawing].image, palette.color(QPalette::Text));
    const double corner = 0.7 * radius();
    paintMapMarker(painter, tile.topLeft() + QPointF(corner, corner), radius(), dot.group, dot.learnt, palette);
}

/// Returns a transparent picture of 2 * half pixels of the screen's.
QImage MapPainter::emptySprite(int half) const {
    QImage sprite((QSizeF(2 * half, 2 * half) * pixelRatio_).toSize(), QImage::Format_ARGB32_Premultiplied);
    sprite.setDevicePixelRatio(pixelRatio_);
    sprite.fill(Qt::transparent);
    return sprite;
}

void MapPainter::paintMarker(QPainter& painter, QPointF at, const MapDot& dot, const QPalette& palette, bool live) {
    if (!live) return paintMapMarker(painter, at, radius(), dot.group, dot.learnt, palette);
    QImage& marker = markers_[2 * (dot.group % mapMarkers) + dot.learnt];
    const int half = static_cast<int>(std::ceil(radius())) + 2;
    if (marker.isNull()) {
        marker = emptySprite(half);
        QPainter sprite(&marker);
        paintMapMarker(sprite, QPointF(half, half), radius(), dot.group, dot.learnt, palette);
    }
    painter.drawImage(at.toPoint() - QPoint(half, half), marker);
}

void MapPainter::paintRing(QPainter& painter, int dot, const QColor& colour, double width) const {
    const double around = reach(dot) + 3, corner = hasPicture(dot) ? 5 : around;
    const QPointF at = placeOf(dot);
    painter.setPen(QPen(colour, width));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(at.x() - around, at.y() - around, 2 * around, 2 * around), corner, corner);
}

void MapPainter::paintLabel(QPainter& painter, int dot) const {
    const QString name = dots_[dot].name;
    const QString text = dots_[dot].learnt ? QCoreApplication::translate("MapView", "%1 · learnt").arg(name) : name;
    const QFontMetrics metrics(font_);
    const int all = section_.size().width(), wide = std::min(all - 8, metrics.horizontalAdvance(text) + 12);
    const int high = metrics.height() + 6, apart = static_cast<int>(reach(dot)) + 7;
    const QPoint at = placeOf(dot).toPoint();
    const int above = at.y() - apart - high;
    QRect box(at.x() - wide / 2, above >= 4 ? above : at.y() + apart, wide, high);
    box.moveLeft(std::clamp(box.left(), 4, std::max(4, all - 4 - wide)));
    painter.setFont(font_);
    painter.setPen(palette_.color(QPalette::Mid));
    painter.setBrush(palette_.color(QPalette::ToolTipBase));
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setPen(palette_.color(QPalette::ToolTipText));
    painter.drawText(box, Qt::AlignCenter, metrics.elidedText(text, Qt::ElideMiddle, box.width() - 12));
}

}  // namespace oneshot::ui
