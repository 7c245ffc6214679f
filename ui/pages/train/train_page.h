#pragma once

#include <QWidget>
#include <optional>

#include "ui/session/workspace/workspace.h"

class QAction;
class QUndoStack;

namespace oneshot::ui {

class DatasetField;
class ProgressPanel;
class SettingsForm;
class TrainHeader;

/// Chooses data and settings, runs a training and shows it live.
class TrainPage : public QWidget {
    Q_OBJECT
  public:
    /// Session and workspace must outlive the page.
    TrainPage(session::TrainingSession&, session::Workspace&, QWidget* parent = nullptr);

    DatasetField* background() const { return background_; }
    QList<QAction*> trainingActions() const;  ///< start, pause, stop, again, continue: also for the menu
    SettingsForm* form() const { return settings_; }

    /// Adopts the data and settings of a run and continues it; if that is impossible, the page says why.
    void continueRun(const QString& directory);
    /// Adopts the data and settings of the request and trains with them.
    void repeat(const RunRequest&);

  protected:
    void dragEnterEvent(QDragEnterEvent*) override;
    void dropEvent(QDropEvent*) override;

  private:
    void layOut();
    void start();
    void startAgain();  ///< the last training once more: same data, settings and seed, so the same initial weights
    void askForRun();   ///< lets the person choose the folder of a run to continue
    void togglePause();
    void beginRun(const RunRequest&);
    void refuse(const QString& why);
    void clearRun();
    void take(const session::TrainingUpdate&);
    void showState();
    void showProgress();
    QString statusText() const;

    session::TrainingSession& session_;
    session::Workspace& workspace_;
    std::optional<RunRequest> lastRequest_;
    session::ReadingProgress reading_;
    QString running_;  ///< what is trained on what
    QString damage_;   ///< what a person should know of the run's files
    QString refusal_;  ///< why the last run that was chosen cannot be continued

    QUndoStack* undo_;  ///< of the settings
    TrainHeader* header_;
    DatasetField *background_, *validation_;
    SettingsForm* settings_;
    ProgressPanel* progress_;
};

}  // namespace oneshot::ui
