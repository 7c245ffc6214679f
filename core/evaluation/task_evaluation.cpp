#include "core/evaluation/task_evaluation.h"

#include <algorithm>
#include <cassert>
#include <chrono>
#include <cmath>
#include <set>
#include <string>
#include <unordered_set>

namespace oneshot {
namespace {

using Clock = std::chrono::steady_clock;
using ReportProgress = std::function<void(std::int64_t, std::int64_t)>;

constexpr int drawingsPerBatch = 256;
constexpr std::size_t pixelsPerEmbedding =
    256 * 32 * 32;  // as a network takes them at a time: the same floats come out

double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// What a model learnt from, made ready to be asked about many characters.
class LearntCharacters {
  public:
    explicit LearntCharacters(const Origin& origin) : drawings_(origin.learntDrawings) {
        for (const LearntAlphabet& alphabet : origin.learnt) {
            for (const std::string& character : alphabet.characters) names_.insert(key(alphabet.name, character));
        }
    }

    bool contains(const Dataset& dataset, CharacterId id) const {
        const Character& character = dataset.character(id);
        if (!names_.empty() && names_.contains(key(dataset.alphabets[id.alphabet].name, character.name))) return true;
        return !drawings_.empty() && std::ranges::any_of(character.drawings, [&](DrawingId drawing) {
            return std::ranges::binary_search(drawings_, drawingHash(dataset.drawings[drawing]));
        });
    }

  private:
    static std::string key(const std::string& alphabet, const std::string& character) {
        return comparableName(alphabet) + '/' + comparableName(character);
    }

    std::unordered_set<std::string> names_;
    const std::vector<std::uint64_t>& drawings_;  ///< the origin's, sorted
};

int countSeen(const Origin& origin, const Dataset& dataset, std::span<const Task> tasks) {
    std::set<CharacterId> characters;
    for (const Task& task : tasks) {
        for (const Way& way : task.ways) characters.insert(way.character);
    }
    const LearntCharacters learnt(origin);
    return static_cast<int>(
        std::ranges::count_if(characters, [&](CharacterId id) { return learnt.contains(dataset, id); }));
}

/// The embeddings of some drawings of a dataset.
struct EmbeddedDrawings {
    std::vector<int> rowOf;  ///< by DrawingId; -1: not among them
    Embeddings embeddings;

    void append(DrawingId drawing, Embeddings& to) const {
        const auto row = embeddings.row(rowOf[drawing]);
        to.values.insert(to.values.end(), row.begin(), row.end());
        to.dimension = embeddings.dimension;
        ++to.count;
    }
};

ImageBatch imagesOf(const ImageBatch& images, int from, int to) {
    const auto size = static_cast<std::ptrdiff_t>(images.imageSize());
    return {{images.data.begin() + from * size, images.data.begin() + to * size},
            to - from,
            images.channels,
            images.height,
            images.width};
}

/// The distinct drawings of the tasks, in the order in which the tasks name them; sets rowOf.
std::vector<DrawingId> distinctDrawings(std::span<const Task> tasks, std::vector<int>& rowOf) {
    std::vector<DrawingId> distinct;
    const auto add = [&](DrawingId drawing) {
        if (rowOf[drawing] >= 0) return;
        rowOf[drawing] = static_cast<int>(distinct.size());
        distinct.push_back(drawing);
    };
    for (const Task& task : tasks) {
        add(task.query);
        for (const Way& way : task.ways) std::ranges::for_each(way.drawings, add);
    }
    return distinct;
}

bool sameSupport(const Task& a, const Task& b) {
    return std::ranges::equal(a.ways, b.ways, {}, &Way::drawings, &Way::drawings);
}

Support supportOf(const Task& task, const EmbeddedDrawings& embedded) {
    Support support{{}, static_cast<int>(task.ways.size()), static_cast<int>(task.ways.front().drawings.size())};
    for (const Way& way : task.ways) {
        assert(static_cast<int>(way.drawings.size()) == support.shots);
        for (const DrawingId drawing : way.drawings) embedded.append(drawing, support.embeddings);
    }
    return support;
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

TaskResults evaluateTasks(const OneShotModel& model, const Dataset& dataset, std::span<const Task> tasks,
                          const ReportProgress& progress, const RerankSettings& reranking) {
    TaskResults results;
    results.seenCharacters = countSeen(model.origin(), dataset, tasks);

    EmbeddedDrawings embedded{std::vector<int>(dataset.drawings.size(), -1), {}};
    const std::vector<DrawingId> distinct = distinctDrawings(tasks, embedded.rowOf);
    const auto answered = static_cast<std::int64_t>(distinct.size() + tasks.size());
    const std::int64_t total = answered + (reranking.best > 0 ? std::ssize(tasks) : 0);
    const auto report = [&](std::size_t done) {
        if (progress) progress(static_cast<std::int64_t>(done), total);
    };

    auto start = Clock::now();
    for (std::size_t first = 0; first < distinct.size(); first += drawingsPerBatch) {
        report(first);
        DrawingBatch batch;
        for (std::size_t i = first; i < std::min(first + drawingsPerBatch, distinct.size()); ++i) {
            batch.push_back(&dataset.drawings[distinct[i]]);
        }
        const ImageBatch images = model.prepare(batch);
        // A model may make several images of a drawing, which it embeds together.
        const auto drawings = static_cast<int>(batch.size()), views = images.n / drawings;
        const auto pixels = static_cast<std::size_t>(images.height) * images.width * views;
        const auto step =
            static_cast<int>(std::max<std::size_t>(1, pixelsPerEmbedding / std::max<std::size_t>(1, pixels)));
        for (int from = 0; from < drawings; from += step) {
            if (from > 0) report(first + from);
            const int to = std::min(drawings, from + step);
            const Embeddings part = model.embed(imagesOf(images, from * views, to * views));
            Embeddings& all = embedded.embeddings;
            all.dimension = part.dimension;
            all.count += part.count;
            all.values.reserve(distinct.size() * part.dimension);
            all.values.insert(all.values.end(), part.values.begin(), part.values.end());
        }
    }
    results.secondsEmbedding = secondsSince(start);

    start = Clock::now();
    results.outcomes.reserve(tasks.size());
    for (std::size_t first = 0; first < tasks.size();) {
        report(distinct.size() + first);
        Embeddings queries;
        std::size_t last = first;  // the tasks from first on that share its support set are answered in one go
        for (; last < tasks.size() && sameSupport(tasks[first], tasks[last]); ++last) {
            embedded.append(tasks[last].query, queries);
        }
        const Scores scores = model.compare(queries, supportOf(tasks[first], embedded));
        for (std::size_t i = first; i < last; ++i) {
            const auto row = scores.row(static_cast<int>(i - first));
            const int predicted = predictedWay(row);
            results.outcomes.push_back({{row.begin(), row.end()}, predicted, predicted == tasks[i].answer});
        }
        first = last;
    }
    results.secondsComparing = secondsSince(start);
    if (reranking.best > 0) {
        start = Clock::now();
        rerank(results, model, dataset, tasks, reranking, [&](std::int64_t done, std::int64_t) {
            if (progress) progress(answered + done, total);
        });
        results.secondsReranking = secondsSince(start);
    }
    report(static_cast<std::size_t>(total));
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
