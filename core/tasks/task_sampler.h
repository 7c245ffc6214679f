#pragma once

#include <cstdint>
#include <string>
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

/// The alphabets with too few characters and drawings for a task; none for tasks across alphabets.
std::vector<std::string> unusedAlphabets(const Dataset& dataset, const TaskSettings&);

/// The largest number of ways that a task from `dataset` can have.
int maxWays(const Dataset& dataset, int shots, bool withinAlphabet);

}  // namespace oneshot
