#include "core/tasks/trial_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/base/error.h"
#include "core/base/text.h"

namespace oneshot {
namespace {

constexpr int tries = 1000;  ///< draws of known tasks in a row, after which a dataset counts as exhausted

void checkNumbers(int practice, int trials) {
    if (trials < 1) throw Error(ErrorCode::InvalidSetting, "trials", fmt::format("must be at least 1, is {}", trials));
    if (practice < 0)
        throw Error(ErrorCode::InvalidSetting, "practice", fmt::format("must not be negative, is {}", practice));
}

Error tooFew(int practice, int trials, const std::string& source, std::size_t available) {
    return {ErrorCode::InvalidSetting, "trials",
            fmt::format("{} and {} for practice are more than the {} that {} holds", trials, practice,
                        counted(static_cast<std::int64_t>(available), "different one"), source),
            fmt::format("Ask for at most {} in all.", available)};
}

/// The drawings of a task. Tasks with the same drawings are the same to a person, whatever the order of ways.
std::vector<DrawingId> drawingsOf(const Task& task) {
    std::vector<DrawingId> ids;
    for (const Way& way : task.ways) ids.insert(ids.end(), way.drawings.begin(), way.drawings.end());
    std::ranges::sort(ids);
    ids.push_back(task.query);
    return ids;
}

/// Marks the last trials as practice and moves them to the front.
std::vector<PlannedTrial> practiceFirst(std::vector<PlannedTrial> plan, int practice) {
    const auto first = plan.end() - practice;
    std::for_each(first, plan.end(), [](PlannedTrial& trial) { trial.practice = true; });
    std::rotate(plan.begin(), first, plan.end());
    return plan;
}

}  // namespace

std::vector<PlannedTrial> planTrials(const Dataset& dataset, const TaskSettings& settings, int practice, int trials) {
    checkNumbers(practice, trials);
    TaskSampler sampler(dataset, settings);
    std::vector<PlannedTrial> plan;
    std::set<std::vector<DrawingId>> known;
    for (int number = 1, last = 0; static_cast<int>(plan.size()) < practice + trials; ++number) {
        const Task task = sampler.next();
        if (known.insert(drawingsOf(task)).second) {
            last = number;
            plan.push_back({task, fmt::format("task {} of seed {}", number, settings.seed),
                            dataset.alphabets[task.ways[task.answer].character.alphabet].name});
        } else if (number - last > tries) {
            throw tooFew(practice, trials, dataset.name, plan.size());
        }
    }
    return practiceFirst(std::move(plan), practice);
}

std::vector<PlannedTrial> planTrials(const LakeRuns& lake, std::uint64_t seed, int practice, int trials) {
    checkNumbers(practice, trials);
    std::vector<PlannedTrial> plan;
    for (const LakeRuns::Run& run : lake.runs)
        for (std::size_t i = 0; i < run.tasks.size(); ++i)
            plan.push_back({run.tasks[i], run.name + '/' + run.queries[i], run.name});
    if (static_cast<std::size_t>(practice) + static_cast<std::size_t>(trials) > plan.size())
        throw tooFew(practice, trials, lake.dataset.name, plan.size());
    Random random = makeRandom(seed, "trial order");
    shuffle(random, plan);
    plan.resize(practice + trials);
    return practiceFirst(std::move(plan), practice);
}

}  // namespace oneshot
