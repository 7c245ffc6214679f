#pragma once

#include <QWidget>
#include <vector>

#include "core/study/people_accuracy.h"
#include "core/study/response_speed.h"
#include "ui/session/challenge/challenge_results.h"
#include "ui/session/common/worker.h"

class QBoxLayout;
class QLabel;
class QStandardItemModel;
class QTableView;

namespace oneshot::ui {

class CurvePlot;

/// Accuracy of each person and of all, their learning over trials, and their speed. Computed in the background, once it
/// is seen.
class PeopleView : public QWidget {
    Q_OBJECT
  public:
    PeopleView();

    /// Takes trials whose results may be told.
    void setTrials(std::vector<session::TrialRecord>, session::Excluded);
    void setBeside(bool beside);  ///< see ItemsView::setBeside()

  protected:
    void showEvent(QShowEvent*) override;

  private:
    struct Results {
        PeopleAccuracy accuracy;
        std::vector<TrialBlock> blocks;
        LearningTrend trend;
        SpeedByOutcome speed;
        ConditionalAccuracy conditional;
    };

    static Results analysed(const std::vector<session::TrialRecord>&, session::Excluded);
    void startIfSeen();
    void take(const Results&, bool isPending);  ///< isPending: others are still to come
    void fillTable(const Results&);

    std::vector<session::TrialRecord> trials_;
    session::Excluded excluded_ = session::Excluded::LeftOut;
    bool isStale_ = false;  ///< the trials are not analysed yet

    QStandardItemModel* people_;
    QTableView* table_;
    CurvePlot *blocks_, *speeds_;
    QLabel *note_, *figures_, *methods_;
    QBoxLayout* parts_;
    session::Worker worker_{session::Worker::Priority::Background};
};

}  // namespace oneshot::ui
