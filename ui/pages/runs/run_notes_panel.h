#pragma once

#include <QWidget>
#include <utility>
#include <vector>

#include "ui/pages/runs/notes_command.h"

class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace oneshot::ui {

/// What a person calls the chosen runs and thinks of them: a name and a note of one run, tags of several. What was
/// typed is told when a field is left, and before other runs are shown.
class RunNotesPanel : public QWidget {
    Q_OBJECT
  public:
    explicit RunNotesPanel(QWidget* parent = nullptr);

    void setRuns(const std::vector<const RunSummary*>&);
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
