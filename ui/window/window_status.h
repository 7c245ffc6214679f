#pragma once

#include <QStatusBar>
#include <filesystem>

class QLabel;

namespace oneshot::session {
class RunIndex;
}

namespace oneshot::ui {

/// The foot of the window: what the training does, trainings that were interrupted, jobs, and the run's folder. It is
/// as high with all of them as with none.
class WindowStatus : public QStatusBar {
    Q_OBJECT
  public:
    /// The index must outlive it.
    explicit WindowStatus(const session::RunIndex&);

    void showTraining(const QString& text, const std::filesystem::path& run);  ///< run: may be empty

  Q_SIGNALS:
    void interruptedChosen();  ///< the person wants to see the trainings that were interrupted

  protected:
    void changeEvent(QEvent*) override;

  private:
    void addInterrupted(const session::RunIndex&);
    void keepHeight();

    QLabel *text_, *folder_;
};

}  // namespace oneshot::ui
