#include "ui/widgets/layout_parts.h"

#include <QFrame>
#include <QLabel>
#include <QLayout>

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

}  // namespace oneshot::ui
