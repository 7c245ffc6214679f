#pragma once

#include <cstdint>

#include "ui/pages/learn/learn_step.h"
#include "ui/session/learn/lesson_tasks.h"
#include "ui/widgets/keys.h"

class QPushButton;

namespace oneshot::ui {

class DrawingTile;
class Figure;
class SupportGrid;

/// What a one-shot task is: the person answers three, with more and more ways.
class TaskStep : public LearnStep {
    Q_OBJECT
  public:
    explicit TaskStep(session::Workspace&);

    const session::LessonTasks& tasks() const { return tasks_; }
    int at() const { return at_; }  ///< index of the task that is shown
    bool answered() const { return answered_; }

  protected:
    void keyPressEvent(QKeyEvent*) override;

  private:
    void showTask();
    void answer(int way);
    void next();
    void showTyped();
    void showFigures();
    bool isLast() const;

    session::LessonTasks tasks_;
    std::uint64_t seed_ = 1;
    int at_ = 0, answers_ = 0, right_ = 0;
    double guessed_ = 0;  ///< right answers that guessing gives on average
    bool answered_ = false;
    TypedWay typed_;
    QLabel *place_, *feedback_;
    DrawingTile* query_;
    SupportGrid* support_;
    QPushButton* next_;
    Figure *chance_, *score_;
};

}  // namespace oneshot::ui
