#pragma once

#include <vector>

#include "ui/widgets/map_view.h"

namespace oneshot::ui {

/// A map on which lines lead from the chosen point to others: solid where both are of one group, else dashed.
class NeighbourMap : public MapView {
    Q_OBJECT
  public:
    void setNeighbours(std::vector<int> dots);  ///< of the chosen point

  protected:
    void paintEvent(QPaintEvent*) override;

  private:
    std::vector<int> neighbours_;
};

}  // namespace oneshot::ui
