#pragma once

#include <QWidget>

#include "ui/session/tasks/embedding_map.h"

class QLabel;
class QListWidget;

namespace oneshot::ui {

class PictureRow;

/// A drawing of a map, and those that the model finds most alike.
class NeighbourPanel : public QWidget {
    Q_OBJECT
  public:
    NeighbourPanel();

    /// The drawing, whose neighbours are looked for; -1 or no map: none.
    void showDrawing(const session::MapPtr&, int drawing);
    void showNeighbours(const session::MapNeighbours&);  ///< of the drawing that is shown
    void takeFocus();                                    ///< to the list

  Q_SIGNALS:
    void chosen(int drawing);  ///< one of the neighbours, by Enter or double click

  protected:
    void changeEvent(QEvent*) override;

  private:
    void renew();
    void addNeighbour(int drawing, const QString& score);

    session::MapPtr map_;
    int drawing_ = -1;
    session::MapNeighbours neighbours_;  ///< of no drawing: they are looked for
    QLabel *name_, *nearest_;
    PictureRow* picture_;
    QListWidget* list_;
};

}  // namespace oneshot::ui
