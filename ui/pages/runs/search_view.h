#pragma once

#include <QWidget>
#include <filesystem>

#include "core/runs/run.h"
#include "ui/session/runs/search_watch.h"
#include "ui/session/runs/training_queue.h"
#include "ui/session/workspace/workspace.h"

class QComboBox;
class QLabel;
class QSortFilterProxyModel;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace oneshot::ui {

class ParallelChart;
class SearchTrialModel;

/// Searches, begun here or by `oneshot search`, and their trials as they come: a table, and lines across the settings
/// and the accuracy. Both share one choice. Any of them is stopped here if it runs here, and goes on here.
class SearchView : public QWidget {
    Q_OBJECT
  public:
    /// folder: holds the searches. Workspace and queue must outlive the view.
    SearchView(session::Workspace&, session::TrainingQueue&, std::filesystem::path folder);

    const session::SearchFactsPtr& search() const { return search_; }  ///< the one shown; null: none
    void choose(const std::filesystem::path& search);                  ///< shows it, as soon as it is there
    void chooseTrial(int number);

  Q_SIGNALS:
    void closed();           ///< the person wants the list of runs back
    void searchRequested();  ///< a new one
    /// A training with a trial's settings, as long as its preset trains.
    void trainRequested(const oneshot::RunRequest& request);

  protected:
    void showEvent(QShowEvent*) override;
    void hideEvent(QHideEvent*) override;

  private:
    QLayout* makeHeader();
    QWidget* makeResult();
    QWidget* makeEmpty();
    void takeSearches();
    void showSearch(session::SearchFactsPtr);
    void fitColumns(bool neverNarrower);
    void showState();
    const SearchTrial* chosenTrial() const;  ///< null: none
    void train();
    void goOn();
    QString stateOf(const session::SearchFacts&) const;

    session::Workspace& workspace_;
    session::TrainingQueue& queue_;
    session::SearchWatch watch_;
    session::SearchFactsPtr search_;
    std::filesystem::path wanted_;  ///< is shown once it is there; empty: none
    int fitted_ = 0;                ///< trials that had ended when the columns were fitted

    QComboBox* list_;
    QLabel *message_, *news_;
    QToolButton *goOn_, *stop_, *use_, *train_;
    QStackedWidget* content_;
    SearchTrialModel* trials_;
    QSortFilterProxyModel* sorted_;
    QTableView* table_;
    ParallelChart* chart_;
};

}  // namespace oneshot::ui
