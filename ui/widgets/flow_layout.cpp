#include "ui/widgets/flow_layout.h"

#include <QWidget>
#include <algorithm>

namespace oneshot::ui {
namespace {

bool expands(const QLayoutItem* item) {
    return item->expandingDirections().testFlag(Qt::Horizontal);
}

}  // namespace

FlowLayout::FlowLayout(int spacing, std::initializer_list<QWidget*> parts) {
    setContentsMargins({});
    setSpacing(spacing);
    for (QWidget* part : parts) addWidget(part);
}

FlowLayout::~FlowLayout() {
    qDeleteAll(items_);
}

void FlowLayout::addItem(QLayoutItem* item) {
    items_.append(item);
}

QLayoutItem* FlowLayout::takeAt(int index) {
    return index >= 0 && index < count() ? items_.takeAt(index) : nullptr;
}

int FlowLayout::heightForWidth(int width) const {
    const QMargins margins = contentsMargins();
    int height = margins.top() + margins.bottom();
    const QList<Row> rows = rowsIn(width - margins.left() - margins.right());
    for (const Row& row : rows) height += row.height;
    return height + spacing() * std::max(0, static_cast<int>(rows.size()) - 1);
}

QSize FlowLayout::sizeHint() const {
    QSize size;
    const QList<Row> rows = rowsIn(QWIDGETSIZE_MAX);
    if (!rows.isEmpty()) size = {rows[0].width, rows[0].height};
    return size.grownBy(contentsMargins());
}

QSize FlowLayout::minimumSize() const {
    QSize size;
    for (const QLayoutItem* item : items_)
        if (!item->isEmpty()) size = size.expandedTo(item->minimumSize());
    return size.grownBy(contentsMargins());
}

void FlowLayout::setGeometry(const QRect& rect) {
    QLayout::setGeometry(rect);
    QRect room = rect.marginsRemoved(contentsMargins());
    for (const Row& row : rowsIn(room.width())) {
        place(row, {room.topLeft(), QSize(room.width(), row.height)});
        room.setTop(room.top() + row.height + spacing());
    }
}

QList<FlowLayout::Row> FlowLayout::rowsIn(int width) const {
    QList<Row> rows;
    for (QLayoutItem* item : items_) {
        if (item->isEmpty()) continue;  // hidden
        const QSize size = item->sizeHint();
        if (rows.isEmpty() || rows.last().width + spacing() + size.width() > width)
            rows.append(Row{{item}, size.width(), size.height()});
        else {
            Row& row = rows.last();
            row.items.append(item);
            row.width += spacing() + size.width();
            row.height = std::max(row.height, size.height());
        }
    }
    return rows;
}

void FlowLayout::place(const Row& row, const QRect& room) const {
    auto expanding = static_cast<int>(std::ranges::count_if(row.items, expands));
    int spare = std::max(0, room.width() - row.width), x = room.x();
    for (QLayoutItem* item : row.items) {
        QSize size = item->sizeHint();
        if (expands(item)) {
            const int share = spare / expanding--;
            spare -= share;
            size.rwidth() += share;
        }
        size.setWidth(std::min(size.width(), room.width()));
        item->setGeometry({{x, room.y() + (room.height() - size.height()) / 2}, size});
        x += size.width() + spacing();
    }
}

}  // namespace oneshot::ui
