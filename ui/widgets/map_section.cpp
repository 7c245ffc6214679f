#include "ui/widgets/map_section.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace oneshot::ui {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

struct Bounds {
    double left, right, bottom, top;
};

Bounds boundsOf(const MapPositions& positions) {
    const auto [left, right] = std::ranges::minmax(positions, {}, &MapPosition::x);
    const auto [bottom, top] = std::ranges::minmax(positions, {}, &MapPosition::y);
    return {left.x, right.x, bottom.y, top.y};
}

double wholeScale(const Bounds& bounds, QSize size) {
    const auto fit = [](double length, int pixels) {
        return length > 0 ? std::max(1, pixels - 2 * MapSection::margin) / length : infinite;
    };
    const double scale =
        std::min(fit(bounds.right - bounds.left, size.width()), fit(bounds.top - bounds.bottom, size.height()));
    return std::isinf(scale) ? 1 : scale;  // all in one place
}

}  // namespace

void MapSection::showWhole(const MapPositions& positions) {
    if (positions.empty()) return;
    const Bounds bounds = boundsOf(positions);
    middle_ = {(bounds.left + bounds.right) / 2, (bounds.bottom + bounds.top) / 2};
    scale_ = wholeScale(bounds, size_);
}

void MapSection::zoom(double factor, QPointF about, const MapPositions& positions) {
    if (positions.empty()) return;
    const double whole = wholeScale(boundsOf(positions), size_);
    const double scale = std::clamp(scale_ * factor, whole / 2, whole * maxZoom);
    const QPointF offset = about - QPointF(size_.width() / 2.0, size_.height() / 2.0);
    middle_.x += offset.x() / scale_ - offset.x() / scale;
    middle_.y -= offset.y() / scale_ - offset.y() / scale;
    scale_ = scale;
}

void MapSection::moveBy(QPointF pixels) {
    middle_.x -= pixels.x() / scale_;
    middle_.y += pixels.y() / scale_;
}

QPointF MapSection::placeOf(const MapPosition& at) const {
    return {size_.width() / 2.0 + (at.x - middle_.x) * scale_, size_.height() / 2.0 - (at.y - middle_.y) * scale_};
}

int nextPosition(const MapPositions& positions, const MapPosition& from, double dx, double dy) {
    double best = infinite;
    int found = -1;
    for (int i = 0; i < static_cast<int>(positions.size()); ++i) {
        const double x = positions[i].x - from.x, y = positions[i].y - from.y;
        const double ahead = x * dx + y * dy, aside = std::abs(x * dy - y * dx);
        if (ahead <= 0 || aside > ahead) continue;
        if (const double distance = std::hypot(x, y); distance < best) best = distance, found = i;
    }
    return found;
}

int nearestPosition(const MapPositions& positions, const MapPosition& to) {
    double best = infinite;
    int found = -1;
    for (int i = 0; i < static_cast<int>(positions.size()); ++i)
        if (const double distance = std::hypot(positions[i].x - to.x, positions[i].y - to.y); distance < best)
            best = distance, found = i;
    return found;
}

}  // namespace oneshot::ui
