#pragma once

#include <QWidget>
#include <filesystem>
#include <vector>

#include "core/evaluation/model_evaluation.h"
#include "ui/session/runs/model_comparison.h"
#include "ui/session/workspace/workspace.h"

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QTableView;
class QToolButton;

namespace oneshot::ui {

class ComparisonModel;
class CurvePlot;
class LearnerList;
class ProtocolForm;

/// Runs, the shipped model and the baselines on the same tasks: what is asked of which, a table by setting, and
/// accuracy against the number of ways of all in one figure.
class CompareView : public QWidget {
    Q_OBJECT
  public:
    /// first: what is asked to begin with. The workspace must outlive the view.
    CompareView(session::Workspace&, const EvaluationRequest& first, QWidget* parent = nullptr);

    /// Ticks these runs, the shipped model and nearest neighbour on pixels.
    void offer(const std::vector<std::filesystem::path>& runs);
    /// The table, as Markdown where the path ends in .md, else as CSV.
    void save(const QString& path, bool forExcel = false);

  Q_SIGNALS:
    void closed();  ///< the person wants the list of runs back

  private:
    QWidget* makeHeader();
    QWidget* makeSettings(const EvaluationRequest&);
    QWidget* makeResult();
    void start();
    void take();
    void showState();
    void say(const QString& text, bool fault = false);
    void askWhereToSaveTable(const QString& suffix, const QString& filter);

    session::Workspace& workspace_;
    session::ModelComparison asked_;

    LearnerList* learners_;
    ProtocolForm* protocol_;
    QComboBox* against_;
    QPushButton *start_, *cancel_;
    QProgressBar* bar_;
    QLabel *message_, *note_;
    QToolButton* export_;
    ComparisonModel* model_;
    QTableView* table_;
    CurvePlot* plot_;
};

}  // namespace oneshot::ui
