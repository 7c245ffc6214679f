#include <QtTest>
#include <limits>

#include "core/base/text.h"
#include "tests/support/test_program.h"

using namespace oneshot;

class TestText : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void finiteNumbers() {
        QCOMPARE(finiteNumber("0.5"), std::optional(0.5));
        QCOMPARE(finiteNumber("+5"), std::optional(5.0));
        QCOMPARE(finiteNumber("-1e-3"), std::optional(-0.001));
        for (const char* text : {"", "+", "nan", "-nan", "inf", "-infinity", "0x10", "1e400", "5 ", " 5", "1,5", "5x"})
            QVERIFY2(!finiteNumber(text), text);
    }

    void numbersAreShortAndReadBack() {
        QCOMPARE(numberText(0.5), "0.5");
        QCOMPARE(numberText(1e9), "1000000000");
        QCOMPARE(numberText(9.007199254740991e15), "9007199254740991");
        QCOMPARE(numberText(-3), "-3");
        for (const double value : {1e-9, 0.1, 1.0 / 3, 1e300}) QCOMPARE(finiteNumber(numberText(value)), value);
    }

    void rangesAreWords() {
        QCOMPARE(rangeWords(0, 1e6), "between 0 and 1000000");
        QCOMPARE(rangeWords(1e-9, 10), "between 1e-09 and 10");
        QCOMPARE(rangeWords(2, std::numeric_limits<double>::infinity()), "at least 2");
    }
};

ONESHOT_TEST(TestText)
#include "tst_text.moc"
