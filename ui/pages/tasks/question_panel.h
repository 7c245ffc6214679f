#pragma once

#include <QWidget>

#include "ui/session/tasks/learnt_share.h"
#include "ui/session/tasks/task_browser.h"

class QCheckBox;
class QComboBox;
class QSpinBox;
class QToolButton;

namespace oneshot::ui {

class LearnerMenu;
class LineLabel;
class ThinkingField;

/// What is asked: which tasks, of which learners, with how many views and re-ranked ways, and what that costs.
class QuestionPanel : public QWidget {
    Q_OBJECT
  public:
    /// The workspace must outlive the panel. atEnd: stands at the end of the first line.
    QuestionPanel(session::Workspace&, QWidget* atEnd);

    /// Fills in the question and opens its learners' models; else returns in full words why nothing can be asked (yet).
    QString fill(session::TaskQuestion&);
    LearnerMenu* learners() const { return learners_; }
    /// A line that says why held-out tasks are shown first, with a button back to the data in use; hidden where they
    /// are not. To be placed by the page.
    QWidget* proposal() const { return proposal_; }
    bool asksLake() const { return source() == Source::Lake; }
    int possibleWays() const;     ///< where more are asked for than the data have; else 0
    QString tooManyWays() const;  ///< says why so many cannot be asked for; empty: they can, or it is not known
    void setWays(int);
    void openLake(const QString& path);                                             ///< makes Lake's runs the source
    void askForLake();                                                              ///< lakeChosen() tells
    void give(const session::DatasetPtr&, std::vector<Task>, const QString& name);  ///< makes these the source
    /// left: some learners have not answered; cost: in words.
    void showState(bool asking, bool left, const QString& cost);

  Q_SIGNALS:
    void changed();     ///< other tasks or another time to think
    void askClicked();  ///< to stop asking, or to ask those that are left
    void lakeChosen(const QString& path);

  private:
    enum class Source { Dataset, HeldOut, Lake, Given };  ///< Given: chosen at another page; offered once there is one

    void makeFields();
    QWidget* makeProposal();
    void followWorkspace();
    Source source() const;
    TaskSettings settings() const;
    QString fillTasks(session::TaskQuestion&);
    QString fillLake(session::TaskQuestion&);
    QString nameOf(Source) const;                 ///< what a person calls what is there; empty: nothing
    QString specOf(Source) const;                 ///< where it is; empty: not in one place
    session::DatasetPtr drawnFrom(Source) const;  ///< null: its tasks are fixed, or there are no data
    void readLake(const QString& path);
    void proposeSource();
    void showProposal();
    void showSources();
    void showFields();
    void showTooltip();

    session::Workspace& workspace_;
    QString lakePath_;     ///< last asked for
    QString lakeProblem_;  ///< why it cannot be used
    bool lakeReading_ = false;
    session::DatasetPtr givenDataset_;
    std::shared_ptr<const std::vector<Task>> given_;  ///< null: none yet
    QString givenName_;
    session::LearntShare learntShare_{workspace_};
    Source proposed_ = Source::Dataset;
    bool sourceChosen_ = false;  ///< by the person: no other is proposed
    QWidget* proposal_;
    LineLabel* proposalText_;
    QComboBox* source_;
    QToolButton* openLake_;
    QSpinBox *ways_, *shots_, *seed_, *count_;
    QCheckBox* within_;
    LearnerMenu* learners_;
    ThinkingField* thinking_;
    QToolButton* ask_;
};

}  // namespace oneshot::ui
