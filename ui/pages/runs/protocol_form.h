#pragma once

#include <QWidget>

#include "core/evaluation/model_evaluation.h"

class QCheckBox;
class QLineEdit;
class QRadioButton;
class QSpinBox;

namespace oneshot::ui {

/// What models are to be asked: Lake's runs, or tasks drawn from a dataset.
class ProtocolForm : public QWidget {
    Q_OBJECT
  public:
    /// prefix: of the names of its parts. last: what was asked before, to begin with.
    ProtocolForm(const QString& prefix, const EvaluationRequest& last, QWidget* parent = nullptr);

    EvaluationRequest request() const;
    QString fault() const;  ///< why it cannot be asked; empty: it can

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

}  // namespace oneshot::ui
