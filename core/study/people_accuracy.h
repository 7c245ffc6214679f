#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/evaluation/statistics.h"
#include "core/study/study_trial.h"

namespace oneshot {

/// The accuracy of persons as accuracyOfPersons() gives it. Where several were all always right, or all never, their
/// likeness would make an interval without width: it is Wilson's then, with each person as one trial.
Estimate pooledAccuracy(std::span<const Accuracy> persons);

struct PersonAccuracy {
    std::string participant;
    Accuracy accuracy;  ///< of all their trials, with Wilson's interval
};

/// How often people are right; see personsMethod.
struct PeopleAccuracy {
    std::vector<PersonAccuracy> persons;  ///< by name
    Estimate pooled;                      ///< see pooledAccuracy()
};

PeopleAccuracy peopleAccuracy(std::span<const StudyTrial>);

/// People's accuracy in trials of neighbouring numbers.
struct TrialBlock {
    int first = 0, last = 0;  ///< the lowest and the highest number of its trials
    int persons = 0;          ///< who did some of them
    Estimate accuracy;        ///< of these persons, see pooledAccuracy()
};

/// trialsPerBlock: at least 1. Blocks without a trial are left out.
std::vector<TrialBlock> accuracyByBlock(std::span<const StudyTrial>, int trialsPerBlock);

/// How people's accuracy changes over trials: a straight line through each person's right (100) and wrong (0) answers
/// by the number of the trial, by least squares; its slope is the person's one value.
struct LearningTrend {
    struct Person {
        std::string participant;
        double slope = 0;  ///< percent a trial
    };
    std::vector<Person> persons;         ///< by name; without those who did fewer than two trials
    std::optional<double> slope;         ///< mean of the persons'; nothing without any
    std::optional<Interval> interval95;  ///< Student t over persons, percent a trial; nothing for fewer than two
};

LearningTrend learningTrend(std::span<const StudyTrial>);

/// Lines rather than logistic curves: those have no finite slope for a person who errs at the end or the beginning
/// alone, which is common where people are nearly always right.
inline constexpr const char* learningMethod =
    "a regression line for each person, Student t interval of the mean slope over persons (Lorch & Myers 1990)";

}  // namespace oneshot
