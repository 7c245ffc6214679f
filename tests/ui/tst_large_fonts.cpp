// label: nightly
// The invariants of tst_looks for a person who wants large fonts.
#include <QtTest>

#include "core/compute/compute.h"
#include "tests/support/files.h"
#include "tests/support/page_looks.h"
#include "tests/support/test_program.h"

using namespace oneshot;

class TestLargeFonts : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

  private Q_SLOTS:
    void initTestCase() { configureProcess(); }

    void everyStateCanBeRead_data() { test::addPages(); }
    void everyStateCanBeRead() { QCOMPARE(test::faultsOfPage(folder_.path(), test::Looks::LargeFonts), QStringList()); }
};

ONESHOT_TEST(TestLargeFonts)
#include "tst_large_fonts.moc"
