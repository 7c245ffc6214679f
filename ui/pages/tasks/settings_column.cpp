#include "ui/pages/tasks/settings_column.h"

#include <QEvent>
#include <QFrame>
#include <QScrollBar>
#include <algorithm>

#include "ui/widgets/layout_parts.h"

namespace oneshot::ui {
namespace {

constexpr int narrowest = 250;  // pixels

}  // namespace

SettingsColumn::SettingsColumn(QLayout* content) {
    setWidget(card(content));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("Settings"));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
}

QSize SettingsColumn::sizeHint() const {
    const QSize content = widget()->minimumSizeHint();
    return {std::max(narrowest, content.width()) + verticalScrollBar()->sizeHint().width(),
            widget()->sizeHint().height()};
}

QSize SettingsColumn::minimumSizeHint() const {
    return {sizeHint().width(), 120};
}

bool SettingsColumn::eventFilter(QObject* object, QEvent* event) {
    if (object == widget() && event->type() == QEvent::LayoutRequest) updateGeometry();
    return QScrollArea::eventFilter(object, event);
}

}  // namespace oneshot::ui
