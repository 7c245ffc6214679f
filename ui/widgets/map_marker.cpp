#include "ui/widgets/map_marker.h"

#include <QPainter>
#include <QPainterPath>
#include <QPixmap>
#include <array>
#include <cmath>
#include <numbers>

#include "ui/report/curve_chart.h"

namespace oneshot::ui {
namespace {

constexpr int shapeCount = 8;

/// A polygon of so many corners on the unit circle, every other one at `inner` of it; the first one at that angle.
QPainterPath star(int corners, double inner, double degrees) {
    QPolygonF polygon;
    for (int i = 0; i < corners; ++i) {
        const double angle = (degrees + 360.0 * i / corners) * std::numbers::pi / 180;
        const double length = i % 2 == 0 ? 1 : inner;
        polygon << QPointF(length * std::cos(angle), length * std::sin(angle));
    }
    QPainterPath path;
    path.addPolygon(polygon);
    path.closeSubpath();
    return path;
}

/// Around 0, of about the same area each.
const std::array<QPainterPath, shapeCount>& shapes() {
    static const std::array<QPainterPath, shapeCount> made = [] {
        QPainterPath circle, square, plus;
        circle.addEllipse(QPointF(), 0.86, 0.86);
        square.addRect(-0.76, -0.76, 1.52, 1.52);
        plus.addRect(-0.34, -1, 0.68, 2);
        QPainterPath bar;
        bar.addRect(-1, -0.34, 2, 0.68);
        plus = plus.united(bar);
        return std::array<QPainterPath, shapeCount>{circle,
                                                    star(6, 0.5, -90),
                                                    star(4, 1, -90),
                                                    square,
                                                    star(10, 0.5, -90),
                                                    star(6, 0.5, 90),
                                                    plus,
                                                    QTransform().rotate(45).map(plus)};
    }();
    return made;
}

}  // namespace

QColor mapMarkerColour(int group, const QPalette& palette) {
    return report::ChartTheme::window(palette, {}).colour(group);
}

void paintMapMarker(QPainter& painter, QPointF centre, double radius, int group, bool hollow, const QPalette& palette) {
    const QColor colour = mapMarkerColour(group, palette);
    const QPainterPath& shape = shapes()[group % shapeCount];
    const double width = hollow ? 1.6 : 1;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(centre);
    painter.scale(radius, radius);
    QPen pen(hollow ? colour : palette.color(QPalette::Base), width / radius);
    pen.setJoinStyle(Qt::MiterJoin);
    painter.setPen(pen);
    painter.setBrush(hollow ? palette.color(QPalette::Base) : colour);
    painter.drawPath(shape);
    painter.restore();
}

QIcon mapMarkerIcon(int group, int side, const QPalette& palette, double ratio) {
    QPixmap picture(QSize(side, side) * ratio);
    picture.setDevicePixelRatio(ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    paintMapMarker(painter, QPointF(side / 2.0, side / 2.0), side * 0.42, group, false, palette);
    return QIcon(picture);
}

}  // namespace oneshot::ui
