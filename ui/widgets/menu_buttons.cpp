#include "ui/widgets/menu_buttons.h"

#include <QAction>
#include <QApplication>
#include <QCursor>
#include <QEvent>
#include <QMenu>

namespace oneshot::ui {
namespace {

class MenuWatch : public QObject {
  public:
    using QObject::QObject;

    bool eventFilter(QObject* object, QEvent* event) override {
        if (event->type() != QEvent::Hide) return false;
        const auto* menu = qobject_cast<QMenu*>(object);
        if (!menu) return false;
        for (QObject* user : menu->menuAction()->associatedObjects()) {
            auto* button = qobject_cast<QWidget*>(user);
            if (!button || qobject_cast<QMenu*>(user)) continue;
            if (button->rect().contains(button->mapFromGlobal(QCursor::pos()))) continue;
            button->setAttribute(Qt::WA_UnderMouse, false);
            button->update();
        }
        return false;
    }
};

}  // namespace

void releaseMenuButtons() {
    qApp->installEventFilter(new MenuWatch(qApp));
}

}  // namespace oneshot::ui
