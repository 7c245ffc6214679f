#pragma once

#include <QImage>
#include <QWidget>
#include <vector>

#include "core/data/dataset.h"

namespace oneshot::ui {

/// As ink in the text's colour on transparent paper: [1, H, W] with ink = 255.
QImage inkImage(const Image&, const QColor& ink);

/// One row of small drawings, as many as fit.
class CharacterStrip : public QWidget {
    Q_OBJECT
  public:
    explicit CharacterStrip(QWidget* parent = nullptr);
    void setImages(std::vector<Image>);

  protected:
    void paintEvent(QPaintEvent*) override;

  private:
    std::vector<Image> images_;
};

}  // namespace oneshot::ui
