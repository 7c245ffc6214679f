#include <QtTest>
#include <algorithm>

#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/evaluation/ways_sweep.h"
#include "core/models/baselines.h"
#include "core/tasks/task_sampler.h"
#include "tests/support/failure.h"
#include "tests/support/test_program.h"

using namespace oneshot;

class TestWaysSweep : public QObject {
    Q_OBJECT
    Dataset glyphs_;

  private Q_SLOTS:
    void initTestCase() {
        glyphs_ = openDataset(parseDataSpec("glyphs:alphabet-count=3,characters-per-alphabet=8,drawer-count=4"));
    }

    void saysHowManyWaysThereCanBe() {
        WaysSweepSettings settings;
        QCOMPARE(possibleWays(glyphs_, settings), (std::vector<int>{2, 5, 10, 15, 20}));
        settings.withinAlphabet = true;
        QCOMPARE(possibleWays(glyphs_, settings), (std::vector<int>{2, 5}));
        settings.shots = 4;  // of four drawings none would be left to ask with
        QVERIFY(possibleWays(glyphs_, settings).empty());
    }

    /// Each point is what the tasks of that number of ways give alone, whichever others are asked with it.
    void eachPointStandsAlone() {
        const ModelPtr model = makePixelsL2();
        for (const bool within : {false, true}) {
            const WaysSweepSettings settings{{2, 5, 8}, 2, within, 40, 7};
            const WaysSweep sweep = accuracyAgainstWays(*model, glyphs_, settings);
            QCOMPARE(sweep.points.size(), std::size_t(3));
            QCOMPARE(sweep.totals.tasks, 120);
            for (const WaysPoint& point : sweep.points) {
                const auto tasks = TaskSampler(glyphs_, {point.ways, 2, within, 7}).take(40);
                const Accuracy alone = evaluateTasks(*model, glyphs_, tasks).accuracy();
                QCOMPARE(point.accuracy.total, 40);
                QCOMPARE(point.accuracy.right, alone.right);
            }
            QVERIFY(sweep.points[0].accuracy.right > sweep.points[2].accuracy.right);
        }
    }

    /// More tasks than are in memory at once, of which a part holds some of each number of ways.
    void manyTasksAreAnsweredInParts() {
        const ModelPtr model = makePixelsL2();
        const int tasks = static_cast<int>(TaskParts::tasksPerPart) * 3 / 4;
        const WaysSweep sweep = accuracyAgainstWays(*model, glyphs_, {{2, 5}, 1, false, tasks, 7, {}});
        QCOMPARE(sweep.totals.tasks, 2 * tasks);
        for (const WaysPoint& point : sweep.points) {
            const auto all = TaskSampler(glyphs_, {point.ways, 1, false, 7}).take(tasks);
            QCOMPARE(point.accuracy.total, tasks);
            QCOMPARE(point.accuracy.right, evaluateTasks(*model, glyphs_, all).accuracy().right);
        }
    }

    /// A thousand ways are a thousand times as much as one.
    void aPartOfLargeTasksEndsSooner() {
        const Task large{0, {{{0, 0}, std::vector<DrawingId>(1'500'000)}}, 0};
        std::vector<std::pair<std::size_t, std::int64_t>> handedOn;
        TaskParts parts(
            [&](std::span<const Task> tasks, std::int64_t before) { handedOn.emplace_back(tasks.size(), before); });
        for (int i = 0; i < 4; ++i) parts.add(large);
        parts.finish();
        QCOMPARE(handedOn, (std::vector<std::pair<std::size_t, std::int64_t>>{{3, 0}, {1, 3}}));
    }

    /// Ten million tasks would take minutes and gigabytes to draw before the first was answered.
    void aMillionTasksAreStoppedAtOnce() {
        std::stop_source source;
        std::int64_t answered = 0;
        const auto look = [&](std::int64_t done, std::int64_t) {
            answered = done;
            if (done > 1000) source.request_stop();
        };
        QVERIFY(!unlessStopped([&] {
            return accuracyAgainstWays(*makePixelsL2(), glyphs_, {{5}, 1, false, 10'000'000, 1}, look,
                                       source.get_token());
        }));
        QVERIFY(answered > 1000 && answered < 2000);
    }

    void refusesMoreWaysThanThereAre() {
        VERIFY_SAYS(test::failureOf([&] {
                        accuracyAgainstWays(*makePixelsL2(), glyphs_, {{2, 9}, 1, true, 5, 1});
                    }),
                    "InvalidSetting: ");
    }

    void tellsProgressOfAllAndMayBeStopped() {
        std::int64_t last = -1, end = 0;
        accuracyAgainstWays(*makePixelsL2(), glyphs_, {{2, 5}, 1, false, 30, 1},
                            [&](std::int64_t done, std::int64_t total) {
                                QVERIFY(done >= last && done <= total);
                                last = done, end = total;
                            });
        QCOMPARE(last, end);
        QVERIFY(end > 60);
        std::stop_source source;
        source.request_stop();
        QVERIFY(!unlessStopped([&] {
            return accuracyAgainstWays(*makePixelsL2(), glyphs_, {{2, 5}, 1, false, 30, 1}, {}, source.get_token());
        }));
    }
};

ONESHOT_TEST(TestWaysSweep)
#include "tst_ways_sweep.moc"
