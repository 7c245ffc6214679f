#include <QtTest>

#include "tests/support/test_program.h"
#include "ui/session/common/omniglot.h"

using namespace oneshot;

class TestOmniglot : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void isKnownByItsAlphabets() {
        Dataset dataset;
        QVERIFY(!session::isOmniglot(dataset));
        dataset.alphabets = {{"Japanese_(katakana)", {}}, {"Old_Church_Slavonic_(Cyrillic)", {}}};
        QVERIFY(session::isOmniglot(dataset));
        dataset.alphabets.push_back({"glyphs 1", {}});
        QVERIFY(!session::isOmniglot(dataset));
    }
};

ONESHOT_TEST(TestOmniglot)
#include "tst_omniglot.moc"
