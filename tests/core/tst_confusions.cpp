#include <QTest>

#include "core/evaluation/confusions.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"

using namespace oneshot;

namespace {

struct Answered {
    std::vector<Task> tasks;
    std::vector<TaskOutcome> outcomes;

    /// ways: characters of the alphabet, the first of which is asked for. predicted: place among them; -1: none.
    void add(const std::vector<int>& ways, int predicted, int alphabet = 0) {
        Task task;
        for (const int character : ways) task.ways.push_back({{alphabet, character}, {}});
        tasks.push_back(task);
        outcomes.push_back({{}, predicted, predicted == 0});
    }
};

}  // namespace

class TestConfusions : public QObject {
    Q_OBJECT
    Dataset data_ = test::tinyDataset({4, 3}, 2);

  private Q_SLOTS:
    void countsWhoWasTakenForWhom() {
        Answered some;
        some.add({0, 1, 2}, 0);
        some.add({0, 1, 3}, 1);
        some.add({0, 1, 2}, 1);
        some.add({1, 2, 0}, 0);
        some.add({1, 0, 2}, 2, 1);  // of the other alphabet
        some.add({2, 3, 1}, -1);
        const Confusions confusions(data_, 0, some.tasks, some.outcomes);
        QCOMPARE(confusions.count(), 4);
        QCOMPARE(confusions.tasksOf(0, 1), std::vector<int>({1, 2}));
        QCOMPARE(confusions.together(0, 1), 3);
        QCOMPARE(confusions.rate(0, 1), 2.0 / 3);
        QCOMPARE(confusions.tasksOf(0, 0), std::vector<int>({0}));
        QCOMPARE(confusions.rate(0, 0), 1.0 / 3);
        QCOMPARE(confusions.together(0, 2), 2);
        QCOMPARE(confusions.together(0, 3), 1);
        QCOMPARE(confusions.together(1, 0), 1);
        QCOMPARE(confusions.rate(1, 1), 1.0);
        QCOMPARE(confusions.rate(1, 0), 0.0);
        QCOMPARE(confusions.together(3, 0), 0);  // never asked for
        QCOMPARE(confusions.rate(3, 0), 0.0);
        QCOMPARE(confusions.undecided(), std::vector<int>({5}));
        QCOMPARE(confusions.accuracy().right, 2);
        QCOMPARE(confusions.accuracy().total, 5);
        QCOMPARE(Confusions(data_, 1, some.tasks, some.outcomes).tasksOf(1, 2), std::vector<int>({4}));
    }

    void putsWhatIsConfusedTogether() {
        Answered some;
        for (const int asked : {0, 1, 2, 3}) {
            const int other = (asked + 2) % 4;  // 0 and 2 are taken for each other, and so are 1 and 3
            some.add({asked, other, (asked + 1) % 4}, 1);
            some.add({asked, other, (asked + 3) % 4}, asked < 2 ? 1 : 0);
        }
        const Confusions confusions(data_, 0, some.tasks, some.outcomes);
        QCOMPARE(confusions.rate(0, 2), 1.0);
        QCOMPARE(confusions.rate(2, 0), 0.5);
        const std::vector<int> order = confusions.order();
        QCOMPARE(order.size(), 4U);
        QCOMPARE(order[0] % 2, order[1] % 2);
        QCOMPARE(order[2] % 2, order[3] % 2);
        QVERIFY(order[1] % 2 != order[2] % 2);
    }
};

ONESHOT_TEST(TestConfusions)
#include "tst_confusions.moc"
