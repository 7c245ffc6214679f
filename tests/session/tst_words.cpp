#include <QtTest>

#include "tests/support/test_program.h"
#include "ui/session/common/words.h"

using oneshot::session::counted;

class TestWords : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void oneIsSingular() {
        const QString one = QStringLiteral("1 step"), many = QStringLiteral("%1 steps");
        QCOMPARE(counted(1, one, many), one);
        QCOMPARE(counted(0, one, many), QStringLiteral("0 steps"));
        QCOMPARE(counted(2720, one, many), QLocale().toString(2720) + QStringLiteral(" steps"));
        const QString text = counted(2, QStringLiteral("1 of %2"), QStringLiteral("%1 of %2"));
        QCOMPARE(text.arg(QStringLiteral("glyphs")), QStringLiteral("2 of glyphs"));
    }
};

ONESHOT_TEST(TestWords)
#include "tst_words.moc"
