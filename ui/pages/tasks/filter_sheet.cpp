#include "ui/pages/tasks/filter_sheet.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

namespace oneshot::ui {
namespace {

constexpr int gap = 6, wantedSide = 50;

QImage picture(const ImageBatch& filters, int i, float scale) {
    const auto weights = filters.image(i);
    const int area = filters.height * filters.width;
    const auto byte = [&](int channel, int at) {
        const float weight = weights[static_cast<std::size_t>(channel * area + at)];
        return static_cast<int>(std::lround(127.5 + 127.5 * (scale > 0 ? weight / scale : 0)));
    };
    QImage image(filters.width, filters.height, QImage::Format_RGB32);
    for (int at = 0; at < area; ++at) {
        const bool colour = filters.channels == 3;
        image.setPixel(at % filters.width, at / filters.width,
                       qRgb(byte(0, at), byte(colour ? 1 : 0, at), byte(colour ? 2 : 0, at)));
    }
    return image;
}

}  // namespace

FilterSheet::FilterSheet() {
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void FilterSheet::setFilters(const ImageBatch& filters) {
    scale_ = 0;
    for (const float weight : filters.data) scale_ = std::max(scale_, std::abs(weight));
    pictures_.clear();
    for (int i = 0; i < filters.n; ++i) pictures_.push_back(picture(filters, i, scale_));
    side_ = filters.width > 0 ? filters.width * std::max(1, wantedSide / filters.width) : 0;
    updateGeometry();
    update();
}

int FilterSheet::columns(int width) const {
    return std::max(1, (width + gap) / (side_ + gap));
}

QSize FilterSheet::sizeHint() const {
    const int width = 8 * (side_ + gap) - gap;
    return {width, heightForWidth(width)};
}

int FilterSheet::heightForWidth(int width) const {
    if (pictures_.empty()) return 0;
    const int rows = (static_cast<int>(pictures_.size()) - 1) / columns(width) + 1;
    return rows * (side_ + gap) - gap;
}

void FilterSheet::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const int perRow = columns(width());
    for (int i = 0; i < static_cast<int>(pictures_.size()); ++i)
        painter.drawImage(QRect(i % perRow * (side_ + gap), i / perRow * (side_ + gap), side_, side_),
                          pictures_[static_cast<std::size_t>(i)]);  // enlarged without smoothing
}

}  // namespace oneshot::ui
