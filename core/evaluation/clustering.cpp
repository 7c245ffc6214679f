#include "core/evaluation/clustering.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <limits>
#include <utility>

namespace oneshot {
namespace {

/// Joins two orders, each turned or not, so that the ends that touch are the nearest ones; of equal ones as they are.
std::vector<int> joined(std::vector<int> first, std::vector<int> second, std::span<const double> distances, int count) {
    const auto distance = [&](int a, int b) { return distances[static_cast<std::size_t>(a) * count + b]; };
    const std::array<double, 4> touching{distance(first.back(), second.front()), distance(first.back(), second.back()),
                                         distance(first.front(), second.front()),
                                         distance(first.front(), second.back())};
    const auto nearest = std::ranges::min_element(touching) - touching.begin();
    if (nearest >= 2) std::ranges::reverse(first);
    if (nearest % 2 == 1) std::ranges::reverse(second);
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

}  // namespace

std::vector<ClusterMerge> averageLinkage(std::span<const double> distances, int count) {
    assert(std::ssize(distances) == static_cast<std::ptrdiff_t>(count) * count);
    std::vector<double> between(distances.begin(), distances.end());  // of the clusters in force, by their places
    std::vector<int> cluster, size(static_cast<std::size_t>(count), 1);
    std::vector<int> places;  // in the order in which the clusters were made
    for (int i = 0; i < count; ++i) cluster.push_back(i), places.push_back(i);
    const auto at = [&](int a, int b) -> double& { return between[static_cast<std::size_t>(a) * count + b]; };
    std::vector<ClusterMerge> merges;
    while (places.size() > 1) {
        double least = std::numeric_limits<double>::infinity();
        int a = places[0], b = places[1];
        for (std::size_t i = 0; i < places.size(); ++i)
            for (std::size_t j = i + 1; j < places.size(); ++j)
                if (at(places[i], places[j]) < least) a = places[i], b = places[j], least = at(a, b);
        merges.push_back({std::min(cluster[a], cluster[b]), std::max(cluster[a], cluster[b]), at(a, b)});
        std::erase(places, b);
        for (const int other : places)
            at(a, other) = at(other, a) = (size[a] * at(a, other) + size[b] * at(b, other)) / (size[a] + size[b]);
        size[a] += size[b];
        cluster[a] = count + static_cast<int>(merges.size()) - 1;
        std::erase(places, a);
        places.push_back(a);
    }
    return merges;
}

std::vector<int> clusteredOrder(std::span<const double> distances, int count) {
    std::vector<std::vector<int>> orders;  // by cluster
    for (int i = 0; i < count; ++i) orders.push_back({i});
    for (const ClusterMerge& merge : averageLinkage(distances, count))
        orders.push_back(joined(std::move(orders[merge.first]), std::move(orders[merge.second]), distances, count));
    return orders.empty() ? std::vector<int>() : std::move(orders.back());
}

}  // namespace oneshot
