#pragma once

#include <QWidget>

#include "ui/pages/runs/chosen_runs.h"
#include "ui/pages/runs/run_words.h"
#include "ui/session/runs/run_index.h"

class QTableView;

namespace oneshot::ui {

class RunFilterBar;
class RunFilterModel;
class RunTableModel;

/// The table of runs and the filters above it.
class RunListPanel : public QWidget {
    Q_OBJECT
  public:
    /// actions: of the table's menu.
    explicit RunListPanel(const QList<QAction*>& actions, QWidget* parent = nullptr);

    void setRuns(const session::RunListPtr&);  ///< what is chosen stays chosen
    void showStanding(RunStanding);            ///< the runs that stand so, the first one chosen
    void choose(const std::vector<std::filesystem::path>&);
    ChosenRuns chosen() const;
    void focusTable();
    int shownCount() const;  ///< how many runs the filters let through

  Q_SIGNALS:
    void changed();  ///< other runs are chosen or shown, or there is news of them
    void starred(const std::filesystem::path& run, bool on);  ///< by a click on its star

  private:
    void announce();

    bool filling_ = false;  ///< what changes meanwhile is announced once at the end
    RunFilterBar* filters_;
    RunTableModel* runs_;
    RunFilterModel* shown_;
    QTableView* table_;
};

}  // namespace oneshot::ui
