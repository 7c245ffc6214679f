#pragma once

#include <QWidget>

#include "core/evaluation/occlusion.h"
#include "ui/session/tasks/task_browser.h"

class QLabel;

namespace oneshot::ui {

class OcclusionPicture;

/// Which strokes of the query carry a learner's score of a way: what becomes of the score where a square of the query
/// is blanked. Works it out off the GUI thread.
class OcclusionPanel : public QWidget {
    Q_OBJECT
  public:
    OcclusionPanel();

    void explain(const session::TaskBoard&, int learner, int task, int way);  ///< keeps what is shown already
    void clear(const QString& note);  ///< nothing to explain; the note says what there could be
    bool busy() const { return worker_.busy(); }

  private:
    struct Question {
        std::shared_ptr<const std::vector<Task>> tasks;
        ModelPtr model;
        int task = -1, way = -1;
        bool operator==(const Question&) const = default;
    };
    void tell(const Image& query, const OcclusionMap&);

    Question question_;
    QString heading_;  ///< who on what
    QLabel *title_, *text_, *note_;
    OcclusionPicture* picture_;
    QWidget* shown_;  ///< all but the note
    session::Worker worker_{session::Worker::Priority::Interactive};
};

}  // namespace oneshot::ui
