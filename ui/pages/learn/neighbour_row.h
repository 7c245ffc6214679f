#pragma once

#include <QWidget>
#include <vector>

#include "core/drawing/drawing.h"

namespace oneshot::ui {

/// A drawing that is near to another one.
struct Neighbour {
    Image drawing;
    bool same = false;  ///< of the same character
    QString name;       ///< shown on hover and read out
};

/// Shows drawings side by side, as large as fits, the nearest first, each with a sign for whether it is of the same
/// character.
class NeighbourRow : public QWidget {
    Q_OBJECT
  public:
    NeighbourRow();

    void setNeighbours(std::vector<Neighbour>);
    const std::vector<Neighbour>& neighbours() const { return neighbours_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  protected:
    bool event(QEvent*) override;
    void paintEvent(QPaintEvent*) override;

  private:
    QRect tile(int i) const;
    QString wordsOf(const Neighbour&) const;

    std::vector<Neighbour> neighbours_;
};

}  // namespace oneshot::ui
