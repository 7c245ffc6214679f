#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "core/evaluation/statistics.h"
#include "core/study/study_trial.h"

namespace oneshot {

struct ErrorRate {
    int wrong = 0, total = 0;

    double percent() const { return total ? 100.0 * wrong / total : 0.0; }
    Interval interval95() const { return Accuracy{wrong, total}.confidence95(); }  ///< Wilson's, in percent
    bool operator==(const ErrorRate&) const = default;
};

/// How hard a character, or an alphabet, is for people and for models when it is the one asked for.
struct ItemErrors {
    std::string name;
    ErrorRate people;                         ///< over trials, those without an answer are wrong
    std::map<std::string, ErrorRate> models;  ///< by name; a task that several people did counts once, ties are wrong
};

/// Hardest for people first, then by name.
std::vector<ItemErrors> errorsByCharacter(std::span<const StudyTrial>);
std::vector<ItemErrors> errorsByAlphabet(std::span<const StudyTrial>);

/// How often one character was taken for another.
struct CharacterConfusion {
    struct Count {
        int times = 0;
        int together = 0;  ///< how often it could have been: the one was asked for and the other stood among the ways
        bool operator==(const Count&) const = default;
    };
    std::string asked, answered;  ///< answered is empty: no answer in time, or a tie
    Count people;
    std::map<std::string, Count> models;  ///< by name; a task that several people did counts once
};

/// Those that occurred, most frequent among people first, then among models, then by names.
std::vector<CharacterConfusion> confusionsOf(std::span<const StudyTrial>);

inline constexpr const char* itemMethod =
    "share of trials in which the character was asked for and missed, Wilson score interval; of a model each task once";
inline constexpr const char* confusionMethod =
    "counts of answers, beside how often both characters were shown while the one was asked for";

}  // namespace oneshot
