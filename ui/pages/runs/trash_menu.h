#pragma once

#include <QMenu>

#include "ui/pages/runs/chosen_runs.h"
#include "ui/session/runs/run_index.h"

namespace oneshot::ui {

/// Moves the chosen runs to the trash, puts runs back, and empties the trash once that is agreed to.
class TrashMenu : public QMenu {
    Q_OBJECT
  public:
    /// The index must outlive the menu.
    TrashMenu(session::RunIndex&, QWidget* parent);

    /// Shows what can be done with these runs, and with what the trash holds now.
    void setRuns(const ChosenRuns&);
    QAction* moveAction() const { return move_; }  ///< by Delete in the table
    QAction* undoAction() const { return undo_; }  ///< by Ctrl+Z on the page

  Q_SIGNALS:
    void aboutToMove();  ///< last chance to write into the folders of the runs
    /// What was moved; empty: what was told before does not hold any more.
    void told(const QString& text);

  private:
    void moveRuns();
    void askToEmpty();

    session::RunIndex& index_;
    std::vector<std::filesystem::path> runs_;
    QAction *move_, *undo_, *restoreAll_, *reveal_, *empty_;
};

}  // namespace oneshot::ui
