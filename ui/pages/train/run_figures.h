#pragma once

#include <QWidget>
#include <optional>

#include "core/training/trainer.h"

namespace oneshot::ui {

class Figure;

/// The figures of a training, side by side.
class RunFigures : public QWidget {
    Q_OBJECT
  public:
    explicit RunFigures(QWidget* parent = nullptr);

    void clear();
    void setProgress(const Progress&);
    void setLast(const ValidationPoint&);
    void setBest(const ValidationPoint&);
    void setSeenCharacters(bool seen);  ///< nothing is held out: accuracy is of characters that it learns from

  private:
    Figure *step_, *rate_, *elapsed_, *remaining_, *last_, *best_;
};

}  // namespace oneshot::ui
