#pragma once

#include <QWidget>

#include "ui/pages/runs/chosen_runs.h"

class QLabel;
class QMenu;
class QToolButton;

namespace oneshot::ui {

class ReportMenu;

/// The top of the page: how many runs there are, and what can be done with the chosen ones.
class RunsHeader : public QWidget {
    Q_OBJECT
  public:
    /// The menus belong to the page.
    RunsHeader(QMenu* runMenu, QMenu* trashMenu, QWidget* parent = nullptr);

    void setSummary(const QString&);
    void setRuns(const ChosenRuns&, bool evaluating);  ///< one evaluation at a time

  Q_SIGNALS:
    void resumeRequested();
    void repeatRequested(bool newSeed);
    void evaluateRequested();
    void compareRequested();
    void searchesRequested();
    void seriesRequested();                      ///< all series of the chosen runs as a table
    void told(const QString& text, bool fault);  ///< what became of a report

  private:
    QMenu* makeRepeatMenu();
    QMenu* makeExportMenu();

    QLabel* summary_;
    QToolButton *resume_, *repeat_, *evaluate_, *export_;
    ReportMenu* report_;
};

}  // namespace oneshot::ui
