#pragma once

#include <cstdint>

#include "core/training/training_config.h"

namespace oneshot {

/// Decides when a training is evaluated before its first evaluation is due, and where it is stopped, so that its curve
/// begins at once. These evaluations count for neither the best weights, patience nor plans. They may take a fiftieth
/// of the time up to the first evaluation that counts.
class EarlyEvaluations {
  public:
    /// tasks: of an early evaluation; 0: there is none. The process goes on from step `began`, `seconds` after the
    /// start.
    EarlyEvaluations(const TrainingConfig&, int tasks, std::int64_t began, double seconds);

    /// How many drawings one of them may encode: forward alone, a drawing takes about half of what a step spends on it.
    static std::int64_t drawingsOfOne(const TrainingConfig&);

    bool isDue(std::int64_t step, double seconds) const;        ///< after so many steps and seconds
    bool isDueAtStop(std::int64_t step, double seconds) const;  ///< unless an evaluation that counts was made there
    void add(std::int64_t step, double took);                   ///< in seconds

  private:
    bool isAffordable(std::int64_t step, double seconds) const;

    const int tasks_;
    const std::int64_t horizon_;  ///< step of the first evaluation that counts
    const std::int64_t began_;
    const double secondsBefore_;
    std::int64_t last_ = -1;                   ///< step of the last one
    double lastSeconds_ = 0, allSeconds_ = 0;  ///< that the last one and all of them took
};

}  // namespace oneshot
