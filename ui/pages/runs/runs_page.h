#pragma once

#include <QWidget>
#include <optional>

#include "core/runs/run.h"
#include "ui/pages/runs/run_words.h"
#include "ui/session/runs/run_details.h"
#include "ui/session/runs/run_evaluator.h"
#include "ui/session/runs/run_index.h"
#include "ui/session/runs/series_export.h"
#include "ui/session/workspace/workspace.h"

class QAction;
class QButtonGroup;
class QHBoxLayout;
class QLabel;
class QMenu;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace oneshot::ui {

class CompareView;
class ConfigDifferences;
class ReportMenu;
class RunCurves;
class RunFilterBar;
class RunFilterModel;
class RunNotesPanel;
class RunTableModel;
class SearchView;

/// All trainings: found again, compared, evaluated, kept or thrown away.
class RunsPage : public QWidget {
    Q_OBJECT
  public:
    static constexpr int mostCurves = 12;  ///< runs whose details are shown at once: so many lines are told apart

    /// Both must outlive the page.
    RunsPage(session::RunIndex&, session::Workspace&, QWidget* parent = nullptr);
    ~RunsPage() override;

    void showStanding(RunStanding);  ///< the runs that stand so, the first one chosen
    void choose(const std::vector<std::filesystem::path>&);
    std::vector<std::filesystem::path> chosen() const;            ///< in the table's order
    void saveSeries(const QString& path, bool forExcel = false);  ///< of the chosen runs, as one wide CSV
    void say(const QString& text, bool fault = false);            ///< in the line above the table
    void takeBack(const QString& text);                           ///< where the line still says it

  Q_SIGNALS:
    void resumeRequested(const QString& directory);
    /// A training with the same settings and data.
    void repeatRequested(const oneshot::RunRequest& request);
    void trainRequested();  ///< there is no run yet

  protected:
    void showEvent(QShowEvent*) override;
    void hideEvent(QHideEvent*) override;

  private:
    // What the page is made of: runs_page_layout.cpp.
    QWidget* makeHeader();
    QWidget* makeList();
    QWidget* makeDetails();
    QWidget* makeEmpty();
    QWidget* makeSettings();
    QMenu* makeTrashMenu();
    void addView(const QString& name, const QString& title, QWidget*);  ///< behind a tab "runs.tab.NAME"
    void makeActions();

    void takeRuns();
    void takeSelection();
    void takeDetails();
    void showDetails();
    void showState();
    void showSummary();
    std::vector<const RunSummary*> chosenRuns() const;
    const RunSummary* onlyRun() const;  ///< the one that is chosen; null: none or several
    void toggleStars(bool on);
    void repeat(bool newSeed);
    void askWhatToEvaluate();
    void compareLearners();
    void showSearches();
    void giveThePageTo(QWidget* view);  ///< until it is closed
    void takeThePageBack();
    void suggestData();  ///< to lastEvaluation_, where none was named
    void askWhereToSaveSeries();
    void throwAway();
    void askToEmptyTrash();
    void reveal(const std::filesystem::path&);

    session::RunIndex& index_;
    session::Workspace& workspace_;
    session::RunDetailsReader reader_;
    session::RunEvaluator evaluator_;
    session::SeriesExport series_;
    EvaluationRequest lastEvaluation_;
    std::vector<std::filesystem::path> chosen_;  ///< kept while the table is filled anew
    bool filling_ = false;

    RunTableModel* runs_;
    RunFilterModel* shown_;
    ConfigDifferences* differences_;
    QWidget* header_;
    QStackedWidget *content_, *views_;
    CompareView* comparison_ = nullptr;  ///< made when it is first asked for
    SearchView* searches_ = nullptr;     ///< the same
    QButtonGroup* tabs_;
    QHBoxLayout* tabRow_ = nullptr;
    QLabel *summary_, *message_, *differencesNote_;
    QProgressBar* bar_;
    QToolButton *resume_, *repeat_, *evaluate_, *compare_, *search_, *export_, *more_, *trash_, *cancel_, *undo_,
        *onlyDifferences_;
    QAction *star_, *rename_, *use_, *reveal_, *throwAway_, *undoTrash_, *restoreAll_, *revealTrash_, *emptyTrash_;
    RunFilterBar* filters_;
    QTableView *table_, *differencesTable_;
    RunCurves* curves_;
    RunNotesPanel* notes_;
    ReportMenu* report_;
};

}  // namespace oneshot::ui
