#include <QTest>

#include "core/data/data_spec.h"
#include "core/data/dataset_info.h"
#include "core/data/open_dataset.h"
#include "core/tasks/pair_counts.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"

using namespace oneshot;

class TestPairCounts : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void countsOmniglotsPairs() {
        const PairCounts counts = pairCounts(964, 20);
        QCOMPARE(counts.all, 185'849'560);
        QCOMPARE(counts.same, 183'160);
        QCOMPARE(qRound(counts.perSame()), 1015);
    }

    void countsPairsOneByOne() {
        for (const int characters : {1, 2, 5})
            for (const int drawings : {1, 2, 4}) {
                PairCounts expected;
                for (int a = 0; a < characters * drawings; ++a)
                    for (int b = a + 1; b < characters * drawings; ++b) {
                        ++expected.all;
                        expected.same += a / drawings == b / drawings;
                    }
                QCOMPARE(pairCounts(characters, drawings), expected);
            }
    }

    void countsWhatADatasetHolds() {
        Dataset dataset = test::tinyDataset({4, 9, 2}, 3);
        QCOMPARE(pairCounts(dataset), pairCounts(15, 3));
        dataset.alphabets[1].characters[2].drawings.resize(1);  // 43 drawings; 14 characters have three pairs, one none
        QCOMPARE(pairCounts(dataset), (PairCounts{43 * 42 / 2, 14 * 3}));
        const DatasetInfo info = describe(dataset);
        QCOMPARE(pairCounts(dataset), (PairCounts{info.pairs, info.samePairs}));
        const Dataset glyphs =
            openDataset(parseDataSpec("glyphs:alphabet-count=2,characters-per-alphabet=5,drawer-count=4"));
        QCOMPARE(pairCounts(glyphs), pairCounts(10, 4));
    }

    void noSamePairWithoutASecondDrawing() {
        QCOMPARE(pairCounts(7, 1), (PairCounts{21, 0}));
        QCOMPARE(pairCounts(7, 1).perSame(), 0.0);
        QCOMPARE(pairCounts(0, 20), PairCounts());
    }
};

ONESHOT_TEST(TestPairCounts)
#include "tst_pair_counts.moc"
