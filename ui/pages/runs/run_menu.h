#pragma once

#include <QMenu>

#include "ui/pages/runs/chosen_runs.h"
#include "ui/session/workspace/workspace.h"

namespace oneshot::ui {

/// Stars, renames, uses and reveals the chosen runs. The table's own menu holds the same actions.
class RunMenu : public QMenu {
    Q_OBJECT
  public:
    /// The workspace must outlive the menu.
    RunMenu(session::Workspace&, QWidget* parent);

    void setRuns(const ChosenRuns&);

  Q_SIGNALS:
    void starRequested(const std::vector<std::filesystem::path>& runs, bool on);
    void renameRequested();

  private:
    std::vector<std::filesystem::path> runs_;
    bool starred_ = false;  ///< all of them are
    QAction *star_, *rename_, *use_, *reveal_;
};

}  // namespace oneshot::ui
