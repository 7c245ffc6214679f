#include <QtTest>

#include "tests/support/test_program.h"
#include "ui/session/common/counted.h"

using oneshot::session::counted;

class TestCounted : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void oneIsSingular() {
        const QString one = QStringLiteral("1 step"), many = QStringLiteral("%1 steps");
        QCOMPARE(counted(1, one, many), one);
        QCOMPARE(counted(0, one, many), QStringLiteral("0 steps"));
        QCOMPARE(counted(2720, one, many), QLocale().toString(2720) + QStringLiteral(" steps"));
        const QString of = counted(2, QStringLiteral("1 of %2"), QStringLiteral("%1 of %2"));
        QCOMPARE(of.arg(QStringLiteral("glyphs")), QStringLiteral("2 of glyphs"));
    }
};

ONESHOT_TEST(TestCounted)
#include "tst_counted.moc"
