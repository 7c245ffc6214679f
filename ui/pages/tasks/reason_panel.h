#pragma once

#include <QFrame>

#include "ui/session/tasks/task_browser.h"

namespace oneshot::ui {

class MorphPanel;
class WhyPanel;

/// Two looks at one way of a task, behind tabs: why a learner scored it so, and how its drawing is bent onto the query.
class ReasonPanel : public QFrame {
    Q_OBJECT
  public:
    explicit ReasonPanel(QWidget* parent = nullptr);

    void explain(const session::TaskBoard&, int learner, int task, int way);
    void clear(const QString& whyNote, const QString& morphNote);  ///< no way: the notes say what there could be

  private:
    WhyPanel* why_;
    MorphPanel* morph_;
};

}  // namespace oneshot::ui
