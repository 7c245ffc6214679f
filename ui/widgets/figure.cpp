#include "ui/widgets/figure.h"

#include <QLabel>

#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {

const QString Figure::none = QStringLiteral("–");

Figure::Figure(const QString& objectName, const QString& caption, bool detailWraps)
    : caption_(new QLabel(caption)), value_(new QLabel), detail_(new QLabel) {
    value_->setObjectName(objectName);
    value_->setFont(scaled(value_->font(), 1.45, true));
    value_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    detail_->setObjectName(objectName + QStringLiteral(".detail"));
    detail_->setFont(scaled(detail_->font(), 0.9));
    detail_->setMinimumHeight(detail_->fontMetrics().height());  // what is below stays where it is without one too
    detail_->setWordWrap(detailWraps);
    detail_->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    for (QLabel* label : {caption_, detail_}) setStyleRole(label, "muted");
    setSpacing(1);
    addWidget(caption_);
    addWidget(value_);
    addWidget(detail_, 1);
}

void Figure::setCaption(const QString& caption, const QString& tip) {
    caption_->setText(caption);
    caption_->setToolTip(tip);
}

void Figure::set(const QString& value, const QString& detail) {
    value_->setText(value);
    detail_->setText(detail);
    const QString spoken = QStringLiteral("%1: %2").arg(caption_->text(), value);
    value_->setAccessibleName(detail.isEmpty() ? spoken : QStringLiteral("%1, %2").arg(spoken, detail));
}

}  // namespace oneshot::ui
