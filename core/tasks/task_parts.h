#pragma once

#include <functional>
#include <span>
#include <utility>
#include <vector>

#include "core/tasks/task.h"

namespace oneshot {

/// Collects tasks that are drawn one by one, and passes them on in parts that fit into memory.
class TaskParts {
  public:
    static constexpr std::size_t tasksPerPart = 10'000;
    static constexpr std::size_t drawingsPerPart = 4'000'000;  ///< in support sets, for parts of large tasks

    /// handOn receives a part and the number of tasks before it.
    explicit TaskParts(std::function<void(std::span<const Task>, std::int64_t before)> handOn)
        : handOn_(std::move(handOn)) {}

    void add(Task task) {
        for (const Way& way : task.ways) drawings_ += way.drawings.size();
        part_.push_back(std::move(task));
        if (part_.size() == tasksPerPart || drawings_ >= drawingsPerPart) finish();
    }
    void finish() {  ///< passes on the rest
        if (part_.empty()) return;
        handOn_(part_, before_);
        before_ += std::ssize(part_);
        part_.clear();
        drawings_ = 0;
    }

  private:
    std::function<void(std::span<const Task>, std::int64_t)> handOn_;
    std::vector<Task> part_;
    std::size_t drawings_ = 0;  ///< in the support sets of part_
    std::int64_t before_ = 0;
};

}  // namespace oneshot
