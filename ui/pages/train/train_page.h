#pragma once

#include <QWidget>
#include <optional>

#include "ui/session/workspace/workspace.h"

class QAction;
class QSplitter;
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
    QList<QAction*> trainingActions() const;  ///< start, pause, stop, anew, again, continue: also for the menu
    void takeFocus();                         ///< for the button that starts a training
    SettingsForm* form() const { return settings_; }
    RunRequest request() const;        ///< what a new training would be
    void setSmoothing(double weight);  ///< see ProgressPanel::setSmoothing()

    /// Adopts the data and settings of a run and continues it; if that is impossible, the page says why.
    void continueRun(const QString& directory);
    /// Adopts the data and settings of the request and trains with them.
    void repeat(const RunRequest&);
    /// Shows the run that an earlier process trained last, as it was; nothing happens where it is gone.
    void recall(const QString& directory);

    QSize minimumSizeHint() const override;  ///< of its columns one below the other

  Q_SIGNALS:
    void pageRequested(const QString& name);  ///< "draw", "tasks" or "challenge", with the model that was trained

  protected:
    void resizeEvent(QResizeEvent*) override;
    bool event(QEvent*) override;

  private:
    void layOut();
    void arrangeColumns();  ///< as there is room
    void start();           ///< or goes on with what was stopped
    void startAnew();
    void startAgain();  ///< the last training once more: same data, settings and seed, so the same initial weights
    void askForRun();   ///< lets the person choose the folder of a run to continue
    void togglePause();
    void beginRun(const RunRequest&);
    void refuse(const QString& why);
    void clearRun();
    void showPast(const session::PastRun&);
    void comparePeople();           ///< with a run of before, of which only its data tell whether they compare
    bool dataAreOfLastRun() const;  ///< those that are chosen
    /// Whether the last run was stopped, and data and settings are still those that it has.
    bool continues() const;
    void take(const session::TrainingUpdate&);
    void showState();
    void showProgress();
    QString statusText() const;
    QString emptyText() const;

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
    QSplitter* columns_ = nullptr;  ///< beside each other, where there is room
};

}  // namespace oneshot::ui
