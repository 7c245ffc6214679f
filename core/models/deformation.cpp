#include "core/models/deformation.h"

#include <algorithm>
#include <cmath>
#include <numeric>

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

struct Picture {
    int side = 0;
    std::vector<float> values;  ///< [side, side]
};

/// Gaussian blur of the ink, then saturated, so that a line counts much the same at every scale.
Picture blurred(const Drawing& drawing, const Level& level) {
    const int side = level.side, reach = static_cast<int>(std::ceil(2.5 * level.blur));
    Picture picture{side, prepareDrawings({&drawing}, deformationFrame(side)).data};
    std::vector<float> kernel;
    for (int i = -reach; i <= reach; ++i)
        kernel.push_back(static_cast<float>(std::exp(-i * i / (2 * level.blur * level.blur))));
    const float sum = std::accumulate(kernel.begin(), kernel.end(), 0.0F);
    const auto blurAlong = [&](int step, int stride) {
        std::vector<float> to(picture.values.size());
        for (int line = 0; line < side; ++line)
            for (int at = 0; at < side; ++at)
                for (int i = std::max(-reach, -at); i <= std::min(reach, side - 1 - at); ++i)
                    to[line * stride + at * step] +=
                        kernel[i + reach] / sum * picture.values[line * stride + (at + i) * step];
        picture.values = std::move(to);
    };
    blurAlong(1, side);
    blurAlong(side, 1);
    const auto line = static_cast<float>(1 / (1 + level.blur));  // about what a line has in its middle
    for (float& value : picture.values) value = value / (value + line) * 2;
    return picture;
}

float at(const Picture& picture, int x, int y) {
    return x < 0 || y < 0 || x >= picture.side || y >= picture.side ? 0.0F : picture.values[y * picture.side + x];
}

struct Sampled {
    float value, byX, byY;  ///< and its derivatives, a pixel
};

/// Bilinear, paper outside.
Sampled sampled(const Picture& picture, double x, double y) {
    x = std::clamp(x, -2.0, picture.side + 1.0);
    y = std::clamp(y, -2.0, picture.side + 1.0);
    const int left = static_cast<int>(std::floor(x)), top = static_cast<int>(std::floor(y));
    const auto u = static_cast<float>(x - left), v = static_cast<float>(y - top);
    const float a = at(picture, left, top), b = at(picture, left + 1, top), c = at(picture, left, top + 1),
                d = at(picture, left + 1, top + 1);
    return {(a + u * (b - a)) * (1 - v) + (c + u * (d - c)) * v, (b - a) * (1 - v) + (d - c) * v,
            (c - a) * (1 - u) + (d - b) * u};
}

/// Values of the functions at every pixel: [side * side, functions].
std::vector<float> basis(int side) {
    const std::vector<float> weights = latticeWeights(side);
    const auto unit = [&](int pixel) { return static_cast<float>((2 * pixel + 1.0) / side - 1); };
    std::vector<float> all;
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            for (int i = 0; i < nodes; ++i)
                for (int j = 0; j < nodes; ++j) all.push_back(weights[i * side + y] * weights[j * side + x]);
            all.insert(all.end(), {unit(x), unit(y), 1.0F});
        }
    return all;
}

using Matrix = std::vector<double>;  // [unknowns, unknowns]
using Vector = std::array<double, unknowns>;

/// What a displacement costs is half of parameters * stiffness * parameters, scaled to `weight`.
Matrix stiffness() {
    Matrix k(unknowns * unknowns, 0.0);
    for (int component = 0; component < 2; ++component) {
        const int first = component * functions;
        const auto add = [&](int i, int j, double value) { k[(first + i) * unknowns + first + j] += value; };
        const auto spring = [&](int i, int j) {
            add(i, i, latticeStiffness);
            add(j, j, latticeStiffness);
            add(i, j, -latticeStiffness);
            add(j, i, -latticeStiffness);
        };
        for (int i = 0; i < nodes; ++i)
            for (int j = 0; j < nodes; ++j) {
                add(i * nodes + j, i * nodes + j, 0.1 * latticeStiffness);  // a shift is the frame's
                if (j + 1 < nodes) spring(i * nodes + j, i * nodes + j + 1);
                if (i + 1 < nodes) spring(i * nodes + j, (i + 1) * nodes + j);
            }
        add(functions - 3, functions - 3, frameStiffness * nodes * nodes);
        add(functions - 2, functions - 2, frameStiffness * nodes * nodes);
        add(functions - 1, functions - 1, shiftStiffness * nodes * nodes);
    }
    return k;
}

double energy(const Matrix& k, const Vector& parameters) {
    double sum = 0;
    for (int i = 0; i < unknowns; ++i)
        for (int j = 0; j < unknowns; ++j) sum += parameters[i] * k[i * unknowns + j] * parameters[j];
    return sum;
}

/// Solves a positive definite system by Cholesky's factors, in place; only the lower half of `a` is read.
void solve(Matrix& a, Vector& b) {
    for (int j = 0; j < unknowns; ++j) {
        for (int i = j; i < unknowns; ++i) {
            double sum = a[i * unknowns + j];
            for (int k = 0; k < j; ++k) sum -= a[i * unknowns + k] * a[j * unknowns + k];
            a[i * unknowns + j] = i == j ? std::sqrt(std::max(sum, 1e-12)) : sum / a[j * unknowns + j];
        }
    }
    for (int i = 0; i < unknowns; ++i) {
        for (int k = 0; k < i; ++k) b[i] -= a[i * unknowns + k] * b[k];
        b[i] /= a[i * unknowns + i];
    }
    for (int i = unknowns - 1; i >= 0; --i) {
        for (int k = i + 1; k < unknowns; ++k) b[i] -= a[k * unknowns + i] * b[k];
        b[i] /= a[i * unknowns + i];
    }
}

/// The normal equations of one Gauss-Newton step.
struct Equations {
    Matrix matrix = Matrix(unknowns * unknowns, 0.0);  ///< lower half
    Vector right{};
    double squares = 0;  ///< of the differences, before the step
};

/// Of the differences between `to` and `from` displaced; phi: basis of their side.
Equations equations(const Picture& from, const Picture& to, const std::vector<float>& phis, const Vector& parameters) {
    const double half = from.side / 2.0;
    constexpr int block = functions * functions;
    std::array<float, 3 * block> sums{};  // of phi_i phi_j times gx gx, gx gy, gy gy; j <= i
    Equations result;
    for (int pixel = 0; pixel < from.side * from.side; ++pixel) {
        const float* phi = phis.data() + static_cast<std::size_t>(pixel) * functions;
        double dx = 0, dy = 0;
        for (int i = 0; i < functions; ++i) {
            dx += parameters[i] * phi[i];
            dy += parameters[functions + i] * phi[i];
        }
        const Sampled s = sampled(from, pixel % from.side + half * dx, pixel / from.side + half * dy);
        const float difference = to.values[pixel] - s.value;
        result.squares += static_cast<double>(difference) * difference;
        const float gx = s.byX * static_cast<float>(half), gy = s.byY * static_cast<float>(half);
        if (gx * gx + gy * gy < flat) continue;
        for (int i = 0; i < functions; ++i) {
            if (phi[i] == 0) continue;
            result.right[i] += static_cast<double>(gx * difference * phi[i]);
            result.right[functions + i] += static_cast<double>(gy * difference * phi[i]);
            float* xx = sums.data() + i * functions;
            const float px = phi[i] * gx * gx, pxy = phi[i] * gx * gy, py = phi[i] * gy * gy;
            for (int j = 0; j <= i; ++j) {
                xx[j] += px * phi[j];
                xx[block + j] += pxy * phi[j];
                xx[2 * block + j] += py * phi[j];
            }
        }
    }
    for (int i = 0; i < functions; ++i)
        for (int j = 0; j <= i; ++j) {
            const float* sum = sums.data() + i * functions + j;
            result.matrix[i * unknowns + j] = sum[0];
            result.matrix[(functions + i) * unknowns + j] = sum[block];
            result.matrix[(functions + j) * unknowns + i] = sum[block];
            result.matrix[(functions + i) * unknowns + functions + j] = sum[2 * block];
        }
    return result;
}

double squaresOf(const Picture& picture) {
    double sum = 0;
    for (const float value : picture.values) sum += static_cast<double>(value) * value;
    return sum;
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
    static const std::vector<float> coarse = basis(16), fine = basis(32);
    Vector parameters{};
    Deformation result;
    for (const Level& level : levels) {
        const Picture a = blurred(from, level), b = blurred(to, level);
        const std::vector<float>& phis = level.side == 16 ? coarse : fine;
        const double inkFrom = squaresOf(a), inkTo = squaresOf(b), ink = inkFrom + inkTo;
        if (inkFrom == 0 || inkTo == 0) {
            result.mismatch = ink > 0 ? 2 : 0;
            return result;
        }
        const double weight = 0.02 * ink;  // of the stiffness against the differences
        for (int step = 0; step < level.steps; ++step) {
            Equations e = equations(a, b, phis, parameters);
            for (int i = 0; i < unknowns; ++i) {
                for (int j = 0; j < unknowns; ++j) {
                    e.matrix[i * unknowns + j] += weight * k[i * unknowns + j];
                    e.right[i] -= weight * k[i * unknowns + j] * parameters[j];
                }
                e.matrix[i * unknowns + i] += 1e-3 * weight;
            }
            solve(e.matrix, e.right);
            for (int i = 0; i < unknowns; ++i) parameters[i] += std::clamp(e.right[i], -0.25, 0.25);
        }
        result.mismatch = 2 * equations(a, b, phis, parameters).squares / ink;
    }
    result.bending = energy(k, parameters);
    const double* x = parameters.data();
    const double* y = x + functions;
    constexpr int lattice = nodes * nodes;
    for (int i = 0; i < lattice; ++i) {
        result.distortion.field[i] = static_cast<float>(x[i]);
        result.distortion.field[lattice + i] = static_cast<float>(y[i]);
    }
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
