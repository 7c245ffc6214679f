#pragma once

#include <QWidget>

#include "ui/session/tasks/task_browser.h"

class QAction;
class QLabel;
class QSpinBox;
class QTableView;

namespace oneshot::ui {

class LearnerModel;
class LineLabel;
class PictureRow;
class SupportGrid;

/// One task of a board: its query, who answers what, and the support set; the answer shown or hidden. The keys of
/// actions() work where those are added.
class TaskView : public QWidget {
    Q_OBJECT
  public:
    TaskView();

    /// states: for each learner what it waits for or why it cannot be asked. learner: the one that is marked in the
    /// table; -1: none. The task has to be shown again.
    void setBoard(session::BoardPtr, const QStringList& states, int learner);
    void setPlace(int row, int count);  ///< of the task among those that could be shown; row -1: none
    /// task: -1: none. If it is another than before, looks at the way that this learner chose, else at the right one.
    void showTask(int task, int learner);
    int way() const;  ///< the one that is looked at; -1: none
    bool answerShown() const;

  Q_SIGNALS:
    void placeWanted(int row);
    void learnerChosen(int learner);
    void wayChosen(int way);
    void answerToggled(bool shown);

  protected:
    void resizeEvent(QResizeEvent*) override;

  private:
    QLayout* makeNavigation();
    QLayout* makeAsked();
    void renew();
    void showCells(const Task&);
    void chooseAnswer(int learner);

    session::BoardPtr board_;
    std::shared_ptr<const std::vector<Task>> tasks_;  ///< which task_ is one of
    int task_ = -1;
    QAction *previous_, *next_, *answer_;
    QSpinBox* jump_;
    QLabel* total_;
    LineLabel* heading_;
    PictureRow* query_;
    LearnerModel* learnerModel_;
    QTableView* learnerTable_;
    QWidget* learnerCard_;
    SupportGrid* grid_;
};

}  // namespace oneshot::ui
