#include "core/evaluation/task_evaluation.h"

#include <algorithm>
#include <cassert>
#include <chrono>
#include <cmath>
#include <iterator>
#include <numeric>
#include <utility>

#include "core/data/character_keys.h"

namespace oneshot {
namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Returns a function that tells whether a model learnt from a character of the dataset. It keeps references.
auto isLearntFrom(const Origin& origin, const Dataset& dataset) {
    CharacterNames names;
    for (const LearntAlphabet& alphabet : origin.learnt)
        for (const std::string& character : alphabet.characters)
            names.add(comparableCharacter(alphabet.name, alphabet.implicit, character));
    return [&, names = std::move(names)](CharacterId id) {
        const Alphabet& alphabet = dataset.alphabets[id.alphabet];
        const Character& character = dataset.character(id);
        if (!names.empty() && names.contains(comparableCharacter(alphabet.name, alphabet.implicit, character.name)))
            return true;
        return std::ranges::any_of(character.drawings, [&](DrawingId drawing) {
            return std::ranges::binary_search(origin.learntDrawings, dataset.drawings.hash(drawing));
        });
    };
}

constexpr std::size_t tasksAtOnce = 64;        ///< a learner may take some milliseconds for each
constexpr std::size_t floatsAtOnce = 1 << 18;  ///< of embeddings, so that what they are compared by is cached

bool sameShape(const Task& a, const Task& b) {
    return a.ways.size() == b.ways.size() && a.ways.front().drawings.size() == b.ways.front().drawings.size();
}

/// Counts the tasks, from the first one on, that share its support set.
std::size_t countSharing(std::span<const Task> tasks) {
    const auto some = tasks.first(std::min(tasks.size(), tasksAtOnce));
    const auto other = std::ranges::find_if(some, [&](const Task& task) {
        return !std::ranges::equal(some.front().ways, task.ways, {}, &Way::drawings, &Way::drawings);
    });
    return static_cast<std::size_t>(other - some.begin());
}

/// Tasks of one shape that are compared in one go: each `sharing` of them, one after another, share a support set.
struct TaskChunk {
    std::span<const Task> tasks;
    std::size_t sharing = 1;
};

/// As many of the first tasks as may be compared in one go.
TaskChunk firstChunk(std::span<const Task> tasks, int dimension) {
    const std::vector<Way>& ways = tasks.front().ways;
    const std::size_t sharing = countSharing(tasks), rows = sharing + ways.size() * ways.front().drawings.size();
    const std::size_t maxTasks = std::min(tasksAtOnce, sharing * (floatsAtOnce / (rows * dimension)));
    std::size_t count = sharing;
    while (count < tasks.size() && count + sharing <= maxTasks && sameShape(tasks.front(), tasks[count]) &&
           countSharing(tasks.subspan(count)) == sharing)
        count += sharing;
    return {tasks.first(count), sharing};
}

}  // namespace

Accuracy TaskResults::accuracy() const {
    return {static_cast<int>(std::ranges::count(outcomes, true, &TaskOutcome::right)),
            static_cast<int>(outcomes.size())};
}

int predictedWay(std::span<const float> scores) {
    if (scores.empty() || !std::ranges::all_of(scores, [](float score) { return std::isfinite(score); })) return -1;
    const auto best = std::ranges::max_element(scores);
    const bool single = std::ranges::count(scores, *best) == 1;
    return single ? static_cast<int>(best - scores.begin()) : -1;
}

TaskEvaluator::TaskEvaluator(const OneShotModel& model, const Dataset& dataset, std::int64_t tasks,
                             const RerankSettings& reranking, ProgressFunction progress, std::stop_token stop)
    : model_(model),
      dataset_(dataset),
      expected_(tasks),
      reranking_(reranking),
      progress_(std::move(progress)),
      stop_(std::move(stop)),
      drawings_(model, dataset) {}

void TaskEvaluator::report() const {
    if (progress_)
        progress_(drawings_.embedded() + compared_ + reranked_,
                  drawings_.added() + expected_ + (reranking_.best > 0 ? expected_ : 0));
    throwIfStopped(stop_);
}

std::vector<TaskOutcome> TaskEvaluator::answer(std::span<const Task> tasks) {
    auto start = Clock::now();
    embed(tasks);
    totals_.secondsEmbedding += secondsSince(start);

    start = Clock::now();
    std::vector<TaskOutcome> outcomes = compare(tasks);
    totals_.secondsComparing += secondsSince(start);
    if (reranking_.best > 0) {
        start = Clock::now();
        const std::int64_t before = reranked_;
        rerank(outcomes, model_, dataset_, tasks, reranking_, [&](std::int64_t done, std::int64_t) {
            reranked_ = before + done;
            report();  // which looks at the stop too
        });
        totals_.secondsReranking += secondsSince(start);
    }
    totals_.tasks += std::ssize(tasks);
    report();
    return outcomes;
}

/// In the order in which the tasks name the drawings.
void TaskEvaluator::embed(std::span<const Task> tasks) {
    for (const Task& task : tasks) {
        drawings_.add(task.query);
        for (const Way& way : task.ways) {
            characters_.insert(way.character);
            for (const DrawingId drawing : way.drawings) drawings_.add(drawing);
        }
    }
    drawings_.embedAdded([this] { report(); });
}

std::vector<TaskOutcome> TaskEvaluator::compare(std::span<const Task> tasks) {
    std::vector<TaskOutcome> outcomes;
    outcomes.reserve(tasks.size());
    while (outcomes.size() < tasks.size()) {
        report();
        const auto [chunk, sharing] = firstChunk(tasks.subspan(outcomes.size()), drawings_.dimension());
        std::vector<DrawingId> queries, shots;
        for (std::size_t i = 0; i < chunk.size(); ++i) {
            queries.push_back(chunk[i].query);
            if (i % sharing > 0) continue;
            for (const Way& way : chunk[i].ways) shots.insert(shots.end(), way.drawings.begin(), way.drawings.end());
        }
        const int ways = static_cast<int>(chunk.front().ways.size());
        const int perWay = static_cast<int>(chunk.front().ways.front().drawings.size());
        assert(shots.size() * sharing == chunk.size() * ways * perWay);
        const Scores scores = model_.compare(drawings_.rowsOf(queries), {drawings_.rowsOf(shots), ways, perWay});
        for (std::size_t i = 0; i < chunk.size(); ++i) {
            const auto row = scores.row(static_cast<int>(i));
            const int predicted = predictedWay(row);
            outcomes.push_back({{row.begin(), row.end()}, predicted, predicted == chunk[i].answer});
        }
        compared_ += std::ssize(chunk);
    }
    return outcomes;
}

TaskTotals TaskEvaluator::totals() const {
    TaskTotals totals = totals_;
    totals.seenCharacters =
        static_cast<int>(std::ranges::count_if(characters_, isLearntFrom(model_.origin(), dataset_)));
    return totals;
}

TaskResults evaluateTasks(const OneShotModel& model, const Dataset& dataset, std::span<const Task> tasks,
                          const RerankSettings& reranking, const ProgressFunction& progress,
                          const std::stop_token& stop) {
    TaskEvaluator evaluator(model, dataset, std::ssize(tasks), reranking, progress, stop);
    TaskResults results;
    results.outcomes = evaluator.answer(tasks);
    static_cast<TaskTotals&>(results) = evaluator.totals();
    return results;
}

LakeResult evaluateLake(const OneShotModel& model, const LakeRuns& lake, const RerankSettings& reranking,
                        const ProgressFunction& progress, const std::stop_token& stop) {
    std::vector<Task> tasks;
    for (const LakeRuns::Run& run : lake.runs) tasks.insert(tasks.end(), run.tasks.begin(), run.tasks.end());

    LakeResult result;
    result.results = evaluateTasks(model, lake.dataset, tasks, reranking, progress, stop);
    result.seenCharacters = result.results.seenCharacters;
    result.trials = static_cast<int>(tasks.size());

    auto outcome = result.results.outcomes.begin();
    for (const LakeRuns::Run& run : lake.runs) {
        int errors = 0;
        for (std::size_t i = 0; i < run.tasks.size(); ++i) errors += !(outcome++)->right;
        result.errors += errors;
        result.runNames.push_back(run.name);
        result.perRunErrorPercent.push_back(100.0 * errors / run.tasks.size());
    }
    const auto& errors = result.perRunErrorPercent;
    if (!errors.empty()) result.errorPercent = std::accumulate(errors.begin(), errors.end(), 0.0) / errors.size();
    result.confidence95 = meanInterval95(errors);
    return result;
}

std::set<CharacterId> learntCharacters(const Origin& origin, const Dataset& dataset) {
    const std::vector<CharacterId> all = dataset.characters();
    std::set<CharacterId> found;
    std::ranges::copy_if(all, std::inserter(found, found.end()), isLearntFrom(origin, dataset));
    return found;
}

bool learntTheSame(const Origin& a, const Origin& b) {
    return a.learnt == b.learnt && a.learntDrawings == b.learntDrawings;
}

}  // namespace oneshot
