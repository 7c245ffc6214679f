#include <QtTest>

#include "core/data/drawing_store.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"

using namespace oneshot;

class TestDrawingStore : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void keepsDrawingsInOrderWithTheirHashes() {
        std::vector<Drawing> drawings;
        for (int i = 0; i < 100; ++i) drawings.push_back({test::numberedImage(i), i, {}, {}});
        const DrawingStore store(drawings);
        QCOMPARE(store.idCount(), drawings.size());
        for (DrawingId id = 0; id < 100; ++id) {
            QCOMPARE(store[id].drawer, static_cast<int>(id));
            QCOMPARE(store[id].image, drawings[id].image);
            QCOMPARE(store.hash(id), drawingHash(drawings[id]));
        }
    }

    void sharesItsDrawingsWithCopies() {
        DrawingStore copy;
        QCOMPARE(copy.idCount(), std::size_t(0));
        {
            const DrawingStore store(std::vector<Drawing>{{test::numberedImage(1), 1, {}, {}}});
            copy = store;
            QVERIFY(&copy[0] == &store[0]);
        }
        QCOMPARE(copy[0].image, test::numberedImage(1));  // for as long as one of them lives
    }
};

ONESHOT_TEST(TestDrawingStore)
#include "tst_drawing_store.moc"
