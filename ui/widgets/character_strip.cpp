#include "ui/widgets/character_strip.h"

#include <QPainter>
#include <algorithm>

namespace oneshot::ui {
namespace {

constexpr int side = 30, gap = 6;

}  // namespace

QImage inkImage(const Image& image, const QColor& ink) {
    QImage picture(image.width, image.height, QImage::Format_ARGB32);
    const std::size_t plane = static_cast<std::size_t>(image.height) * image.width;
    for (int y = 0; y < image.height; ++y) {
        auto* line = reinterpret_cast<QRgb*>(picture.scanLine(y));
        const std::uint8_t* pixel = image.pixels.data() + static_cast<std::size_t>(y) * image.width;
        for (int x = 0; x < image.width; ++x, ++pixel)
            line[x] = image.channels == 3 ? qRgb(255 - pixel[0], 255 - pixel[plane], 255 - pixel[2 * plane])
                                          : qRgba(ink.red(), ink.green(), ink.blue(), *pixel);
    }
    return picture;
}

QImage thumbnail(const Image& image, const QColor& ink, QSize size) {
    // Averaging keeps thin lines whole but pale; so the ink is strengthened after.
    QImage small = inkImage(image, ink)
                       .scaled(size, Qt::KeepAspectRatio, Qt::SmoothTransformation)
                       .convertToFormat(QImage::Format_ARGB32);
    for (int y = 0; y < small.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(small.scanLine(y));
        for (int x = 0; x < small.width(); ++x)
            line[x] = qRgba(qRed(line[x]), qGreen(line[x]), qBlue(line[x]), std::min(255, 2 * qAlpha(line[x])));
    }
    small.convertTo(QImage::Format_ARGB32_Premultiplied);  // which is painted fastest
    return small;
}

QRectF fitted(const QSizeF& shape, const QRectF& area) {
    QRectF place(QPointF(), shape.scaled(area.size(), Qt::KeepAspectRatio));
    place.moveCenter(area.center());
    return place;
}

void drawThumbnail(QPainter& painter, const QRectF& area, const Image& image, const QColor& ink) {
    const double ratio = painter.device()->devicePixelRatioF();
    const QImage picture = thumbnail(image, ink, (area.size() * ratio).toSize());
    painter.drawImage(fitted(picture.size(), area), picture);
}

CharacterStrip::CharacterStrip(QWidget* parent) : QWidget(parent) {
    setFixedHeight(side);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

void CharacterStrip::setImages(std::vector<Image> images) {
    images_ = std::move(images);
    setVisible(!images_.empty());
    update();
}

void CharacterStrip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const int fitting = (width() + gap) / (side + gap);
    for (int i = 0; i < std::min(fitting, static_cast<int>(images_.size())); ++i) {
        const QRect tile(i * (side + gap), 0, side, side);
        painter.setPen(Qt::NoPen);
        painter.setBrush(palette().alternateBase());
        painter.setRenderHint(QPainter::Antialiasing);
        painter.drawRoundedRect(tile, 4, 4);
        drawThumbnail(painter, tile.adjusted(3, 3, -3, -3), images_[i], palette().color(QPalette::Text));
    }
}

}  // namespace oneshot::ui
