#pragma once

#include <QWidget>

#include "ui/pages/runs/run_words.h"
#include "ui/session/runs/run_index.h"

class QMenu;
class QTableView;

namespace oneshot::ui {

class RunFilterBar;
class RunFilterModel;
class RunTableModel;

/// The table of runs and the filters above it. Which columns it has, and in which order, is remembered by the window.
class RunListPanel : public QWidget {
    Q_OBJECT
  public:
    /// actions: the table's context menu.
    explicit RunListPanel(const QList<QAction*>& actions);

    void setRuns(const session::RunListPtr&);  ///< what is chosen stays chosen
    void showStanding(RunStanding);            ///< shows only these runs, and chooses the first one
    void choose(const std::vector<std::filesystem::path>&);
    ChosenRuns chosen() const;
    void takeFocus();        ///< for the table
    int shownCount() const;  ///< how many runs the filters let through

  Q_SIGNALS:
    void changed();  ///< other runs are chosen or shown, or there is news of them
    void starred(const std::filesystem::path& run, bool on);  ///< by a click on its star

  private:
    QMenu* makeColumnsMenu();  ///< which of them are shown
    void announce();

    bool noticed_ = false;  ///< a notice filters the runs, and not the person
    bool filling_ = false;  ///< changes meanwhile are announced once, at the end
    RunFilterBar* filters_;
    RunTableModel* runs_;
    RunFilterModel* shown_;
    QTableView* table_;
};

}  // namespace oneshot::ui
