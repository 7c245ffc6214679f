#include "core/pen/redrawing.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>
#include <numeric>

namespace oneshot {
namespace {

constexpr int pointCount = PenPath::pointCount;
constexpr int places = 2 * pointCount;  // forwards and backwards
constexpr int maxStep = 3;
constexpr int frameFits = 3;         ///< how often the frame is fitted to the walk
constexpr double frameRidge = 0.05;  ///< pull of the frame towards the identity, as a fraction of the points
constexpr int slowWaves = 3;

/// The index of a place: 2 * point + backwards.
constexpr int placeOf(int point, bool backwards) {
    return 2 * point + backwards;
}

/// The strokes that are followed, moved by the frame.
struct Model {
    const PenPath& path;
    std::array<PenPoint, pointCount> points;
    std::array<int, pointCount> stroke{};

    explicit Model(const PenPath& drawing) : path(drawing), points(drawing.points) {
        for (int k = 0; k < path.strokes(); ++k) std::fill(stroke.begin() + begin(k), stroke.begin() + end(k), k);
    }
    int begin(int k) const { return path.begins[k]; }
    int end(int k) const { return path.begins[k + 1]; }
    /// True if the hand is at the beginning of the point's stroke in its direction of travel.
    bool starts(PenPlace at) const {
        return at.point == (at.backwards ? end(stroke[at.point]) - 1 : begin(stroke[at.point]));
    }
    bool ends(PenPlace at) const { return starts({at.point, !at.backwards}); }
    bool same(int a, int b) const { return a >= 0 && a < pointCount && stroke[a] == stroke[b]; }

    void move(const PenFrame& frame) {
        for (int i = 0; i < pointCount; ++i) points[i] = frame.move(path.points[i]);
    }
};

double squaredDistance(const PenPoint& a, const PenPoint& b) {
    return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
}

double directionMismatch(const PenPoint& drawn, const PenPoint& model, bool backwards) {
    const float sign = backwards ? -1.0F : 1.0F;
    const float x = drawn.alongX - sign * model.alongX, y = drawn.alongY - sign * model.alongY;
    return (x * x + y * y) / 2;
}

/// Finds the likeliest walk of the hand by Viterbi's algorithm: the pen draws a point at each place, and between two
/// points it steps along its stroke, turns back, or leaves for another place from the best place of a stroke.
class WalkFinder {
  public:
    WalkFinder(const PenPath& drawn, const Model& model) : drawn_(drawn), model_(model), leave_(model.path.strokes()) {}

    std::vector<PenPlace> find() {
        start();
        std::size_t stroke = 1;
        for (int t = 1; t < pointCount; ++t) {
            const bool lifted = t == drawn_.begins[stroke];
            stroke += lifted;
            advance(t, lifted);
        }
        return trace();
    }

  private:
    struct Best {
        float cost = std::numeric_limits<float>::max();
        int from = 0;

        void take(float other, int place) {
            if (other < cost) cost = other, from = place;
        }
    };

    float cost(RedrawingTerm term) const { return static_cast<float>(handCosts[term]); }

    float drawing(int t, PenPlace at) const {
        const PenPoint &to = drawn_.points[t], &from = model_.points[at.point];
        return static_cast<float>(handCosts[Place] * squaredDistance(to, from) +
                                  handCosts[Direction] * directionMismatch(to, from, at.backwards));
    }

    /// The cost of arriving at a place from elsewhere.
    float arriving(PenPlace at) const {
        return (at.backwards ? cost(Reversed) : 0) + (model_.starts(at) ? 0 : cost(Midway));
    }

    template <typename Work>
    void forEachPlace(Work work) const {
        for (int point = 0; point < pointCount; ++point)
            for (const bool backwards : {false, true}) work(PenPlace{point, backwards});
    }

    void start() {
        forEachPlace([&](PenPlace at) {
            now_[placeOf(at.point, at.backwards)] =
                arriving(at) + (model_.stroke[at.point] > 0 ? cost(OtherOrder) : 0) + drawing(0, at);
        });
    }

    void advance(int t, bool lifted) {
        std::ranges::fill(leave_, Best{});
        forEachPlace([&](PenPlace at) {
            const int place = placeOf(at.point, at.backwards);
            leave_[model_.stroke[at.point]].take(now_[place] + (model_.ends(at) ? 0 : cost(Unfinished)), place);
        });
        Best anyStroke;
        for (const Best& best : leave_) anyStroke.take(best.cost + cost(OtherOrder), best.from);

        forEachPlace([&](PenPlace at) {
            const int stroke = model_.stroke[at.point];
            Best best = anyStroke;
            if (stroke > 0) best.take(leave_[stroke - 1].cost, leave_[stroke - 1].from);
            best.cost += arriving(at) + (lifted ? 0 : cost(Join));
            step(at, lifted, best);
            const int place = placeOf(at.point, at.backwards);
            next_[place] = best.cost + drawing(t, at);
            from_[t][place] = static_cast<std::uint8_t>(best.from);
        });
        std::swap(now_, next_);
    }

    /// Considers a step along the stroke, or back.
    void step(PenPlace at, bool lifted, Best& best) const {
        const std::array<float, maxStep + 1> steps{cost(Pause), 0, cost(Hurry), cost(Rush)};
        for (int length = 0; length <= maxStep; ++length) {
            const int before = at.backwards ? at.point + length : at.point - length;
            if (!model_.same(before, at.point)) break;
            const int place = placeOf(before, at.backwards);
            best.take(now_[place] + steps[length] + (lifted ? cost(Split) : 0), place);
        }
        if (lifted) return;
        for (int before = at.point - 1; before <= at.point + 1; ++before) {
            if (!model_.same(before, at.point)) continue;
            const int place = placeOf(before, !at.backwards);
            best.take(now_[place] + cost(TurnBack), place);
        }
    }

    std::vector<PenPlace> trace() const {
        auto place = static_cast<int>(std::ranges::min_element(now_) - now_.begin());
        std::vector<PenPlace> walk(pointCount);
        for (int t = pointCount - 1; t >= 0; --t) {
            walk[t] = {place / 2, place % 2 == 1};
            place = from_[t][place];
        }
        return walk;
    }

    const PenPath& drawn_;
    const Model& model_;
    std::vector<Best> leave_;  ///< the best place to leave each stroke from
    std::array<float, places> now_{}, next_{};
    std::array<std::array<std::uint8_t, places>, pointCount> from_{};
};

static_assert(places <= 256);

/// Fits the frame that moves the model's points closest to those drawn, by least squares with a ridge.
PenFrame fittedFrame(const PenPath& drawn, const PenPath& model, const std::vector<PenPlace>& walk) {
    constexpr double ridge = frameRidge * pointCount;
    // As the model's mean is not that of the points walked on, the constant is an unknown like the others.
    Eigen::Matrix3d moments = ridge * Eigen::Matrix3d::Identity();
    Eigen::Matrix<double, 3, 2> targets = ridge * Eigen::Matrix<double, 3, 2>::Identity();
    for (int t = 0; t < pointCount; ++t) {
        const PenPoint &from = model.points[walk[t].point], &to = drawn.points[t];
        const Eigen::Vector3d basis(from.x, from.y, 1);
        moments += basis * basis.transpose();
        targets += basis * Eigen::RowVector2d(to.x, to.y);
    }
    const Eigen::Matrix<double, 3, 2> rows = moments.llt().solve(targets);
    return {{rows(0, 0), rows(1, 0), rows(2, 0)}, {rows(0, 1), rows(1, 1), rows(2, 1)}};
}

void countFrame(const PenFrame& frame, RedrawingTerms& terms) {
    const auto square = [](double value) { return value * value; };
    terms[Shift] = square(frame.x[2]) + square(frame.y[2]);
    terms[Size] = square((frame.x[0] + frame.y[1]) / 2 - 1);
    terms[Aspect] = square((frame.x[0] - frame.y[1]) / 2);
    terms[Turn] = square((frame.y[0] - frame.x[1]) / 2);
    terms[Slant] = square((frame.y[0] + frame.x[1]) / 2);
}

/// The energy of a stroke's displacements in the orthonormal cosines of at least `slowWaves` half waves.
double wiggle(const Eigen::Ref<const Eigen::Matrix2Xd>& displacements) {
    const auto n = static_cast<double>(displacements.cols());
    double energy = displacements.squaredNorm();
    for (int wave = 0; wave < slowWaves; ++wave) {
        Eigen::Vector2d sum = Eigen::Vector2d::Zero();
        for (int i = 0; i < displacements.cols(); ++i)
            sum += std::cos(std::numbers::pi * (i + 0.5) * wave / n) * displacements.col(i);
        energy -= sum.squaredNorm() * (wave == 0 ? 1 : 2) / n;
    }
    return std::max(energy, 0.0);
}

void countPen(const PenPath& drawn, const Model& model, const std::vector<PenPlace>& walk, RedrawingTerms& terms) {
    Eigen::Matrix<double, 2, pointCount> displacements;
    for (int t = 0; t < pointCount; ++t) {
        const PenPoint &to = drawn.points[t], &from = model.points[walk[t].point];
        displacements.col(t) << to.x - from.x, to.y - from.y;
        const double square = squaredDistance(to, from);
        terms[Place] += square;
        terms[Farthest] = std::max(terms[Farthest], square);
        terms[Direction] += directionMismatch(to, from, walk[t].backwards);
    }
    for (int k = 0; k < drawn.strokes(); ++k)
        terms[Wiggle] += wiggle(displacements.middleCols(drawn.begins[k], drawn.begins[k + 1] - drawn.begins[k]));
}

void countArrival(const Model& model, PenPlace at, RedrawingTerms& terms) {
    terms[Reversed] += at.backwards;
    terms[Midway] += !model.starts(at);
}

void countStep(const Model& model, PenPlace from, PenPlace to, bool lifted, RedrawingTerms& terms) {
    const bool sameStroke = model.stroke[from.point] == model.stroke[to.point];
    const int length = to.backwards ? from.point - to.point : to.point - from.point;
    if (sameStroke && from.backwards == to.backwards && length >= 0 && length <= maxStep) {
        if (length == 0) ++terms[Pause];
        if (length == 2) ++terms[Hurry];
        if (length == 3) ++terms[Rush];
        terms[Split] += lifted;
    } else if (sameStroke && from.backwards != to.backwards && !lifted && std::abs(length) <= 1) {
        ++terms[TurnBack];
    } else {
        countArrival(model, to, terms);
        terms[Join] += !lifted;
        terms[Unfinished] += !model.ends(from);
        terms[OtherOrder] += model.stroke[to.point] != model.stroke[from.point] + 1;
    }
}

void countWalk(const PenPath& drawn, const Model& model, const std::vector<PenPlace>& walk, RedrawingTerms& terms) {
    countArrival(model, walk.front(), terms);
    terms[OtherOrder] += model.stroke[walk.front().point] > 0;
    std::size_t stroke = 1;
    for (int t = 1; t < pointCount; ++t) {
        const bool lifted = t == drawn.begins[stroke];
        stroke += lifted;
        countStep(model, walk[t - 1], walk[t], lifted, terms);
    }
}

/// Counts points of the model farther than two points from any on the walk.
void countLeftOut(const Model& model, const std::vector<PenPlace>& walk, RedrawingTerms& terms) {
    std::array<bool, pointCount> near{};
    for (const PenPlace& place : walk)
        for (int i = place.point - 2; i <= place.point + 2; ++i)
            if (model.same(i, place.point)) near[i] = true;
    terms[LeftOut] = static_cast<double>(std::ranges::count(near, false));
}

struct Costs {
    RedrawingTerm term;
    double hand, query, support;
};

/// All other terms cost nothing.
constexpr auto costs = std::to_array<Costs>({
    {Size, 0, 5.6, 0},        {Aspect, 0, 7.0, 0},        {Turn, 0, 0, 9.5},        {Slant, 0, 10.3, 10.2},
    {Place, 8, 0.39, 0.63},   {Direction, 5, 0.47, 0.07}, {Wiggle, 0, 0, 0.61},     {Farthest, 0, 2.3, 1.35},
    {Pause, 1, 0, 0},         {Hurry, 0.7, 0.1, 0},       {Rush, 2, 0, 0},          {TurnBack, 6, 0.73, 0.27},
    {Split, 5, 0, 0},         {Join, 7, 0.3, 0.98},       {OtherOrder, 5, 0.29, 0}, {Reversed, 2, 0.16, 0},
    {Unfinished, 5, 0.39, 0}, {Midway, 5, 0.34, 0},       {LeftOut, 0, 0, 0.15},
});

constexpr RedrawingTerms column(double Costs::*cost) {
    RedrawingTerms terms{};
    for (const Costs& row : costs) terms[row.term] = row.*cost;
    return terms;
}

}  // namespace

constinit const RedrawingTerms handCosts = column(&Costs::hand);
constinit const RedrawingTerms queryCosts = column(&Costs::query);
constinit const RedrawingTerms supportCosts = column(&Costs::support);

PenPoint PenFrame::move(const PenPoint& from) const {
    const auto along = [](const std::array<double, 3>& row, float px, float py) { return row[0] * px + row[1] * py; };
    const double alongX = along(x, from.alongX, from.alongY), alongY = along(y, from.alongX, from.alongY);
    const double length = std::max(std::hypot(alongX, alongY), 1e-9);
    return {static_cast<float>(along(x, from.x, from.y) + x[2]), static_cast<float>(along(y, from.x, from.y) + y[2]),
            static_cast<float>(alongX / length), static_cast<float>(alongY / length)};
}

double Redrawing::cost(const RedrawingTerms& costs) const {
    return std::inner_product(terms.begin(), terms.end(), costs.begin(), 0.0);
}

Redrawing redraw(const PenPath& drawn, const PenPath& path) {
    Model model(path);
    Redrawing redrawing;
    redrawing.walk = WalkFinder(drawn, model).find();
    for (int i = 0; i < frameFits; ++i) {
        redrawing.frame = fittedFrame(drawn, path, redrawing.walk);
        model.move(redrawing.frame);
        redrawing.walk = WalkFinder(drawn, model).find();
    }
    countFrame(redrawing.frame, redrawing.terms);
    countPen(drawn, model, redrawing.walk, redrawing.terms);
    countWalk(drawn, model, redrawing.walk, redrawing.terms);
    countLeftOut(model, redrawing.walk, redrawing.terms);
    return redrawing;
}

double logLikelihood(const PenPath& query, const PenPath& support) {
    return -redraw(query, support).cost(queryCosts) - redraw(support, query).cost(supportCosts);
}

}  // namespace oneshot
