#pragma once

#include <QFont>
#include <QHash>
#include <QImage>
#include <QPalette>
#include <QString>
#include <vector>

#include "core/data/dataset.h"
#include "core/evaluation/embedding_map.h"

class QPainter;
namespace oneshot::report {
struct ChartTheme;
}

namespace oneshot::ui {

class MapSection;

/// A point of a map.
struct MapDot {
    DrawingStore drawings;
    DrawingId drawing = 0;  ///< what is seen from near; it may have no pixels
    int group = 0;          ///< decides marker and colour, see map_marker.h
    bool learnt = false;    ///< hollow
    QString name;           ///< shown on hover and read out
};

/// Paints the points of a map: as markers from afar, and as drawings where they have room. Keeps pictures of both, so
/// that 2,000 points are painted within a frame.
class MapPainter {
  public:
    /// All must outlive the painter.
    MapPainter(const std::vector<MapDot>&, const MapPositions&, const MapSection&);

    void setHighlighted(int group) { highlighted_ = group; }  ///< all others are faint; -1: none is
    void setLook(const QPalette&, const QFont&);
    /// Call when there are other points, or more or fewer of them are to be seen. whole: all, so that those at the
    /// border have the section's margin.
    void renewSide(bool whole);
    void dropPictures();  ///< call when points look otherwise
    bool showsDrawings() const { return side_ > 0; }
    double reach(int dot) const;  ///< from its middle to its border, pixels

    /// False: some drawings are markers still, and the next painting shows more of them.
    bool paint(QPainter&);
    void paintAtOnce(QPainter&, const QPalette&);  ///< everything, and markers as vectors
    void paintRing(QPainter&, int dot, const QColor&, double width) const;
    void paintLabel(QPainter&, int dot) const;

  private:
    void paintDots(QPainter&, const QPalette&, bool live);
    bool paintDrawing(QPainter&, int dot, const QPalette&, const report::ChartTheme&, bool live);
    void paintTile(QPainter&, QPointF middle, const MapDot&, const QPalette&, const report::ChartTheme&) const;
    QImage emptySprite(int half) const;
    void paintMarker(QPainter&, QPointF, const MapDot&, const QPalette&, bool live);
    QPointF placeOf(int dot) const;
    double radius() const;
    bool hasPicture(int dot) const;

    const std::vector<MapDot>& dots_;
    const MapPositions& positions_;
    const MapSection& section_;
    QPalette palette_;
    QFont font_;
    double pixelRatio_ = 1, fontHeight_ = 1;
    int highlighted_ = -1;
    int side_ = 0;                  ///< of a drawing, pixels; 0: markers
    std::vector<QImage> pictures_;  ///< drawings of that size in their frames, made as they come into sight
    int kept_ = 0;                  ///< pictures that there are
    int made_ = 0, seen_ = 0;       ///< those made by this painting, and the drawings in sight
    bool lacksPictures_ = false;
    QHash<int, QImage> markers_;  ///< by group and whether it is hollow
};

}  // namespace oneshot::ui
