#pragma once

#include <QUndoGroup>

class QAction;

namespace oneshot::ui {

/// The histories of all pages, and one action each to undo and redo in the active one: for the Edit menu and for
/// buttons. A page's history is a QUndoStack of its own.
class UndoActions : public QUndoGroup {
    Q_OBJECT
  public:
    explicit UndoActions(QObject* parent = nullptr);

    QAction* undo() const { return undo_; }
    QAction* redo() const { return redo_; }

  private:
    QAction *undo_, *redo_;
};

}  // namespace oneshot::ui
