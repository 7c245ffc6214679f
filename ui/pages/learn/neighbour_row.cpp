#include "ui/pages/learn/neighbour_row.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <utility>

#include "ui/widgets/character_strip.h"
#include "ui/widgets/support_grid.h"

namespace oneshot::ui {
namespace {

constexpr int gap = 6, usual = 8, smallest = 32, signSide = 12;

}  // namespace

NeighbourRow::NeighbourRow() {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

void NeighbourRow::setNeighbours(std::vector<Neighbour> neighbours) {
    neighbours_ = std::move(neighbours);
    QStringList words;
    for (const Neighbour& neighbour : neighbours_) words += wordsOf(neighbour);
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    update();
}

QString NeighbourRow::wordsOf(const Neighbour& neighbour) const {
    return neighbour.same ? tr("%1: the same character").arg(neighbour.name)
                          : tr("%1: another character").arg(neighbour.name);
}

QSize NeighbourRow::sizeHint() const {
    return {usual * (72 + gap) - gap, 72};
}

QSize NeighbourRow::minimumSizeHint() const {
    return {usual * (smallest + gap) - gap, smallest};
}

QRect NeighbourRow::tile(int i) const {
    const int count = std::max(1, static_cast<int>(neighbours_.size()));
    const int side = std::min(height(), (width() + gap) / count - gap);
    return {i * (side + gap), (height() - side) / 2, side, side};
}

bool NeighbourRow::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    for (int i = 0; i < static_cast<int>(neighbours_.size()); ++i)
        if (tile(i).contains(help->pos())) {
            QToolTip::showText(help->globalPos(), wordsOf(neighbours_[i]), this, tile(i));
            return true;
        }
    QToolTip::hideText();
    return true;
}

void NeighbourRow::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    for (int i = 0; i < static_cast<int>(neighbours_.size()); ++i) {
        const Neighbour& neighbour = neighbours_[i];
        const QRectF sheet = QRectF(tile(i)).adjusted(1, 1, -1, -1);
        painter.setPen(QPen(SupportGrid::signColour(neighbour.same, palette()), 1.6,
                            neighbour.same ? Qt::SolidLine : Qt::DashLine));
        painter.setBrush(palette().base());
        painter.drawRoundedRect(sheet, 5, 5);
        drawThumbnail(painter, sheet.adjusted(4, 4, -4, -4), neighbour.drawing, palette().color(QPalette::Text));
        SupportGrid::paintSign(painter, {sheet.right() - signSide - 3, sheet.top() + 3, signSide, signSide},
                               neighbour.same, palette());
    }
}

}  // namespace oneshot::ui
