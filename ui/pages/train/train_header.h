#pragma once

#include <QWidget>
#include <filesystem>

#include "ui/session/training/training_session.h"

class QLabel;
class QProgressBar;
class QPushButton;

namespace oneshot::ui {

class ReportMenu;

/// The top of the page: how the training stands, what starts and ends one, and why none can start.
class TrainHeader : public QWidget {
    Q_OBJECT
  public:
    explicit TrainHeader(QWidget* parent = nullptr);

    void setStatus(const QString&, bool fault);
    void setProgress(std::int64_t done, std::int64_t total);
    /// why: no training can start; empty: one can. fault: it does not pass by itself.
    void setObstacle(const QString& why, bool fault);
    void setState(session::TrainingSession::State, bool startable, bool repeatable);
    void setRun(const std::filesystem::path& directory);  ///< what is exported; empty: nothing
    void forgetExport();                                  ///< what became of the last one is not told any more
    QPushButton* startButton() const { return startButton_; }

  Q_SIGNALS:
    void startRequested();
    void pauseRequested();  ///< or to resume
    void stopRequested();
    void againRequested();     ///< the last training once more
    void continueRequested();  ///< a run that ended before its time

  private:
    void makeButtons();
    QMenu* makeMoreMenu();
    void showReason();

    QString obstacle_;
    bool obstacleIsFault_ = false;
    QString exported_;  ///< what became of the last export, or how far it is
    bool exportFailed_ = false;

    QLabel *status_, *reason_;
    QAction *start_, *pause_, *stop_, *again_, *continue_;
    QPushButton *startButton_, *pauseButton_, *stopButton_, *export_;
    ReportMenu* report_;
    QProgressBar* bar_;
};

}  // namespace oneshot::ui
