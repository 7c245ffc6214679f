#include <QtTest>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/evaluation/embedding_map.h"
#include "tests/support/test_program.h"

using namespace oneshot;

namespace {

Embeddings embeddingsOf(const std::vector<std::vector<float>>& rows) {
    Embeddings all{{}, static_cast<int>(rows.size()), rows.empty() ? 0 : static_cast<int>(rows.front().size())};
    for (const auto& row : rows) all.values.insert(all.values.end(), row.begin(), row.end());
    return all;
}

/// What the numbers of scikit-learn 1.2.1 (on NumPy and SciPy of Debian 12) are of.
Embeddings twelvePoints() {
    return embeddingsOf({{0.5f, 1, -0.25f},
                         {1.5f, 0.75f, 0},
                         {-1, 0.25f, 0.5f},
                         {2, -1.5f, 1},
                         {0, 0, 3},
                         {0.25f, -2, -1},
                         {3, 1, -0.5f},
                         {-2, 1.25f, 0.75f},
                         {1, 2, 2},
                         {-0.5f, -0.75f, 1.25f},
                         {2.5f, 0.5f, 1.5f},
                         {-1.5f, -1, -2}});
}

MapPositions twelvePositions() {
    return {{0.1, -0.2}, {0.5, 0.3},  {-0.4, 0.2}, {0.9, -0.7},  {0, 1.1}, {0.2, -1.3},
            {1.4, 0.1},  {-1.2, 0.6}, {0.7, 0.8},  {-0.6, -0.5}, {1, 0.4}, {-0.9, -1}};
}

constexpr int clusterSize = 10;

/// Four groups of ten in five dimensions, 8 apart, each as wide as a normal deviation of a half.
Embeddings fourClusters() {
    const std::vector<std::vector<double>> centres{{0, 0, 0, 0, 0}, {8, 0, 0, 0, 0}, {0, 8, 0, 0, 0}, {0, 0, 8, 8, 0}};
    Random random = makeRandom(1, "clusters");
    std::vector<std::vector<float>> rows;
    for (const auto& centre : centres)
        for (int i = 0; i < clusterSize; ++i) {
            rows.emplace_back();
            for (const double value : centre) rows.back().push_back(static_cast<float>(normal(random, value, 0.5)));
        }
    return embeddingsOf(rows);
}

double distance(const MapPosition& a, const MapPosition& b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}

bool allFinite(const MapPositions& positions) {
    return std::ranges::all_of(positions,
                               [](const MapPosition& at) { return std::isfinite(at.x) && std::isfinite(at.y); });
}

bool near(double actual, double expected, double tolerance) {
    if (std::abs(actual - expected) <= tolerance) return true;
    qWarning("%.10g, not %.10g", actual, expected);
    return false;
}

}  // namespace

class TestEmbeddingMap : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    /// sklearn.manifold._t_sne._joint_probabilities, whose bisection ends at 1e-5 nats.
    void affinitiesAreThoseOfAnother() {
        const std::vector<double> p = tsneAffinities(twelvePoints(), 3);
        const std::vector<double> first{0,
                                        0.0540305285,
                                        0.0129902492,
                                        0.000445715,
                                        0.0002972614,
                                        0.00115454,
                                        0.0061625071,
                                        0.0049432172,
                                        0.0049988129,
                                        0.0029061888,
                                        0.0008827405,
                                        0.0027266848};
        const std::vector<double> seventh{
            0.0061625071, 0.0331834545, 0.0000388641, 0.0017161854, 0.0000056981, 0.0000586197, 0,
            0.0000046741, 0.0005913068, 0.0000281108, 0.0162998401, 0.0000077678};
        QCOMPARE(p.size(), std::size_t(144));
        double sum = 0;
        for (int i = 0; i < 12; ++i) {
            QVERIFY(near(p[i], first[i], 1e-6));
            QVERIFY(near(p[6 * 12 + i], seventh[i], 1e-6));
            for (int j = 0; j < 12; ++j) {
                QCOMPARE(p[i * 12 + j], p[j * 12 + i]);
                sum += p[i * 12 + j];
            }
        }
        QVERIFY(near(sum, 1, 1e-12));
    }

    /// On a circle all rows are alike: n times a row of P is the conditional distribution, of that perplexity.
    void perplexityIsTheOneAskedFor() {
        std::vector<std::vector<float>> rows;
        const int n = 24;
        for (int i = 0; i < n; ++i) {
            const double angle = 2 * std::numbers::pi * i / n;
            rows.push_back({static_cast<float>(100 * std::cos(angle)), static_cast<float>(100 * std::sin(angle))});
        }
        for (const double perplexity : {3.0, 5.0, 7.5}) {
            const std::vector<double> p = tsneAffinities(embeddingsOf(rows), perplexity);
            for (int i = 0; i < n; ++i) {
                double entropy = 0;
                for (int j = 0; j < n; ++j)
                    if (const double conditional = n * p[i * n + j]; conditional > 0)
                        entropy -= conditional * std::log(conditional);
                QVERIFY(near(std::exp(entropy), perplexity, 1e-4));
            }
        }
        QCOMPARE(usedPerplexity(30, 100), 30.0);
        QCOMPARE(usedPerplexity(30, 10), 3.0);
        QCOMPARE(usedPerplexity(30, 2), 1.0);
    }

    /// sklearn.manifold._t_sne._kl_divergence of the same affinities and positions.
    void costIsThatOfAnother() {
        const TsneCost cost = tsneCost(tsneAffinities(twelvePoints(), 3), twelvePositions());
        QVERIFY(near(cost.divergence, 0.8388790536, 1e-5));
        const MapPositions gradient{
            {-0.0364999541, -0.0649661906}, {-0.0701931962, 0.0662702880}, {0.1481240503, 0.0450348662},
            {-0.0418717374, 0.0000546583},  {0.0317837837, -0.0220002112}, {0.0920110032, 0.0369598743},
            {-0.0112619948, -0.0148846353}, {-0.0191064841, 0.0182101806}, {-0.0328240012, -0.0453730094},
            {-0.0002942483, -0.1081459059}, {-0.0127258692, 0.0196465018}, {-0.0471413519, 0.0691935833}};
        QCOMPARE(cost.gradient.size(), gradient.size());
        for (std::size_t i = 0; i < gradient.size(); ++i) {
            QVERIFY(near(cost.gradient[i].x, gradient[i].x, 5e-6));
            QVERIFY(near(cost.gradient[i].y, gradient[i].y, 5e-6));
        }
    }

    void gradientIsTheSlopeOfTheCost() {
        const std::vector<double> p = tsneAffinities(twelvePoints(), 3);
        const MapPositions at = twelvePositions();
        const TsneCost cost = tsneCost(p, at);
        constexpr double step = 1e-5;
        for (std::size_t i = 0; i < at.size(); ++i)
            for (double MapPosition::*axis : {&MapPosition::x, &MapPosition::y}) {
                MapPositions more = at, less = at;
                more[i].*axis += step;
                less[i].*axis -= step;
                const double slope = (tsneCost(p, more).divergence - tsneCost(p, less).divergence) / (2 * step);
                QVERIFY(near(cost.gradient[i].*axis, slope, 1e-7));
            }
    }

    /// sklearn.decomposition.PCA, each axis turned so that its farthest position is positive.
    void planeIsThatOfAnother() {
        const PrincipalPlane plane = principalPlane(twelvePoints());
        const MapPositions expected{
            {0.0437242306, -0.1634860467},  {-0.8009755183, -0.6804711391}, {1.1699399486, 0.8988902063},
            {-0.9029368064, -1.2581170051}, {-0.7302945345, 1.9318363777},  {1.6307425375, -1.8364567636},
            {-1.8725024461, -1.7875514817}, {1.5221207823, 2.0856824803},   {-1.7624530209, 1.5299123963},
            {0.7553342292, 0.6913264418},   {-2.2320835029, -0.3363833072}, {3.1793840509, -1.0751821589}};
        QCOMPARE(plane.positions.size(), expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i) {
            QVERIFY(near(plane.positions[i].x, expected[i].x, 1e-6));
            QVERIFY(near(plane.positions[i].y, expected[i].y, 1e-6));
        }
        QVERIFY(near(plane.share, 0.8122456659, 1e-8));
    }

    /// Fewer points than dimensions: a plane that lies askew in eight of them is found again as it is.
    void planeOfFewPointsKeepsTheirDistances() {
        const std::vector<float> u{0.5f, 0.5f, 0.5f, 0.5f, 0, 0, 0, 0}, v{0, 0, 0, 0, 0.5f, -0.5f, 0.5f, -0.5f};
        const MapPositions flat{{0, 0}, {6, 1}, {-3, 2}, {1, -4}, {5, 5}};
        std::vector<std::vector<float>> rows;
        for (const MapPosition& at : flat) {
            rows.emplace_back();
            for (std::size_t d = 0; d < u.size(); ++d)
                rows.back().push_back(3 + static_cast<float>(at.x) * u[d] + static_cast<float>(at.y) * v[d]);
        }
        const PrincipalPlane plane = principalPlane(embeddingsOf(rows));
        QVERIFY(near(plane.share, 1, 1e-9));
        for (std::size_t i = 0; i < flat.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                QVERIFY(near(distance(plane.positions[i], plane.positions[j]), distance(flat[i], flat[j]), 1e-5));
    }

    void separatedGroupsStaySeparated() {
        const Embeddings clusters = fourClusters();
        for (const double perplexity : {5.0, 30.0}) {
            const MapPositions positions = tsne(clusters, {perplexity, 500, {}});
            QCOMPARE(positions.size(), std::size_t(4 * clusterSize));
            QVERIFY(allFinite(positions));
            for (std::size_t i = 0; i < positions.size(); ++i) {
                std::size_t nearest = i == 0 ? 1 : 0;
                for (std::size_t j = 0; j < positions.size(); ++j)
                    if (j != i && distance(positions[i], positions[j]) < distance(positions[i], positions[nearest]))
                        nearest = j;
                QCOMPARE(nearest / clusterSize, i / clusterSize);
            }
            // Better than where it began: the plane, as large as the end.
            const std::vector<double> p = tsneAffinities(clusters, perplexity);
            QVERIFY(tsneCost(p, positions).divergence < tsneCost(p, principalPlane(clusters).positions).divergence);
        }
    }

    void givesTheSameEachTime() {
        const Embeddings clusters = fourClusters();
        const MapPositions positions = tsne(clusters, {5, 40, {}});
        QVERIFY(tsne(clusters, {5, 40, {}}) == positions);
        limitParallelThreads(1);
        const MapPositions alone = tsne(clusters, {5, 40, {}});
        limitParallelThreads(0);
        QVERIFY(alone == positions);
    }

    void tellsOfItsWay() {
        const Embeddings points = twelvePoints();
        std::vector<int> told;
        MapPositions last;
        std::int64_t done = 0, total = 0;
        const MapPositions end = tsne(
            points, {3, 20, {}},
            [&](const MapPositions& positions, int iteration) {
                told.push_back(iteration);
                last = positions;
            },
            [&](std::int64_t now, std::int64_t all) { done = now, total = all; });
        QCOMPARE(told, std::vector<int>({5, 10, 15, 20}));
        QVERIFY(last == end);
        QCOMPARE(done, 20);
        QCOMPARE(total, 20);
        QVERIFY(tsne(points, {3, 0, twelvePositions()}) == twelvePositions());  // it goes on from there
        const TsneCost before = tsneCost(tsneAffinities(points, 3), twelvePositions()),
                       after = tsneCost(tsneAffinities(points, 3), tsne(points, {3, 300, twelvePositions()}));
        QVERIFY(after.divergence < before.divergence);
    }

    void aStopEndsIt() {
        std::stop_source stop;
        int last = 0;
        const auto positions = unlessStopped([&] {
            return tsne(
                twelvePoints(), {3, 1000, {}},
                [&](const MapPositions&, int iteration) {
                    last = iteration;
                    if (iteration == 10) stop.request_stop();
                },
                {}, stop.get_token());
        });
        QVERIFY(!positions);
        QCOMPARE(last, 10);
        QVERIFY(!unlessStopped([&] { return principalPlane(twelvePoints(), {}, stop.get_token()); }));
    }

    void equalPointsHavePlaces() {
        const Embeddings equal = embeddingsOf(std::vector<std::vector<float>>(12, {1, 1, 0.3f}));
        const PrincipalPlane plane = principalPlane(equal);
        QCOMPARE(plane.share, 0.0);
        QVERIFY(plane.positions == MapPositions(12));
        QVERIFY(allFinite(tsne(equal, {30, 300, {}})));
        Embeddings twice = twelvePoints();
        twice.append(twelvePoints());
        QVERIFY(allFinite(tsne(twice, {5, 300, {}})));
    }

    /// A line leaves its line, and has neighbours beside one another still.
    void pointsOfALineHavePlaces() {
        std::vector<std::vector<float>> rows;
        for (int i = 0; i < 15; ++i) rows.push_back({static_cast<float>(i)});
        const PrincipalPlane plane = principalPlane(embeddingsOf(rows));
        for (const MapPosition& at : plane.positions) QCOMPARE(at.y, 0.0);
        QVERIFY(near(std::abs(plane.positions[14].x - plane.positions[0].x), 14, 1e-9));
        QVERIFY(allFinite(tsne(embeddingsOf(rows), {30, 300, {}})));
    }

    void fewPointsHavePlaces() {
        const Embeddings all = twelvePoints();
        for (int count = 0; count <= 5; ++count) {
            const Embeddings some = all.rows(0, count);
            QCOMPARE(static_cast<int>(principalPlane(some).positions.size()), count);
            const MapPositions positions = tsne(some, {30, 100, {}});
            QCOMPARE(static_cast<int>(positions.size()), count);
            QVERIFY(allFinite(positions));
        }
    }

    void refusesWhatHasNoPlace() {
        Embeddings broken = twelvePoints();
        broken.values[4] = std::numeric_limits<float>::quiet_NaN();
        QVERIFY_EXCEPTION_THROWN(principalPlane(broken), Error);
        QVERIFY_EXCEPTION_THROWN(tsne(broken, {}), Error);
        const Embeddings many{std::vector<float>(maxMapRows + 1), maxMapRows + 1, 1};
        QVERIFY_EXCEPTION_THROWN(tsne(many, {}), Error);
    }
};

ONESHOT_TEST(TestEmbeddingMap)
#include "tst_embedding_map.moc"
