#pragma once

#include <QWidget>

#include "ui/session/tasks/task_browser.h"

namespace oneshot::ui {

class MorphPanel;
class OcclusionPanel;
class TaskList;
class TaskView;
class WhyPanel;

/// The tasks of a board with what learners answered: a list of them, one in full, and, behind tabs, why a learner
/// scored a way as it did: the drawings bent onto each other, what blanking the query does, and only then numbers. The
/// keys of actions() work where those are added.
class BoardPanel : public QWidget {
    Q_OBJECT
  public:
    BoardPanel();

    /// states: for each learner what it waits for or why it cannot be asked. learner: id of the one that filters and
    /// reasons are about.
    void setBoard(const session::BoardPtr&, const QStringList& states, const QString& learner);
    const session::BoardPtr& board() const { return board_; }  ///< null: none yet

    TaskList* list() const { return list_; }

  Q_SIGNALS:
    void learnerChosen(const QString& id);  ///< the person chose the one that filters and reasons are about

  protected:
    void showEvent(QShowEvent*) override;
    void keyPressEvent(QKeyEvent*) override;

  private:
    QWidget* makeReasons();
    void chooseLearner(const QString& id);
    int learnerIndex() const;  ///< on the board; -1: it is not asked there
    void showTask(int task);
    void explain();

    session::BoardPtr board_;
    QString learner_;
    TaskList* list_;
    MorphPanel* morph_;
    OcclusionPanel* occlusion_;
    WhyPanel* why_;
    TaskView* view_;
};

}  // namespace oneshot::ui
