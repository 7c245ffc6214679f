#pragma once

#include <QTimer>
#include <QWidget>
#include <chrono>
#include <optional>
#include <vector>

#include "ui/pages/challenge/trial_picture.h"
#include "ui/session/trials/trial_record.h"

class QInputEvent;
class QPainter;

namespace oneshot::ui {

class FrameSurface;

using SteadyTime = std::chrono::steady_clock::time_point;

/// Returns when an input event happened, however long it waited in the queue. X11, Wayland and others stamp events by
/// the machine's monotonic clock, which is steady_clock's too, in whole ms that may wrap around at 32 bits: a stamp
/// from the five seconds before `now` is believed, and taken for the middle of its ms. Any other comes from no clock or
/// from another one (a remote display, a synthetic event); then the moment is `now`, which the event's handler reads.
/// Never later than `now`.
SteadyTime momentOf(quint64 timestamp, SteadyTime now);

/// How a trial begins and when it ends.
struct TrialPace {
    int intervalMilliseconds = 0;    ///< nothing is shown for so long
    int fixationMilliseconds = 500;  ///< then the cross; 0: no cross
    double timeLimitSeconds = 0;     ///< for the answer; 0: none
};

/// A task as a person meets it: nothing for a while, a cross to look at, then query and support set at once. Takes the
/// answer by key, mouse, touch or pen. Its time runs from when the painted task has been handed to the window system
/// (the screen shows it at a later refresh), or OpenGL's frame with it, to when the window system noted the event: how
/// busy this program is meanwhile does not count.
class TrialView : public QWidget {
    Q_OBJECT
  public:
    TrialView();
    ~TrialView() override;

    /// Whether tasks are painted by OpenGL, where it is there; not while one is shown. A window that is shown already
    /// would be made anew by it.
    void useFrames(bool);
    /// Prepares the task without showing it. shownBefore: the person may know it from before they left.
    void setTrial(session::DatasetPtr, const Task&, bool shownBefore);
    void begin(const TrialPace&);  ///< at last shows the task, with a clock from zero
    void interrupt();              ///< covers it if it is shown, or about to be, and says so: interrupted()
    void cover();                  ///< hides the task, which then takes no answer
    /// Shows, once the person has answered, which way is right, which one they chose and which one the model (-1:
    /// none).
    void reveal(int modelWay);

    bool shownBefore() const { return shownBefore_; }
    bool running() const { return phase_ != Phase::Empty && phase_ != Phase::Answered; }
    double timeLeft() const;  ///< fraction of the time limit, 0..1
    /// What is typed for a way, and written on it.
    static QString keyOf(int way, int ways) { return TrialPicture::keyOf(way, ways); }

  Q_SIGNALS:
    void shown();  ///< the task can be seen; the clock runs
    void answered(const oneshot::session::TrialAnswer&);
    void typed(const QString& text);  ///< the first of two digits, or nothing
    void interrupted();               ///< Escape, or another page: the trial is covered

  protected:
    bool event(QEvent*) override;
    bool eventFilter(QObject*, QEvent*) override;
    void changeEvent(QEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void paintEvent(QPaintEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void hideEvent(QHideEvent*) override;

  private:
    enum class Phase { Empty, Interval, Fixation, Open, Answered };

    void layOut();
    void renew();
    void leadOn();
    void open();
    void paintContent(QPainter&);
    void frameSwapped();
    void giveFramesUp();
    void startClock();
    double elapsed(SteadyTime) const;
    double elapsed(const QInputEvent&) const;
    void answer(int way, session::InputDevice, double milliseconds);
    void typeDigit(int digit, double milliseconds);
    void setPending(int digit);
    void move(int columns, int rows);

    TrialPicture picture_;
    TrialMarks marks_;
    Phase phase_ = Phase::Empty;
    std::vector<QWidget*> stands_;  ///< over the tiles: what has the focus, and what assistive programs read
    int pending_ = -1;              ///< first of two digits; -1: none
    TrialPace pace_;
    bool focusLost_ = false, shownBefore_ = false;
    std::optional<SteadyTime> shownAt_;
    session::ShownStamp stamp_ = session::ShownStamp::Painted;  ///< of shownAt_
    FrameSurface* surface_ = nullptr;                           ///< null: painted without OpenGL
    bool inFrame_ = false;                                      ///< the task is in the frame that is swapped next
    QTimer lead_, limit_;                                       ///< until the task is shown; until its time is up
    QTimer noFrame_;                                            ///< until OpenGL should have brought a frame
};

}  // namespace oneshot::ui
