#pragma once

#include <QUndoCommand>
#include <filesystem>
#include <vector>

#include "ui/session/runs/run_index.h"

namespace oneshot::ui {

/// What a person wrote about a run.
struct NotesChange {
    std::filesystem::path run;
    RunNotes before, after;
};

/// Writes what a person wrote about runs. What they wrote since in other fields stays, also when it is taken back.
class NotesCommand : public QUndoCommand {
  public:
    /// changes: at least one. The index must outlive the command.
    NotesCommand(session::RunIndex&, std::vector<NotesChange> changes);

    void undo() override;
    void redo() override;

  private:
    session::RunIndex& index_;
    std::vector<NotesChange> changes_;
};

}  // namespace oneshot::ui
