#include <QtTest>
#include <cmath>

#include "core/base/error.h"
#include "core/evaluation/rank_correlation.h"
#include "tests/support/test_program.h"

using namespace oneshot;

class TestRankCorrelation : public QObject {
    Q_OBJECT

    using Values = std::vector<double>;

    static bool near(double actual, double expected, double tolerance = 1e-9) {
        if (std::abs(actual - expected) < tolerance) return true;
        qWarning("%.10f, not %.10f", actual, expected);
        return false;
    }

  private slots:
    void ranksShareTheirMean() {
        QCOMPARE(averageRanks(Values{3, 1, 4, 4, 2, 9, 8, 9}), (Values{3, 1, 4.5, 4.5, 2, 7.5, 6, 7.5}));
        QCOMPARE(averageRanks(Values{5, 5, 5}), (Values{2, 2, 2}));
        QVERIFY(averageRanks({}).empty());
    }

    // scipy.stats.spearmanr 1.10: 0.7392587845122592. By hand: 1 - 6 * 2 / (4 * 15) = 0.8 for one exchange of
    // neighbours among four.
    void correlatesRanks() {
        const Values x{1, 2, 2, 4, 5, 7, 7, 7}, y{3, 1, 4, 4, 2, 9, 8, 9};
        QVERIFY(near(*spearman(x, y), 0.7392587845122592));
        QVERIFY(near(*spearman(y, x), 0.7392587845122592));
        QVERIFY(near(*spearman(Values{1, 2, 3, 4}, Values{10, 30, 20, 400}), 0.8));
        QCOMPARE(spearman(Values{1, 2, 3}, Values{-1, 5, 600}), 1.0);
        QCOMPARE(spearman(Values{1, 2, 3}, Values{7, 6, 1}), -1.0);
    }

    void nothingWithoutVariation() {
        QVERIFY(!spearman(Values{1, 2, 3}, Values{4, 4, 4}));
        QVERIFY(!spearman(Values{4, 4, 4}, Values{1, 2, 3}));
        QVERIFY(!spearman(Values{1, 2}, Values{1, 2}));
        QVERIFY(!spearman({}, {}));
        QVERIFY(!spearmanInterval95(Values{1, 2, 3}, Values{4, 4, 4}, 1));
    }

    // All 7^7 resamples, counted by Python: 2.3 % have no correlation. Of the others a share of 0.951 is below
    // -0.6831300511 and 0.986 up to it, so that this is the quantile of 0.975, four standard errors of 2,000 resamples
    // from the next value; 0.36 are -1.
    void intervalOfAllResamples() {
        const Values x{1, 3, 1, 3, 3, 1, 3}, y{2, 0, 2, 0, 1, 2, 0}, turned{-1, -3, -1, -3, -3, -1, -3};
        for (const std::uint64_t seed : {1, 2, 3}) {
            const auto interval = spearmanInterval95(x, y, seed);
            QVERIFY(interval);
            QVERIFY(near(interval->low, -1));
            QVERIFY(near(interval->high, -0.6831300511));
            const auto mirrored = spearmanInterval95(turned, y, seed);
            QVERIFY(mirrored);
            QVERIFY(near(mirrored->low, 0.6831300511));
            QVERIFY(near(mirrored->high, 1));
        }
        QCOMPARE(spearmanInterval95(x, y, 1), spearmanInterval95(x, y, 1));
    }

    // One case of ten that differs is missing from 0.9^10 = 35 % of the resamples.
    void noIntervalFromWhatOneCaseTells() {
        const Values x{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, y{0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
        QVERIFY(spearman(x, y));
        QVERIFY(!spearmanInterval95(x, y, 1));
    }

    void stops() {
        std::stop_source stop;
        stop.request_stop();
        QVERIFY_EXCEPTION_THROWN(spearmanInterval95(Values{1, 2, 3}, Values{1, 3, 2}, 1, stop.get_token()), Error);
    }

    // 2 r / (1 + r)
    void reliabilityOfTwiceTheLength() {
        QCOMPARE(spearmanBrown(0), 0.0);
        QVERIFY(near(spearmanBrown(0.6), 0.75));
        QCOMPARE(spearmanBrown(1), 1.0);
    }
};

ONESHOT_TEST(TestRankCorrelation)
#include "tst_rank_correlation.moc"
