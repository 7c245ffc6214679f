#include <QtTest>

#include "core/training/stopwatch.h"
#include "tests/support/test_program.h"

using namespace oneshot;

class TestStopwatch : public QObject {
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
};

ONESHOT_TEST(TestStopwatch)
#include "tst_stopwatch.moc"
