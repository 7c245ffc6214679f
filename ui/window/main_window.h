#pragma once

#include <QMainWindow>
#include <functional>
#include <memory>

#include "core/runs/run_directory.h"
#include "ui/session/common/log.h"
#include "ui/session/runs/run_index.h"
#include "ui/session/training/training_session.h"
#include "ui/session/workspace/workspace.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/undo_actions.h"
#include "ui/window/end_notice.h"
#include "ui/window/help_windows.h"
#include "ui/window/window_state.h"

class QStackedWidget;

namespace oneshot::ui {

class ChallengePage;
class LearnPage;
class PathOpener;
class Rail;
class RunsPage;
class TrainPage;
class WindowMenus;
class WindowStatus;
struct Preferences;

/// The workbench: the data and model in use and the rail of pages on the left, the page on the right.
class MainWindow : public QMainWindow {
    Q_OBJECT
  public:
    /// Opens as it was closed: page, data, model, theme, place; see WindowState.
    explicit MainWindow(QWidget* parent = nullptr);
    ~MainWindow() override;

    session::TrainingSession& session() { return session_; }
    session::Workspace& workspace() { return workspace_; }
    void open(const QStringList& paths);  ///< sends each where it belongs; see PathOpener
    void openStudy(const QString& path);  ///< takes it among the studies, and chooses it on Challenge
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
    void tell(const QString& text);  ///< for a while, at the foot of the window
    void prefer(const Preferences&);
    void showPreferences();
    void addPages();
    void addPage(const QByteArray& name, const QString& title, QWidget* page);  ///< name: also of its icon
    void addLearn();
    void showLearn(bool);  ///< whether the rail offers it; remembered
    void openFirstPage();
    void rememberPage();
    void go(const QWidget* page);
    void goTo(const QString& page);  ///< by its name in the rail
    QString trainedRun() const { return QString::fromStdString(session_.runDirectory().string()); }  ///< the last one
    void followTraining();
    void showStatus();
    void askToClose(const QStringList& jobs);
    void saveAndClose();
    void trainingEnded();  ///< closes if that waited for it, or says why the training failed
    void revealRunFolder();
    void followRuns();
    void trainRun(const std::function<void()>& begin);  ///< on the Train page, unless a training is running
    void restoreChoices();

    WindowState state_;
    session::Log log_{homeFolder() / "log.txt"};
    session::TrainingSession session_;  ///< the pages refer to it, so the destructor deletes them first
    session::Workspace workspace_{session_};
    session::RunIndex runIndex_;
    UndoActions undo_{this};
    HelpWindows help_{*this, log_};
    EndNotice notice_{*this, session_};
    std::unique_ptr<PathOpener> opener_;
    LearnPage* learn_ = nullptr;
    TrainPage* train_ = nullptr;
    ChallengePage* challenge_ = nullptr;
    RunsPage* runs_ = nullptr;
    Rail* rail_ = nullptr;
    QStackedWidget* pages_;
    WindowStatus* status_ = nullptr;
    WindowMenus* menus_ = nullptr;
    bool closeWhenSaved_ = false;
    bool quitting_ = false;   ///< nothing is asked any more
    bool modelSeen_ = false;  ///< the training has published a model
};

}  // namespace oneshot::ui
