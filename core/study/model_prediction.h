#pragma once

#include <map>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "core/evaluation/statistics.h"
#include "core/study/item_analysis.h"
#include "core/study/study_trial.h"

namespace oneshot {

/// How hard a task was for people, and for models.
struct TaskDifficulty {
    std::string task, character;  ///< the one asked for
    ErrorRate people;
    /// Mean of the logarithm of people's response times, each minus the mean of the person's own over all trials, so
    /// that a task that only slow persons did is not slow. Of answered trials, right and wrong ones: 0.1 is about 10 %
    /// slower than usual. Nothing if nobody answered.
    std::optional<double> logTime;
    std::map<std::string, double> models;  ///< difficultyOf() by name of the model, where it is known
};

/// By name of the task.
std::vector<TaskDifficulty> taskDifficulties(std::span<const StudyTrial>);

/// Why there is no figure, or no interval.
enum class Lack {
    None,
    People,     ///< fewer than minPeople did the tasks
    Tasks,      ///< fewer than minTasks, or too few that several did
    Variation,  ///< all values are equal, or nearly all, so that chance decides whether a part of them varies
};

inline constexpr int minPeople = 4;
inline constexpr int minTasks = 10;

/// Whether tasks that are hard for a model are hard for people: above 0 where they are.
struct RankCorrelation {
    int tasks = 0;                       ///< for which both are known
    std::optional<double> value;         ///< Spearman's, -1..1
    std::optional<Interval> interval95;  ///< -1..1, see spearmanInterval95()
    Lack lack = Lack::None;              ///< why one of both is missing
};

/// How far people agree about which tasks are hard: people are split into halves at random, and the halves' means of
/// the tasks correlated (Spearman's). No correlation with the people's means can be expected above the ceiling.
struct Ceiling {
    int persons = 0, tasks = 0;         ///< tasks that two or more of them did
    int splits = 0;                     ///< of people into halves: all up to 12 people, else 1,000 random ones
    std::optional<double> halves;       ///< mean correlation of the halves
    std::optional<double> reliability;  ///< of all people's means, by spearmanBrown(); 0 where halves do not agree
    std::optional<double> ceiling;      ///< square root of the reliability (Spearman 1904: attenuation)
    Lack lack = Lack::None;
};

/// How well a model's scores tell which tasks people miss, and which take them long.
struct ModelPrediction {
    std::string model;
    RankCorrelation errors, times;
};

struct PredictionAnalysis {
    std::vector<TaskDifficulty> tasks;
    std::vector<ModelPrediction> models;  ///< by name
    Ceiling errors, times;
};

/// Splits and resamples depend on the seed alone. Blocks, for up to seconds with hundreds of tasks; throws
/// Error(Stopped).
PredictionAnalysis predictionOfPeople(std::span<const StudyTrial>, std::uint64_t seed = 1,
                                      const std::stop_token& stop = {});

inline constexpr const char* predictionMethod =
    "Spearman's rank correlation over tasks, ties by average ranks; interval: percentiles of 2,000 bootstrap resamples "
    "of tasks";
inline constexpr const char* ceilingMethod =
    "square root of people's reliability: mean Spearman correlation of random halves, Spearman-Brown corrected";

}  // namespace oneshot
