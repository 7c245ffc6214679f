#pragma once

#include <QPointF>
#include <QSize>

#include "core/evaluation/embedding_map.h"

namespace oneshot::ui {

/// The section of a map that a surface of some pixels shows, y upwards.
class MapSection {
  public:
    static constexpr int margin = 26;  ///< pixels around the whole
    static constexpr double maxZoom = 500;

    void setSize(QSize size) { size_ = size; }
    QSize size() const { return size_; }

    void showWhole(const MapPositions&);
    /// What lies beneath the point `about` stays there. Ends at half the size of the whole and at maxZoom times that.
    void zoom(double factor, QPointF about, const MapPositions& whole);
    void moveBy(QPointF pixels);
    void moveTo(const MapPosition& middle) { middle_ = middle; }

    const MapPosition& middle() const { return middle_; }
    QPointF placeOf(const MapPosition&) const;  ///< in pixels from the upper left corner

  private:
    QSize size_{1, 1};
    MapPosition middle_;
    double scale_ = 1;  ///< pixels per unit
};

/// The nearest position from there in a direction, one of (1, 0), (-1, 0), (0, 1) and (0, -1), within 45 degrees of it,
/// so that four directions reach all; -1: there is none.
int nextPosition(const MapPositions&, const MapPosition& from, double dx, double dy);
int nearestPosition(const MapPositions&, const MapPosition& to);  ///< -1: there is none

}  // namespace oneshot::ui
