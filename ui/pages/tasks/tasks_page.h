#pragma once

#include <QTimer>
#include <QWidget>

#include "ui/session/tasks/task_browser.h"

class QLabel;
class QProgressBar;
class QStackedWidget;
class QToolButton;

namespace oneshot::ui {

class BoardMessage;
class BoardPanel;
class BoardSummary;
class QuestionPanel;
class TaskExporter;
class ViewTabs;

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
    int currentTask() const;                      ///< number on the board from 0; -1: none
    bool answerShown() const;
    const session::TaskBrowser& browser() const { return browser_; }

  protected:
    void showEvent(QShowEvent*) override;
    void keyPressEvent(QKeyEvent*) override;

  private:
    void layOut();
    QWidget* makeBoard();
    void connectQuestion();
    void connectBrowser();

    void ask();
    void askSoon() { askTimer_.start(); }
    void takeModel(const QString& id);
    void takeBoard();
    void takeFailure(const QString& why);
    QStringList learnerStates(const session::TaskBoard&) const;
    void showMessage(const QString& text, int possibleWays = 0);
    void showBusy();
    void tell(const QString& text, bool fault);

    session::Workspace& workspace_;
    session::TaskBrowser browser_;
    QTimer askTimer_{this};  ///< collects changes of the settings
    bool stale_ = true;      ///< something changed while the page was not seen
    bool renewed_ = false;   ///< a live model has been renewed while learners were being asked

    BoardPanel* board_;
    TaskExporter* exporter_;
    QToolButton* export_;
    QuestionPanel* question_;
    BoardSummary* summary_;
    BoardMessage* message_;
    QLabel* notice_;
    QStackedWidget* content_;
    QProgressBar* bar_;
    ViewTabs* tabs_;
};

}  // namespace oneshot::ui
