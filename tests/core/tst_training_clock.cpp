#include <QtTest>

#include "core/training/training_clock.h"
#include "tests/support/test_program.h"

using namespace oneshot;

class TestTrainingClock : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void itGoesOnFromTheSecondsBefore() {
        const Stopwatch watch(1000);
        const double first = watch.seconds();
        QVERIFY(first >= 1000);
        QVERIFY(watch.seconds() >= first);
    }

    /// The pause is longer than any test may take.
    void aPauseIsLeftOut() {
        Stopwatch watch(1e6);
        const double before = watch.seconds();
        watch.skip(1e6);
        QVERIFY(watch.seconds() < before);
    }

    void theFirstStepGivesARateAtOnce() {
        RateMeter meter(10);
        QCOMPARE(meter.update(10.5, 100), 200.0);
        QCOMPARE(meter.update(11, 300), 200.0);
    }

    void theRateIsThatOfTheLastWindow() {
        RateMeter meter(10);
        meter.update(10.5, 100);
        QCOMPARE(meter.update(12, 200), 150.0);
        QCOMPARE(meter.update(13, 1000), 150.0);
        QCOMPARE(meter.update(14, 200), 600.0);
    }

    /// A step may be longer than a window.
    void aLongStepIsAWindow() {
        RateMeter meter(0);
        QCOMPARE(meter.update(10, 100), 10.0);
        QCOMPARE(meter.update(15, 100), 20.0);
    }

    /// Which is slower than the rest.
    void theFirstStepCountsUntilThereIsASecond() {
        PaceMeter pace(10);
        QCOMPARE(pace.update(13), 3.0);
        QCOMPARE(pace.update(14), 1.0);
        QCOMPARE(pace.update(15), 1.0);
    }

    /// Ten seconds in which the computer is busy, after three minutes; the last minutes count more than the first.
    void thePaceDoesNotLeap() {
        PaceMeter pace(0);
        double now = 0, told = 0;
        const auto go = [&](int steps, double each) {
            for (int step = 0; step < steps; ++step) told = pace.update(now += each);
        };
        go(180, 1);
        go(1, 10);
        QVERIFY2(told > 1 && told < 1.1, QByteArray::number(told));
        go(1000, 2);
        QVERIFY2(told > 1.9, QByteArray::number(told));
    }

    void noTimeAtAllGivesAFiniteRate() {
        RateMeter meter(3);
        QVERIFY(qIsFinite(meter.update(3, 12)));
    }
};

ONESHOT_TEST(TestTrainingClock)
#include "tst_training_clock.moc"
