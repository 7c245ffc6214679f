#pragma once

#include <QWidget>

#include "ui/session/workspace/workspace.h"

class QLabel;
class QMenu;
class QToolButton;

namespace oneshot::ui {

/// The choice of the model in use: the shipped one, the live one of a training, a run, a file or a baseline.
class ModelField : public QWidget {
    Q_OBJECT
  public:
    /// The workspace must outlive the field.
    explicit ModelField(session::Workspace&, QWidget* parent = nullptr);

    QToolButton* button() const { return button_; }

  private:
    void fillMenu();
    void askForFile();
    void askForRun();
    void showState();

    session::Workspace& workspace_;
    QLabel* caption_;
    QToolButton* button_;
    QMenu* menu_;
};

}  // namespace oneshot::ui
