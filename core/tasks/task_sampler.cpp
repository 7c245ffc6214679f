#include "core/tasks/task_sampler.h"

#include <algorithm>
#include <set>
#include <string>

#include "core/base/error.h"
#include "core/base/text.h"

namespace oneshot {
namespace {

using Pools = std::vector<std::vector<CharacterId>>;

/// Characters with a query's drawing and `shots` more, one pool an alphabet or one in all.
Pools candidatePools(const Dataset& dataset, int shots, bool withinAlphabet) {
    Pools pools(withinAlphabet ? dataset.alphabets.size() : 1);
    for (const CharacterId id : dataset.characters())
        if (static_cast<int>(dataset.character(id).drawings.size()) > shots)
            pools[withinAlphabet ? id.alphabet : 0].push_back(id);
    return pools;
}

int largest(const Pools& pools) {
    std::size_t most = 0;
    for (const auto& pool : pools) most = std::max(most, pool.size());
    return static_cast<int>(most);
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
        throw Error(ErrorCode::InvalidSetting, "ways", "must be 2 at least, is " + std::to_string(settings.ways));
    if (settings.shots < 1)
        throw Error(ErrorCode::InvalidSetting, "shots", "must be 1 at least, is " + std::to_string(settings.shots));
    const int most = largest(pools_);
    if (most < 2) {
        std::size_t drawings = 0;
        for (const CharacterId id : dataset.characters())
            drawings = std::max(drawings, dataset.character(id).drawings.size());
        throw Error(ErrorCode::InvalidSetting, "shots",
                    "a task of " + counted(settings.shots, "shot") + " needs two characters" +
                        (settings.withinAlphabet ? " of one alphabet" : "") + " with " +
                        counted(settings.shots + 1, "drawing") + " each, and " + dataset.name + " holds " +
                        counted(dataset.characterCount(), "character") + " of " +
                        counted(static_cast<std::int64_t>(drawings), "drawing") + " at most",
                    "Lower shots or select more.");
    }
    if (most < settings.ways)
        throw Error(ErrorCode::InvalidSetting, "ways",
                    std::to_string(settings.ways) + " ways are more than the " + counted(most, "character") + " that " +
                        dataset.name + " holds" + (settings.withinAlphabet ? " in its largest alphabet" : ""),
                    "Ask for " + std::to_string(most) + " at most" +
                        (settings.withinAlphabet ? ", or for ways from all alphabets." : "."));
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
            // One drawer a shot over all ways where the data have it, else another than the query's, else any.
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

int mostWays(const Dataset& dataset, int shots, bool withinAlphabet) {
    return largest(candidatePools(dataset, shots, withinAlphabet));
}

}  // namespace oneshot
