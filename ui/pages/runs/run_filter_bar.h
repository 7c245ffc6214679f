#pragma once

#include <QWidget>

#include "ui/pages/runs/run_filter_model.h"

class QComboBox;
class QLineEdit;
class QToolButton;

namespace oneshot::ui {

/// Chooses which runs are shown.
class RunFilterBar : public QWidget {
    Q_OBJECT
  public:
    explicit RunFilterBar(QWidget* parent = nullptr);

    RunFilter filter() const;
    void setTags(const QStringList&);  ///< those to choose from
    void showStanding(RunStanding);    ///< these only, whatever was chosen
    void clear();
    QLineEdit* search() const { return search_; }

  Q_SIGNALS:
    void changed();

  private:
    QLineEdit* search_;
    QComboBox *standing_, *tag_;
    QToolButton* starred_;
};

}  // namespace oneshot::ui
