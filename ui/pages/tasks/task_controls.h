#pragma once

#include <QWidget>

#include "ui/session/tasks/task_browser.h"

class QCheckBox;
class QComboBox;
class QSpinBox;
class QToolButton;

namespace oneshot::ui {

/// Which tasks: where they come from, how many ways and shots, their seed and number.
class TaskControls : public QWidget {
    Q_OBJECT
  public:
    enum class Source { Dataset, HeldOut, Lake, Given };  ///< Given: chosen at another page; offered once named

    explicit TaskControls(QWidget* parent = nullptr);

    Source source() const;
    void setSource(Source);
    /// name: what a person calls the data there; spec: where they are.
    void setSourceName(Source, const QString& name, const QString& spec = {});
    /// What is drawn of a source; its dataset, its runs and the learners are for the page to fill in.
    session::TaskQuestion question() const;
    void setWays(int);

  Q_SIGNALS:
    void changed();
    void lakeWanted();  ///< the person wants to choose other runs of Lake's

  private:
    void showSource();
    void showTooltip();

    QComboBox* source_;
    QToolButton* openLake_;
    QSpinBox *ways_, *shots_, *seed_, *count_;
    QCheckBox* within_;
};

}  // namespace oneshot::ui
