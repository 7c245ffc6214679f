#include "core/models/deformation.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>

namespace oneshot {
namespace {

constexpr int nodes = Distortion::latticeSide;
constexpr int functions = nodes * nodes + 3;  // of a displacement's component: the lattice, then x, y and 1
constexpr int unknowns = 2 * functions;
constexpr double bendingWeight = 0.05;  // of bending in the cost, chosen on validation characters
constexpr float flat = 1e-3F;           // squared gradient below which a pixel has no say
constexpr double latticeStiffness = 1.0, frameStiffness = 0.15, shiftStiffness = 0.05;

/// From coarse to fine: pixels of a side, blur in pixels, Gauss-Newton steps.
struct Level {
    int side;
    double blur;
    int steps;
};
constexpr std::array<Level, 3> levels{{{16, 1.5, 4}, {16, 0.8, 3}, {32, 0.8, 3}}};

using Picture = Eigen::ArrayXXf;  ///< [side, side], by x and y

/// What blurs one direction of a picture when multiplied with it: [side, side], symmetric.
Eigen::MatrixXf gaussian(const Level& level) {
    const int side = level.side, reach = static_cast<int>(std::ceil(2.5 * level.blur));
    const auto weight = [&](int i) { return static_cast<float>(std::exp(-i * i / (2 * level.blur * level.blur))); };
    float sum = 0;
    for (int i = -reach; i <= reach; ++i) sum += weight(i);
    Eigen::MatrixXf matrix = Eigen::MatrixXf::Zero(side, side);
    for (int i = 0; i < side; ++i)
        for (int j = std::max(0, i - reach); j <= std::min(side - 1, i + reach); ++j)
            matrix(i, j) = weight(i - j) / sum;
    return matrix;
}

/// Gaussian blur of the ink, then saturated, so that a line counts much the same at every scale.
Picture blurred(const Drawing& drawing, const Level& level) {
    const std::vector<float> ink = prepareDrawings({&drawing}, deformationFrame(level.side)).data;
    const Eigen::MatrixXf blur = gaussian(level);
    const Picture picture = blur * Eigen::Map<const Eigen::MatrixXf>(ink.data(), level.side, level.side) * blur;
    const auto line = static_cast<float>(1 / (1 + level.blur));  // about what a line has in its middle
    return picture / (picture + line) * 2;
}

float at(const Picture& picture, int x, int y) {
    return x < 0 || y < 0 || x >= picture.rows() || y >= picture.cols() ? 0.0F : picture(x, y);
}

struct Sampled {
    float value, byX, byY;  ///< and its derivatives, a pixel
};

/// Bilinear, paper outside.
Sampled sampled(const Picture& picture, double x, double y) {
    const auto end = static_cast<double>(picture.rows() + 1);
    x = std::clamp(x, -2.0, end);
    y = std::clamp(y, -2.0, end);
    const int left = static_cast<int>(std::floor(x)), top = static_cast<int>(std::floor(y));
    const auto u = static_cast<float>(x - left), v = static_cast<float>(y - top);
    const float a = at(picture, left, top), b = at(picture, left + 1, top), c = at(picture, left, top + 1),
                d = at(picture, left + 1, top + 1);
    return {(a + u * (b - a)) * (1 - v) + (c + u * (d - c)) * v, (b - a) * (1 - v) + (d - c) * v,
            (c - a) * (1 - u) + (d - b) * u};
}

using Basis = Eigen::Matrix<float, functions, Eigen::Dynamic>;  ///< values of the functions at every pixel

Basis basis(int side) {
    const std::vector<float> weights = latticeWeights(side);
    const auto unit = [&](int pixel) { return static_cast<float>((2 * pixel + 1.0) / side - 1); };
    Basis all(functions, side * side);
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            auto values = all.col(y * side + x);
            for (int i = 0; i < nodes; ++i)
                for (int j = 0; j < nodes; ++j) values[i * nodes + j] = weights[i * side + y] * weights[j * side + x];
            values.tail<3>() << unit(x), unit(y), 1.0F;
        }
    return all;
}

using Matrix = Eigen::Matrix<double, unknowns, unknowns>;
using Vector = Eigen::Matrix<double, unknowns, 1>;  ///< the x displacements, then the y displacements

/// What a displacement costs is half of parameters * stiffness * parameters, scaled to `weight`.
Matrix stiffness() {
    using Block = Eigen::Matrix<double, functions, functions>;
    Block block = Block::Zero();  // of either component
    const auto spring = [&](int i, int j) {
        for (const int end : {i, j}) block(end, end) += latticeStiffness;
        block(i, j) -= latticeStiffness;
        block(j, i) -= latticeStiffness;
    };
    for (int i = 0; i < nodes; ++i)
        for (int j = 0; j < nodes; ++j) {
            block(i * nodes + j, i * nodes + j) += 0.1 * latticeStiffness;  // a shift is the frame's
            if (j + 1 < nodes) spring(i * nodes + j, i * nodes + j + 1);
            if (i + 1 < nodes) spring(i * nodes + j, (i + 1) * nodes + j);
        }
    block.diagonal().tail<3>() += nodes * nodes * Eigen::Vector3d(frameStiffness, frameStiffness, shiftStiffness);
    Matrix k;
    k << block, Block::Zero(), Block::Zero(), block;
    return k;
}

/// The normal equations of one Gauss-Newton step.
struct Equations {
    Matrix matrix;
    Vector right = Vector::Zero();
    double squares = 0;  ///< of the differences, before the step
};

/// Of the differences between `to` and `from` displaced; phis: basis of their side.
Equations equations(const Picture& from, const Picture& to, const Basis& phis, const Vector& parameters) {
    const auto side = static_cast<int>(from.rows());
    const double half = side / 2.0;
    // Column i: the sums of phi_i phi times gx gx, gx gy and gy gy.
    using Sums = Eigen::Matrix<float, 3 * functions, functions>;
    Sums sums = Sums::Zero();
    Equations result;
    for (int pixel = 0; pixel < side * side; ++pixel) {
        const auto phi = phis.col(pixel);
        const double dx = parameters.head<functions>().dot(phi.cast<double>());
        const double dy = parameters.tail<functions>().dot(phi.cast<double>());
        const Sampled s = sampled(from, pixel % side + half * dx, pixel / side + half * dy);
        const float difference = to(pixel) - s.value;
        result.squares += static_cast<double>(difference) * difference;
        const float gx = s.byX * static_cast<float>(half), gy = s.byY * static_cast<float>(half);
        if (gx * gx + gy * gy < flat) continue;
        Eigen::Matrix<float, 3 * functions, 1> weighted;
        weighted << gx * gx * phi, gx * gy * phi, gy * gy * phi;
        for (int i = 0; i < functions; ++i) {
            if (phi[i] == 0) continue;  // far from the node
            result.right[i] += static_cast<double>(gx * difference * phi[i]);
            result.right[functions + i] += static_cast<double>(gy * difference * phi[i]);
            sums.col(i) += phi[i] * weighted;
        }
    }
    const auto block = [&](int k) { return sums.middleRows<functions>(k * functions).cast<double>(); };
    result.matrix << block(0), block(1), block(1), block(2);
    return result;
}

}  // namespace

double Deformation::cost() const {
    return mismatch + bendingWeight * bending;
}

Preparation deformationFrame(int size) {
    return {size, true, 0.8, 1};
}

Deformation match(const Drawing& from, const Drawing& to) {
    static const Matrix k = stiffness();
    static const Basis coarse = basis(16), fine = basis(32);
    Vector parameters = Vector::Zero();
    Deformation result;
    for (const Level& level : levels) {
        const Picture a = blurred(from, level), b = blurred(to, level);
        const Basis& phis = level.side == 16 ? coarse : fine;
        const double inkFrom = a.cast<double>().square().sum(), inkTo = b.cast<double>().square().sum();
        const double ink = inkFrom + inkTo;
        if (inkFrom == 0 || inkTo == 0) {
            result.mismatch = ink > 0 ? 2 : 0;
            return result;
        }
        const double weight = 0.02 * ink;  // of the stiffness against the differences
        for (int step = 0; step < level.steps; ++step) {
            Equations e = equations(a, b, phis, parameters);
            e.matrix += weight * k;
            e.matrix.diagonal().array() += 1e-3 * weight;
            e.right -= weight * (k * parameters);
            parameters += e.matrix.llt().solve(e.right).cwiseMax(-0.25).cwiseMin(0.25);
        }
        result.mismatch = 2 * equations(a, b, phis, parameters).squares / ink;
    }
    result.bending = parameters.dot(k * parameters);
    const auto x = parameters.head<functions>(), y = parameters.tail<functions>();
    constexpr int lattice = nodes * nodes;
    Eigen::Map<Eigen::Matrix<float, lattice, 2>> field(result.distortion.field.data());
    field << x.head<lattice>().cast<float>(), y.head<lattice>().cast<float>();
    result.distortion.elastic = true;
    result.distortion.matrix = {1 + x[lattice], x[lattice + 1], y[lattice], 1 + y[lattice + 1]};
    result.distortion.shift = {x[lattice + 2], y[lattice + 2]};
    return result;
}

double matchCost(const Drawing& a, const Drawing& b) {
    return (match(a, b).cost() + match(b, a).cost()) / 2;
}

Distortion deformationAt(const Deformation& deformation, double share) {
    Distortion part = deformation.distortion;
    constexpr std::array<double, 4> identity{1, 0, 0, 1};
    for (int i = 0; i < 4; ++i) part.matrix[i] = identity[i] + share * (part.matrix[i] - identity[i]);
    for (double& shift : part.shift) shift *= share;
    for (float& displacement : part.field) displacement *= static_cast<float>(share);
    return part;
}

}  // namespace oneshot
