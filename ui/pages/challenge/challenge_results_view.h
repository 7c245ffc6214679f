#pragma once

#include <QWidget>

#include "ui/report/challenge_sheet.h"
#include "ui/report/curve_chart.h"
#include "ui/session/challenge/challenge_results.h"
#include "ui/session/trials/trial_drawings.h"

class QBoxLayout;
class QLabel;
class QLayout;
class QPushButton;

namespace oneshot::ui {

class CurvePlot;
class ItemsView;
class MissedTasksPanel;
class PeopleView;
class ResultFigures;
class SessionStudies;

/// The results of chosen sessions: figures, accuracy over trials, the tasks that were missed, people, items.
class ChallengeResultsView : public QWidget {
    Q_OBJECT
  public:
    /// The workspace must outlive the view.
    explicit ChallengeResultsView(session::Workspace&);

    /// Of open sessions without feedback, shows only how far they are; of those of a blinded study, nothing; of
    /// excluded ones, says why they are.
    void setTrials(std::vector<session::SessionRecord>, std::vector<session::TrialRecord>, session::Excluded,
                   const SessionStudies&);
    bool hasTrials() const { return !shown_.empty(); }  ///< whose results may be shown
    /// Returns what is shown, to be printed, with the tasks that the person missed as far as they can be drawn. On the
    /// GUI thread, see report::toPicture().
    report::ChallengeSheet sheet() const;

  Q_SIGNALS:
    void unblindRequested(const std::vector<qint64>& sessions, const QString& studies);  ///< all sessions of these
    /// The person wants to see these tasks of the dataset.
    void tasksRequested(const oneshot::session::DatasetPtr& dataset, const std::vector<oneshot::Task>& tasks);

  protected:
    void resizeEvent(QResizeEvent*) override;

  private:
    QWidget* makeViews();
    void hideBlindedSessions(const SessionStudies&);
    void withholdOpenSessions();
    void takeReferences(const SessionStudies&);
    void tellExcluded(session::Excluded);

    session::TrialDrawings drawings_;
    std::vector<session::SessionRecord> sessions_;
    std::vector<session::TrialRecord> trials_;
    std::vector<session::TrialRecord> shown_;  ///< without those of sessions that are left out
    session::ChallengeResults results_;
    std::vector<report::ReferenceLine> references_;  ///< figures of others
    QString referenceSources_;
    std::vector<qint64> blinded_;  ///< sessions of the blinded studies, chosen or not
    QString blindedStudies_;
    ResultFigures* figures_;
    CurvePlot *plot_, *times_;
    QBoxLayout* plots_ = nullptr;
    QLabel *withheld_, *excluded_, *blindedNote_;
    QPushButton* unblind_;
    QWidget* views_ = nullptr;  ///< charts, missed tasks, people, items
    MissedTasksPanel* missed_;
    PeopleView* people_;
    ItemsView* items_;
};

}  // namespace oneshot::ui
