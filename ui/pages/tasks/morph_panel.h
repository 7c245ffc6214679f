#pragma once

#include <QVariantAnimation>
#include <QWidget>

#include "ui/session/tasks/task_browser.h"
#include "ui/session/tasks/way_explanation.h"

class QLabel;
class QSlider;
class QToolButton;

namespace oneshot::ui {

class PictureRow;

/// Plays how the drawings of a way are bent onto the query, and tells what that costs beside the right way or the one
/// that the learner took for it. Works it out off the GUI thread.
class MorphPanel : public QWidget {
    Q_OBJECT
  public:
    MorphPanel();

    void explain(const session::TaskBoard&, int learner, int task, int way);  ///< keeps playing what is shown already
    void clear(const QString& note);  ///< nothing to bend; the note says what there could be
    bool busy() const { return worker_.busy(); }
    bool playing() const { return animation_.state() == QAbstractAnimation::Running; }

  private:
    /// A way, and another to compare its cost with.
    struct Question {
        std::shared_ptr<const std::vector<Task>> tasks;
        int task = -1, way = -1;
        int other = -1;  ///< the right way, or on it the one that the learner chose; -1: none
        bool operator==(const Question&) const = default;
    };
    /// What the bending came to.
    struct Result {
        session::WayMorph morph;
        std::optional<session::WayMorph> other;  ///< its cost alone
    };

    QString costs(const Result&) const;  ///< an HTML table
    void playOrPause();
    void showPlaying();
    void showFrame();

    Question question_;
    session::WayMorph morph_;
    QVariantAnimation animation_;
    PictureRow* pictures_;
    QToolButton* play_;
    QSlider* position_;  ///< number of the frame
    QLabel *costs_, *note_;
    QWidget* shown_;  ///< all but the note
    session::Worker worker_{session::Worker::Priority::Interactive};
};

}  // namespace oneshot::ui
