#pragma once

#include <QWidget>
#include <optional>

#include "ui/session/tasks/task_browser.h"

class QLabel;

namespace oneshot::session {
struct WayExplanation;
}

namespace oneshot::ui {

class PictureRow;
class TermsChart;

/// Why a learner scored one way of a task as it did: both drawings overlaid, what the learner receives of them, and the
/// parts that its score is the sum of. Works it out off the GUI thread.
class WhyPanel : public QWidget {
    Q_OBJECT
  public:
    WhyPanel();

    void explain(const session::TaskBoard&, int learner, int task, int way);
    void clear(const QString& note);  ///< nothing to explain; the note says what there could be
    bool busy() const { return worker_.busy(); }

  private:
    /// A way as it was answered.
    struct Asked {
        QString heading;  ///< who on what
        ScoreKind kind = ScoreKind::Cosine;
        std::optional<float> score;  ///< of the answer, which re-ranking may have changed
    };
    void tell(const session::WayExplanation&, const Asked&);

    QLabel *heading_, *note_;
    QWidget* seen_;  ///< the pictures; takes no room without any
    PictureRow *overlays_, *inputs_;
    TermsChart* terms_;
    session::Worker worker_{session::Worker::Priority::Interactive};
};

}  // namespace oneshot::ui
