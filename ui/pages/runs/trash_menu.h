#pragma once

#include <QMenu>

#include "ui/pages/runs/run_words.h"
#include "ui/session/runs/run_index.h"

class QUndoStack;

namespace oneshot::ui {

class UndoActions;

/// Moves the chosen runs to the trash, puts runs back, and empties the trash once that is agreed to.
class TrashMenu : public QMenu {
    Q_OBJECT
  public:
    /// undo: receives each move. All of them must outlive the menu.
    TrashMenu(session::RunIndex&, QUndoStack& undo, const UndoActions&, QWidget* parent);

    /// Shows what can be done with these runs, and with what the trash holds now.
    void setRuns(const ChosenRuns&);
    QAction* moveAction() const { return move_; }  ///< by Delete in the table
    bool canUndo() const;                          ///< the last thing done on the page was a move

  Q_SIGNALS:
    void aboutToMove();  ///< last chance to write into the folders of the runs
    /// What was moved; empty: the last text no longer holds.
    void told(const QString& text);

  private:
    class Move;  ///< of runs, as a command

    void moveRuns();
    void tellOfMove(const std::vector<std::filesystem::path>& runs);
    void askToEmpty();

    session::RunIndex& index_;
    QUndoStack& undo_;
    std::vector<std::filesystem::path> runs_;
    QAction *move_, *restoreAll_, *reveal_, *empty_;
};

}  // namespace oneshot::ui
