#pragma once

#include <QMainWindow>
#include <functional>

#include "ui/session/runs/run_index.h"
#include "ui/session/training/training_session.h"
#include "ui/session/workspace/workspace.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/undo_actions.h"
#include "ui/window/window_state.h"

class QButtonGroup;
class QLabel;
class QStackedWidget;
class QToolButton;
class QVBoxLayout;

namespace oneshot::ui {

class ChallengePage;
class RunsPage;
class TrainPage;

/// The workbench: the data and model in use and the rail of pages on the left, the page on the right.
class MainWindow : public QMainWindow {
    Q_OBJECT
  public:
    /// Opens as it was closed: page, data, model, theme, place; see WindowState.
    explicit MainWindow(QWidget* parent = nullptr);
    ~MainWindow() override;

    session::TrainingSession& session() { return session_; }
    session::Workspace& workspace() { return workspace_; }
    void setTheme(Theme);
    /// Closes without asking, for nobody may be there to answer: a training is saved first, and jobs are cancelled.
    void quit();

  protected:
    /// While a training or jobs run, asks first; then saves the training without blocking, and closes when that is
    /// done.
    void closeEvent(QCloseEvent*) override;
    void keyPressEvent(QKeyEvent*) override;

  private:
    void buildMenus();
    QWidget* buildRail();
    void addPages();
    void addPage(const QByteArray& name, const QString& title, QWidget* page);  ///< name: also of its icon
    void go(const QWidget* page);
    void showDataset();
    void followTraining();
    void showStatus();
    void askToClose(const QStringList& jobs);
    void saveAndClose();
    void trainingEnded();  ///< closes if that waited for it, or says why the training failed
    void revealRunFolder();
    void showManual();  ///< at the page that is shown
    void followRuns();
    void trainRun(const std::function<void()>& begin);  ///< on the Train page, unless a training is running
    void restoreChoices();

    WindowState state_;
    session::TrainingSession session_;  ///< the pages refer to it, so the destructor deletes them first
    session::Workspace workspace_{session_};
    session::RunIndex runIndex_;
    UndoActions undo_{this};
    TrainPage* train_ = nullptr;
    ChallengePage* challenge_ = nullptr;
    RunsPage* runs_ = nullptr;
    QStackedWidget* pages_;
    QButtonGroup* navigation_;
    QVBoxLayout* rail_ = nullptr;
    QToolButton* dataset_ = nullptr;
    QLabel *statusText_, *statusFolder_;
    QAction* reveal_ = nullptr;
    bool closeWhenSaved_ = false;
    bool quitting_ = false;   ///< nothing is asked any more
    bool modelSeen_ = false;  ///< the training has published a model
};

}  // namespace oneshot::ui
