#include "core/report/report_measurement.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <span>
#include <utility>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/evaluation/probabilities.h"
#include "core/models/baselines.h"
#include "core/tasks/task_sampler.h"
#include "core/tasks/task_sheet.h"

namespace oneshot {
namespace {

constexpr int tasksPerAlphabet = 200, tasksPerWays = 200, maxHardest = 6, maxConfusions = 10;

std::string nameOf(const Dataset& data, CharacterId id) {
    return data.alphabets[id.alphabet].name + '/' + data.character(id).name;
}

/// Some of the tasks, in order.
struct Part {
    std::size_t first = 0, count = 0;
};

/// All tasks in one list, so that each drawing is embedded once.
struct Questions {
    std::vector<Task> tasks;
    std::vector<Part> alphabets;  ///< as many as ReportedMeasurement::alphabets
    std::vector<Part> ways;       ///< as many as ReportedMeasurement::againstWays

    Part add(std::vector<Task> more) {
        const Part part{tasks.size(), more.size()};
        std::ranges::move(more, std::back_inserter(tasks));
        return part;
    }
    /// The tasks within alphabets come first.
    std::size_t withinAlphabets() const {
        return alphabets.empty() ? 0 : alphabets.back().first + alphabets.back().count;
    }
};

Accuracy accuracyOf(const TaskResults& results, const Part& part) {
    const auto outcomes = std::span(results.outcomes).subspan(part.first, part.count);
    return {static_cast<int>(std::ranges::count_if(outcomes, &TaskOutcome::right)), static_cast<int>(part.count)};
}

/// The characters of the data to ask for: those that the model did not learn from, or all if there are no others.
Dataset askedCharacters(const OneShotModel& model, const Dataset& data, ReportedMeasurement& result) {
    const std::set<CharacterId> learnt = learntCharacters(model.origin(), data);
    std::set<CharacterId> fresh;
    std::ranges::copy_if(data.characters(), std::inserter(fresh, fresh.end()),
                         [&](CharacterId id) { return !learnt.contains(id); });
    result.seenCharacters = fresh.empty();
    if (fresh.empty() || learnt.empty()) return data;
    result.leftOut = static_cast<int>(learnt.size());
    return onlyCharacters(data, fresh);
}

std::vector<Task> drawTasks(const Dataset& data, TaskSettings settings, int ways, bool withinAlphabet, int count) {
    settings.ways = ways;
    settings.withinAlphabet = withinAlphabet;
    return TaskSampler(data, settings).take(count);
}

/// data: a copy, of which the sampler sees one alphabet at a time.
void addAlphabets(Dataset data, const TaskSettings& settings, Questions& questions, ReportedMeasurement& result) {
    const std::vector<Alphabet> alphabets = std::exchange(data.alphabets, {});
    for (std::size_t i = 0; i < alphabets.size(); ++i) {
        data.alphabets = {alphabets[i]};
        const int ways = std::min(settings.ways, maxWays(data, settings.shots, true));
        if (ways < 2) {
            result.tooSmall.push_back(alphabets[i].name);
            continue;
        }
        std::vector<Task> tasks = drawTasks(data, settings, ways, true, tasksPerAlphabet);
        for (Task& task : tasks)
            for (Way& way : task.ways) way.character.alphabet = static_cast<int>(i);
        questions.alphabets.push_back(questions.add(std::move(tasks)));
        result.alphabets.push_back({alphabets[i].name, static_cast<int>(alphabets[i].characters.size()), ways, {}});
    }
}

/// Adds tasks for each number of ways of Bouma's figure, up to the labels of a memory.
void addWays(const OneShotModel& model, const Dataset& data, const TaskSettings& settings, Questions& questions,
             ReportedMeasurement& result) {
    WaysSweepSettings sweep;
    sweep.shots = settings.shots;
    for (const int ways : possibleWays(data, sweep)) {
        if (model.labels() > 0 && ways > model.labels()) break;
        questions.ways.push_back(questions.add(drawTasks(data, settings, ways, false, tasksPerWays)));
        result.againstWays.push_back({ways, {}});
    }
}

void takeHardest(const Dataset& data, const Questions& questions, const TaskResults& answers, double scale,
                 ReportedMeasurement& result) {
    std::vector<std::pair<double, std::size_t>> order;
    for (std::size_t i = 0; i < questions.withinAlphabets(); ++i)
        order.emplace_back(margin(probabilities(answers.outcomes[i].scores, scale), questions.tasks[i].answer), i);
    std::ranges::sort(order);
    std::set<DrawingId> shown;
    for (const auto& [margin, i] : order) {
        const Task& task = questions.tasks[i];
        if (static_cast<int>(result.hardest.size()) == maxHardest) return;
        if (!shown.insert(task.query).second) continue;  // one picture of each drawing
        const TaskOutcome& outcome = answers.outcomes[i];
        result.hardest.push_back({nameOf(data, task.ways[task.answer].character),
                                  outcome.predicted < 0 ? "" : nameOf(data, task.ways[outcome.predicted].character),
                                  outcome.right, margin, taskJson(data, task),
                                  taskSheet(data, task, outcome.predicted)});
    }
}

void takeConfusions(const Dataset& data, const Questions& questions, const TaskResults& answers,
                    ReportedMeasurement& result) {
    struct Count {
        int times = 0, offered = 0;
    };
    std::map<std::pair<CharacterId, CharacterId>, Count> counts;
    for (std::size_t i = 0; i < questions.withinAlphabets(); ++i) {
        const Task& task = questions.tasks[i];
        const TaskOutcome& outcome = answers.outcomes[i];
        for (std::size_t way = 0; way < task.ways.size(); ++way) {
            if (static_cast<int>(way) == task.answer) continue;
            Count& count = counts[{task.ways[task.answer].character, task.ways[way].character}];
            ++count.offered;
            count.times += outcome.predicted == static_cast<int>(way);
        }
    }
    std::vector<std::pair<std::pair<CharacterId, CharacterId>, Count>> order(counts.begin(), counts.end());
    std::erase_if(order, [](const auto& entry) { return entry.second.times == 0; });
    std::ranges::stable_sort(order, {}, [](const auto& entry) {
        return std::pair(-entry.second.times, entry.second.offered);  // the most frequent first
    });
    if (static_cast<int>(order.size()) > maxConfusions) order.resize(maxConfusions);
    const auto drawingOf = [&](CharacterId id) { return data.drawings[data.character(id).drawings.front()].image; };
    for (const auto& [characters, count] : order)
        result.confusions.push_back({nameOf(data, characters.first), nameOf(data, characters.second), count.times,
                                     count.offered, drawingOf(characters.first), drawingOf(characters.second)});
}

}  // namespace

ReportedMeasurement measure(const OneShotModel& model, const Dataset& all, const TaskSettings& settings,
                            const ProgressFunction& progress, const std::stop_token& stop) {
    ReportedMeasurement result;
    result.data = refOf(all);
    result.step = model.origin().step;
    result.shots = settings.shots;
    result.tasksPerAlphabet = tasksPerAlphabet;
    result.tasksPerWays = tasksPerWays;
    result.seed = settings.seed;
    const Dataset data = askedCharacters(model, all, result);
    result.characters = data.characterCount();

    Questions questions;
    addAlphabets(data, settings, questions, result);
    addWays(model, data, settings, questions, result);
    if (questions.tasks.empty())
        throw Error(
            ErrorCode::InvalidSetting, data.name,
            "no task can be drawn: it wants two characters with " + counted(settings.shots + 1, "drawing") + " each",
            "Measure on more data.");

    const auto half = [&](int which) {
        return [&progress, which](std::int64_t done, std::int64_t total) {
            if (progress) progress(which * total + done, 2 * total);
        };
    };
    const TaskResults answers = evaluateTasks(model, data, questions.tasks, {}, half(0), stop);
    const TaskResults pixels = evaluateTasks(*makePixelsL2(), data, questions.tasks, {}, half(1), stop);
    const auto both = [&](const Part& part) {
        return AnswersOfBoth{accuracyOf(answers, part), accuracyOf(pixels, part)};
    };
    for (std::size_t i = 0; i < result.alphabets.size(); ++i)
        result.alphabets[i].answers = both(questions.alphabets[i]);
    for (std::size_t i = 0; i < result.againstWays.size(); ++i) result.againstWays[i].answers = both(questions.ways[i]);
    for (std::size_t i = 0; i < questions.withinAlphabets(); ++i)
        result.paired.add(answers.outcomes[i].right, pixels.outcomes[i].right);
    takeHardest(data, questions, answers, model.softmaxScale(), result);
    takeConfusions(data, questions, answers, result);
    return result;
}

}  // namespace oneshot
