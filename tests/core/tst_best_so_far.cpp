#include <QtTest>
#include <vector>

#include "core/training/best_so_far.h"
#include "tests/support/test_program.h"

using namespace oneshot;

namespace {

/// An evaluation every two steps, each with so many of 20 right.
BestSoFar afterEvaluations(const std::vector<int>& rights, bool seenCharacters = false) {
    BestSoFar evaluations;
    std::int64_t step = 0;
    for (const int right : rights) evaluations.add({step += 2, 0, 0, {right, 20}, false, {}, {}}, seenCharacters);
    return evaluations;
}

}  // namespace

class TestBestSoFar : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void theBestIsTheLatestOfThoseWithMostRight() {
        const BestSoFar evaluations = afterEvaluations({5, 9, 7, 9, 8});
        QCOMPARE(evaluations.best->step, 8);
        QCOMPARE(evaluations.improved, 4);
        QCOMPARE(evaluations.last->step, 10);
        QVERIFY(!evaluations.last->best && evaluations.best->best);
    }

    void ofSeenCharactersTheNewestIsTheBest() {
        const BestSoFar evaluations = afterEvaluations({5, 9, 7}, true);
        QCOMPARE(evaluations.best->step, 6);
        QVERIFY(evaluations.last->best);
    }

    /// Six steps without a better one. An equal one is not better.
    void patienceEndsWithoutABetterOne() {
        QVERIFY(!afterEvaluations({}).isOutOfPatience(6));
        QVERIFY(!afterEvaluations({5, 4, 5}).isOutOfPatience(6));
        QVERIFY(afterEvaluations({5, 4, 5, 5}).isOutOfPatience(6));
        QVERIFY(!afterEvaluations({5, 4, 5, 5}).isOutOfPatience(7));
    }

    void aBetterOneBeginsTheCountAnew() {
        QVERIFY(!afterEvaluations({5, 4, 6, 6, 6}).isOutOfPatience(6));
        QVERIFY(afterEvaluations({5, 4, 6, 6, 6, 6}).isOutOfPatience(6));
        QVERIFY(!afterEvaluations({5, 4, 6, 6, 6, 7}).isOutOfPatience(6));
    }

    void withoutPatienceItNeverEnds() { QVERIFY(!afterEvaluations({5, 4, 4, 4, 4, 4}).isOutOfPatience(0)); }
};

ONESHOT_TEST(TestBestSoFar)
#include "tst_best_so_far.moc"
