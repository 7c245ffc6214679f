#include "ui/widgets/layout_parts.h"

#include <QFrame>
#include <QLabel>
#include <QLayout>
#include <QSpinBox>

#include "ui/widgets/theme.h"

namespace oneshot::ui {

QLabel* pageTitle(const QString& text) {
    auto* title = new QLabel(text);
    QFont large = title->font();
    large.setPointSizeF(large.pointSizeF() * 1.7);
    large.setBold(true);
    title->setFont(large);
    return title;
}

QFrame* card(QLayout* content) {
    auto* frame = new QFrame;
    setStyleRole(frame, "card");
    content->setContentsMargins(14, 12, 14, 12);
    frame->setLayout(content);
    return frame;
}

QSpinBox* spinBox(const char* objectName, int low, int high, int value, int step) {
    auto* box = new QSpinBox;
    box->setObjectName(QLatin1String(objectName));
    box->setRange(low, high);
    box->setSingleStep(step);
    box->setValue(value);
    return box;
}

}  // namespace oneshot::ui
