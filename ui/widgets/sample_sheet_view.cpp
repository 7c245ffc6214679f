#include "ui/widgets/sample_sheet_view.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>

#include "ui/widgets/character_strip.h"

namespace oneshot::ui {

SampleSheetView::SampleSheetView(QWidget* parent) : QWidget(parent) {
    QSizePolicy policy(QSizePolicy::Ignored, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void SampleSheetView::setSheet(const Image& sheet) {
    sheet_ = sheet;
    updateGeometry();
    update();
}

int SampleSheetView::heightForWidth(int width) const {
    if (sheet_.width == 0) return 0;
    return std::min(width, sheet_.width) * sheet_.height / sheet_.width;
}

QSize SampleSheetView::sizeHint() const {
    return {sheet_.width, sheet_.height};
}

void SampleSheetView::paintEvent(QPaintEvent*) {
    if (sheet_.width == 0) return;
    QPainter painter(this);
    const int wide = std::min(width(), sheet_.width);
    const QSize size(wide, heightForWidth(wide));
    const QImage picture = inkImage(sheet_, palette().color(QPalette::Text))
                               .scaled(size * devicePixelRatioF(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    QPainterPath rounded;
    rounded.addRoundedRect(QRect(QPoint(0, 0), size), 6, 6);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipPath(rounded);
    painter.drawImage(QRect(QPoint(0, 0), size), picture);
}

}  // namespace oneshot::ui
