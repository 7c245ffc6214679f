#pragma once

#include <QWidget>

#include "core/data/dataset.h"

namespace oneshot::ui {

/// Shows a sheet of samples at its own size or smaller, as wide as fits: grey ones as ink in the text's colour, colours
/// as they are.
class SampleSheetView : public QWidget {
    Q_OBJECT
  public:
    explicit SampleSheetView(QWidget* parent = nullptr);
    void setSheet(const Image&);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;

  protected:
    void paintEvent(QPaintEvent*) override;

  private:
    Image sheet_;
};

}  // namespace oneshot::ui
