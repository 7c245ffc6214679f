#pragma once

#include <QStringList>
#include <QWidget>
#include <vector>

#include "ui/widgets/map_painter.h"
#include "ui/widgets/map_section.h"

class QMenu;

namespace oneshot::ui {

/// A map that a person moves over: wheel, pinch, + and - zoom, dragging moves, a double click or 0 shows the whole,
/// clicks and arrows choose a point. Points are markers from afar, and drawings where they have room.
class MapView : public QWidget {
    Q_OBJECT
  public:
    explicit MapView(QWidget* parent = nullptr);

    /// Points with the same drawings as before keep their places and the choice.
    void setDots(std::vector<MapDot>);
    const std::vector<MapDot>& dots() const { return dots_; }
    /// One position a point. The whole stays whole; a section that a person went to stays it.
    void setPositions(MapPositions);
    void setHighlighted(int group);     ///< all others are faint; -1: none is
    void setEmptyText(const QString&);  ///< shown while there is no point
    /// What a saved picture says besides, and its file is called: a title, and the names of the groups.
    void setLegend(const QString& title, const QStringList& groups);

    int current() const { return current_; }                         ///< -1: none
    void setCurrent(int dot);                                        ///< moves there where it is not to be seen
    QPointF placeOf(int dot) const;                                  ///< in pixels of the widget
    bool showsDrawings() const { return painter_.showsDrawings(); }  ///< there is room for them
    void showWhole();
    bool showsWhole() const { return showsWhole_; }
    void zoom(double factor, QPointF about);

    QMenu* menu() const { return menu_; }  ///< also for a button beside the map
    /// Saves what is shown as the suffix says: .png or .svg. Tells the person if that fails.
    void saveAs(const QString& path);

    QSize sizeHint() const override { return {560, 420}; }
    QSize minimumSizeHint() const override { return {180, 150}; }

  Q_SIGNALS:
    void currentChanged(int dot);
    void activated(int dot);  ///< Enter
    void saved(const QString& path);

  protected:
    bool event(QEvent*) override;
    void paintEvent(QPaintEvent*) override;
    void changeEvent(QEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void wheelEvent(QWheelEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void mouseReleaseEvent(QMouseEvent*) override;
    void mouseDoubleClickEvent(QMouseEvent*) override;
    void leaveEvent(QEvent*) override;
    void contextMenuEvent(QContextMenuEvent*) override;

  private:
    void buildMenu();
    void renewLook();
    int dotAt(QPointF) const;  ///< -1: none
    void goOn(double dx, double dy);
    void setHovered(int dot);
    QSize legendSize() const;
    void paintSaved(QPainter&, QSize legend);
    void askWhereToSaveMap(const QString& suffix, const QString& filter);

    std::vector<MapDot> dots_;
    MapPositions positions_;
    MapSection section_;
    MapPainter painter_{dots_, positions_, section_};
    bool showsWhole_ = true;
    QString emptyText_, title_;
    QStringList groups_;
    int current_ = -1, hovered_ = -1;
    QPointF pressed_, dragged_;  ///< where the button went down, and how far the drag has come
    bool isPressed_ = false, isDragging_ = false;
    QMenu* menu_;
};

}  // namespace oneshot::ui
