#pragma once

#include <span>
#include <vector>

#include "core/evaluation/paired.h"
#include "ui/session/trial_record.h"

namespace oneshot::session {

/// Accuracies of a person and a model on the same trials.
struct ChallengeScore {
    PairedAnswers answers;  ///< first: the person, second: the model
    int timeouts = 0;
};

struct ResponseTimes {
    /// ms, of answered trials, by quantile() of core/evaluation/statistics.h; 0 without any.
    double median = 0, lowerQuartile = 0, upperQuartile = 0;
    double medianRight = 0, medianWrong = 0;
    int count = 0;
};

/// What trials came to; practice does not count.
struct ChallengeResults {
    ChallengeScore all;
    ChallengeScore unreadable;  ///< without alphabets that the person can read
    ChallengeScore unseen;      ///< without tasks with characters that the model learnt from
    ResponseTimes times;
    std::vector<int> beatPerson, beatModel,
        beatBoth;  ///< indexes into the trials: only the model right, only the person, neither
    /// Participants, each with all of their trials pooled; the mean of their accuracies with a Student t interval over
    /// participants where there are two or more, else 0..100.
    int participants = 0;
    double meanPersonPercent = 0, meanModelPercent = 0;
    Interval meanPerson95, meanModel95;
};

ChallengeResults resultsOf(std::span<const TrialRecord> trials);

}  // namespace oneshot::session
