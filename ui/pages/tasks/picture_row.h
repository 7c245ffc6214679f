#pragma once

#include <QImage>
#include <QString>
#include <QWidget>
#include <optional>
#include <vector>

#include "core/data/dataset.h"

namespace oneshot::ui {

/// Drawings on cards, side by side or in rows, as large as fits; a caption beneath them all.
class PictureRow : public QWidget {
    Q_OBJECT
  public:
    struct Picture {
        Image image;
        std::optional<Image> over;  ///< laid over the first: each in a colour of its own, darkest where both have ink
    };

    using QWidget::QWidget;

    /// overCaption names what is laid over; with it both captions are in the colours of an overlay.
    void setPictures(std::vector<Picture>, const QString& caption = {}, const QString& overCaption = {});
    const std::vector<Picture>& pictures() const { return pictures_; }
    void setEmptyText(const QString&);  ///< shown where a picture has no pixels

    /// The colours of the first and the second drawing of an overlay.
    static std::pair<QColor, QColor> overlayColours(const QPalette&);
    /// Returns both drawings, scaled to squares of `side` pixels.
    static QImage overlay(const Image& first, const Image& second, int side, const QPalette&);

    QSize sizeHint() const override { return {120, 120}; }
    QSize minimumSizeHint() const override { return {40, 40}; }

  protected:
    void paintEvent(QPaintEvent*) override;

  private:
    std::vector<Picture> pictures_;
    QString caption_, overCaption_, emptyText_;
};

}  // namespace oneshot::ui
