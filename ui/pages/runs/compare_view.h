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
class QStackedWidget;
class QTableView;
class QToolButton;

namespace oneshot::ui {

class ComparisonModel;
class CurvePlot;
class LearnerList;
class ProtocolForm;

/// Compares runs, the shipped model and the baselines on the same tasks: learners and protocol, a table by setting, and
/// one chart of accuracy against the number of ways.
class CompareView : public QWidget {
    Q_OBJECT
  public:
    /// first: the protocol to begin with. The workspace must outlive the view.
    CompareView(session::Workspace&, const EvaluationRequest& first);

    /// Ticks these runs, the shipped model and nearest neighbour on pixels.
    void offer(const std::vector<std::filesystem::path>& runs);
    /// Saves the table, as Markdown if the path ends in .md, else as CSV.
    void save(const QString& path, bool forExcel = false);

  Q_SIGNALS:
    void closed();  ///< the person wants the list of runs back

  private:
    QLayout* makeHeader();
    QWidget* makeSettings(const EvaluationRequest&);
    QWidget* makeResult();
    void start();
    void take();
    void showState();
    void say(const QString& text, bool fault = false);
    void askWhereToSaveTable(const QString& suffix, const QString& filter);

    session::Workspace& workspace_;
    session::ModelComparison comparer_;

    LearnerList* learners_;
    ProtocolForm* protocol_;
    QComboBox* against_;
    QPushButton *start_, *cancel_;
    QProgressBar* bar_;
    QLabel *message_, *note_;
    QToolButton* export_;
    ComparisonModel* model_;
    QTableView* table_;
    QStackedWidget* result_;  ///< the table, or what it will hold
    CurvePlot* plot_;
};

}  // namespace oneshot::ui
