#pragma once

#include <QMessageBox>

namespace oneshot::ui {

/// Tells the versions and licences of the workbench and of its libraries. Deletes itself when it is closed.
class AboutBox : public QMessageBox {
    Q_OBJECT
  public:
    explicit AboutBox(QWidget* parent);
};

}  // namespace oneshot::ui
