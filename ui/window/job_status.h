#pragma once

#include <QTimer>
#include <QToolButton>

class QFrame;
class QVBoxLayout;

namespace oneshot::ui {

/// Tells in the status bar what is at work in the background: one job by its name, several by their number. A click
/// lists them, each with a button that cancels it. Takes no room while there is none, or only one that soon ends.
class JobStatus : public QToolButton {
    Q_OBJECT
  public:
    explicit JobStatus(QWidget* parent = nullptr);

  private:
    void addLine(int job);
    void removeLine(int job);
    void showJobs();
    void showList();
    void placeList();  ///< above the button

    QFrame* list_;
    QVBoxLayout* lines_;
    QTimer delay_;
};

}  // namespace oneshot::ui
