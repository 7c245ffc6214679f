#pragma once

#include <QImage>
#include <QWidget>
#include <vector>

#include "core/tasks/task.h"
#include "ui/session/trials/trial_record.h"
#include "ui/session/workspace/workspace.h"

namespace oneshot::ui {

/// A trial as pictures: the query, the right way, and what was answered instead.
struct MissedTask {
    struct Part {
        enum class Kind { Query, Right, Person, Model };
        Kind kind = Kind::Query;
        DrawingId drawing = 0;
    };
    session::DatasetPtr dataset;
    Task task;
    std::vector<Part> parts;
    QString words;
};

MissedTask missedTask(const session::TrialRecord&, session::DatasetPtr, const Task&);
QString nameOf(MissedTask::Part::Kind);

/// Such trials side by side, in as many rows as it takes.
class MissedTasks : public QWidget {
    Q_OBJECT
  public:
    explicit MissedTasks(QWidget* parent = nullptr);

    void setTasks(std::vector<MissedTask>);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;

  protected:
    bool event(QEvent*) override;  ///< words on hover
    void paintEvent(QPaintEvent*) override;

  private:
    /// Where each one stands, as wide as this.
    std::vector<QRect> places(int width) const;

    std::vector<MissedTask> tasks_;
};

}  // namespace oneshot::ui
