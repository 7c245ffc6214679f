#pragma once

#include <functional>
#include <span>
#include <stop_token>
#include <vector>

#include "core/base/stop.h"
#include "core/models/one_shot_model.h"

// Embeddings in two dimensions: quickly by their principal plane, and by t-SNE, which keeps neighbours together. Both
// give the same positions each time.
namespace oneshot {

/// A position on a map, in no unit.
struct MapPosition {
    double x = 0, y = 0;
    bool operator==(const MapPosition&) const = default;
};
using MapPositions = std::vector<MapPosition>;

struct PrincipalPlane {
    MapPositions positions;  ///< one a row; mean 0, the larger variance along x
    double share = 0;        ///< of the variance of all dimensions that the plane holds, 0..1; 0 where there is none
};

/// Pearson 1901, Hotelling 1933: projects embeddings [n, D] onto the two directions of largest variance, by orthogonal
/// iteration on the smaller of the two scatter matrices. The sign of a direction is such that the position farthest
/// from 0 along it is positive. Takes n * D * min(n, D) multiplications, on all cores. Throws Error(Failed) where a
/// number is not finite.
PrincipalPlane principalPlane(const Embeddings&, const ProgressFunction& progress = {},
                              const std::stop_token& stop = {});

struct TsneSettings {
    double perplexity = 30;  ///< about how many neighbours a point has; see usedPerplexity()
    int iterations = 1000;
    MapPositions start = {};  ///< to go on from, without exaggeration; as many as there are rows, or none: the plane
    bool operator==(const TsneSettings&) const = default;
};

/// The most rows that tsne() takes: it keeps a number for each pair of them.
inline constexpr int maxMapRows = 2000;

/// The perplexity in force for so many points: at most a third of the others, at least 1.
double usedPerplexity(double perplexity, int points);

/// P of van der Maaten & Hinton 2008, equations 1 and (p_j|i + p_i|j) / 2n, from squared Euclidean distances of the
/// rows of [n, D]: [n * n], symmetric, 0 for a point with itself, sum 1. The width of each row's Gaussian is found by
/// bisection so that the row's perplexity is usedPerplexity(); rows that equal one another have it larger.
std::vector<double> tsneAffinities(const Embeddings&, double perplexity, const ProgressFunction& progress = {},
                                   const std::stop_token& stop = {});

struct TsneCost {
    double divergence = 0;  ///< Kullback-Leibler, KL(P || Q), nats
    MapPositions gradient;  ///< of the divergence by each position, equation 5
};
/// affinities: [n * n], as tsneAffinities() gives them; positions: n.
TsneCost tsneCost(std::span<const double> affinities, std::span<const MapPosition> positions);

/// Called on the thread that called tsne(), every few iterations, with the positions after so many of them.
using MapMoved = std::function<void(const MapPositions&, int iteration)>;

/// van der Maaten & Hinton 2008, exact: gradient descent with momentum 0.5, then 0.8, a gain for each coordinate and
/// exaggeration in the first quarter, at most 250 iterations; factor 12 and learning rate n / 48, at least 50, as
/// Belkina et al. 2019. Starts from the principal plane, made small, plus a fixed noise that lets points leave a line.
/// Throws Error(InvalidSetting) for more than maxMapRows rows and Error(Failed) where one is not finite. Takes n * n *
/// iterations steps, on all cores.
MapPositions tsne(const Embeddings&, const TsneSettings&, const MapMoved& moved = {},
                  const ProgressFunction& progress = {}, const std::stop_token& stop = {});

}  // namespace oneshot
