#pragma once

#include <memory>
#include <optional>

#include "core/runs/debiased_average.h"
#include "ui/pages/learn/learn_step.h"
#include "ui/session/learn/glyph_training.h"

class QBoxLayout;
class QPushButton;

namespace oneshot::session {
class Workspace;
}

namespace oneshot::ui {

class CurvePlot;
class DrawingTile;
class Figure;
class SupportGrid;

/// Step 4: a real training of a minute, with its curves and one task that is asked after each evaluation.
class TrainingStep : public LearnStep {
    Q_OBJECT
  public:
    /// The workspace must outlive the step.
    explicit TrainingStep(session::Workspace&);

    void setRecipe(const TrainingConfig& recipe) { recipe_ = recipe; }  ///< in place of GlyphTraining::recipe()
    session::GlyphTraining& training() { return training_; }

  protected:
    void resizeEvent(QResizeEvent*) override;  ///< the charts stand below one another where it is narrow

  private:
    void makeControls();
    void makePicture();
    void press();  ///< starts or stops
    void clear();
    void take(const session::GlyphTrainingUpdate&);
    void takeProtocol(const ValidationProtocol&);
    void takeProgress(const Progress&);
    void takeAnswer(const session::FollowedAnswer&);
    void tellEnd();
    void showState();
    void setLastStep(double);  ///< the end of both charts' x axis

    session::Workspace& workspace_;
    TrainingConfig recipe_ = session::GlyphTraining::recipe();
    std::uint64_t seed_ = 0;  ///< another one each time: other initial weights
    DebiasedAverage smoothedLoss_;
    std::optional<session::FollowedTask> task_;
    std::int64_t step_ = 0;
    double lastStep_ = 0;
    int answered_ = -1, changes_ = 0;  ///< the way that was answered last, and how often it was another one
    bool hasAnswer_ = false;

    QPushButton *start_, *look_;
    QLabel *status_, *busy_, *said_;
    Figure* accuracy_;
    CurvePlot *accuracyPlot_, *lossPlot_;
    QBoxLayout* plots_;
    DrawingTile* query_;
    SupportGrid* ways_;
    session::GlyphTraining training_;  ///< last: it ends before what it tells goes
};

}  // namespace oneshot::ui
