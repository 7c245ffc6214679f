#pragma once

#include <QTimer>
#include <QWidget>
#include <functional>

#include "core/runs/run.h"
#include "ui/pages/runs/run_words.h"
#include "ui/session/runs/run_details.h"
#include "ui/session/runs/run_evaluator.h"
#include "ui/session/runs/run_index.h"
#include "ui/session/runs/series_export.h"
#include "ui/session/runs/training_queue.h"
#include "ui/session/workspace/workspace.h"

class QAction;
class QStackedWidget;
class QUndoStack;

namespace oneshot::ui {

class CompareView;
class RunDetailsPanel;
class RunListPanel;
class RunNews;
class RunsHeader;
class SearchView;
class TrashMenu;
class UndoActions;

/// All trainings: found again, compared, evaluated, kept or thrown away; and queues and searches, which make more of
/// them. While it is shown, it follows what trains here or in another process.
class RunsPage : public QWidget {
    Q_OBJECT
  public:
    static constexpr int maxCurves = 12;  ///< runs whose details are shown at once: more lines look alike

    /// All of them must outlive the page.
    RunsPage(session::RunIndex&, session::Workspace&, const UndoActions&);
    ~RunsPage() override;

    /// What a queue or search begins with where no run is chosen.
    void setTrainSettings(std::function<RunRequest()> settings) { trainSettings_ = std::move(settings); }
    QList<QAction*> trainingActions() const { return {queueAction_, searchAction_}; }  ///< for the window's menu

    void showStanding(RunStanding);  ///< shows only these runs, and chooses the first one
    void choose(const std::vector<std::filesystem::path>&);
    void say(const QString& text, bool fault = false);  ///< in the line above the table
    void takeBack(const QString& text);                 ///< clears the line if it still says this

  Q_SIGNALS:
    void resumeRequested(const QString& directory);
    /// A training with the same settings and data.
    void repeatRequested(const oneshot::RunRequest& request);
    void trainRequested();  ///< there is no run yet
    void shownRequested();  ///< one of trainingActions() was chosen elsewhere

  protected:
    void showEvent(QShowEvent*) override;
    void hideEvent(QHideEvent*) override;

  private:
    void layOut();
    QWidget* makeEmpty();
    void connectPanels();
    void connectHeader();
    void connectSessions();

    void takeRuns();
    void star(const std::vector<std::filesystem::path>& runs, bool on);
    void takeChosen();
    void takeDetails();
    void showState();
    QString summary() const;
    const RunSummary* onlyRun() const;  ///< the one that is chosen; null: none or several
    void repeat(bool newSeed);
    void askForEvaluation();
    void evaluate(const EvaluationRequest&);
    void suggestData();  ///< fills lastEvaluation_ where no data was named
    void compareLearners();
    void showSearches();
    RunRequest trainSettings() const;
    void askForQueue(const RunRequest& base);
    void askForSearch();
    void giveThePageTo(QWidget* view);  ///< until it is closed
    void takeThePageBack();
    void askWhereToSaveSeries();

    session::RunIndex& index_;
    session::Workspace& workspace_;
    session::RunDetailsReader reader_;
    session::RunEvaluator evaluator_;
    session::SeriesExport series_;
    session::TrainingQueue queue_;
    std::function<RunRequest()> trainSettings_;
    QTimer follower_;  ///< while the page is shown
    EvaluationRequest lastEvaluation_;

    QAction *queueAction_, *searchAction_;
    QUndoStack* undo_;  ///< changes of notes, and moves to the trash
    TrashMenu* trashMenu_;
    RunsHeader* header_;
    RunNews* news_;
    RunListPanel* list_;
    RunDetailsPanel* details_;
    QStackedWidget* content_;            ///< list and details, or that there is no run yet
    QWidget* main_;                      ///< all of these
    CompareView* comparison_ = nullptr;  ///< made when it is first asked for
    SearchView* searches_ = nullptr;     ///< made when it is first asked for
};

}  // namespace oneshot::ui
