#pragma once

#include <span>
#include <vector>

#include "core/evaluation/statistics.h"
#include "core/evaluation/task_evaluation.h"

namespace oneshot {

/// How often a learner took each character of an alphabet for each other one, counted over tasks. Characters are told
/// by their places in the alphabet.
class Confusions {
  public:
    Confusions() = default;
    /// outcomes: of the tasks, in their order. Tasks that ask for a character of another alphabet do not count.
    Confusions(const Dataset&, int alphabet, std::span<const Task>, std::span<const TaskOutcome>);

    int alphabet() const { return alphabet_; }
    int count() const { return count_; }  ///< of characters
    /// Numbers of the tasks that asked for the one and were answered by the other, in order.
    const std::vector<int>& tasksOf(int asked, int answered) const { return cell(asked, answered).tasks; }
    /// In how many tasks that asked for the one the other stood among the ways.
    int together(int asked, int answered) const { return cell(asked, answered).together; }
    /// The share, 0..1, of the tasks of together() that were answered so; 0 where there is no such task.
    double rate(int asked, int answered) const;

    Accuracy accuracy() const { return accuracy_; }                   ///< of all tasks that count
    const std::vector<int>& undecided() const { return undecided_; }  ///< tasks without one highest score, all errors

    /// The characters in an order in which those that are often taken for each other stand together: clusters by the
    /// mean of both rates.
    std::vector<int> order() const;

  private:
    struct Cell {
        std::vector<int> tasks;
        int together = 0;
    };
    const Cell& cell(int asked, int answered) const {
        return cells_[static_cast<std::size_t>(asked) * count_ + answered];
    }
    Cell& cell(int asked, int answered) { return cells_[static_cast<std::size_t>(asked) * count_ + answered]; }

    int alphabet_ = 0, count_ = 0;
    std::vector<Cell> cells_;  ///< [asked, answered]
    std::vector<int> undecided_;
    Accuracy accuracy_;
};

}  // namespace oneshot
