#pragma once

#include <QWidget>
#include <utility>
#include <vector>

#include "ui/pages/runs/run_words.h"
#include "ui/session/runs/run_index.h"

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QUndoCommand;

namespace oneshot::ui {

/// What a person wrote about a run.
struct NotesChange {
    std::filesystem::path run;
    RunNotes before, after;
};

/// Returns a command that writes at least one change. What the person wrote since in other fields stays, even when the
/// command is undone. The index must outlive it.
QUndoCommand* notesCommand(session::RunIndex&, const std::vector<NotesChange>&);

/// What a person calls the chosen runs and thinks of them: the name and note of one run, the tags of several. Tells
/// what was typed when a field is left, and before other runs are shown.
class RunNotesPanel : public QWidget {
    Q_OBJECT
  public:
    RunNotesPanel();

    void setRuns(const ChosenRuns&);
    void commit();  ///< tells what was typed and not yet told
    void editName();

  Q_SIGNALS:
    void edited(const std::vector<NotesChange>&);

  protected:
    bool eventFilter(QObject*, QEvent*) override;

  private:
    std::vector<NotesChange> typed() const;  ///< and not yet told
    void show();

    std::vector<std::pair<std::filesystem::path, RunNotes>> runs_;
    QLineEdit *name_, *tags_;
    QPlainTextEdit* note_;
    QLabel* facts_;
};

}  // namespace oneshot::ui
