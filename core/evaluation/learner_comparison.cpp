#include "core/evaluation/learner_comparison.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <iterator>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <span>
#include <utility>

#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/base/text.h"
#include "core/evaluation/statistics.h"
#include "core/evaluation/task_evaluation.h"
#include "core/models/models.h"
#include "core/tasks/task_sampler.h"

namespace oneshot {
namespace {

template <typename Number>
std::span<const std::uint8_t> bytesOf(const std::vector<Number>& values) {
    return {reinterpret_cast<const std::uint8_t*>(values.data()), values.size() * sizeof(Number)};
}

int countRight(const std::vector<bool>& right) {
    return static_cast<int>(std::ranges::count(right, true));
}

/// Accuracy of each run in percent.
std::vector<double> runMeans(const std::vector<bool>& right, const std::vector<int>& runs) {
    std::vector<double> means;
    auto begin = right.begin();
    for (const int tasks : runs) {
        means.push_back(100.0 * static_cast<double>(std::count(begin, begin + tasks, true)) / tasks);
        begin += tasks;
    }
    return means;
}

ComparedAccuracy accuracyOf(const std::vector<bool>& right, const ComparedTasks& setting) {
    ComparedAccuracy result;
    if (setting.runs.empty()) {
        const Accuracy accuracy{countRight(right), static_cast<int>(right.size())};
        result.percent = accuracy.percent();
        result.confidence95 = accuracy.confidence95();
    } else {
        const std::vector<double> means = runMeans(right, setting.runs);
        result.percent = std::accumulate(means.begin(), means.end(), 0.0) / static_cast<double>(means.size());
        result.confidence95 = meanInterval95(means);
    }
    return result;
}

/// Sets all that is said of the difference, except adjustedP.
void setDifference(ComparedAccuracy& accuracy, const std::vector<bool>& right, const std::vector<bool>& reference,
                   const ComparedTasks& setting) {
    if (setting.runs.empty()) {
        PairedAnswers answers;
        for (std::size_t i = 0; i < right.size(); ++i) answers.add(right[i], reference[i]);
        accuracy.differencePercent = answers.differencePercent();
        accuracy.difference95 = answers.difference95();
        accuracy.p = answers.mcNemarP();
    } else {
        PairedRuns runs{runMeans(right, setting.runs)};
        const std::vector<double> others = runMeans(reference, setting.runs);
        std::ranges::transform(runs.differences, others, runs.differences.begin(), std::minus());
        accuracy.differencePercent = runs.differencePercent();
        accuracy.difference95 = runs.difference95();
        accuracy.p = runs.tTestP();
    }
}

int countSeen(const Origin& origin, const ComparisonMaterial& material) {
    if (origin.learnt.empty() && origin.learntDrawings.empty()) return 0;
    const std::set<CharacterId> learnt = learntCharacters(origin, material.dataset);
    std::set<CharacterId> seen;
    for (const ComparedTasks& setting : material.settings)
        std::ranges::set_intersection(learnt, setting.characters, std::inserter(seen, seen.end()));
    return static_cast<int>(seen.size());
}

/// Calls visit(task) for each task of the setting, in order.
void forEachTask(const ComparedTasks& setting, const Dataset& data, const std::function<void(const Task&)>& visit) {
    if (!setting.listed.empty()) {
        std::ranges::for_each(setting.listed, visit);
        return;
    }
    TaskSampler sampler(data, setting.drawn);
    for (int i = 0; i < setting.tasks; ++i) visit(sampler.next());
}

void addTo(Sha256& hash, const Task& task) {
    std::vector<std::uint64_t> numbers{task.query, static_cast<std::uint64_t>(task.answer), task.ways.size()};
    for (const Way& way : task.ways) {
        numbers.push_back(way.drawings.size());
        numbers.insert(numbers.end(), way.drawings.begin(), way.drawings.end());
    }
    hash.add(bytesOf(numbers));
}

/// Sets what is derived from all tasks of the setting; calls beforeTask() before each.
void describe(ComparedTasks& setting, const Dataset& data, const std::function<void()>& beforeTask) {
    Sha256 hash;
    bool any = false;
    forEachTask(setting, data, [&](const Task& task) {
        beforeTask();
        if (!std::exchange(any, true)) setting.first = task;
        addTo(hash, task);
        for (const Way& way : task.ways) setting.characters.insert(way.character);
    });
    setting.hash = Sha256::hex(hash.digest());
}

/// Tells learners apart on such data: a hash over the fingerprint, the name of the model, and what it sees and answers
/// for the task with all its shots, so that equal weights that are used otherwise are another learner.
std::string learnerHash(const OneShotModel& model, const Dataset& data, const Task& task) {
    const int ways = std::min(2, static_cast<int>(task.ways.size()));
    const int shots = static_cast<int>(task.ways.front().drawings.size());
    DrawingBatch drawings{&data.drawings[task.query]};
    for (int way = 0; way < ways; ++way)
        for (const DrawingId shot : task.ways[way].drawings) drawings.push_back(&data.drawings[shot]);
    const ImageBatch images = model.prepare(drawings);
    const Embeddings embedded = model.embed(images);
    const Scores scores = model.compare(embedded.rows(0, 1), {embedded.rows(1, embedded.count), ways, shots});

    Sha256 hash;
    hash.add(std::string_view(model.fingerprint()));
    hash.add(std::string_view(model.origin().model));
    hash.add(bytesOf(images.data));
    hash.add(bytesOf(embedded.values));
    hash.add(bytesOf(scores.values));
    return Sha256::hex(hash.digest());
}

/// Answers each setting by the cache or by the model.
void answer(ComparedLearner& learner, const OneShotModel& model, const ComparisonMaterial& material,
            const AnswerCache* cache, const ProgressFunction& progress, const std::stop_token& stop) {
    std::vector<AnswerKey> keys;
    std::vector<std::optional<std::vector<bool>>> known;
    std::int64_t unknown = 0;
    for (const ComparedTasks& setting : material.settings) {
        keys.push_back({learnerHash(model, material.dataset, setting.first), material.dataset.sha256, setting.hash,
                        setting.protocol});
        known.push_back(cache ? cache->find(keys.back(), static_cast<std::size_t>(setting.tasks)) : std::nullopt);
        if (!known.back()) unknown += setting.tasks;
    }
    learner.cached = unknown == 0;
    // All in one go, so that each drawing is embedded once.
    TaskEvaluator evaluator(model, material.dataset, unknown, {}, progress, stop);
    std::vector<bool> answers;
    TaskParts parts([&](std::span<const Task> tasks, std::int64_t) {
        for (const TaskOutcome& outcome : evaluator.answer(tasks)) answers.push_back(outcome.right);
    });
    for (std::size_t i = 0; i < known.size(); ++i)
        if (!known[i]) forEachTask(material.settings[i], material.dataset, [&](const Task& task) { parts.add(task); });
    parts.finish();
    auto next = answers.begin();
    for (std::size_t i = 0; i < known.size(); ++i) {
        if (!known[i]) {
            known[i].emplace(next, next + material.settings[i].tasks);
            next += material.settings[i].tasks;
            if (cache) cache->store(keys[i], *known[i]);
        }
        learner.right.push_back(*known[i]);
    }
}

/// The learner that others are compared with in a setting; -1: none answered.
int referenceAmong(const LearnerComparison& comparison, std::size_t setting, Reference reference) {
    const auto rank = [&](int i) {  // higher is better
        return std::pair(comparison.learners[i].seenCharacters == 0, comparison.accuracies[i][setting].percent);
    };
    int chosen = -1;
    for (int i = 0; i < static_cast<int>(comparison.learners.size()); ++i) {
        if (comparison.accuracies[i].empty()) continue;
        if (chosen < 0 || (reference == Reference::Best && rank(i) > rank(chosen))) chosen = i;
    }
    return chosen;
}

/// Adds MODEL to the names of learners that share one.
void tellApart(std::vector<ComparedLearner>& learners) {
    std::map<std::string, int> times;
    for (const ComparedLearner& learner : learners) ++times[learner.name];
    for (ComparedLearner& learner : learners)
        if (times[learner.name] > 1) learner.name += ' ' + learner.model;
}

}  // namespace

ComparisonMaterial comparisonMaterial(Dataset dataset, const ComparisonSettings& settings,
                                      const ProgressFunction& progress, const std::stop_token& stop) {
    if (settings.ways.empty() || settings.shots.empty() || settings.tasks < 1)
        throw Error(ErrorCode::InvalidSetting, "compare", "there are no ways, no shots or no tasks",
                    "Name at least one of each.");
    ComparisonMaterial material{std::move(dataset), {}};
    for (const int shots : settings.shots)
        for (const int ways : settings.ways) {
            ComparedTasks setting;
            setting.ways = ways;
            setting.shots = shots;
            setting.protocol = fmt::format("{}-way {}-shot {} alphabets, {}, seed {}", ways, shots,
                                           settings.withinAlphabet ? "within" : "across",
                                           counted(settings.tasks, "task"), settings.seed);
            setting.tasks = settings.tasks;
            setting.drawn = {ways, shots, settings.withinAlphabet, settings.seed};
            setting.unusedAlphabets = unusedAlphabets(material.dataset, setting.drawn);
            TaskSampler(material.dataset, setting.drawn);  // throws where such tasks cannot be drawn
            material.settings.push_back(std::move(setting));
        }
    const std::int64_t total = std::ssize(material.settings) * settings.tasks;
    std::int64_t drawn = 0;
    for (ComparedTasks& setting : material.settings)
        describe(setting, material.dataset, [&] {
            if (progress) progress(drawn, total);
            throwIfStopped(stop);
            ++drawn;
        });
    return material;
}

ComparisonMaterial comparisonMaterial(LakeRuns lake) {
    ComparisonMaterial material{std::move(lake.dataset), {}};
    ComparedTasks& all = material.settings.emplace_back();
    for (const LakeRuns::Run& run : lake.runs) {
        all.listed.insert(all.listed.end(), run.tasks.begin(), run.tasks.end());
        all.runs.push_back(static_cast<int>(run.tasks.size()));
        for (const Task& task : run.tasks) all.ways = std::max(all.ways, static_cast<int>(task.ways.size()));
    }
    all.protocol = fmt::format("Lake's runs, {}, {} of {} ways", counted(std::ssize(lake.runs), "run"),
                               counted(std::ssize(all.listed), "trial"), all.ways);
    all.tasks = static_cast<int>(all.listed.size());
    describe(all, material.dataset, [] {});
    return material;
}

std::string learnerName(const std::string& model, const Origin& origin) {
    if (!origin.run.empty()) return origin.model + " (" + origin.run + ')';
    if (model == origin.model) return model;
    return origin.model + " (" + std::filesystem::path(model).filename().string() + ')';
}

ComparedLearner askLearner(const std::string& name, const OneShotModel& model, const ComparisonMaterial& material,
                           const AnswerCache* cache, const ProgressFunction& progress, const std::stop_token& stop) {
    const Origin& origin = model.origin();
    ComparedLearner learner{.model = name,
                            .name = learnerName(name, origin),
                            .preset = origin.model,
                            .run = origin.run,
                            .weights = weightsOf(name),
                            .fingerprint = model.fingerprint(),
                            .step = origin.step,
                            .parameters = origin.parameters};
    try {
        learner.seenCharacters = countSeen(origin, material);
        answer(learner, model, material, cache, progress, stop);
    } catch (const Error& error) {
        throwIfStopped(stop);
        learner.right.clear();
        learner.problem = error.what();
    }
    return learner;
}

const ComparedLearner* LearnerComparison::referenceOf(std::size_t setting) const {
    for (std::size_t i = 0; i < learners.size(); ++i)
        if (!accuracies[i].empty() && accuracies[i][setting].reference) return &learners[i];
    return nullptr;
}

LearnerComparison compareLearners(std::shared_ptr<const ComparisonMaterial> material,
                                  std::vector<ComparedLearner> learners, Reference reference) {
    LearnerComparison comparison{std::move(material), std::move(learners), {}};
    const std::vector<ComparedTasks>& settings = comparison.material->settings;
    tellApart(comparison.learners);
    for (const ComparedLearner& learner : comparison.learners) {
        auto& row = comparison.accuracies.emplace_back();
        for (std::size_t s = 0; s < learner.right.size(); ++s) row.push_back(accuracyOf(learner.right[s], settings[s]));
    }
    for (std::size_t s = 0; s < settings.size(); ++s) {
        const int chosen = referenceAmong(comparison, s, reference);
        if (chosen < 0) break;
        comparison.accuracies[chosen][s].reference = true;
        std::vector<ComparedAccuracy*> others;
        std::vector<double> p;
        for (std::size_t i = 0; i < comparison.learners.size(); ++i) {
            if (comparison.accuracies[i].empty() || static_cast<int>(i) == chosen) continue;
            ComparedAccuracy& accuracy = comparison.accuracies[i][s];
            setDifference(accuracy, comparison.learners[i].right[s], comparison.learners[chosen].right[s], settings[s]);
            others.push_back(&accuracy);
            p.push_back(accuracy.p);
        }
        // The best is chosen by these answers: any pair of learners could have been told of.
        const std::size_t pairs = p.size() * (p.size() + 1) / 2;
        const std::vector<double> adjusted = holmAdjusted(p, reference == Reference::Best ? pairs : p.size());
        for (std::size_t i = 0; i < others.size(); ++i) others[i]->adjustedP = adjusted[i];
    }
    return comparison;
}

}  // namespace oneshot
