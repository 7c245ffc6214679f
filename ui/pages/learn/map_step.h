#pragma once

#include <map>
#include <vector>

#include "ui/pages/learn/learn_step.h"
#include "ui/session/tasks/embedding_map.h"
#include "ui/session/workspace/workspace.h"

class QPushButton;

namespace oneshot::ui {

class DrawingTile;
class Figure;
class NeighbourMap;
class NeighbourRow;

/// Step 5: characters that the shipped network has never seen, as it sees them, and the neighbours of one after
/// another.
class MapStep : public LearnStep {
    Q_OBJECT
  public:
    /// The workspace must outlive the step.
    explicit MapStep(session::Workspace&);

    session::EmbeddingMap& map() { return map_; }

  private:
    void makeControls();
    void makePicture();
    void takeMap();
    void showPlace();   ///< how far the map has come
    void nextQuery();   ///< one that was not asked before
    void ask(int dot);  ///< -1: none
    void takeNeighbours(const session::MapNeighbours&);

    session::Workspace room_;  ///< of this step alone, so that it changes no choice of the person
    session::EmbeddingMap map_{room_};
    std::vector<int> queries_;  ///< in the order in which they are asked
    std::size_t next_ = 0;
    std::map<int, int> same_;  ///< by query: how many of its neighbours are of the same character

    QPushButton* nextButton_;
    Figure *neighbourFigure_, *sumFigure_;
    QLabel *said_, *place_;
    NeighbourMap* view_;
    DrawingTile* query_;
    NeighbourRow* row_;
};

}  // namespace oneshot::ui
