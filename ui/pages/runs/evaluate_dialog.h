#pragma once

#include <QDialog>

#include "core/evaluation/model_evaluation.h"

class QLabel;
class QPushButton;

namespace oneshot::ui {

class ProtocolForm;

/// What the chosen runs are to be asked: Lake's runs, or tasks drawn from a dataset.
class EvaluateDialog : public QDialog {
    Q_OBJECT
  public:
    /// runs: how many are asked. last: what was asked before, to begin with.
    EvaluateDialog(int runs, const EvaluationRequest& last, QWidget* parent = nullptr);

  Q_SIGNALS:
    void chosen(const oneshot::EvaluationRequest& request);  ///< before it closes

  private:
    void showState();

    ProtocolForm* form_;
    QLabel* fault_;
    QPushButton* start_;
};

}  // namespace oneshot::ui
