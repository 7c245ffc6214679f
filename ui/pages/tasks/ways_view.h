#pragma once

#include <QWidget>
#include <vector>

#include "ui/session/tasks/ways_study.h"

class QCheckBox;
class QFormLayout;
class QLabel;
class QLayout;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QVBoxLayout;

namespace oneshot::ui {

class CurvePlot;
class LearnerList;
class ThinkingField;

/// Accuracy of any models against the number of ways: chooses what is asked, and shows the curves as they come.
class WaysView : public QWidget {
    Q_OBJECT
  public:
    /// The workspace must outlive the view.
    explicit WaysView(session::Workspace&);

  protected:
    void showEvent(QShowEvent*) override;

  private:
    QWidget* makeSettings();
    QFormLayout* makeNumbers();
    void addProgress(QVBoxLayout*);
    QLayout* makeResult();
    void listLearners();
    void start();
    void take(const session::WaysCurve&);
    void showState();

    session::Workspace& workspace_;
    session::WaysStudy study_;
    session::WaysQuestion question_;          ///< which the curves that are shown answer
    std::vector<session::WaysCurve> curves_;  ///< so far
    bool chosen_ = false;                     ///< the person chose learners: the model in use is no longer followed

    LearnerList* learners_;
    QCheckBox* within_;
    QSpinBox *shots_, *tasks_, *seed_;
    ThinkingField* thinking_;
    QPushButton *start_, *cancel_;
    QProgressBar* bar_;
    QLabel *reason_, *sentences_;
    CurvePlot* plot_;
};

}  // namespace oneshot::ui
