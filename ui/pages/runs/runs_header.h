#pragma once

#include <QWidget>

#include "ui/pages/runs/run_words.h"
#include "ui/session/workspace/workspace.h"

class QAction;
class QLabel;
class QMenu;
class QToolButton;

namespace oneshot::ui {

class ReportMenu;

/// The top of the page: how many runs there are, and what can be done with the chosen ones.
class RunsHeader : public QWidget {
    Q_OBJECT
  public:
    /// The workspace must outlive the header. trashMenu: belongs to the page.
    RunsHeader(session::Workspace&, QMenu* trashMenu);

    /// summary: of all runs. evaluating: there is one evaluation at a time.
    void setRuns(const ChosenRuns&, const QString& summary, bool evaluating);
    QList<QAction*> runActions() const;  ///< star, rename, use, reveal: for the table's menu too

  Q_SIGNALS:
    void resumeRequested();
    void repeatRequested(bool newSeed);
    void evaluateRequested();
    void compareRequested();
    void starRequested(const std::vector<std::filesystem::path>& runs, bool on);
    void renameRequested();
    void queueRequested();
    void searchesRequested();
    void seriesRequested();                      ///< all series of the chosen runs as a table
    void told(const QString& text, bool fault);  ///< what became of a report

  private:
    QMenu* makeRepeatMenu();
    QMenu* makeExportMenu();
    void addRunActions(session::Workspace&);

    std::vector<std::filesystem::path> runs_;
    bool starred_ = false;  ///< all chosen runs are
    QLabel* summary_;
    QMenu* runMenu_;
    QAction *star_, *rename_, *use_, *reveal_;
    QToolButton *resume_, *repeat_, *evaluate_, *export_;
    ReportMenu* report_;
};

}  // namespace oneshot::ui
