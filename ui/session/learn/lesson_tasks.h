#pragma once

#include <QObject>
#include <array>
#include <cstdint>
#include <vector>

#include "core/tasks/task.h"
#include "ui/session/common/worker.h"
#include "ui/session/workspace/workspace.h"

namespace oneshot::session {

/// The tasks of built-in glyphs that a person meets first: of one alphabet, with more and more ways. Lives on the GUI
/// thread; no method blocks.
class LessonTasks : public QObject {
    Q_OBJECT
  public:
    static constexpr std::array ways{2, 5, 20};

    LessonTasks();

    void draw(std::uint64_t seed);                             ///< other tasks of another alphabet
    const DatasetPtr& dataset() const { return dataset_; }     ///< null: not drawn yet
    const std::vector<Task>& tasks() const { return tasks_; }  ///< as many as `ways`

  Q_SIGNALS:
    void drawn();
    void failed(const QString& fullWords);

  private:
    DatasetPtr dataset_;
    std::vector<Task> tasks_;
    Worker worker_{Worker::Priority::Interactive};
};

}  // namespace oneshot::session
