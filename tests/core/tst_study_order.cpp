#include <QtTest>
#include <algorithm>
#include <map>
#include <set>

#include "core/study/study_order.h"
#include "tests/support/failure.h"
#include "tests/support/test_program.h"

using namespace oneshot;

namespace {

using Order = std::vector<int>;

Study studyOf(StudyOrder order, StudySeedRule rule, int trials = 8, int blocks = 4) {
    Study study;
    study.name = "A study";
    study.tasks.order = order;
    study.tasks.seedRule = rule;
    study.tasks.trials = trials;
    study.tasks.blocks = blocks;
    study.tasks.seed = 7;
    return study;
}

Order sorted(Order order) {
    std::ranges::sort(order);
    return order;
}

const Order places{0, 1, 2, 3, 4, 5, 6, 7};

}  // namespace

class TestStudyOrder : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void smallDesignsAreKnown() {
        QVERIFY(williamsDesign(1) == (std::vector<Order>{{0}, {0}}));
        QVERIFY(williamsDesign(2) == (std::vector<Order>{{0, 1}, {1, 0}}));
        QVERIFY(williamsDesign(3) ==
                (std::vector<Order>{{0, 1, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}, {0, 2, 1}, {1, 0, 2}}));
        QVERIFY(williamsDesign(4) == (std::vector<Order>{{0, 1, 3, 2}, {1, 2, 0, 3}, {2, 3, 1, 0}, {3, 0, 2, 1}}));
    }

    /// Each treatment comes in each place equally often, and right after each other one equally often.
    void designsAreBalanced_data() {
        QTest::addColumn<int>("treatments");
        for (const int treatments : {2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 20, 25})
            QTest::addRow("%d", treatments) << treatments;
    }
    void designsAreBalanced() {
        QFETCH(int, treatments);
        const int times = treatments % 2 == 0 ? 1 : 2;
        std::map<std::pair<int, int>, int> inPlace, afterAnother;
        const std::vector<Order> orders = williamsDesign(treatments);
        QCOMPARE(std::ssize(orders), static_cast<qsizetype>(treatments) * times);
        for (const Order& order : orders) {
            QCOMPARE(std::set<int>(order.begin(), order.end()).size(), static_cast<std::size_t>(treatments));
            QVERIFY(std::ranges::min(order) == 0 && std::ranges::max(order) == treatments - 1);
            for (int place = 0; place < treatments; ++place) ++inPlace[{order[place], place}];
            for (int place = 1; place < treatments; ++place) ++afterAnother[{order[place - 1], order[place]}];
        }
        QCOMPARE(inPlace.size(), static_cast<std::size_t>(treatments * treatments));
        QCOMPARE(afterAnother.size(), static_cast<std::size_t>(treatments * (treatments - 1)));
        for (const auto& counts : {inPlace, afterAnother})
            QVERIFY(std::ranges::all_of(counts, [&](const auto& count) { return count.second == times; }));
    }

    void theSameForEveryone() {
        const Study study = studyOf(StudyOrder::Same, StudySeedRule::Fixed);
        for (const int participant : {1, 2, 99}) {
            QCOMPARE(seedFor(study, participant), 7U);
            QVERIFY(tasksOrder(study, participant) == places);
        }
    }

    void theSameTasksInAnOrderOfOnesOwn() {
        const Study study = studyOf(StudyOrder::Same, StudySeedRule::ByParticipant, 40);
        std::set<Order> orders;
        for (int participant = 1; participant <= 10; ++participant) {
            const Order order = tasksOrder(study, participant);
            QCOMPARE(seedFor(study, participant), 7U);
            QVERIFY(sorted(order) == tasksOrder(studyOf(StudyOrder::Same, StudySeedRule::Fixed, 40), 1));
            QVERIFY(order == tasksOrder(study, participant));
            orders.insert(order);
        }
        QCOMPARE(orders.size(), 10U);
    }

    void newTasksForEach() {
        const Study study = studyOf(StudyOrder::New, StudySeedRule::ByParticipant);
        QCOMPARE(seedFor(study, 1), 7U);
        QCOMPARE(seedFor(study, 2), 8U);
        QCOMPARE(seedFor(study, 1000), 1006U);
        QVERIFY(tasksOrder(study, 2) == places);
    }

    void blocksAreCounterbalanced() {
        const Study study = studyOf(StudyOrder::Counterbalanced, StudySeedRule::Fixed);
        QVERIFY(tasksOrder(study, 1) == (Order{0, 1, 2, 3, 6, 7, 4, 5}));
        QVERIFY(tasksOrder(study, 2) == (Order{2, 3, 4, 5, 0, 1, 6, 7}));
        QVERIFY(tasksOrder(study, 5) == tasksOrder(study, 1));  // the design begins again
        QCOMPARE(seedFor(study, 3), 7U);
    }

    void trialsAreShuffledWithinTheirBlocks() {
        const Study study = studyOf(StudyOrder::Counterbalanced, StudySeedRule::ByParticipant, 40, 2);
        const Order first = tasksOrder(study, 1), third = tasksOrder(study, 3);
        for (const Order& order : {first, third}) {  // both have block 0 first
            QVERIFY(std::all_of(order.begin(), order.begin() + 20, [](int place) { return place < 20; }));
            QCOMPARE(std::set<int>(order.begin(), order.end()).size(), 40U);
        }
        QVERIFY(first != third);
        const Order second = tasksOrder(study, 2);
        QVERIFY(std::all_of(second.begin(), second.begin() + 20, [](int place) { return place >= 20; }));
    }

    void participantsAreNumberedFromOne() {
        const Study study = studyOf(StudyOrder::Same, StudySeedRule::Fixed);
        VERIFY_SAYS(test::failureOf([&] { tasksOrder(study, 0); }),
                    "InvalidSetting: participant: must be at least 1, is 0. Number");
        VERIFY_SAYS(test::failureOf([&] { seedFor(study, -3); }), "participant: must be at least 1, is -3");
    }
};

ONESHOT_TEST(TestStudyOrder)
#include "tst_study_order.moc"
