#include <QTest>

#include "core/search/median_rule.h"
#include "tests/support/test_program.h"

using namespace oneshot;

class TestMedianRule : public QObject {
    Q_OBJECT

    /// Means up to a share of 0.5: 15, 30 and 45; at the end: 20, 40, 60.
    const std::vector<TrialCurve> completed_{{{0.25, 10}, {0.5, 20}, {0.75, 20}, {1, 30}},
                                             {{0.25, 20}, {0.5, 40}, {0.75, 40}, {1, 60}},
                                             {{0.25, 30}, {0.5, 60}, {0.75, 60}, {1, 90}}};

  private Q_SLOTS:
    void belowTheMedianOfTheMeansIsHopeless() {
        QVERIFY(isHopeless({{0.25, 12}, {0.5, 29.9}}, completed_));
        QVERIFY(!isHopeless({{0.25, 12}, {0.5, 30}}, completed_));
        QVERIFY(!isHopeless({{0.25, 12}, {0.5, 70}}, completed_));
    }

    void itIsTheBestSoFarThatCounts() {
        QVERIFY(!isHopeless({{0.25, 31}, {0.5, 2}}, completed_));
        QVERIFY(isHopeless({{0.25, 31}, {0.5, 2}, {1, 2}}, completed_));  // the means are then 20, 40, 60
    }

    void onlyWhatWasKnownAtTheSameShareCounts() {
        QVERIFY(!isHopeless({{0.3, 20}}, completed_));  // means of the first evaluation: 10, 20, 30
        QVERIFY(isHopeless({{0.3, 19.9}}, completed_));
    }

    void theFirstTrialsAndTheFirstQuarterAreSpared() {
        QVERIFY(!isHopeless({{0.5, 0}}, std::span(completed_).first(2)));
        QVERIFY(!isHopeless({}, completed_));
        QVERIFY(!isHopeless({{0.24, 0}}, completed_));
        const std::vector<TrialCurve> early(3, {{0.1, 50}, {1, 50}});
        QVERIFY(!isHopeless({{0.2, 0}}, early));
        QVERIFY(isHopeless({{0.25, 0}}, early));
    }

    void trialsWithoutAnEvaluationByThenDoNotCount() {
        std::vector<TrialCurve> late = completed_;
        late[0] = {{0.9, 10}};
        QVERIFY(!isHopeless({{0.5, 0}}, late));
        late.push_back({{0.5, 1}});
        QVERIFY(isHopeless({{0.5, 0}}, late));
    }
};

ONESHOT_TEST(TestMedianRule)
#include "tst_median_rule.moc"
