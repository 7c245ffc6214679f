#pragma once

#include <QWidget>
#include <filesystem>

#include "ui/session/training/training_session.h"

class QAction;
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

    QAction* startAction() const { return start_; }
    QAction* pauseAction() const { return pause_; }  ///< or to resume
    QAction* stopAction() const { return stop_; }
    QAction* againAction() const { return again_; }        ///< the last training once more
    QAction* continueAction() const { return continue_; }  ///< a run that ended before its time
    QPushButton* startButton() const { return startButton_; }

    void setStatus(const QString&, bool fault);
    void setProgress(std::int64_t done, std::int64_t total);
    /// why: no training can start; empty: one can. fault: it does not pass by itself.
    void setObstacle(const QString& why, bool fault);
    void setState(session::TrainingSession::State, bool startable, bool repeatable);
    void setRun(const std::filesystem::path& directory);  ///< what is exported; empty: nothing
    void forgetExport();                                  ///< no longer tells what became of the last one

  private:
    QAction* makeAction(const char* objectName, const char* icon, const QString& text, const QString& tip);
    void makeExport();
    void layOut();
    void showReason();

    struct Note {
        QString text;
        bool fault = false;
    };
    Note obstacle_, exported_;  ///< exported: what became of the last export, or how far it is

    QLabel *status_, *reason_;
    QAction *start_, *pause_, *stop_, *again_, *continue_;
    QPushButton *startButton_, *pauseButton_, *stopButton_, *export_;
    ReportMenu* report_;
    QProgressBar* bar_;
};

}  // namespace oneshot::ui
