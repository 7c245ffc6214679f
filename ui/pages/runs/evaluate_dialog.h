#pragma once

#include <QDialog>

#include "core/runs/model_evaluation.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;
class QSpinBox;

namespace oneshot::ui {

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
    EvaluationRequest request() const;
    QString fault() const;  ///< why it cannot be asked; empty: it can
    void browse(QLineEdit*);

    QRadioButton *onLake_, *onData_;
    QLineEdit *lake_, *data_, *ways_;
    QSpinBox *shots_, *tasks_;
    QCheckBox* within_;
    QLabel* fault_;
    QPushButton* start_;
};

}  // namespace oneshot::ui
