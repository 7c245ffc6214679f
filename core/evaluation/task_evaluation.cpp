#include "core/evaluation/task_evaluation.h"

#include <algorithm>
#include <cassert>
#include <chrono>
#include <cmath>
#include <set>
#include <string>

#include "core/data/character_keys.h"
#include "core/models/image_parts.h"

namespace oneshot {
namespace {

using Clock = std::chrono::steady_clock;
using ReportProgress = std::function<void(std::int64_t, std::int64_t)>;

constexpr std::size_t drawingsPerBatch = 256;

double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// What a model learnt from, made ready to be asked about many characters.
class LearntCharacters {
  public:
    explicit LearntCharacters(const Origin& origin) : drawings_(origin.learntDrawings) {
        for (const LearntAlphabet& alphabet : origin.learnt) {
            for (const std::string& character : alphabet.characters)
                names_.add(comparableCharacter(alphabet.name, alphabet.implicit, character));
        }
    }

    bool contains(const Dataset& dataset, CharacterId id) const {
        const Alphabet& alphabet = dataset.alphabets[id.alphabet];
        const Character& character = dataset.character(id);
        if (!names_.empty() && names_.contains(comparableCharacter(alphabet.name, alphabet.implicit, character.name)))
            return true;
        return !drawings_.empty() && std::ranges::any_of(character.drawings, [&](DrawingId drawing) {
            return std::ranges::binary_search(drawings_, dataset.drawings.hash(drawing));
        });
    }

  private:
    CharacterNames names_;
    const std::vector<std::uint64_t>& drawings_;  ///< the origin's, sorted
};

bool sameSupport(const Task& a, const Task& b) {
    return std::ranges::equal(a.ways, b.ways, {}, &Way::drawings, &Way::drawings);
}

void append(const Embeddings& from, int row, Embeddings& to) {
    const auto values = from.row(row);
    to.values.insert(to.values.end(), values.begin(), values.end());
    to.dimension = from.dimension;
    ++to.count;
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

TaskEvaluator::TaskEvaluator(const OneShotModel& model, const Dataset& dataset, std::int64_t tasks, Progress progress,
                             const RerankSettings& reranking)
    : model_(model),
      dataset_(dataset),
      expected_(tasks),
      progress_(std::move(progress)),
      reranking_(reranking),
      rowOf_(dataset.drawings.idCount(), -1) {}

void TaskEvaluator::report() const {
    if (progress_)
        progress_(embedded_ + compared_ + reranked_, drawings_ + expected_ + (reranking_.best > 0 ? expected_ : 0));
}

std::vector<TaskOutcome> TaskEvaluator::answer(std::span<const Task> tasks) {
    std::vector<DrawingId> fresh;  // in the order in which the tasks name them
    const auto add = [&](DrawingId drawing) {
        if (rowOf_[drawing] >= 0) return;
        rowOf_[drawing] = static_cast<int>(drawings_++);
        fresh.push_back(drawing);
    };
    for (const Task& task : tasks) {
        add(task.query);
        for (const Way& way : task.ways) {
            characters_.insert(way.character);
            std::ranges::for_each(way.drawings, add);
        }
    }
    auto start = Clock::now();
    embed(fresh);
    totals_.secondsEmbedding += secondsSince(start);

    start = Clock::now();
    TaskResults results;
    results.outcomes = compare(tasks);
    totals_.secondsComparing += secondsSince(start);
    if (reranking_.best > 0) {
        start = Clock::now();
        const std::int64_t before = reranked_;
        rerank(results, model_, dataset_, tasks, reranking_, [&](std::int64_t done, std::int64_t) {
            reranked_ = before + done;
            report();
        });
        totals_.secondsReranking += secondsSince(start);
    }
    totals_.tasks += std::ssize(tasks);
    report();
    return std::move(results.outcomes);
}

ImageBatch TaskEvaluator::prepare(std::span<const DrawingId> drawings) const {
    DrawingBatch batch;
    for (const DrawingId drawing : drawings) batch.push_back(&dataset_.drawings[drawing]);
    return model_.prepare(batch);
}

void TaskEvaluator::embed(std::span<const DrawingId> drawings) {
    for (; !drawings.empty(); drawings = drawings.subspan(std::min(drawings.size(), drawingsPerBatch)))
        for (auto batch = drawings.first(std::min(drawings.size(), drawingsPerBatch)); !batch.empty();) {
            report();
            // The first drawing tells how many are prepared at a time: a model may make many images of each, which it
            // embeds together.
            ImageBatch images = prepare(batch.first(1));
            const std::size_t pixels = static_cast<std::size_t>(images.height) * images.width * images.n;
            const auto count = std::min<std::size_t>(batch.size(), imagesAtOnce(pixels));
            if (count > 1) append(prepare(batch.subspan(1, count - 1)), images);
            append(model_.embed(images), embeddings_);
            embedded_ += static_cast<std::int64_t>(count);
            batch = batch.subspan(count);
        }
}

std::vector<TaskOutcome> TaskEvaluator::compare(std::span<const Task> tasks) {
    std::vector<TaskOutcome> outcomes;
    outcomes.reserve(tasks.size());
    for (std::size_t first = 0; first < tasks.size();) {
        report();
        Embeddings queries;
        std::size_t last = first;  // the tasks from first on that share its support set are answered in one go
        for (; last < tasks.size() && sameSupport(tasks[first], tasks[last]); ++last)
            append(embeddings_, rowOf_[tasks[last].query], queries);
        const std::vector<Way>& ways = tasks[first].ways;
        Support support{{}, static_cast<int>(ways.size()), static_cast<int>(ways.front().drawings.size())};
        for (const Way& way : ways) {
            assert(static_cast<int>(way.drawings.size()) == support.shots);
            for (const DrawingId drawing : way.drawings) append(embeddings_, rowOf_[drawing], support.embeddings);
        }
        const Scores scores = model_.compare(queries, support);
        for (std::size_t i = first; i < last; ++i) {
            const auto row = scores.row(static_cast<int>(i - first));
            const int predicted = predictedWay(row);
            outcomes.push_back({{row.begin(), row.end()}, predicted, predicted == tasks[i].answer});
        }
        compared_ += static_cast<std::int64_t>(last - first);
        first = last;
    }
    return outcomes;
}

TaskTotals TaskEvaluator::totals() const {
    const LearntCharacters learnt(model_.origin());
    TaskTotals totals = totals_;
    totals.seenCharacters = static_cast<int>(
        std::ranges::count_if(characters_, [&](CharacterId id) { return learnt.contains(dataset_, id); }));
    return totals;
}

TaskResults evaluateTasks(const OneShotModel& model, const Dataset& dataset, std::span<const Task> tasks,
                          const ReportProgress& progress, const RerankSettings& reranking) {
    TaskEvaluator evaluator(model, dataset, std::ssize(tasks), progress, reranking);
    TaskResults results;
    results.outcomes = evaluator.answer(tasks);
    static_cast<TaskTotals&>(results) = evaluator.totals();
    return results;
}

std::set<CharacterId> learntCharacters(const Origin& origin, const Dataset& dataset) {
    const LearntCharacters learnt(origin);
    std::set<CharacterId> found;
    for (const CharacterId id : dataset.characters())
        if (learnt.contains(dataset, id)) found.insert(id);
    return found;
}

bool learntTheSame(const Origin& a, const Origin& b) {
    return a.learnt == b.learnt && a.learntDrawings == b.learntDrawings;
}

}  // namespace oneshot
