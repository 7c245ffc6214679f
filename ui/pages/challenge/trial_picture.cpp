#include "ui/pages/challenge/trial_picture.h"

#include <QObject>
#include <QPainter>
#include <QPainterPath>
#include <QWidget>
#include <algorithm>
#include <cmath>

#include "ui/report/curve_chart.h"
#include "ui/widgets/character_strip.h"

namespace oneshot::ui {
namespace {

constexpr int maxTile = 190, gap = 10, queryGap = 44;  // px
constexpr double padding = 0.1;                        // of a tile's side, around its drawings
const QColor rightColour(0x00, 0x8a, 0x64), wrongColour(0xc9, 0x3c, 0x1e);

constexpr auto tr = [](const char* text) { return QObject::tr(text); };

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

void drawPaper(QPainter& painter, const QRect& tile, const QPalette& palette) {
    painter.setPen(QPen(palette.color(QPalette::Mid), 1));
    painter.setBrush(palette.base());
    painter.drawRoundedRect(QRectF(tile).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
}

QRectF contentOf(const QRect& tile) {
    const double margin = tile.width() * padding;
    return QRectF(tile).adjusted(margin, margin, -margin, -margin);
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

QString TrialPicture::keyOf(int way, int ways) {
    if (ways <= 10) return QString::number((way + 1) % 10);
    return QStringLiteral("%1").arg(way + 1, 2, 10, QLatin1Char('0'));
}

void TrialPicture::setTask(session::DatasetPtr dataset, const Task& task) {
    dataset_ = std::move(dataset);
    task_ = task;
}

int TrialPicture::wayAt(const QPoint& point) const {
    const auto tile = std::ranges::find_if(tiles_, [&](const QRect& rect) { return rect.contains(point); });
    return tile == tiles_.end() ? -1 : static_cast<int>(tile - tiles_.begin());
}

void TrialPicture::layOut(const QWidget& widget) {
    tiles_.clear();
    if (task_.ways.empty()) return;
    arrange(widget.size());
    draw(widget);
}

/// As large as fits, the query as large as a way; rather a little smaller than with a last row that is not full.
void TrialPicture::arrange(QSize size) {
    int side = 0;
    double best = 0;
    for (int columns = 1; columns <= ways(); ++columns) {
        const int rows = (ways() + columns - 1) / columns;
        const int across = (size.width() - queryGap - (columns - 1) * gap) / (columns + 1);
        const int down = (size.height() - (rows - 1) * gap) / rows;
        const int fits = std::min({across, down, maxTile});
        const double worth = fits * (ways() % columns ? 0.75 : 1);
        if (worth >= best) best = worth, side = fits, columns_ = columns;
    }
    const int rows = (ways() + columns_ - 1) / columns_;
    const int step = side + gap;
    const int left = (size.width() - (side + queryGap + columns_ * step - gap)) / 2,
              top = (size.height() - rows * step + gap) / 2;
    query_ = QRect(left, (size.height() - side) / 2, side, side);
    for (int i = 0; i < ways(); ++i)
        tiles_.emplace_back(left + side + queryGap + i % columns_ * step, top + i / columns_ * step, side, side);
}

void TrialPicture::draw(const QWidget& widget) {
    pixmap_ = QPixmap(widget.size() * widget.devicePixelRatioF());
    pixmap_.setDevicePixelRatio(widget.devicePixelRatioF());
    pixmap_.fill(Qt::transparent);
    QPainter painter(&pixmap_);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    const QPalette& palette = widget.palette();
    drawPaper(painter, query_, palette);
    drawDrawing(painter, task_.query, contentOf(query_), palette.color(QPalette::Text));
    QFont number = widget.font();
    number.setPointSizeF(std::max(8.0, number.pointSizeF() * 0.95));
    painter.setFont(number);
    for (int way = 0; way < ways(); ++way) drawWay(painter, way, palette);
}

void TrialPicture::paint(QPainter& painter) const {
    painter.drawPixmap(0, 0, pixmap_);
}

void TrialPicture::drawWay(QPainter& painter, int way, const QPalette& palette) const {
    drawPaper(painter, tile(way), palette);
    const auto& drawings = task_.ways[static_cast<std::size_t>(way)].drawings;
    const int across = static_cast<int>(std::ceil(std::sqrt(static_cast<double>(drawings.size()))));
    const QRectF area = contentOf(tile(way));
    const double cell = area.width() / across;
    for (int k = 0; k < static_cast<int>(drawings.size()); ++k)
        drawDrawing(painter, drawings[static_cast<std::size_t>(k)],
                    QRectF(area.left() + k % across * cell, area.top() + k / across * cell, cell, cell),
                    palette.color(QPalette::Text));
    painter.setPen(palette.color(QPalette::PlaceholderText));
    painter.drawText(tile(way).adjusted(8, 5, 0, 0), Qt::AlignLeft | Qt::AlignTop, keyOf(way, ways()));
}

void TrialPicture::drawDrawing(QPainter& painter, DrawingId id, const QRectF& area, const QColor& ink) const {
    const QImage image = inkImage(dataset_->drawings[id].image, ink);
    const QRectF place = fitted(image.size(), area);
    // Scaled to the device's pixels by averaging, which drawImage does not do when it makes smaller.
    const QSize pixels = (place.size() * pixmap_.devicePixelRatioF()).toSize();
    painter.drawImage(place, image.scaled(pixels, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
}

}  // namespace oneshot::ui
