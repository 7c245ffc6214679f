#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/base/random.h"
#include "core/tasks/task.h"

namespace oneshot {

struct TaskSettings {
    int ways = 20;
    int shots = 1;
    bool withinAlphabet = false;  ///< all ways from one alphabet; else from all alphabets
    std::uint64_t seed = 1;
    bool twoDrawers = true;  ///< query and support set by different drawers, if these are known

    bool operator==(const TaskSettings&) const = default;
};

/// Samples N-way k-shot tasks. The query is not among the support set's drawings; ways are in random order.
class TaskSampler {
  public:
    /// Keeps a reference to `dataset`. Throws Error(InvalidSetting) if it holds too few characters (in one alphabet, if
    /// within) or too few drawings per character, saying how many there are.
    TaskSampler(const Dataset& dataset, const TaskSettings&);

    Task next();
    std::vector<Task> take(int count);

  private:
    const Dataset& dataset_;
    TaskSettings settings_;
    std::vector<std::vector<CharacterId>> pools_;  ///< candidates for a task: one pool per alphabet, or one in all
    std::uint64_t drawn_ = 0;
};

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

/// The alphabets with too few characters and drawings for a task; none for tasks across alphabets.
std::vector<std::string> unusedAlphabets(const Dataset& dataset, const TaskSettings&);

/// The largest number of ways that a task from `dataset` can have.
int maxWays(const Dataset& dataset, int shots, bool withinAlphabet);

}  // namespace oneshot
