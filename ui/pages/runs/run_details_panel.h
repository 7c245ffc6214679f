#pragma once

#include <QWidget>

#include "ui/pages/runs/run_notes_panel.h"
#include "ui/session/runs/run_details.h"

class QSplitter;
class QStackedWidget;
class QToolButton;

namespace oneshot::ui {

class RunCurves;
class RunSettingsPanel;
class ViewTabs;

/// What the chosen runs hold, each behind a tab: their curves (with the settings beside them, if wanted), their
/// settings, their names and notes.
class RunDetailsPanel : public QWidget {
    Q_OBJECT
  public:
    RunDetailsPanel();

    /// names: of the runs, in the same order. note: which of the chosen runs these are; empty: all.
    void setDetails(const std::vector<session::RunDetailsPtr>&, const QStringList& names, const QString& note);
    RunNotesPanel* notes() const { return notes_; }
    void editName();

  private:
    QStackedWidget* views_;
    ViewTabs* tabs_;
    RunCurves* curves_;
    RunSettingsPanel *settings_, *settingsBeside_;
    QSplitter* besides_;  ///< curves and the settings beside them
    QToolButton* beside_;
    RunNotesPanel* notes_;
};

}  // namespace oneshot::ui
