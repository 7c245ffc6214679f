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
    bool twoDrawers = true;  ///< the query by one drawer, the support set by others, where drawers are known; else any

    bool operator==(const TaskSettings&) const = default;
};

/// Seeded N-way k-shot tasks; the query is none of the support set's drawings; ways in random order.
class TaskSampler {
  public:
    /// Keeps a reference to `dataset`. Throws Error(InvalidSetting) where it holds too few characters (in one alphabet,
    /// if within) or too few drawings a character, saying how many there are.
    TaskSampler(const Dataset& dataset, const TaskSettings&);

    Task next();
    std::vector<Task> take(int count);

  private:
    const Dataset& dataset_;
    TaskSettings settings_;
    std::vector<std::vector<CharacterId>> pools_;  ///< candidates of a task: one pool an alphabet, or one in all
    std::uint64_t drawn_ = 0;
};

/// The alphabets that no task can be drawn from, for lack of characters with enough drawings; none of tasks across
/// alphabets.
std::vector<std::string> unusedAlphabets(const Dataset& dataset, const TaskSettings&);

/// The most ways that a task of `dataset` can have, given shots and kind.
int mostWays(const Dataset& dataset, int shots, bool withinAlphabet);

}  // namespace oneshot
