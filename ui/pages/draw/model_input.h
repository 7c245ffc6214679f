#pragma once

#include <QWidget>

#include "core/models/one_shot_model.h"

namespace oneshot::ui {

/// The exact image that a model receives, each of its pixels a square.
class ModelInput : public QWidget {
    Q_OBJECT
  public:
    explicit ModelInput(QWidget* parent = nullptr);

    void setInput(ImageBatch);  ///< of one image; of none: nothing
    QSize sizeHint() const override { return {126, 126}; }

  protected:
    void paintEvent(QPaintEvent*) override;

  private:
    ImageBatch input_;
};

}  // namespace oneshot::ui
