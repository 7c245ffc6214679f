#pragma once

#include <QFrame>
#include <array>
#include <vector>

#include "core/tasks/task.h"
#include "ui/session/challenge/challenge_results.h"
#include "ui/session/trials/trial_drawings.h"

class QButtonGroup;
class QLabel;
class QLayout;
class QPushButton;

namespace oneshot::ui {

/// A trial as pictures: the query, the right way, and what was answered instead.
struct MissedTask {
    struct Part {
        enum class Kind { Query, Right, Person, Model };
        Kind kind = Kind::Query;
        DrawingId drawing = 0;
    };
    session::DatasetPtr dataset;
    Task task;
    std::vector<Part> parts;
    QString words;
};

MissedTask missedTask(const session::TrialRecord&, session::DatasetPtr, const Task&);
QString nameOf(MissedTask::Part::Kind);

/// Shows missed tasks side by side, in as many rows as it takes.
class MissedTasks : public QWidget {
    Q_OBJECT
  public:
    MissedTasks();

    void setTasks(std::vector<MissedTask>);
    const std::vector<MissedTask>& tasks() const { return tasks_; }

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;  ///< of a row; others are scrolled to

  protected:
    bool event(QEvent*) override;  ///< words on hover
    void paintEvent(QPaintEvent*) override;

  private:
    int step() const;
    std::vector<QRect> places(int width) const;  ///< of the tasks, in rows of this width

    std::vector<MissedTask> tasks_;
};

/// Draws the tasks that the person, the model or both missed, and offers to open them on the page Tasks.
class MissedTasksPanel : public QFrame {
    Q_OBJECT
  public:
    /// The drawings must outlive the panel.
    explicit MissedTasksPanel(session::TrialDrawings&);

    /// Takes the trials and their results.
    void setTrials(const std::vector<session::TrialRecord>&, const session::ChallengeResults&);

  Q_SIGNALS:
    /// The person wants to see these tasks of the dataset.
    void tasksRequested(const oneshot::session::DatasetPtr& dataset, const std::vector<oneshot::Task>& tasks);

  private:
    QLayout* makeBar();
    void refresh();
    void openTasks();

    session::TrialDrawings& drawings_;
    std::array<std::vector<session::TrialRecord>, 3> lists_;  ///< missed by the person only, the model only, both
    QButtonGroup* choice_;                                    ///< chooses a list
    QPushButton* open_;
    QLabel* note_;
    MissedTasks* tasks_;
};

}  // namespace oneshot::ui
