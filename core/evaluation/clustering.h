#pragma once

#include <span>
#include <vector>

namespace oneshot {

/// Two clusters that become one. Items are clusters 0 .. count - 1; the merge i makes cluster count + i.
struct ClusterMerge {
    int first = 0, second = 0;  ///< first < second
    double distance = 0;        ///< mean over all pairs of an item of the one and an item of the other
};

/// Average-linkage hierarchical clustering (UPGMA, Sokal & Michener 1958): the two nearest clusters become one, count -
/// 1 times. Of equally near ones those come first that were made first. distances: [count, count], symmetric. Blocks;
/// takes count³ steps, so some hundreds of items at most.
std::vector<ClusterMerge> averageLinkage(std::span<const double> distances, int count);

/// The items in an order in which those of a cluster stand together. Where two clusters meet they are turned so that
/// the nearest two of their ends touch (Gruvaeus & Wainer 1972).
std::vector<int> clusteredOrder(std::span<const double> distances, int count);

}  // namespace oneshot
