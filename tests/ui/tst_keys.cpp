#include <QtTest>

#include "tests/support/test_program.h"
#include "ui/widgets/keys.h"

using namespace oneshot::ui;

class TestKeys : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void everyWayHasItsKeys_data() {
        QTest::addColumn<int>("ways");
        for (const int ways : {2, 9, 10, 11, 20, 99}) QTest::newRow(qPrintable(QString::number(ways))) << ways;
    }
    void everyWayHasItsKeys() {
        QFETCH(int, ways);
        TypedWay typed;
        QStringList seen;
        for (int way = 0; way < ways; ++way) {
            const QString keys = keysOf(way, ways);
            QCOMPARE(keys.size(), ways > 10 ? 2 : 1);
            QVERIFY(!seen.contains(keys));
            seen += keys;
            for (qsizetype i = 0; i < keys.size(); ++i) {
                const auto chosen = typed.type(keys[i].digitValue(), ways);
                QCOMPARE(chosen, i + 1 == keys.size() ? std::optional(way) : std::nullopt);
                QCOMPARE(typed.first() >= 0, i + 1 < keys.size());
            }
        }
    }

    void aWayThatIsNotThereIsNotChosen() {
        TypedWay typed;
        QCOMPARE(typed.type(6, 5), std::nullopt);
        QCOMPARE(typed.type(0, 9), std::nullopt);
        QCOMPARE(typed.type(5, 5), std::optional(4));
        for (const int digit : {2, 1}) QCOMPARE(typed.type(digit, 20), std::nullopt);  // 21
        for (const int digit : {0, 0}) QCOMPARE(typed.type(digit, 20), std::nullopt);
        QCOMPARE(typed.first(), -1);
    }

    void aDigitCanBeTakenBack() {
        TypedWay typed;
        QCOMPARE(typed.type(1, 20), std::nullopt);
        QCOMPARE(typed.first(), 1);
        typed.clear();
        QCOMPARE(typed.type(0, 20), std::nullopt);
        QCOMPARE(typed.type(7, 20), std::optional(6));
    }
};

ONESHOT_TEST(TestKeys)
#include "tst_keys.moc"
