#include "ui/widgets/tick_menu.h"

#include <QKeyEvent>
#include <QMouseEvent>

namespace oneshot::ui {

void TickMenu::mouseReleaseEvent(QMouseEvent* event) {
    QAction* action = actionAt(event->position().toPoint());
    if (action && action == activeAction() && action->isEnabled())
        action->trigger();
    else
        QMenu::mouseReleaseEvent(event);
}

void TickMenu::keyPressEvent(QKeyEvent* event) {
    QAction* action = activeAction();
    if (event->key() == Qt::Key_Space && action && action->isEnabled())
        action->trigger();
    else
        QMenu::keyPressEvent(event);
}

}  // namespace oneshot::ui
