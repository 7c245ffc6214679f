#pragma once

#include <QWidget>

#include "ui/pages/runs/chosen_runs.h"
#include "ui/pages/runs/notes_command.h"
#include "ui/session/runs/run_details.h"

class QStackedWidget;

namespace oneshot::ui {

class RunCurves;
class RunNotesPanel;
class RunSettingsPanel;
class ViewTabs;

/// What the chosen runs hold, each behind a tab: their curves, their settings, their names and notes.
class RunDetailsPanel : public QWidget {
    Q_OBJECT
  public:
    explicit RunDetailsPanel(QWidget* parent = nullptr);

    void setRuns(const ChosenRuns&);  ///< whose names and notes are shown at once
    /// names: of the runs, in the same order. note: which of the chosen runs these are; empty: all.
    void setDetails(const std::vector<session::RunDetailsPtr>&, const QStringList& names, const QString& note);
    void commitNotes();  ///< tells what was typed and not yet told
    void editName();

  Q_SIGNALS:
    void notesEdited(const std::vector<NotesChange>&);

  private:
    QStackedWidget* views_;
    ViewTabs* tabs_;
    RunCurves* curves_;
    RunSettingsPanel* settings_;
    RunNotesPanel* notes_;
};

}  // namespace oneshot::ui
