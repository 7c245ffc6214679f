#pragma once

#include <QWidget>
#include <optional>

#include "ui/session/draw/rejection_finder.h"

class QDoubleSpinBox;
class QLabel;
class QToolButton;

namespace oneshot::ui {

/// How much evidence it takes for a drawing to be one of the support set: the threshold that was found for the model,
/// or the person's own.
class ThresholdField : public QWidget {
    Q_OBJECT
  public:
    /// The finder must outlive the field.
    explicit ThresholdField(const session::RejectionFinder&);

    std::optional<double> threshold() const;  ///< none: it is not known (yet)
    QString text(double evidence) const;      ///< with as many decimals as the threshold

    // The person's own does not hold for another model, for scores of another kind, nor for one way as for several.
    void setModel(const ModelPtr&, bool another);  ///< null: none; another: not the one before, renewed
    void setWays(int ways);                        ///< of the support set

  Q_SIGNALS:
    void changed();  ///< by the person or the finder

  private:
    const RejectionThreshold* found() const;
    void setOwn(std::optional<double>);
    void showState();

    const session::RejectionFinder& finder_;
    ScoreKind kind_ = ScoreKind::Cosine;
    int ways_ = 0;
    std::optional<double> own_;  ///< the person's
    QDoubleSpinBox* value_;
    QToolButton* reset_;
    QLabel* text_;
};

}  // namespace oneshot::ui
