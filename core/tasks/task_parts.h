#pragma once

#include <functional>
#include <span>
#include <utility>
#include <vector>

#include "core/tasks/task.h"

namespace oneshot {

/// Gathers tasks that are drawn one by one, and hands them on in parts that fit into memory.
class TaskParts {
  public:
    static constexpr std::size_t tasksPerPart = 10'000;

    /// handOn is told of a part and of how many tasks came before it.
    explicit TaskParts(std::function<void(std::span<const Task>, std::int64_t before)> handOn)
        : handOn_(std::move(handOn)) {}

    void add(Task task) {
        part_.push_back(std::move(task));
        if (part_.size() == tasksPerPart) finish();
    }
    void finish() {  ///< hands on what is left
        if (part_.empty()) return;
        handOn_(part_, before_);
        before_ += std::ssize(part_);
        part_.clear();
    }

  private:
    std::function<void(std::span<const Task>, std::int64_t)> handOn_;
    std::vector<Task> part_;
    std::int64_t before_ = 0;
};

}  // namespace oneshot
