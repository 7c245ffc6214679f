#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/evaluation/statistics.h"
#include "core/study/study_trial.h"

namespace oneshot {

/// Response times of right and wrong answers in ms: of each person the median, of these the mean. Trials without an
/// answer have no time.
struct SpeedByOutcome {
    std::optional<double> right, wrong;  ///< over the persons who have such answers
    int persons = 0;                     ///< who have both
    /// Mean of these persons' wrong minus right, and its Student t interval over them, from two persons on.
    std::optional<double> difference;
    std::optional<Interval> interval95;
};

SpeedByOutcome speedByOutcome(std::span<const StudyTrial>);

inline constexpr const char* speedMethod =
    "each person's median, mean over persons; Student t interval over persons for the difference";

/// Accuracy of fast and of slow answers.
struct ConditionalAccuracy {
    struct Bin {
        double milliseconds = 0;  ///< mean over persons of each one's mean in this bin
        Estimate accuracy;        ///< see pooledAccuracy()
    };
    std::vector<Bin> bins;  ///< from fast to slow
    int persons = 0;
    int leftOut = 0;  ///< persons with fewer than 8 timed answers
};

/// Each person's timed answers form bins of equal size, by time; bins of the same place are averaged over persons, so
/// that slow persons do not fill the slow bins (Vincent 1912; Ratcliff 1979, Psychological Bulletin 86:446). Five bins,
/// fewer where a person would have fewer than 4 answers in one.
ConditionalAccuracy conditionalAccuracy(std::span<const StudyTrial>);

inline constexpr const char* conditionalAccuracyMethod =
    "bins of equal size by each person's response times, averaged over persons (Vincent 1912, Ratcliff 1979)";

}  // namespace oneshot
