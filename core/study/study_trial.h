#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace oneshot {

/// What a model answered to the task of a trial.
struct ModelAnswer {
    int way = -1;               ///< place in the trial's order; -1: a tie, which is wrong
    std::vector<float> scores;  ///< [N], in the trial's order; higher is more alike. Empty: they are not known
    bool operator==(const ModelAnswer&) const = default;
};

/// A person's trial that counts, as the analysis takes it: no practice, and no task that the person had met before.
struct StudyTrial {
    std::string participant;
    std::string task;  ///< the same for all who were asked the same, in whatever order its ways were shown
    int number = 0;    ///< place among the person's trials that count, from 1
    std::string alphabet;
    std::vector<std::string> characters;  ///< [N], one a way in the order shown; each name tells one character
    int rightWay = 0;
    int way = -1;             ///< that the person chose; -1: none, the time was up, which is wrong
    double milliseconds = 0;  ///< response time; counts only where a way was chosen
    /// Of models, by name. The same model answers the same task alike in all trials.
    std::map<std::string, ModelAnswer> models;

    bool correct() const { return way == rightWay; }
    bool isTimed() const { return way >= 0 && milliseconds > 0; }
};

/// The difficulty of a task for a model: its highest score of a wrong way minus its score of the right one, in the unit
/// of its scores. Above 0 it is wrong. Nothing where scores are not known or not all finite, or there is one way only.
std::optional<double> difficultyOf(const StudyTrial&, const ModelAnswer&);

/// The trials by participant, then number, then task, so that no figure depends on the order of rows. Throws
/// Error(BadData) where one has a place of no way or other than one score a way.
std::vector<const StudyTrial*> trialsInOrder(std::span<const StudyTrial>);

/// The trials of each participant, by number.
std::map<std::string, std::vector<const StudyTrial*>> byParticipant(std::span<const StudyTrial>);

}  // namespace oneshot
