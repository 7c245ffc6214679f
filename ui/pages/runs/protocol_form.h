#pragma once

#include <QWidget>
#include <functional>

#include "core/evaluation/model_evaluation.h"

class QCheckBox;
class QLineEdit;
class QRadioButton;
class QSpinBox;

namespace oneshot::ui {

/// Asks which tasks models shall answer: Lake's runs, or tasks drawn from a dataset.
class ProtocolForm : public QWidget {
    Q_OBJECT
  public:
    /// prefix: begins the objectNames of its parts. last: what to begin with, asked for before.
    ProtocolForm(const QString& prefix, const EvaluationRequest& last);

    EvaluationRequest request() const;
    QString fault() const;  ///< why this cannot be asked; empty: it can

  Q_SIGNALS:
    void changed();

  private:
    QLayout* withBrowse(QLineEdit*, QRadioButton*);
    void showState();

    QRadioButton *onLake_, *onData_;
    QLineEdit *lake_, *data_, *ways_;
    QSpinBox *shots_, *tasks_, *seed_;
    QCheckBox* within_;
};

/// Asks on what to evaluate runs: on Lake's runs, or on tasks drawn from a dataset; then calls `evaluate`. runs: how
/// many. last: what was asked before, to begin with.
void askWhatToEvaluate(QWidget* parent, int runs, const EvaluationRequest& last,
                       const std::function<void(const EvaluationRequest&)>& evaluate);

}  // namespace oneshot::ui
