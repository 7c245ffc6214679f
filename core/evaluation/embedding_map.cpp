#include "core/evaluation/embedding_map.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/base/random.h"

namespace oneshot {
namespace {

using Eigen::ArrayXd;
using Eigen::MatrixXd;
using RowMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

constexpr int rowsPerBlock = 64;  ///< that a thread takes at a time

/// Calls work(first, count) for blocks of so many rows, on all cores.
template <typename Work>
void forRowBlocks(Eigen::Index rows, const Work& work, const ProgressFunction& progress = {}) {
    parallelFor((rows + rowsPerBlock - 1) / rowsPerBlock,
                [&](std::int64_t block) {
                    const Eigen::Index first = block * rowsPerBlock;
                    work(first, std::min<Eigen::Index>(rowsPerBlock, rows - first));
                },
                progress);
}

void requireFinite(const Embeddings& embeddings) {
    if (std::ranges::all_of(embeddings.values, [](float value) { return std::isfinite(value); })) return;
    throw Error(ErrorCode::Failed, "embeddings", "some are not finite numbers, so they have no place on a map",
                "Choose another model.");
}

/// Returns the embeddings less their mean, [n, D], or turned, [D, n], whichever has fewer rows.
RowMatrix centredWithFewerRows(const Embeddings& embeddings) {
    const Eigen::Map<const Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>> given(
        embeddings.values.data(), embeddings.count, embeddings.dimension);
    RowMatrix centred = given.cast<double>();
    const Eigen::RowVectorXd mean = centred.colwise().mean();
    centred.rowwise() -= mean;
    if (embeddings.count <= embeddings.dimension) return centred;
    return centred.transpose();
}

/// Returns the upper triangle of A A'.
MatrixXd scatterOf(const RowMatrix& a, const ProgressFunction& progress) {
    MatrixXd scatter(a.rows(), a.rows());
    forRowBlocks(
        a.rows(),
        [&](Eigen::Index first, Eigen::Index count) {
            const Eigen::Index rest = a.rows() - first;
            scatter.block(first, first, count, rest).noalias() =
                a.middleRows(first, count) * a.bottomRows(rest).transpose();
        },
        progress);
    return scatter;
}

/// The eigenvectors of the largest eigenvalues of a symmetric matrix, the largest first.
struct Leading {
    ArrayXd values;
    MatrixXd vectors;
};

/// Orthogonal iteration with Rayleigh and Ritz's step on more vectors than are wanted, so that it is quick. A value is
/// good when it does not change any more: its vector's error is then about the root of that.
Leading leadingVectors(const MatrixXd& upper, int wanted, const std::stop_token& stop) {
    constexpr int block = 10, maxSteps = 300;
    constexpr double precision = 1e-13;
    const Eigen::Index size = upper.rows();
    Random random = makeRandom(1, "principal plane");
    MatrixXd start(size, std::min<Eigen::Index>(block, size));
    for (double& value : start.reshaped()) value = normal(random);
    MatrixXd vectors = start.householderQr().householderQ() * MatrixXd::Identity(size, start.cols());
    ArrayXd values = ArrayXd::Zero(wanted);
    for (int step = 0; step < maxSteps; ++step) {
        throwIfStopped(stop);
        const MatrixXd image = upper.selfadjointView<Eigen::Upper>() * vectors;
        const Eigen::SelfAdjointEigenSolver<MatrixXd> small(vectors.transpose() * image);
        const MatrixXd turn = small.eigenvectors().rowwise().reverse();
        const ArrayXd found = small.eigenvalues().reverse().head(wanted).array();
        const bool settled = (found - values).abs().maxCoeff() <= precision * std::abs(found[0]);
        values = found;
        if (settled) {
            vectors *= turn;
            break;
        }
        vectors = (image * turn).householderQr().householderQ() * MatrixXd::Identity(size, start.cols());
    }
    return {values, vectors.leftCols(wanted)};
}

/// Turns squared distances of a point to all into the probabilities p_j|i of equation 1.
void toProbabilities(ArrayXd& row, Eigen::Index self, double entropy) {
    constexpr int maxSteps = 100;
    constexpr double precision = 1e-8;  // nats
    row[self] = std::numeric_limits<double>::infinity();
    const double nearest = row.minCoeff();
    row[self] = nearest;
    const ArrayXd beyond = row - nearest;  // so that the largest term is 1 however far the others are
    double beta = 1, low = 0, high = std::numeric_limits<double>::infinity();
    for (int step = 0; step < maxSteps; ++step) {
        row = (-beta * beyond).exp();
        row[self] = 0;
        const double sum = row.sum();
        const double excess = std::log(sum) + beta * (row * beyond).sum() / sum - entropy;
        row /= sum;
        if (std::abs(excess) <= precision) return;
        (excess > 0 ? low : high) = beta;
        beta = std::isinf(high) ? 2 * beta : (low + high) / 2;
    }
}

/// The coordinates of all points along one axis, and how they move.
struct Axis {
    ArrayXd at, step, gain;

    explicit Axis(const ArrayXd& start)
        : at(start), step(ArrayXd::Zero(start.size())), gain(ArrayXd::Ones(start.size())) {}

    void descend(const ArrayXd& slope, double momentum, double rate) {
        constexpr double minGain = 0.01;
        gain = (slope * step < 0).select(gain + 0.2, gain * 0.8).max(minGain);
        step = momentum * step - rate * gain * slope;
        at += step;
        at -= at.mean();
    }
};

/// What pulls and pushes each point.
struct Forces {
    ArrayXd pullX, pullY, pushX, pushY;
    ArrayXd near;        ///< the sum of 1 / (1 + d²) over the others
    ArrayXd divergence;  ///< the sum of p log(p (1 + d²)), if it is wanted
};

Forces forcesOf(std::span<const double> affinities, const ArrayXd& x, const ArrayXd& y, bool wantsDivergence) {
    const Eigen::Index n = x.size();
    Forces forces{ArrayXd(n), ArrayXd(n), ArrayXd(n), ArrayXd(n), ArrayXd(n), ArrayXd::Zero(wantsDivergence ? n : 0)};
    forRowBlocks(n, [&](Eigen::Index first, Eigen::Index count) {
        ArrayXd dx(n), dy(n), near(n), pull(n);
        for (Eigen::Index i = first; i < first + count; ++i) {
            const Eigen::Map<const ArrayXd> p(affinities.data() + i * n, n);
            dx = x[i] - x;
            dy = y[i] - y;
            near = (1 + dx.square() + dy.square()).inverse();
            pull = p * near;
            forces.pullX[i] = (pull * dx).sum();
            forces.pullY[i] = (pull * dy).sum();
            forces.pushX[i] = (near.square() * dx).sum();
            forces.pushY[i] = (near.square() * dy).sum();
            forces.near[i] = near.sum() - 1;
            if (wantsDivergence) forces.divergence[i] = (p > 0).select(p * (p / near).log(), 0.0).sum();
        }
    });
    return forces;
}

MapPositions positionsOf(const ArrayXd& x, const ArrayXd& y) {
    MapPositions positions(static_cast<std::size_t>(x.size()));
    for (Eigen::Index i = 0; i < x.size(); ++i) positions[static_cast<std::size_t>(i)] = {x[i], y[i]};
    return positions;
}

std::pair<ArrayXd, ArrayXd> axesOf(std::span<const MapPosition> positions) {
    ArrayXd x(std::ssize(positions)), y(std::ssize(positions));
    for (Eigen::Index i = 0; i < x.size(); ++i) {
        x[i] = positions[static_cast<std::size_t>(i)].x;
        y[i] = positions[static_cast<std::size_t>(i)].y;
    }
    return {x, y};
}

/// The principal plane, so small that all points are one another's neighbours, with a noise a hundredth of that.
std::pair<ArrayXd, ArrayXd> smallStart(const Embeddings& embeddings, const std::stop_token& stop) {
    constexpr double spread = 1e-4;
    auto [x, y] = axesOf(principalPlane(embeddings, {}, stop).positions);
    const double deviation = std::sqrt(x.square().mean());
    const double scale = deviation > 0 ? spread / deviation : 0;
    Random random = makeRandom(1, "t-SNE");
    for (ArrayXd* axis : {&x, &y})
        for (double& value : *axis) value = scale * value + normal(random, 0, spread / 100);
    return {x, y};
}

}  // namespace

PrincipalPlane principalPlane(const Embeddings& embeddings, const ProgressFunction& progress,
                              const std::stop_token& stop) {
    requireFinite(embeddings);
    PrincipalPlane plane{MapPositions(static_cast<std::size_t>(embeddings.count)), 0};
    if (embeddings.count < 2 || embeddings.dimension < 1) return plane;
    const RowMatrix centred = centredWithFewerRows(embeddings);
    const double variance = centred.squaredNorm();
    const auto size = static_cast<Eigen::Index>(embeddings.values.size());
    const Eigen::Map<const Eigen::ArrayXf> given(embeddings.values.data(), size);
    if (variance <= 1e-20 * given.cast<double>().square().sum()) return plane;  // what rounding leaves of none
    const int axes = static_cast<int>(std::min<Eigen::Index>(2, centred.rows()));
    const auto [values, vectors] = leadingVectors(scatterOf(centred, stoppable(progress, stop)), axes, stop);
    plane.share = std::min(1.0, values.max(0).sum() / variance);
    for (int axis = 0; axis < axes; ++axis) {
        ArrayXd at = embeddings.count <= embeddings.dimension
                         ? ArrayXd(vectors.col(axis).array() * std::sqrt(std::max(0.0, values[axis])))
                         : ArrayXd((centred.transpose() * vectors.col(axis)).array());
        Eigen::Index farthest = 0;
        at.abs().maxCoeff(&farthest);
        if (at[farthest] < 0) at = -at;
        for (int i = 0; i < embeddings.count; ++i) (axis == 0 ? plane.positions[i].x : plane.positions[i].y) = at[i];
    }
    return plane;
}

double usedPerplexity(double perplexity, int points) {
    return std::max(1.0, std::min(perplexity, (points - 1) / 3.0));
}

std::vector<double> tsneAffinities(const Embeddings& embeddings, double perplexity, const ProgressFunction& progress,
                                   const std::stop_token& stop) {
    const Eigen::Index n = embeddings.count;
    std::vector<double> affinities(static_cast<std::size_t>(n * n));
    if (n < 2) return affinities;
    Eigen::Map<MatrixXd> columns(affinities.data(), n, n);  // one a point
    const Eigen::Map<const Eigen::MatrixXf> points(embeddings.values.data(), embeddings.dimension, n);
    const double entropy = std::log(usedPerplexity(perplexity, embeddings.count));
    parallelFor(
        n,
        [&](std::int64_t i) {
            ArrayXd row(n);  // of its own: Eigen's order of sums depends on where a row lies
            for (Eigen::Index j = 0; j < n; ++j)
                row[j] = static_cast<double>((points.col(j) - points.col(i)).squaredNorm());
            toProbabilities(row, i, entropy);
            columns.col(i) = row;
        },
        stoppable(progress, stop));
    for (Eigen::Index i = 0; i < n; ++i)
        for (Eigen::Index j = 0; j < i; ++j)
            columns(i, j) = columns(j, i) = (columns(i, j) + columns(j, i)) / (2 * static_cast<double>(n));
    return affinities;
}

TsneCost tsneCost(std::span<const double> affinities, std::span<const MapPosition> positions) {
    const auto [x, y] = axesOf(positions);
    const Forces forces = forcesOf(affinities, x, y, true);
    const double near = forces.near.sum();
    const Eigen::Map<const ArrayXd> p(affinities.data(), std::ssize(affinities));
    return {forces.divergence.sum() + p.sum() * std::log(near),
            positionsOf(4 * (forces.pullX - forces.pushX / near), 4 * (forces.pullY - forces.pushY / near))};
}

MapPositions tsne(const Embeddings& embeddings, const TsneSettings& settings, const MapMoved& moved,
                  const ProgressFunction& progress, const std::stop_token& stop) {
    constexpr double factor = 12, earlyMomentum = 0.5, laterMomentum = 0.8, minRate = 50;
    constexpr int earlyIterations = 250, iterationsPerMove = 5;
    const int n = embeddings.count;
    if (n > maxMapRows)
        throw Error(ErrorCode::InvalidSetting, "embeddings", "there are more than t-SNE takes, " + std::to_string(n),
                    "Take at most " + std::to_string(maxMapRows) + ".");
    requireFinite(embeddings);
    if (n < 2) return MapPositions(static_cast<std::size_t>(n));
    const std::vector<double> affinities = tsneAffinities(embeddings, settings.perplexity, {}, stop);
    const bool fresh = settings.start.empty();
    const auto [startX, startY] = fresh ? smallStart(embeddings, stop) : axesOf(settings.start);
    const int early = fresh ? std::min(earlyIterations, settings.iterations / 4) : 0;
    const double rate = std::max(minRate, n / factor / 4);
    Axis x(startX), y(startY);
    for (int iteration = 0; iteration < settings.iterations; ++iteration) {
        throwIfStopped(stop);
        const bool isEarly = iteration < early;
        if (iteration == early) x = Axis(x.at), y = Axis(y.at);  // what sped them up would now throw them about
        const double momentum = isEarly ? earlyMomentum : laterMomentum, weight = isEarly ? factor : 1;
        const Forces forces = forcesOf(affinities, x.at, y.at, false);
        const double near = forces.near.sum();
        x.descend(4 * (weight * forces.pullX - forces.pushX / near), momentum, rate);
        y.descend(4 * (weight * forces.pullY - forces.pushY / near), momentum, rate);
        const int done = iteration + 1;
        if (moved && done % iterationsPerMove == 0) moved(positionsOf(x.at, y.at), done);
        if (progress) progress(done, settings.iterations);
    }
    return positionsOf(x.at, y.at);
}

}  // namespace oneshot
