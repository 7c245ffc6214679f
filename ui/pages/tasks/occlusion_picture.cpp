#include "ui/pages/tasks/occlusion_picture.h"

#include <QHelpEvent>
#include <QLinearGradient>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/widgets/character_strip.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

constexpr int padding = 6, barHeight = 8, decimals = 3;

}  // namespace

OcclusionPicture::OcclusionPicture() {
    setFont(scaled(font(), 0.86));
    setAccessibleName(tr("Where the score hangs on the query"));
}

void OcclusionPicture::setMap(Image drawing, OcclusionMap map) {
    drawing_ = std::move(drawing);
    map_ = std::move(map);
    setAccessibleDescription(strongestPlace());
    update();
}

QColor OcclusionPicture::colourOf(double share, const QPalette& palette) {
    const QColor full = share > 0 ? QColor(0x00, 0x72, 0xb2) : QColor(0xe6, 0x9f, 0x00);
    return mixed(palette.color(QPalette::Base), full, std::min(1.0, std::abs(share)));
}

QString OcclusionPicture::strongestPlace() const {
    const auto highest = std::ranges::max_element(map_.falls);
    if (highest == map_.falls.end() || *highest <= 0) return {};
    const auto field = static_cast<int>(highest - map_.falls.begin());
    const QString places[] = {tr("at the upper left"), tr("at the top"),    tr("at the upper right"),
                              tr("at the left"),       tr("in the middle"), tr("at the right"),
                              tr("at the lower left"), tr("at the bottom"), tr("at the lower right")};
    const auto third = [](int place, int count) { return 3 * (2 * place + 1) / (2 * count); };
    const int row = third(field / map_.columns, map_.rows), column = third(field % map_.columns, map_.columns);
    return tr("Blanked %1, the query loses most: %2.")
        .arg(places[3 * row + column], signedText(-static_cast<double>(*highest), decimals));
}

QSize OcclusionPicture::minimumSizeHint() const {
    const int texts = fontMetrics().horizontalAdvance(signedText(-0.5, decimals) + QStringLiteral("  0  ") +
                                                      signedText(0.5, decimals));
    return {std::max(110, texts), 90 + scaleHeight()};
}

int OcclusionPicture::scaleHeight() const {
    return barHeight + 2 * padding + fontMetrics().height();
}

QRectF OcclusionPicture::drawingRect() const {
    if (drawing_.pixels.empty()) return {};
    const QRect room = rect().adjusted(padding, padding, -padding, -padding - scaleHeight());
    return fitted(QSizeF(drawing_.width, drawing_.height), room);
}

void OcclusionPicture::paintEvent(QPaintEvent*) {
    if (drawing_.pixels.empty() || map_.falls.empty()) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const QRectF drawing = drawingRect();
    painter.setPen(palette().color(QPalette::Mid));
    painter.setBrush(palette().base());
    painter.drawRoundedRect(drawing.adjusted(-padding + 0.5, -padding + 0.5, padding - 0.5, padding - 0.5), 6, 6);
    if (drawing_.channels == 3) {  // which is no ink on transparent paper
        drawThumbnail(painter, drawing, drawing_, {});
        painter.setOpacity(0.6);
        paintHeat(painter, drawing);
        painter.setOpacity(1);
    } else {
        paintHeat(painter, drawing);
        drawThumbnail(painter, drawing, drawing_, palette().color(QPalette::Text));
    }
    const int top = static_cast<int>(drawing.bottom()) + 2 * padding;
    paintScale(painter, QRect(QPoint(static_cast<int>(drawing.left()), top),
                              QSize(static_cast<int>(drawing.width()), scaleHeight() - padding)));
}

void OcclusionPicture::paintHeat(QPainter& painter, const QRectF& drawing) const {
    const double largest = map_.largest();
    QImage heat(map_.columns, map_.rows, QImage::Format_RGB32);
    for (int row = 0; row < map_.rows; ++row)
        for (int column = 0; column < map_.columns; ++column)
            heat.setPixelColor(column, row, colourOf(largest > 0 ? map_.fall(row, column) / largest : 0, palette()));
    const double scale = drawing.width() / drawing_.width;
    painter.save();
    painter.setClipRect(drawing);
    painter.drawImage(QRectF(drawing.topLeft(), QSizeF(heat.size()) * (map_.stride * scale)), heat);
    painter.restore();
}

void OcclusionPicture::paintScale(QPainter& painter, const QRect& rect) const {
    const QRect bar(rect.topLeft(), QSize(rect.width(), barHeight));
    QLinearGradient gradient(bar.left(), 0, bar.right(), 0);
    for (const double at : {0.0, 0.5, 1.0}) gradient.setColorAt(at, colourOf(2 * at - 1, palette()));
    painter.setPen(palette().color(QPalette::Mid));
    painter.setBrush(gradient);
    painter.drawRect(bar);
    const QRect texts(rect.left(), bar.bottom() + 2, rect.width(), fontMetrics().height());
    const double largest = map_.largest();
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.setFont(font());
    painter.drawText(texts, Qt::AlignLeft | Qt::TextDontClip, signedText(largest, decimals));
    painter.drawText(texts, Qt::AlignHCenter | Qt::TextDontClip, QStringLiteral("0"));
    painter.drawText(texts, Qt::AlignRight | Qt::TextDontClip, signedText(-largest, decimals));
}

QString OcclusionPicture::wordsAt(const QPoint& point) const {
    const QRectF drawing = drawingRect();
    if (map_.falls.empty() || !drawing.contains(point)) return {};
    const QPointF inside = (QPointF(point) - drawing.topLeft()) * (drawing_.width / drawing.width());
    const int row = std::min(static_cast<int>(inside.y()) / map_.stride, map_.rows - 1);
    const int column = std::min(static_cast<int>(inside.x()) / map_.stride, map_.columns - 1);
    return tr("Blanked here, the score changes by %1")
        .arg(signedText(-static_cast<double>(map_.fall(row, column)), decimals));
}

bool OcclusionPicture::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), wordsAt(help->pos()), this);
        return true;
    }
    return QWidget::event(event);
}

}  // namespace oneshot::ui
