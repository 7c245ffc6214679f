#pragma once

#include <QWidget>

#include "ui/report/challenge_sheet.h"
#include "ui/session/challenge/challenge_results.h"
#include "ui/session/trials/trial_drawings.h"

class QBoxLayout;
class QLabel;
class QLayout;

namespace oneshot::ui {

class CurvePlot;
class ItemsView;
class MissedTasksPanel;
class PeopleView;
class ResultFigures;

/// The results of chosen sessions: figures, accuracy over trials, the tasks that were missed, people, items.
class ChallengeResultsView : public QWidget {
    Q_OBJECT
  public:
    /// The workspace must outlive the view.
    explicit ChallengeResultsView(session::Workspace&);

    /// Of open sessions without feedback, shows only how far they are; of excluded ones, says why they are.
    void setTrials(std::vector<session::SessionRecord>, std::vector<session::TrialRecord>, session::Excluded);
    bool hasTrials() const { return !shown_.empty(); }  ///< whose results may be shown
    /// Returns what is shown, to be printed, with the tasks that the person missed as far as they can be drawn. On the
    /// GUI thread, see report::toPicture().
    report::ChallengeSheet sheet() const;

  Q_SIGNALS:
    /// The person wants to see these tasks of the dataset.
    void tasksRequested(const oneshot::session::DatasetPtr& dataset, const std::vector<oneshot::Task>& tasks);

  protected:
    void resizeEvent(QResizeEvent*) override;

  private:
    QLayout* makeViews();
    void withholdOpenSessions();
    void tellExcluded(session::Excluded);

    session::TrialDrawings drawings_;
    std::vector<session::SessionRecord> sessions_;
    std::vector<session::TrialRecord> trials_;
    std::vector<session::TrialRecord> shown_;  ///< without those of sessions that are left out
    session::ChallengeResults results_;
    ResultFigures* figures_;
    CurvePlot *plot_, *times_;
    QBoxLayout* plots_ = nullptr;
    QLabel *withheld_, *excluded_;
    MissedTasksPanel* missed_;
    PeopleView* people_;
    ItemsView* items_;
};

}  // namespace oneshot::ui
