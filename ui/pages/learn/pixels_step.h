#pragma once

#include <cstdint>
#include <optional>

#include "ui/pages/learn/learn_step.h"
#include "ui/session/learn/moved_drawing.h"

class QSlider;

namespace oneshot::ui {

class DistanceBars;
class MovableDrawing;

/// Why the nearest neighbour by pixels fails: the person moves a drawing and sees what becomes the nearest.
class PixelsStep : public LearnStep {
    Q_OBJECT
  public:
    explicit PixelsStep(session::Workspace&);

    const session::MovedDrawing& question() const { return question_; }
    const std::optional<session::MovedAnswer>& answer() const { return answer_; }  ///< the newest

  private:
    void showScene();
    void showAnswer(const session::MovedAnswer&);
    void showFault(const QString&);
    QString verdictOf(const session::MovedAnswer&) const;

    session::MovedDrawing question_;
    std::uint64_t seed_ = 1;
    std::optional<session::MovedAnswer> answer_;
    MovableDrawing* drawing_;
    QSlider* turn_;
    DistanceBars* bars_;
    QLabel* verdict_;
};

}  // namespace oneshot::ui
