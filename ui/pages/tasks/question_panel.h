#pragma once

#include <QWidget>

#include "ui/pages/tasks/task_sources.h"

class QLabel;
class QToolButton;

namespace oneshot::ui {

class LearnerMenu;
class ThinkingField;

/// What is asked: which tasks, of whom, and how long they think; and what that costs.
class QuestionPanel : public QWidget {
    Q_OBJECT
  public:
    /// The workspace must outlive the panel. atEnd: stands at the end of the first line.
    QuestionPanel(session::Workspace&, QWidget* atEnd, QWidget* parent = nullptr);

    /// Fills in the question and opens its learners' models; else says in full words why nothing can be asked (yet).
    QString fill(session::TaskQuestion&);
    LearnerMenu* learners() const { return learners_; }
    bool asksLake() const { return controls_->source() == TaskControls::Source::Lake; }
    int possibleWays() const;  ///< where more are asked for than the data have; else 0
    void setWays(int ways) { controls_->setWays(ways); }
    void openLake(const QString& path);  ///< makes Lake's runs the source
    void askForLake() { sources_.askForLake(this); }
    void give(const session::DatasetPtr&, std::vector<Task>, const QString& name);  ///< makes these the source
    /// left: some learners have not answered; cost: in words.
    void showState(bool asking, bool left, const QString& cost);

  Q_SIGNALS:
    void changed();     ///< other tasks or another time to think
    void askClicked();  ///< to stop asking, or to ask those that are left
    void lakeChosen(const QString& path);
    void lakeFailed(const QString& fullWords);  ///< what openLake() asked for cannot be used

  private:
    void showSources();

    session::Workspace& workspace_;
    TaskSources sources_;
    TaskControls* controls_;
    LearnerMenu* learners_;
    ThinkingField* thinking_;
    QToolButton* ask_;
    QLabel* cost_;
};

}  // namespace oneshot::ui
