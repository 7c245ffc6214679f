#pragma once

#include <QMainWindow>
#include <QSettings>

#include "ui/session/training_session.h"
#include "ui/session/workspace.h"
#include "ui/widgets/theme.h"

class QButtonGroup;
class QLabel;
class QStackedWidget;
class QToolButton;
class QVBoxLayout;

namespace oneshot::ui {

class ChallengePage;
class TrainPage;

/// The workbench: the data and model in use and the rail of pages on the left, the page on the right.
class MainWindow : public QMainWindow {
    Q_OBJECT
  public:
    /// Remembers its theme and place in workbench.ini under homeFolder().
    explicit MainWindow(QWidget* parent = nullptr);
    ~MainWindow() override;

    void openDataset(const QString& path);
    session::TrainingSession& session() { return session_; }
    session::Workspace& workspace() { return workspace_; }
    void setTheme(Theme);

  protected:
    /// While a training runs, asks first; then saves it without blocking, and closes when that is done.
    void closeEvent(QCloseEvent*) override;

  private:
    void buildMenus();
    QWidget* buildRail();
    void addPage(const QString& name, const char* icon, const QString& title, QWidget* page);
    void showDataset();
    void followTraining();
    void showStatus();
    void askToClose();
    void saveAndClose();
    void trainingEnded();  ///< closes where that waited for it, but not where it failed: then the person hears why
    void revealRunFolder();
    void showAbout();

    QSettings settings_;
    session::TrainingSession session_;  ///< the pages refer to it, so the destructor takes them away first
    session::Workspace workspace_{session_};
    TrainPage* train_ = nullptr;
    ChallengePage* challenge_ = nullptr;
    QStackedWidget* pages_;
    QButtonGroup* navigation_;
    QVBoxLayout* rail_ = nullptr;
    QToolButton* dataset_ = nullptr;
    QLabel *statusText_, *statusFolder_;
    QAction* reveal_ = nullptr;
    bool closeWhenSaved_ = false;
    bool modelSeen_ = false;  ///< the training has published a model
};

}  // namespace oneshot::ui
