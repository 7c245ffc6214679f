#include "core/tasks/task_sampler.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>

#include "core/base/error.h"
#include "core/base/text.h"

namespace oneshot {
namespace {

using Pools = std::vector<std::vector<CharacterId>>;

/// Characters with a drawing for the query and `shots` more: one pool per alphabet, or one in all.
Pools candidatePools(const Dataset& dataset, int shots, bool withinAlphabet) {
    Pools pools(withinAlphabet ? dataset.alphabets.size() : 1);
    for (const CharacterId id : dataset.characters())
        if (static_cast<int>(dataset.character(id).drawings.size()) > shots)
            pools[withinAlphabet ? id.alphabet : 0].push_back(id);
    return pools;
}

int largest(const Pools& pools) {
    std::size_t size = 0;
    for (const auto& pool : pools) size = std::max(size, pool.size());
    return static_cast<int>(size);
}

/// The known drawers other than `except` that drew every one of the characters.
std::vector<int> commonDrawers(const Dataset& dataset, const std::vector<CharacterId>& characters, int except) {
    std::set<int> common;
    for (std::size_t i = 0; i < characters.size(); ++i) {
        std::set<int> mine;
        for (const DrawingId id : dataset.character(characters[i]).drawings) {
            const int drawer = dataset.drawings[id].drawer;
            if (drawer > 0 && drawer != except && (i == 0 || common.contains(drawer))) mine.insert(drawer);
        }
        common = std::move(mine);
    }
    return {common.begin(), common.end()};
}

DrawingId anyOf(Random& random, const std::vector<DrawingId>& ids) {
    return ids[below(random, static_cast<int>(ids.size()))];
}

}  // namespace

TaskSampler::TaskSampler(const Dataset& dataset, const TaskSettings& settings)
    : dataset_(dataset), settings_(settings), pools_(candidatePools(dataset, settings.shots, settings.withinAlphabet)) {
    if (settings.ways < 2)
        throw Error(ErrorCode::InvalidSetting, "ways", fmt::format("must be at least 2, is {}", settings.ways));
    if (settings.shots < 1)
        throw Error(ErrorCode::InvalidSetting, "shots", fmt::format("must be at least 1, is {}", settings.shots));
    const int max = largest(pools_);
    if (max < 2) {
        std::size_t drawings = 0;
        for (const CharacterId id : dataset.characters())
            drawings = std::max(drawings, dataset.character(id).drawings.size());
        throw Error(ErrorCode::InvalidSetting, "shots",
                    fmt::format("a task of {} needs two characters{} with {} each, and {} holds {} of at most {}",
                                counted(settings.shots, "shot"), settings.withinAlphabet ? " of one alphabet" : "",
                                counted(settings.shots + 1, "drawing"), dataset.name,
                                counted(dataset.characterCount(), "character"),
                                counted(static_cast<std::int64_t>(drawings), "drawing")),
                    "Lower shots or select more.");
    }
    if (max < settings.ways)
        throw Error(
            ErrorCode::InvalidSetting, "ways",
            fmt::format("{} ways are more than the {} that {} holds{}", settings.ways, counted(max, "character"),
                        dataset.name, settings.withinAlphabet ? " in its largest alphabet" : ""),
            fmt::format("Ask for at most {}{}", max,
                        settings.withinAlphabet ? ", or for ways from all alphabets." : "."));
    std::erase_if(pools_, [&](const auto& pool) { return static_cast<int>(pool.size()) < settings.ways; });
}

Task TaskSampler::next() {
    Random random = makeRandom(settings_.seed, "task", drawn_++);
    const auto& pool = pools_[below(random, static_cast<int>(pools_.size()))];
    std::vector<CharacterId> characters;  // in random order, so that any way is as likely the answer
    for (const int i : sample(random, static_cast<int>(pool.size()), settings_.ways)) characters.push_back(pool[i]);

    Task task;
    task.answer = below(random, settings_.ways);
    task.query = anyOf(random, dataset_.character(characters[task.answer]).drawings);
    const int drawer = dataset_.drawings[task.query].drawer;
    std::vector<int> drawers;
    if (settings_.twoDrawers) drawers = commonDrawers(dataset_, characters, drawer);
    shuffle(random, drawers);

    for (const CharacterId id : characters) {
        Way& way = task.ways.emplace_back(Way{id, {}});
        std::vector<DrawingId> left = dataset_.character(id).drawings;
        std::erase(left, task.query);
        for (int shot = 0; shot < settings_.shots; ++shot) {
            // Prefers one drawer per shot over all ways, then any drawer but the query's, then anyone.
            std::vector<DrawingId> preferred;
            const auto prefer = [&](auto accepts) {
                if (!preferred.empty()) return;
                std::copy_if(left.begin(), left.end(), std::back_inserter(preferred),
                             [&](DrawingId d) { return accepts(dataset_.drawings[d].drawer); });
            };
            if (shot < static_cast<int>(drawers.size())) prefer([&](int d) { return d == drawers[shot]; });
            if (settings_.twoDrawers) prefer([&](int d) { return d != drawer; });
            prefer([](int) { return true; });
            way.drawings.push_back(anyOf(random, preferred));
            std::erase(left, way.drawings.back());
        }
    }
    return task;
}

std::vector<Task> TaskSampler::take(int count) {
    std::vector<Task> tasks;
    for (int i = 0; i < count; ++i) tasks.push_back(next());
    return tasks;
}

std::vector<std::string> unusedAlphabets(const Dataset& dataset, const TaskSettings& settings) {
    std::vector<std::string> names;
    if (!settings.withinAlphabet) return names;
    const Pools pools = candidatePools(dataset, settings.shots, true);
    for (std::size_t i = 0; i < pools.size(); ++i)
        if (static_cast<int>(pools[i].size()) < settings.ways) names.push_back(dataset.alphabets[i].name);
    return names;
}

int maxWays(const Dataset& dataset, int shots, bool withinAlphabet) {
    return largest(candidatePools(dataset, shots, withinAlphabet));
}

}  // namespace oneshot
