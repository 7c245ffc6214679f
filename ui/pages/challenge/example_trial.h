#pragma once

#include <QWidget>

#include "ui/pages/challenge/trial_picture.h"

namespace oneshot::ui {

/// A task as it will be shown, with the right way marked: it is looked at, not answered.
class ExampleTrial : public QWidget {
  public:
    ExampleTrial();

    void setTask(session::DatasetPtr, const Task&);

    QSize sizeHint() const override { return {640, 280}; }
    QSize minimumSizeHint() const override { return {320, 130}; }

  protected:
    void changeEvent(QEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void paintEvent(QPaintEvent*) override;

  private:
    void layOut();

    TrialPicture picture_;
};

}  // namespace oneshot::ui
