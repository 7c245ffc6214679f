#include "core/study/study_order.h"

#include <fmt/format.h>

#include <numeric>

#include "core/base/random.h"

namespace oneshot {
namespace {

void requireParticipant(int participant) {
    if (participant < 1)
        throw Error(ErrorCode::InvalidSetting, "participant", fmt::format("must be at least 1, is {}", participant),
                    "Number the participants from 1.");
}

/// 0, 1, n-1, 2, n-2, ...: neighbours differ by each of 1..n-1 once (n even) or by half of them twice (n odd).
std::vector<int> firstOrder(int treatments) {
    std::vector<int> order{0};
    for (int i = 1; i < treatments; ++i) order.push_back(i % 2 == 1 ? (i + 1) / 2 : treatments - i / 2);
    return order;
}

}  // namespace

std::vector<std::vector<int>> williamsDesign(int treatments) {
    const std::vector<int> first = firstOrder(treatments);
    std::vector<std::vector<int>> orders;
    for (int row = 0; row < treatments; ++row) {
        std::vector<int>& order = orders.emplace_back(first);
        for (int& treatment : order) treatment = (treatment + row) % treatments;
    }
    if (treatments % 2 == 0) return orders;
    for (int row = 0; row < treatments; ++row) {
        const std::vector<int> order = orders[row];
        orders.emplace_back(order.rbegin(), order.rend());
    }
    return orders;
}

std::uint64_t seedFor(const Study& study, int participant) {
    requireParticipant(participant);
    if (study.tasks.order != StudyOrder::New) return study.tasks.seed;
    return study.tasks.seed + static_cast<std::uint64_t>(participant - 1);
}

std::vector<int> tasksOrder(const Study& study, int participant) {
    requireParticipant(participant);
    const StudyTasks& tasks = study.tasks;
    std::vector<int> places(static_cast<std::size_t>(tasks.trials));
    std::iota(places.begin(), places.end(), 0);
    if (tasks.order == StudyOrder::New) return places;

    const int blocks = tasks.order == StudyOrder::Counterbalanced ? tasks.blocks : 1, size = tasks.trials / blocks;
    const std::vector<std::vector<int>> orders = williamsDesign(blocks);
    Random random = makeRandom(tasks.seed, "participant's order", static_cast<std::uint64_t>(participant));
    std::vector<int> order;
    for (const int block : orders[static_cast<std::size_t>(participant - 1) % orders.size()]) {
        std::vector<int> part(places.begin() + block * size, places.begin() + (block + 1) * size);
        if (tasks.seedRule == StudySeedRule::ByParticipant) shuffle(random, part);
        order.insert(order.end(), part.begin(), part.end());
    }
    return order;
}

}  // namespace oneshot
