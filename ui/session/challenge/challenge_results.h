#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/evaluation/statistics.h"
#include "core/report/run_report.h"
#include "ui/session/trials/trial_record.h"

namespace oneshot::session {

using oneshot::Estimate;

/// Accuracies of people and a model on the same trials.
struct ChallengeScore {
    PairedAnswers answers;  ///< first: people, second: the model; of several people all of their answers
    int timeouts = 0;
    int participants = 0;
    Estimate person;  ///< see pooledAccuracy() of core/study
    Estimate model;   ///< Wilson; a task that several people did counts once
    /// Person minus model, in points. One participant: Newcombe's interval. Several: the mean of each one's difference
    /// from the model on the tasks that they did, Student t over participants.
    Estimate difference{0, {-100, 100}};
    /// That both are as good. One participant: exact McNemar test over trials. Several: exact sign test over
    /// participants, without those who equal the model.
    double p = 1;
};

struct ResponseTimes {
    /// ms, of answered trials, by quantile() of core/evaluation/statistics.h; 0 without any.
    double median = 0, lowerQuartile = 0, upperQuartile = 0;
    double medianRight = 0, medianWrong = 0;
    int count = 0;
};

/// What trials came to. Practice does not count, nor does a participant's later answer to a task that they met before,
/// in practice or in another session.
struct ChallengeResults {
    std::vector<int> counted;  ///< indexes into the trials: those that count
    ChallengeScore all;
    ChallengeScore unreadable;  ///< without alphabets that the person can read
    ChallengeScore unseen;      ///< without tasks with characters that the model learnt from
    ResponseTimes times;
    /// Indexes into the trials: only the model is right, only the person, neither.
    std::vector<int> beatPerson, beatModel, beatBoth;
    int repeated = 0;  ///< answers that do not count because the participant had met the task before
    int excluded = 0;  ///< answers that do not count because their session is excluded
    /// How different the counted trials are: 1 each if they are of one kind.
    int models = 0;   ///< fingerprints
    int kinds = 0;    ///< of tasks: ways, shots, within an alphabet or across
    int sources = 0;  ///< data
};

/// What becomes of the trials of sessions that the experimenter excluded. A task that was met there has been met.
enum class Excluded { LeftOut, Counted };

ChallengeResults resultsOf(std::span<const TrialRecord> trials, Excluded = Excluded::LeftOut);

/// For the report of the run whose model answered. Nothing where none counts, or they are of several models or kinds.
std::optional<PeopleComparison> comparisonOf(std::span<const TrialRecord> trials, Excluded = Excluded::LeftOut);

}  // namespace oneshot::session
