#include "ui/pages/learn/drawing_tile.h"

#include <QPainter>
#include <algorithm>
#include <utility>

#include "ui/widgets/character_strip.h"

namespace oneshot::ui {

DrawingTile::DrawingTile(const char* objectName, const QString& name) {
    setObjectName(QLatin1String(objectName));
    setAccessibleName(name);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void DrawingTile::setDrawing(Image drawing, const QString& description) {
    drawing_ = std::move(drawing);
    setAccessibleDescription(description);
    update();
}

QSize DrawingTile::sizeHint() const {
    const int side = std::max(96, fontMetrics().height() * 6);
    return {side, side};
}

void DrawingTile::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(palette().color(QPalette::Mid));
    painter.setBrush(palette().base());
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    if (drawing_.width > 0)
        drawThumbnail(painter, QRectF(rect()).adjusted(6, 6, -6, -6), drawing_, palette().color(QPalette::Text));
}

}  // namespace oneshot::ui
