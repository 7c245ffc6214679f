#include "ui/pages/challenge/trial_marks.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>
#include <QWidget>

#include "ui/pages/challenge/trial_picture.h"
#include "ui/report/curve_chart.h"

namespace oneshot::ui {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("oneshot::ui::TrialView", text);
}

const QColor rightColour(0x00, 0x8a, 0x64), wrongColour(0xc9, 0x3c, 0x1e);

void paintFrame(QPainter& painter, const QRect& tile, const QColor& colour) {
    painter.setPen(QPen(colour, 3));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(tile).adjusted(1.5, 1.5, -1.5, -1.5), 8, 8);
}

/// A frame, and in its corner a tick or a cross.
void paintVerdict(QPainter& painter, const QRect& tile, bool right) {
    constexpr double radius = 11;
    const QColor& colour = right ? rightColour : wrongColour;
    const QPointF centre(tile.right() - 15, tile.top() + 16);
    paintFrame(painter, tile, colour);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawEllipse(centre, radius, radius);
    painter.setPen(QPen(Qt::white, 2.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    QPainterPath sign;
    if (right) {
        sign.moveTo(centre + QPointF(-5, 0.5));
        sign.lineTo(centre + QPointF(-1.2, 4.2));
        sign.lineTo(centre + QPointF(5, -4));
    } else {
        sign.moveTo(centre + QPointF(-4, -4));
        sign.lineTo(centre + QPointF(4, 4));
        sign.moveTo(centre + QPointF(4, -4));
        sign.lineTo(centre + QPointF(-4, 4));
    }
    painter.drawPath(sign);
}

/// Stands at the bottom of a tile, so far from its left side. Returns the room that it takes.
int paintTag(QPainter& painter, const QRect& tile, int left, const QString& text, const QColor& colour,
             const QColor& textColour) {
    const QFontMetrics metrics(painter.font());
    const int width = metrics.horizontalAdvance(text) + 12, height = metrics.height() + 4;
    const QRect box(tile.left() + left, tile.bottom() - height - 5, width, height);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(textColour);
    painter.drawText(box, Qt::AlignCenter, text);
    return width + 4;
}

}  // namespace

void TrialMarks::paint(QPainter& painter, const TrialPicture& picture, const QWidget& widget) const {
    painter.setRenderHint(QPainter::Antialiasing);
    if (right < 0) {
        if (const int way = chosen >= 0 ? chosen : current; way >= 0)
            paintFrame(painter, picture.tile(way), widget.palette().color(QPalette::Highlight));
        return;
    }
    paintVerdict(painter, picture.tile(right), true);
    if (chosen >= 0 && chosen != right) paintVerdict(painter, picture.tile(chosen), false);
    QFont small = widget.font();
    small.setBold(true);
    small.setPointSizeF(small.pointSizeF() * 0.9);
    painter.setFont(small);
    const auto theme = report::ChartTheme::window(widget.palette(), widget.font());
    constexpr int margin = 7;
    int left = margin;
    if (chosen >= 0) {
        const int width = paintTag(painter, picture.tile(chosen), left, tr("you"), theme.colour(0), theme.background);
        if (model == chosen) left += width;
    }
    if (model >= 0) paintTag(painter, picture.tile(model), left, tr("model"), theme.colour(1), theme.background);
}

}  // namespace oneshot::ui
