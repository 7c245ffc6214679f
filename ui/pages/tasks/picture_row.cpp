#include "ui/pages/tasks/picture_row.h"

#include <QPainter>
#include <algorithm>

#include "ui/report/curve_chart.h"
#include "ui/widgets/character_strip.h"
#include "ui/widgets/layout_parts.h"

namespace oneshot::ui {
namespace {

constexpr int gap = 8, padding = 6;

/// Returns the drawing's ink, 0..1, in the middle of a square of `side` pixels; colours count by their mean.
std::vector<double> inkOf(const Image& image, int side) {
    Image grey{1, image.height, image.width, {}};
    const std::size_t plane = static_cast<std::size_t>(image.height) * image.width;
    for (std::size_t i = 0; i < plane; ++i) {
        int sum = 0;
        for (int c = 0; c < image.channels; ++c) sum += image.pixels[c * plane + i];
        grey.pixels.push_back(static_cast<std::uint8_t>(sum / image.channels));
    }
    const QImage small = thumbnail(grey, Qt::black, QSize(side, side));
    std::vector<double> ink(static_cast<std::size_t>(side) * side);
    for (int y = 0; y < small.height(); ++y)
        for (int x = 0; x < small.width(); ++x)
            ink[static_cast<std::size_t>(y + (side - small.height()) / 2) * side + x + (side - small.width()) / 2] =
                qAlpha(small.pixel(x, y)) / 255.0;
    return ink;
}

}  // namespace

void PictureRow::setPictures(std::vector<Picture> pictures, const QString& caption, const QString& overCaption) {
    pictures_ = std::move(pictures);
    caption_ = caption;
    overCaption_ = overCaption;
    setAccessibleDescription(overCaption.isEmpty() ? caption : caption + QStringLiteral(", ") + overCaption);
    update();
}

void PictureRow::setEmptyText(const QString& text) {
    emptyText_ = text;
    update();
}

std::pair<QColor, QColor> PictureRow::overlayColours(const QPalette& palette) {
    const auto theme = report::ChartTheme::window(palette, {});
    return {theme.colour(0), theme.colour(1)};
}

QImage PictureRow::overlay(const Image& first, const Image& second, int side, const QPalette& palette) {
    const std::vector<double> a = inkOf(first, side), b = inkOf(second, side);
    const auto [firstColour, secondColour] = overlayColours(palette);
    const QColor paper = palette.color(QPalette::Base), both = palette.color(QPalette::Text);
    QImage picture(side, side, QImage::Format_RGB32);
    for (int i = 0; i < side * side; ++i) {
        const auto mixed = [&](int (QColor::*part)() const) {
            return static_cast<int>((1 - a[i]) * (1 - b[i]) * (paper.*part)() +
                                    a[i] * (1 - b[i]) * (firstColour.*part)() +
                                    b[i] * (1 - a[i]) * (secondColour.*part)() + a[i] * b[i] * (both.*part)());
        };
        picture.setPixel(i % side, i / side, qRgb(mixed(&QColor::red), mixed(&QColor::green), mixed(&QColor::blue)));
    }
    return picture;
}

void PictureRow::paintEvent(QPaintEvent*) {
    if (pictures_.empty()) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.setFont(scaled(font(), 0.86));
    const int captionHeight = caption_.isEmpty() ? 0 : painter.fontMetrics().height() + 2;
    const int count = static_cast<int>(pictures_.size());
    int columns = 1, side = 0;
    for (int tried = 1; tried <= count; ++tried) {
        const int rows = (count + tried - 1) / tried;
        const int fits =
            std::min((width() - (tried - 1) * gap) / tried, (height() - captionHeight - (rows - 1) * gap) / rows);
        if (fits > side) side = fits, columns = tried;
    }
    if (side <= 2 * padding) return;
    for (int i = 0; i < count; ++i) {
        const Picture& picture = pictures_[i];
        const QRect card(i % columns * (side + gap), i / columns * (side + gap), side, side);
        const QRect inside = card.adjusted(padding, padding, -padding, -padding);
        painter.setPen(palette().color(QPalette::Mid));
        painter.setBrush(palette().base());
        painter.drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
        if (picture.image.pixels.empty()) {
            painter.setPen(palette().color(QPalette::PlaceholderText));
            painter.drawText(inside, Qt::AlignCenter | Qt::TextWordWrap, emptyText_);
        } else if (picture.over) {
            const int pixels = static_cast<int>(inside.width() * devicePixelRatioF());
            painter.drawImage(inside, overlay(picture.image, *picture.over, pixels, palette()));
        } else {
            drawThumbnail(painter, inside, picture.image, palette().color(QPalette::Text));
        }
    }
    const int rows = (count + columns - 1) / columns;
    const QRect beneath(0, rows * (side + gap) - gap + 2, columns * (side + gap) - gap, captionHeight);
    const auto [first, second] = overlayColours(palette());
    painter.setPen(overCaption_.isEmpty() ? palette().color(QPalette::PlaceholderText) : first);
    painter.drawText(beneath, Qt::AlignLeft, caption_);
    painter.setPen(second);
    painter.drawText(beneath, Qt::AlignRight, overCaption_);
}

}  // namespace oneshot::ui
