#include <QTest>

#include "core/evaluation/clustering.h"
#include "tests/support/test_program.h"

using namespace oneshot;

namespace {

/// A symmetric matrix from what stands above its diagonal, row by row.
std::vector<double> symmetric(const std::vector<double>& above, int count) {
    std::vector<double> all(static_cast<std::size_t>(count) * count);
    auto next = above.begin();
    for (int i = 0; i < count; ++i)
        for (int j = i + 1; j < count; ++j)
            all[static_cast<std::size_t>(i) * count + j] = all[static_cast<std::size_t>(j) * count + i] = *next++;
    return all;
}

/// Distances of five bacteria's 5S ribosomal RNA, the usual worked example of UPGMA.
const std::vector<double> bacteria = symmetric({17, 21, 31, 23, 30, 34, 21, 28, 39, 43}, 5);

}  // namespace

class TestClustering : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void joinsTheNearestByTheMeanOfTheirDistances() {
        const std::vector<ClusterMerge> merges = averageLinkage(bacteria, 5);
        QCOMPARE(merges.size(), 4U);
        const std::vector<ClusterMerge> expected{{0, 1, 17}, {4, 5, 22}, {2, 3, 28}, {6, 7, 33}};
        for (std::size_t i = 0; i < 4; ++i) {
            QCOMPARE(merges[i].first, expected[i].first);
            QCOMPARE(merges[i].second, expected[i].second);
            QVERIFY(std::abs(merges[i].distance - expected[i].distance) < 1e-12);
        }
    }

    void turnsClustersSoThatTheNearestEndsTouch() {
        QCOMPARE(clusteredOrder(bacteria, 5), std::vector<int>({4, 1, 0, 2, 3}));
    }

    void keepsWhatIsAlikeTogether() {
        // Items 0, 2, 4 are near one another, and so are 1, 3, 5.
        std::vector<double> distances(36);
        for (int i = 0; i < 6; ++i)
            for (int j = 0; j < 6; ++j)
                if (i != j) distances[static_cast<std::size_t>(i) * 6 + j] = i % 2 == j % 2 ? 0.2 : 0.9;
        const std::vector<int> order = clusteredOrder(distances, 6);
        for (int i = 1; i < 6; ++i) QCOMPARE(order[i] % 2 == order[i - 1] % 2, i != 3);
    }

    void takesFewItems() {
        QVERIFY(averageLinkage({}, 0).empty() && clusteredOrder({}, 0).empty());
        const std::vector<double> one{0};
        QVERIFY(averageLinkage(one, 1).empty());
        QCOMPARE(clusteredOrder(one, 1), std::vector<int>({0}));
        QCOMPARE(clusteredOrder(symmetric({3}, 2), 2), std::vector<int>({0, 1}));
    }
};

ONESHOT_TEST(TestClustering)
#include "tst_clustering.moc"
