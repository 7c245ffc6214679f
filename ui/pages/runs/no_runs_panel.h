#pragma once

#include <QWidget>

namespace oneshot::ui {

/// What stands in place of the runs while there is none: what leaves one, and a button that begins it.
class NoRunsPanel : public QWidget {
    Q_OBJECT
  public:
    explicit NoRunsPanel(QWidget* parent = nullptr);

  Q_SIGNALS:
    void trainRequested();
};

}  // namespace oneshot::ui
