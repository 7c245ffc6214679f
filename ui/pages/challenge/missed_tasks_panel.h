#pragma once

#include <QFrame>
#include <array>

#include "ui/session/challenge/challenge_results.h"
#include "ui/session/trials/trial_drawings.h"

class QBoxLayout;
class QButtonGroup;
class QLabel;
class QPushButton;

namespace oneshot::ui {

class MissedTasks;

/// Draws the tasks that the person, the model or both missed, and offers to open them on the page Tasks.
class MissedTasksPanel : public QFrame {
    Q_OBJECT
  public:
    /// The drawings must be there while the panel is used.
    explicit MissedTasksPanel(session::TrialDrawings&, QWidget* parent = nullptr);

    /// results: of these trials.
    void setTrials(const std::vector<session::TrialRecord>&, const session::ChallengeResults& results);
    void offerTasks(bool);  ///< a button that emits tasksRequested()

  Q_SIGNALS:
    /// The person wants to see these tasks of the dataset.
    void tasksRequested(const oneshot::session::DatasetPtr& dataset, const std::vector<oneshot::Task>& tasks);

  private:
    QBoxLayout* makeBar();
    const std::vector<session::TrialRecord>& chosenList() const;
    void refresh();
    void showNote(std::size_t undrawn);
    void showOpen(std::size_t openable);
    void openTasks();

    session::TrialDrawings& drawings_;
    std::array<std::vector<session::TrialRecord>, 3> lists_;  ///< missed by the person only, the model only, both
    QButtonGroup* choice_;                                    ///< of a list
    QPushButton* open_;
    QLabel* note_;
    MissedTasks* tasks_;
};

}  // namespace oneshot::ui
