#pragma once

#include <QTimer>
#include <QWidget>

#include "ui/session/tasks/task_browser.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace oneshot::ui {

class BoardPanel;
class LineLabel;
class QuestionPanel;
class TaskExporter;
class ViewTabs;

/// Goes through tasks with several learners' answers side by side. Learners are asked only while these are seen, not
/// behind another view, such as the map of a model that a training renews.
class TasksPage : public QWidget {
    Q_OBJECT
  public:
    /// The workspace must outlive the page.
    explicit TasksPage(session::Workspace&);

    void openLake(const QString& path);  ///< makes Lake's runs the source
    void showTasks(const session::DatasetPtr&, std::vector<Task>, const QString& name);  ///< makes these the source
    const session::TaskBrowser& browser() const { return browser_; }

  protected:
    void showEvent(QShowEvent*) override;
    void keyPressEvent(QKeyEvent*) override;

  private:
    void layOut();
    QWidget* makeBoard();
    QWidget* makeMessage();
    void connectParts();

    void ask();
    void askSoon() { askTimer_.start(); }
    void takeModel(const QString& id);
    void takeBoard();
    void takeFailure(const QString& why);
    QStringList learnerStates(const session::TaskBoard&) const;
    void showMessage(const QString& text, int possibleWays = 0);
    void showBusy();
    void showAnswersOf(const session::DatasetPtr&, const std::vector<Task>&, const QString& name,
                       const QString& learner);
    void tell(const QString& text, bool fault);

    session::Workspace& workspace_;
    session::TaskBrowser browser_;
    QTimer askTimer_{this};  ///< collects changes of the settings
    bool stale_ = true;      ///< something changed while the answers were not seen
    bool renewed_ = false;   ///< a live model has been renewed while learners were being asked

    BoardPanel* board_;
    TaskExporter* exporter_;
    QToolButton* export_;
    QuestionPanel* question_;
    LineLabel *summary_, *learnt_, *problems_;  ///< about the board; see task_words.h
    LineLabel* notice_;
    QStackedWidget* content_;  ///< the board, or in its place why there are no tasks and what helps:
    QLabel* message_;
    QPushButton *fewerWays_, *chooseLake_;
    int possibleWays_ = 0;  ///< to ask for instead
    QProgressBar* bar_;
    ViewTabs* tabs_;
};

}  // namespace oneshot::ui
