#include "ui/pages/learn/distance_bars.h"

#include <QAccessible>
#include <QLocale>
#include <QPainter>
#include <algorithm>
#include <utility>

#include "ui/report/curve_chart.h"
#include "ui/widgets/character_strip.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/support_grid.h"

namespace oneshot::ui {
namespace {

constexpr int gap = 8, columnGap = 16, smallestRow = 44, largestRow = 84, usualRows = 5;

}  // namespace

DistanceBars::DistanceBars() {
    setObjectName(QStringLiteral("learn.pixels.distances"));
    setAccessibleName(tr("Distances of the drawing from each of the others"));
}

void DistanceBars::setDrawings(std::vector<Image> drawings, int answer) {
    drawings_ = std::move(drawings);
    answer_ = answer;
    columns_.clear();
    longest_.clear();
    update();
}

void DistanceBars::setColumns(std::vector<Column> columns) {
    columns_ = std::move(columns);
    longest_.resize(columns_.size(), 0);
    for (std::size_t i = 0; i < columns_.size(); ++i)
        for (const double distance : columns_[i].distances) longest_[i] = std::max(longest_[i], distance);
    setAccessibleDescription(words());
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
    update();
}

QString DistanceBars::words() const {
    QStringList sentences;
    for (const Column& column : columns_) {
        QStringList distances;
        for (const double distance : column.distances) distances += QLocale().toString(distance, 'f', column.decimals);
        const QString nearest = column.nearest < 0          ? tr("none is the nearest")
                                : column.nearest == answer_ ? tr("the nearest is drawing %1, rightly")
                                                            : tr("the nearest is drawing %1, wrongly");
        sentences += QStringLiteral("%1: %2; %3.")
                         .arg(column.name, distances.join(QStringLiteral(", ")),
                              column.nearest < 0 ? nearest : nearest.arg(column.nearest + 1));
    }
    return sentences.join(u' ');
}

int DistanceBars::headHeight() const {
    return fontMetrics().height() + gap;
}

QSize DistanceBars::sizeHint() const {
    return {2 * minimumSizeHint().width(), headHeight() + usualRows * (smallestRow + 12)};
}

QSize DistanceBars::minimumSizeHint() const {
    return {smallestRow + 24 * fontMetrics().averageCharWidth() + columnGap,
            headHeight() + static_cast<int>(std::max<std::size_t>(drawings_.size(), usualRows)) * smallestRow};
}

QRect DistanceBars::rowRect(int row) const {
    const int count = std::max(1, static_cast<int>(drawings_.size()));
    const int height = std::clamp((this->height() - headHeight()) / count, smallestRow, largestRow);
    return {0, headHeight() + row * height, width(), height - gap};
}

QRect DistanceBars::columnRect(const QRect& row, int column) const {
    const int left = rowRect(0).height() + columnGap, count = std::max(1, static_cast<int>(columns_.size()));
    const int wide = (width() - left - (count - 1) * columnGap) / count;
    return {left + column * (wide + columnGap), row.top(), wide, row.height()};
}

void DistanceBars::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (int i = 0; i < static_cast<int>(columns_.size()); ++i) {
        const QRect head = columnRect({0, 0, width(), fontMetrics().height()}, i);
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(
            head, Qt::AlignLeft,
            fontMetrics().elidedText(columns_[static_cast<std::size_t>(i)].name, Qt::ElideRight, head.width()));
    }
    for (int row = 0; row < static_cast<int>(drawings_.size()); ++row) {
        const QRect place = rowRect(row);
        const QRectF tile(place.left() + 1, place.top(), place.height() - 2, place.height());
        const bool right = row == answer_;
        painter.setPen(right ? QPen(SupportGrid::signColour(true, palette()), 2.5)
                             : QPen(palette().color(QPalette::Mid)));
        painter.setBrush(palette().base());
        painter.drawRoundedRect(tile.adjusted(1, 1, -1, -1), 5, 5);
        drawThumbnail(painter, tile.adjusted(4, 4, -4, -4), drawings_[static_cast<std::size_t>(row)],
                      palette().color(QPalette::Text));
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(tile.adjusted(5, 3, 0, 0), Qt::AlignLeft | Qt::AlignTop, QLocale().toString(row + 1));
        for (int i = 0; i < static_cast<int>(columns_.size()); ++i) paintBar(painter, columnRect(place, i), i, row);
    }
}

void DistanceBars::paintBar(QPainter& painter, const QRect& place, int at, int row) const {
    const Column& column = columns_[static_cast<std::size_t>(at)];
    const double distance = column.distances[static_cast<std::size_t>(row)];
    const double longest = longest_[static_cast<std::size_t>(at)];
    const bool nearest = row == column.nearest;
    const int line = fontMetrics().height();
    QRectF bar(place.left(), place.center().y() + 3, place.width(), 9);
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette().midlight());
    painter.drawRoundedRect(bar, 4, 4);
    bar.setWidth(longest > 0 ? std::clamp(distance / longest, 0.0, 1.0) * bar.width() : 0);
    painter.setOpacity(nearest ? 1 : 0.45);
    painter.setBrush(report::ChartTheme::window(palette(), font()).colour(at));
    painter.drawRoundedRect(bar, 4, 4);
    painter.setOpacity(1);

    const QRect text(place.left(), place.center().y() - line, place.width(), line);
    painter.setFont(scaled(font(), 1, nearest));
    painter.setPen(palette().color(nearest ? QPalette::Text : QPalette::PlaceholderText));
    const QString number = QLocale().toString(distance, 'f', column.decimals);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter, number);
    if (nearest) {
        const double size = line * 0.75;
        const double left = text.left() + painter.fontMetrics().horizontalAdvance(number) + 8;
        SupportGrid::paintSign(painter, QRectF(left, text.center().y() - size / 2, size, size), row == answer_,
                               palette());
    }
    painter.setFont(font());
}

}  // namespace oneshot::ui
