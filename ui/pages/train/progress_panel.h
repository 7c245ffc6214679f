#pragma once

#include <QWidget>
#include <optional>

#include "core/runs/debiased_average.h"
#include "ui/session/training/training_session.h"

namespace oneshot::ui {

class CurvePlot;
class RunFigures;

/// Shows live how a training goes: its figures and its curves.
class ProgressPanel : public QWidget {
    Q_OBJECT
  public:
    explicit ProgressPanel(QWidget* parent = nullptr);

    void clear(const TrainingConfig& next);  ///< makes room for what the next training will show
    void take(const session::TrainingUpdate&);
    void end();                                                        ///< the axes end where the training did
    void setEmptyText(const QString&);                                 ///< in place of curves
    const std::optional<Progress>& progress() const { return last_; }  ///< of this or the last training

  private:
    void takeFacts(const session::RunFacts&);
    void takeEvaluation(const ValidationPoint&);
    void showPresentations(bool);  ///< makes room for their chart, or takes none
    void setLastStep(double);      ///< the end of both charts' x axis

    std::optional<Progress> last_;
    std::optional<ValidationPoint> best_;
    DebiasedAverage smoothedLoss_;
    double xEnd_ = 0;

    RunFigures* figures_;
    CurvePlot *accuracy_, *loss_, *presentations_;
};

}  // namespace oneshot::ui
