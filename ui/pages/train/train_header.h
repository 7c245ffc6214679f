#pragma once

#include <QWidget>
#include <filesystem>

#include "ui/session/training/training_session.h"

class QAction;
class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace oneshot::ui {

class LineLabel;
class ReportMenu;

/// The top of the page: how the training stands, what starts and ends one, why none can start, and where to go with one
/// that is complete.
class TrainHeader : public QWidget {
    Q_OBJECT
  public:
    explicit TrainHeader(QWidget* parent = nullptr);

    QAction* startAction() const { return start_; }  ///< or to continue what was stopped, see setContinues()
    QAction* anewAction() const { return anew_; }    ///< starts where startAction() continues
    QAction* pauseAction() const { return pause_; }  ///< or to resume
    QAction* stopAction() const { return stop_; }
    QAction* againAction() const { return again_; }        ///< the last training once more
    QAction* continueAction() const { return continue_; }  ///< another run that ended before its time

    void takeFocus();  ///< for the button that starts or stops a training, whichever can be used
    void setStatus(const QString&, bool fault);
    void setProgress(std::int64_t done, std::int64_t total);
    /// why: no training can start; empty: one can. fault: it does not pass by itself.
    void setObstacle(const QString& why, bool fault);
    void setState(session::TrainingSession::State, bool startable, bool repeatable);
    void setContinues(bool);  ///< the start action goes on with the last run
    void setComplete(bool);   ///< shows where to go with the last run in place of its progress
    void setRun(const std::filesystem::path& directory);  ///< what is exported; empty: nothing
    void forgetExport();                                  ///< no longer tells what became of the last one

  Q_SIGNALS:
    void pageRequested(const QString& name);  ///< "draw", "tasks" or "challenge", with what was trained

  private:
    QAction* makeAction(const char* objectName, const char* icon, const QString& text, const QString& tip);
    void makeExport();
    QWidget* makeNext();
    void layOut();
    void showReason();

    struct Note {
        QString text;
        bool fault = false;
    };
    Note obstacle_, exported_;  ///< exported: what became of the last export, or how far it is

    LineLabel* status_;
    QLabel *failure_, *reason_;  ///< failure: a status that has to be read to its end
    QAction *start_, *anew_, *pause_, *stop_, *again_, *continue_;
    QPushButton *startButton_, *pauseButton_, *stopButton_, *export_;
    ReportMenu* report_;
    QProgressBar* bar_;
    QStackedWidget* below_;  ///< the bar, or where to go next
};

}  // namespace oneshot::ui
