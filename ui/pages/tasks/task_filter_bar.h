#pragma once

#include <QWidget>

#include "ui/pages/tasks/task_filter_model.h"

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QToolButton;

namespace oneshot::ui {

/// What of the tasks is shown: buttons that can be combined, and an alphabet.
class TaskFilterBar : public QWidget {
    Q_OBJECT
  public:
    explicit TaskFilterBar(QWidget* parent = nullptr);

    TaskFilter filter() const;  ///< without the learner, whose name setLearner() tells
    void setLearner(const QString& name);
    void setAlphabets(const QStringList& names);  ///< keeps the choice where it still is one
    void setShown(int shown, int all);

  Q_SIGNALS:
    void changed();

  private:
    QToolButton *wrong_, *narrow_, *disagree_, *learnt_;
    QDoubleSpinBox* margin_;
    QComboBox* alphabet_;
    QLabel* shown_;
};

}  // namespace oneshot::ui
