#pragma once

#include <QImage>
#include <QWidget>
#include <vector>

#include "core/models/one_shot_model.h"

namespace oneshot::ui {

/// The first layer's filters as small pictures, row by row; all on one scale: mid-grey is 0, black -scale(), white
/// +scale(). Filters of three channels are in colour.
class FilterSheet : public QWidget {
    Q_OBJECT
  public:
    FilterSheet();

    void setFilters(const ImageBatch&);
    float scale() const { return scale_; }                             ///< the largest weight without its sign
    const std::vector<QImage>& pictures() const { return pictures_; }  ///< a pixel a weight

    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

  protected:
    void paintEvent(QPaintEvent*) override;

  private:
    int columns(int width) const;

    std::vector<QImage> pictures_;
    float scale_ = 0;
    int side_ = 0;  ///< of a picture on the screen, pixels
};

}  // namespace oneshot::ui
