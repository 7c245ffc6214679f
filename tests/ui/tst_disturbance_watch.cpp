#include <QtTest>

#include "tests/support/test_program.h"
#include "ui/pages/challenge/disturbance_watch.h"

using namespace oneshot;
using namespace std::chrono_literals;
using ui::clockDisturbances;
using ui::ClockReading;

class TestDisturbanceWatch : public QObject {
    Q_OBJECT

    const QString sleep_ = QStringLiteral("sleep"), changed_ = QStringLiteral("clock changed");

  private Q_SLOTS:
    void tellsSleepAndASetClock() {
        const ClockReading before{100s, 1000s, 1'800'000'000s};
        const auto after = [&](auto running, auto booted, auto wall) {
            return clockDisturbances(before, {before.running + running, before.booted + booted, before.wall + wall});
        };
        QCOMPARE(after(10s, 10s, 10s), QStringList());
        QCOMPARE(after(10s, 10s + 1ms, 10s - 1900ms), QStringList());  // read one after the other; kept right
        QCOMPARE(after(10s, 70s, 70s), QStringList(sleep_));
        QCOMPARE(after(10s, 10s, 3610s), QStringList(changed_));
        QCOMPARE(after(10s, 10s, -3590s), QStringList(changed_));
        QCOMPARE(after(10s, 70s, 10s), QStringList({sleep_, changed_}));
    }

    void saysEachOnce() {
        ui::DisturbanceWatch watch(nullptr);
        QVERIFY(!watch.take().contains(QStringLiteral("screens changed")));
        Q_EMIT qGuiApp->primaryScreenChanged(qGuiApp->primaryScreen());
        QVERIFY(watch.take().contains(QStringLiteral("screens changed")));
        QVERIFY(!watch.take().contains(QStringLiteral("screens changed")));
        QVERIFY(!watch.take().contains(changed_));  // of this machine's own clocks
    }
};

ONESHOT_TEST(TestDisturbanceWatch)
#include "tst_disturbance_watch.moc"
