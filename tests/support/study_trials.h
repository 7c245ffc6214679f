#pragma once

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>
#include <vector>

#include "core/study/study_trial.h"

namespace oneshot::test {

/// Of three ways; who errs takes the next one.
inline StudyTrial studyTrial(const std::string& participant, const std::string& task, int number, bool right,
                             double milliseconds) {
    StudyTrial trial;
    trial.participant = participant;
    trial.task = task;
    trial.number = number;
    trial.alphabet = "Latin";
    trial.characters = {"Latin/a", "Latin/b", "Latin/c"};
    trial.rightWay = number % 3;
    trial.way = right ? trial.rightWay : (trial.rightWay + 1) % 3;
    trial.milliseconds = milliseconds;
    return trial;
}

/// Adds what a model answers that finds the trial's task so hard: see difficultyOf().
inline void addModel(StudyTrial& trial, const std::string& model, double difficulty) {
    ModelAnswer& answer = trial.models[model];
    answer.scores.assign(trial.characters.size(), -2);
    const auto wrong = (trial.rightWay + 2) % static_cast<int>(trial.characters.size());
    answer.scores[trial.rightWay] = 0;
    answer.scores[wrong] = static_cast<float>(difficulty);
    answer.way = difficulty < 0 ? trial.rightWay : wrong;
}

/// Of each person whether they were right (1), task by task, and their times in ms; 0: the time was up.
struct PersonRow {
    const char* name;
    const char* right;
    std::array<double, 12> milliseconds;
};
inline const std::vector<PersonRow> fourPeople{
    {"A", "111011011010", {900, 1100, 1000, 2100, 800, 1200, 1500, 950, 1050, 2400, 870, 3100}},
    {"B", "110011110010", {600, 800, 1500, 1400, 620, 760, 900, 640, 1300, 1250, 580, 1700}},
    {"C", "111010011110", {1300, 1500, 1400, 2600, 1250, 2900, 2400, 1350, 1450, 1900, 1200, 3300}},
    {"D", "101111010010", {700, 1600, 900, 950, 720, 1000, 1800, 750, 1400, 1450, 690, 0}},
};
inline constexpr std::array<double, 12> difficulties{-0.9, -0.3, -0.5, -0.1, -0.8,  -0.35,
                                                     0.1,  -0.7, -0.2, 0.05, -0.95, 0.3};

/// People who do the tasks t01 to t12, the first two from the first to the last, the others from the last to the first,
/// and a model "net" of those difficulties.
inline std::vector<StudyTrial> studyTrials(const std::vector<PersonRow>& people = fourPeople) {
    std::vector<StudyTrial> trials;
    for (std::size_t person = 0; person < people.size(); ++person) {
        const PersonRow& row = people[person];
        for (int task = 0; task < 12; ++task) {
            char name[8];
            std::snprintf(name, sizeof name, "t%02d", task + 1);
            const bool right = row.right[task] == '1';
            StudyTrial& trial =
                trials.emplace_back(studyTrial(row.name, name, task + 1, right, row.milliseconds[task]));
            if (person >= 2) trial.number = 12 - task;
            if (row.milliseconds[task] == 0) trial.way = -1;
            addModel(trial, "net", difficulties[task]);
        }
    }
    return trials;
}

}  // namespace oneshot::test
