#pragma once

#include <QMenu>

namespace oneshot::ui {

/// A menu that stays open while its entries are ticked one after another, by the mouse or the space bar.
class TickMenu : public QMenu {
    Q_OBJECT
  public:
    using QMenu::QMenu;

  protected:
    void mouseReleaseEvent(QMouseEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
};

}  // namespace oneshot::ui
