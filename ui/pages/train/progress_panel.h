#pragma once

#include <QWidget>
#include <array>
#include <optional>

#include "core/runs/debiased_average.h"
#include "ui/pages/train/training_charts.h"
#include "ui/session/training/training_session.h"

namespace oneshot::ui {

class CurvePlot;
class Figure;

/// Shows live how a training goes: its figures and its curves.
class ProgressPanel : public QWidget {
    Q_OBJECT
  public:
    explicit ProgressPanel(QWidget* parent = nullptr);

    void clear(const TrainingConfig& next);  ///< makes room for what the next training will show
    void take(const session::TrainingUpdate&);
    void comparePeople(bool);           ///< with the training that is shown; see RunFacts::omniglot
    void end();                         ///< the axes end where the training did
    void setEmptyText(const QString&);  ///< in place of curves
    void setSmoothing(double weight);   ///< of the past in the smoothed loss, in [0, 1); it is drawn anew
    const std::optional<Progress>& progress() const { return last_; }  ///< of this or the last training

  private:
    void takeFacts(const session::RunFacts&);
    void takeEvaluation(const ValidationPoint&);
    void takeEarly(const ValidationPoint&);
    void showLast(const ValidationPoint&);
    void takeProgress(const Progress&);
    void captionAccuracies(bool ofSeen);  ///< ofSeen: nothing is held out
    void showPresentations(bool);         ///< shows or hides their chart
    void setLastStep(double);             ///< the end of both charts' x axis

    std::optional<session::RunFacts> facts_;
    std::optional<Progress> last_;
    bool evaluated_ = false;
    double smoothing_ = 0.95;
    DebiasedAverage smoothedLoss_{smoothing_};
    AccuracySeries series_{{}};
    double xEnd_ = 0;

    enum { Step, Rate, Elapsed, Remaining, Last, Best, FigureCount };
    std::array<Figure*, FigureCount> figures_;
    CurvePlot *accuracy_, *loss_, *presentations_;
};

}  // namespace oneshot::ui
