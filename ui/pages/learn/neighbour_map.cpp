#include "ui/pages/learn/neighbour_map.h"

#include <QPainter>
#include <utility>

#include "ui/widgets/support_grid.h"

namespace oneshot::ui {

void NeighbourMap::setNeighbours(std::vector<int> dots) {
    neighbours_ = std::move(dots);
    update();
}

void NeighbourMap::paintEvent(QPaintEvent* event) {
    MapView::paintEvent(event);
    if (current() < 0) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    for (const int dot : neighbours_) {
        const bool same = dots()[dot].group == dots()[current()].group;
        painter.setPen(QPen(SupportGrid::signColour(same, palette()), 1.6, same ? Qt::SolidLine : Qt::DashLine));
        painter.drawLine(placeOf(current()), placeOf(dot));
        painter.drawEllipse(placeOf(dot), 7, 7);
    }
}

}  // namespace oneshot::ui
