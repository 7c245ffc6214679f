#pragma once

#include <QTimer>
#include <QWidget>

#include "ui/pages/tasks/task_sources.h"
#include "ui/session/tasks/task_browser.h"

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

class ReasonPanel;
class ReportMenu;
class TaskExporter;
class TaskFilterBar;
class TaskFilterModel;
class TaskModel;
class TaskView;
class ThinkingField;

/// Goes through tasks with several learners' answers side by side. Learners are asked only while the page is seen.
class TasksPage : public QWidget {
    Q_OBJECT
  public:
    /// The workspace must outlive the page.
    explicit TasksPage(session::Workspace&, QWidget* parent = nullptr);

    void openLake(const QString& path);  ///< makes Lake's runs the source
    void showTasks(const session::DatasetPtr&, std::vector<Task>, const QString& name);  ///< makes these the source
    TaskExporter* exporter() const { return exporter_; }
    void setLearner(const QString& id, bool on);  ///< one of those asked
    int currentTask() const { return task_; }     ///< number on the board from 0; -1: none
    bool answerShown() const;
    const session::TaskBrowser& browser() const { return browser_; }

  protected:
    void showEvent(QShowEvent*) override;
    void keyPressEvent(QKeyEvent*) override;

  private:
    // What the page is made of: tasks_page_layout.cpp.
    QWidget* makeHeader();
    void addView(const QString& name, const QString& title, QWidget*);  ///< behind a tab "tasks.tab.NAME"
    QWidget* makeBoard();
    QWidget* makeList();
    QWidget* makeMessage();
    void makeShortcuts();

    void ask();
    void askSoon() { askTimer_.start(); }
    void followModelInUse();
    void takeModel(const QString& id);
    void takeBoard();
    void takeFailure(const QString& why);
    void showMessage(const QString& text, int mostWays = 0);
    void showBusy();
    void showSources();
    void showSummary();
    void fillLearners();
    QStringList learnerStates(const session::TaskBoard&) const;
    int learner() const;  ///< the one that filters and reasons are about: its place on the board; -1: none
    void chooseLearner(const QString& id);
    void arrangeColumns();
    void applyFilter();
    void go(int row);   ///< to a row of those shown
    int row() const;    ///< of the current task among those shown; -1: none
    void selectTask();  ///< the current one where it is shown, else what is nearest
    void showTask(int task);
    void showWhy();
    void tellExport(const QString& text, bool fault);

    session::Workspace& workspace_;
    session::TaskBrowser browser_;
    TaskSources sources_;
    QStringList learners_;   ///< ids, in the order of their letters
    QString inUse_;          ///< id of the model in use
    QString followed_;       ///< the one of them that is there as the model in use; empty: it is there anyway
    QString learner_;        ///< id of the one that filters and reasons are about
    QTimer askTimer_{this};  ///< collects changes of the settings
    bool stale_ = true;      ///< something changed while the page was not seen
    bool renewed_ = false;   ///< a live model has been renewed while learners were being asked
    int task_ = -1, mostWays_ = 0;
    int askedTask_ = -1;  ///< which of these tasks is shown
    std::shared_ptr<const std::vector<Task>> askedTasks_;

    QButtonGroup* tabs_;
    QHBoxLayout* tabRow_ = nullptr;
    QStackedWidget *views_, *content_;
    QLabel *summary_, *cost_, *learnt_, *problems_, *notice_, *message_;
    QProgressBar* bar_;
    QToolButton *ask_, *learnersButton_, *export_;
    QMenu* learnersMenu_;
    ReportMenu* report_;
    QPushButton *useMost_, *messageLake_;
    TaskControls* controls_;
    ThinkingField* thinking_;
    TaskFilterBar* filters_;
    TaskModel* tasks_;
    TaskFilterModel* shown_;
    TaskExporter* exporter_;
    QTableView* table_;
    ReasonPanel* reasons_;
    TaskView* taskView_;
};

}  // namespace oneshot::ui
