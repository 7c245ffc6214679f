#pragma once

#include <QIcon>
#include <QPalette>
#include <QPointF>

class QPainter;

namespace oneshot::ui {

// How groups of points are told apart on a map: by the shape of a marker and by its colour, of Okabe and Ito's.

/// That differ: seven colours and eight shapes, which advance together. Group 56 has the marker of group 0 again.
inline constexpr int mapMarkers = 56;

QColor mapMarkerColour(int group, const QPalette&);

/// hollow: an outline around the palette's base.
void paintMapMarker(QPainter&, QPointF centre, double radius, int group, bool hollow, const QPalette&);

/// Returns the marker for a legend, as sharp as the screen is.
QIcon mapMarkerIcon(int group, int side, const QPalette&, double ratio);

}  // namespace oneshot::ui
