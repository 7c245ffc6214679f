#pragma once

#include <QUndoCommand>

#include "ui/session/draw/own_set.h"

namespace oneshot::ui {

/// A change of a person's own characters, which they have made already.
class OwnSetCommand : public QUndoCommand {
  public:
    /// The set must outlive the command.
    OwnSetCommand(session::OwnSet&, session::OwnSet::Edit, session::OwnCharacters before, session::OwnCharacters after);

    void undo() override { set_.change(after_, before_); }
    void redo() override;

  private:
    session::OwnSet& set_;
    session::OwnCharacters before_, after_;
    bool done_ = false;
};

}  // namespace oneshot::ui
