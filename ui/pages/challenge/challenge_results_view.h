#pragma once

#include <QWidget>
#include <array>

#include "ui/report/challenge_sheet.h"
#include "ui/session/challenge/challenge_results.h"
#include "ui/session/trials/trial_drawings.h"

class QButtonGroup;
class QLabel;
class QPushButton;
class QToolButton;

namespace oneshot::ui {

class CurvePlot;
class MissedTasks;
class ResultFigures;

/// What chosen sessions came to: figures, accuracy over trials, and the tasks that were missed.
class ChallengeResultsView : public QWidget {
    Q_OBJECT
  public:
    /// The workspace must outlive the view.
    explicit ChallengeResultsView(session::Workspace&, QWidget* parent = nullptr);

    /// Tells nothing of sessions that go on without feedback but how far they are.
    void setTrials(std::vector<session::SessionRecord>, std::vector<session::TrialRecord>);
    /// What is shown, to be printed; the tasks that the person missed.
    report::ChallengeSheet sheet() const;
    bool tells() const { return !trials_.empty(); }
    void offerTasks(bool);  ///< a button that emits tasksRequested()

  Q_SIGNALS:
    /// The person wants to see these tasks of the dataset.
    void tasksRequested(const oneshot::session::DatasetPtr& dataset, const std::vector<oneshot::Task>& tasks);

  private:
    const std::vector<int>& list() const;  ///< of trials, as chosen
    void showTasks();
    void openTasks();

    session::TrialDrawings drawings_;
    std::vector<session::SessionRecord> sessions_;
    std::vector<session::TrialRecord> trials_;
    session::ChallengeResults results_;
    ResultFigures* figures_;
    CurvePlot *plot_, *times_;
    QButtonGroup* lists_;
    std::array<QToolButton*, 3> listButtons_{};
    QPushButton* open_;
    QLabel *withheld_, *note_;
    MissedTasks* tasks_;
};

}  // namespace oneshot::ui
