#pragma once

#include "ui/pages/learn/learn_step.h"
#include "ui/session/learn/glyph_trials.h"
#include "ui/widgets/keys.h"

class QPushButton;

namespace oneshot::ui {

class DrawingTile;
class Figure;
class SupportGrid;

/// Step 6: a few trials of a person against the shipped network, and how little they prove.
class ChallengeStep : public LearnStep {
    Q_OBJECT
  public:
    /// The workspace must outlive the step.
    explicit ChallengeStep(session::Workspace&);

    session::GlyphTrials& trials() { return trials_; }

  protected:
    void keyPressEvent(QKeyEvent*) override;  ///< digits answer

  private:
    void makeControls();
    void makePicture();
    void begin();
    void goOn();  ///< to the next task, the result, or other tasks
    void renew();
    void showTask(bool answered);
    void showScore();
    QString comment() const;  ///< on the answers to this task
    QString verdict() const;  ///< on all of them

    std::uint64_t seed_ = 0;  ///< other tasks each time
    TypedWay typed_;
    QLabel *place_, *said_, *verdict_;
    QPushButton* next_;
    Figure *you_, *network_;
    DrawingTile* query_;
    SupportGrid* ways_;
    session::GlyphTrials trials_;
};

}  // namespace oneshot::ui
