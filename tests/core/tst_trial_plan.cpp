#include <QtTest>
#include <algorithm>
#include <set>

#include "core/tasks/trial_plan.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"

using namespace oneshot;

namespace {

std::vector<std::string> idsOf(const std::vector<PlannedTrial>& plan, bool practice) {
    std::vector<std::string> ids;
    for (const PlannedTrial& trial : plan)
        if (trial.practice == practice) ids.push_back(trial.id);
    return ids;
}

bool sameTask(const Task& a, const Task& b) {
    return a.query == b.query && a.answer == b.answer &&
           std::ranges::equal(a.ways, b.ways, {}, &Way::drawings, &Way::drawings);
}

}  // namespace

class TestTrialPlan : public QObject {
    Q_OBJECT
    const Dataset dataset_ = test::tinyDataset({6, 8}, 4);
    const TaskSettings settings_{5, 1, true, 3, true};
    test::TemporaryFolder folder_;

    LakeRuns lake(int runs = 3, int ways = 5) const {
        const auto place = folder_ / std::string("lake").append(std::to_string(runs));
        test::writeFolder(place, test::tinyLakeRuns(runs, ways));
        return openLakeRuns(place);
    }

  private Q_SLOTS:
    void namesSampledTasksByTheirPlaceInTheSampler() {
        const auto plan = planTrials(dataset_, settings_, 2, 6);
        QCOMPARE(plan.size(), 8U);
        QVERIFY(plan[0].practice && plan[1].practice && !plan[2].practice);
        TaskSampler sampler(dataset_, settings_);
        const std::vector<Task> tasks = sampler.take(50);
        for (const PlannedTrial& trial : plan) {
            int number = 0;
            QCOMPARE(std::sscanf(trial.id.c_str(), "task %d of seed 3", &number), 1);
            QVERIFY(sameTask(trial.task, tasks.at(number - 1)));
            QCOMPARE(trial.alphabet, dataset_.alphabets[trial.task.ways[0].character.alphabet].name);
        }
        QCOMPARE(plan[2].id, std::string("task 1 of seed 3"));
    }

    void theSeedAloneMakesThePlan() {
        const auto plan = planTrials(dataset_, settings_, 2, 6), again = planTrials(dataset_, settings_, 2, 6);
        QVERIFY(std::ranges::equal(plan, again, sameTask, &PlannedTrial::task, &PlannedTrial::task));
        TaskSettings other = settings_;
        other.seed = 4;
        QVERIFY(!sameTask(planTrials(dataset_, other, 2, 6)[2].task, plan[2].task));
        QVERIFY(idsOf(planTrials(dataset_, settings_, 0, 6), false) == idsOf(plan, false));
        QVERIFY(idsOf(planTrials(lake(), 5, 0, 6), false) == idsOf(planTrials(lake(), 5, 4, 6), false));
        QVERIFY(idsOf(planTrials(lake(), 5, 0, 6), false) != idsOf(planTrials(lake(), 6, 0, 6), false));
    }

    void noTaskComesTwice() {
        // Two characters by two drawers: 2 answers x 2 drawers of the query, each with one other drawing to compare.
        const Dataset tiny = test::tinyDataset({2}, 2);
        const auto plan = planTrials(tiny, {2, 1, true, 1, true}, 1, 3);
        std::set<DrawingId> queries;
        for (const PlannedTrial& trial : plan) queries.insert(trial.task.query);
        QCOMPARE(queries.size(), 4U);
        const QString failure = test::failureOf([&] { planTrials(tiny, {2, 1, true, 1, true}, 2, 3); });
        VERIFY_SAYS(failure, "InvalidSetting: trials: 3 and 2 for practice are more than the 4 different ones");
    }

    void ofLakesRuns() {
        const LakeRuns runs = lake();
        const auto plan = planTrials(runs, 5, 4, 11);
        QCOMPARE(plan.size(), 15U);
        std::set<std::string> ids, alphabets;
        std::set<DrawingId> queries;
        for (const PlannedTrial& trial : plan) {
            ids.insert(trial.id);
            alphabets.insert(trial.alphabet);
            queries.insert(trial.task.query);
            QVERIFY(trial.id.starts_with(trial.alphabet + "/item"));
        }
        QCOMPARE(ids.size(), 15U);
        QCOMPARE(queries.size(), 15U);
        QCOMPARE(alphabets.size(), 3U);
        QCOMPARE(idsOf(plan, true).size(), 4U);
        QVERIFY(plan.front().practice && !plan.back().practice);
        // Over the runs, not one after the other.
        QVERIFY(!std::ranges::is_sorted(plan, {}, &PlannedTrial::alphabet));
        const auto first = std::ranges::find(plan, "run02/item03.png", &PlannedTrial::id);
        QVERIFY(sameTask(first->task, runs.runs[1].tasks[2]));
    }

    void saysWhereThereAreTooFew() {
        VERIFY_SAYS(test::failureOf([&] { planTrials(lake(), 5, 5, 11); }),
                    "11 and 5 for practice are more than the 15 different ones that lake3 holds. Ask for at most 15");
        VERIFY_SAYS(test::failureOf([&] { planTrials(lake(), 5, 0, 0); }),
                    "InvalidSetting: trials: must be at least 1");
        VERIFY_SAYS(test::failureOf([&] { planTrials(dataset_, settings_, -1, 2); }), "practice: must not be negative");
        TaskSettings wide = settings_;
        wide.ways = 9;
        VERIFY_SAYS(test::failureOf([&] { planTrials(dataset_, wide, 0, 2); }), "9 ways are more than the 8");
    }
};

ONESHOT_TEST(TestTrialPlan)
#include "tst_trial_plan.moc"
