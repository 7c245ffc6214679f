#include <QtTest>
#include <limits>

#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/evaluation/rejection.h"
#include "core/models/models.h"
#include "core/tasks/task_sampler.h"
#include "tests/support/failure.h"
#include "tests/support/models.h"
#include "tests/support/test_program.h"

using namespace oneshot;

namespace {

/// Scores a pair of drawings by their first two pixels: character and drawing.
class ScoresByPixels : public test::RuleModel {
  public:
    template <typename Score>
    explicit ScoresByPixels(Score score, bool dependsOnSupportSet = false)
        : RuleModel([score](std::span<const float> query, std::span<const float> shot) {
              return static_cast<float>(
                  score(static_cast<int>(query[0]), static_cast<int>(query[1]), static_cast<int>(shot[0])));
          }) {
        dependsOnWays = dependsOnSupportSet;
    }
};

/// One alphabet of three characters with two drawings each.
Dataset threeCharacters() {
    Dataset dataset;
    dataset.alphabets.push_back({"only", {}});
    std::vector<Drawing> drawings;
    for (std::uint8_t c = 0; c < 3; ++c) {
        dataset.alphabets[0].characters.push_back({std::to_string(c), {2u * c, 2u * c + 1}});
        for (std::uint8_t d = 0; d < 2; ++d) drawings.push_back({{1, 1, 2, {c, d}}, d + 1, {}, {}});
    }
    dataset.drawings = DrawingStore(std::move(drawings));
    return dataset;
}

/// Each drawing asks for its character among all three, of which each is shown by its other drawing.
std::vector<Task> everyTask() {
    std::vector<Task> tasks;
    for (int c = 0; c < 3; ++c)
        for (unsigned d = 0; d < 2; ++d) {
            Task task{2u * c + d, {}, c};
            for (unsigned w = 0; w < 3; ++w) task.ways.push_back({{0, static_cast<int>(w)}, {2 * w + 1 - d}});
            tasks.push_back(task);
        }
    return tasks;
}

RejectionThreshold severalWays(const OneShotModel& model, const Dataset& dataset, std::span<const Task> tasks) {
    return rejectionThresholds(model, dataset, tasks).several;
}

}  // namespace

class TestRejection : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void evidenceIsTheBestScoreAndItsLead() {
        const float nan = std::numeric_limits<float>::quiet_NaN();
        QCOMPARE(evidence(std::vector<float>{1, 5, 3}), 7.0);
        QCOMPARE(evidence(std::vector<float>{5, 5, 3}), 5.0);
        QCOMPARE(evidence(std::vector<float>{-2}), -2.0);
        QCOMPARE(evidence(std::vector<float>{0.75F, 0.5F}), 1.0);
        QCOMPARE(evidence(std::vector<float>{-4, -3}), -2.0);
        QVERIFY(evidence(std::vector<float>{1, nan, 3}) < -1e30);
        QVERIFY(evidence(std::vector<float>{nan, nan}) < -1e30);
    }

    /// Right ways score 10 and lead by 6, others score 4: everything is told apart, and the threshold is halfway.
    void isHalfwayBetweenWhatIsAlikeAndWhatIsNot() {
        const ScoresByPixels clear([](int a, int, int b) { return a == b ? 10.f : 4.f; });
        const RejectionThreshold threshold = severalWays(clear, threeCharacters(), everyTask());
        QCOMPARE(threshold.evidence, 10.0);
        QCOMPARE(threshold.accepted.right, 6);
        QCOMPARE(threshold.accepted.total, 6);
        QCOMPARE(threshold.rejected.right, 6);
        QCOMPARE(threshold.rejected.total, 6);
        QCOMPARE(threshold.acceptedFrom(17).right, 0);
        QCOMPARE(threshold.rejectedUnder(4).right, 0);
    }

    /// A way alone has no lead, and no others that are as high by chance.
    void aSingleWayIsJudgedByItsScore() {
        const ScoresByPixels clear([](int a, int, int b) { return a == b ? 10.f : 4.f; });
        const RejectionThresholds found = rejectionThresholds(clear, threeCharacters(), everyTask());
        QCOMPARE(found.of(3)->evidence, 10.0);
        QCOMPARE(found.of(1)->evidence, 7.0);
        QCOMPARE(found.of(1)->accepted.right, 6);
        QCOMPARE(found.of(1)->rejected.right, 6);
        QCOMPARE(found.of(1)->accepted.total, 6);
    }

    /// Its score among others says nothing of its score alone.
    void aModelThatLooksAtOtherWaysHasNoneForOneWay() {
        const auto score = [](int a, int, int b) { return a == b ? 10.f : 4.f; };
        const RejectionThresholds found =
            rejectionThresholds(ScoresByPixels(score, true), threeCharacters(), everyTask());
        QVERIFY(!found.of(1));
        QCOMPARE(found.of(3)->evidence, 10.0);
        std::vector<Task> twoWays = everyTask();
        std::erase_if(twoWays, [](const Task& task) { return task.answer == 2; });
        for (Task& task : twoWays) task.ways.resize(2);
        QVERIFY(rejectionThresholds(ScoresByPixels(score), threeCharacters(), twoWays).of(1));
        VERIFY_SAYS(
            test::failureOf([&] { rejectionThresholds(ScoresByPixels(score, true), threeCharacters(), twoWays); }),
            "there are none of three ways or more");
    }

    /// Character 0 is never recognised: of 6 tasks 2 stay under the best threshold.
    void weighsBothErrors() {
        const ScoresByPixels partial([](int a, int, int b) { return a == b && a != 0 ? 10.f : 4.f; });
        const RejectionThreshold threshold = severalWays(partial, threeCharacters(), everyTask());
        QCOMPARE(threshold.evidence, 10.0);
        QCOMPARE(threshold.accepted.right, 4);
        QCOMPARE(threshold.rejected.right, 6);
    }

    void takesTheMiddleOfEquallyGoodOnes() {
        // One gap tells all apart.
        const ScoresByPixels steps([](int a, int d, int b) { return a == b ? 10.f + 10 * (2 * a + d) : 0.f; });
        QCOMPARE(severalWays(steps, threeCharacters(), everyTask()).evidence, 10.0);
        // Each character's scores lie above those of the one before: three gaps, each right of 8 times of 12.
        const ScoresByPixels ladder([](int a, int, int b) { return a == b ? 10.f + 20 * a : a == 0 ? 4.f : 20.f * a; });
        const RejectionThreshold threshold = severalWays(ladder, threeCharacters(), everyTask());
        QCOMPARE(threshold.evidence, 30.0);
        QCOMPARE(threshold.accepted.right, 4);
        QCOMPARE(threshold.rejected.right, 4);
    }

    void takesAnyNumbers() {
        const float nan = std::numeric_limits<float>::quiet_NaN();
        const ScoresByPixels constant([](int, int, int) { return 3.f; });
        QCOMPARE(severalWays(constant, threeCharacters(), everyTask()).evidence, 3.0);
        const ScoresByPixels someNan([=](int a, int, int b) { return a == 1 ? nan : a == b ? 10.f : 4.f; });
        const RejectionThreshold threshold = severalWays(someNan, threeCharacters(), everyTask());
        QCOMPARE(threshold.evidence, 10.0);
        QCOMPARE(threshold.accepted.right, 4);
        QCOMPARE(threshold.rejected.right, 6);
    }

    void refusesTasksThatCannotBeHalved() {
        const ScoresByPixels model([](int, int, int) { return 0.f; });
        VERIFY_SAYS(test::failureOf([&] { severalWays(model, threeCharacters(), {}); }), "InvalidSetting: tasks");
        Task one = everyTask().front();
        one.ways.resize(1);
        VERIFY_SAYS(test::failureOf([&] { severalWays(model, threeCharacters(), std::span(&one, 1)); }),
                    "InvalidSetting: tasks");
    }

    /// On tasks that it was not chosen on, the shipped model's threshold still tells most apart.
    void holdsForOtherTasks() {
        const ModelPtr model = openModel("shipped");
        const Dataset glyphs = openDataset(parseDataSpec("glyphs:seed=5,alphabet-count=4"));
        const auto chosen = severalWays(*model, glyphs, TaskSampler(glyphs, {10, 1, true, 1}).take(100));
        const auto fresh = severalWays(*model, glyphs, TaskSampler(glyphs, {10, 1, true, 2}).take(100));
        QVERIFY(chosen.accepted.percent() + chosen.rejected.percent() > 130);
        QVERIFY2(std::abs(chosen.evidence - fresh.evidence) < 0.15,
                 qPrintable(QStringLiteral("%1 and %2").arg(chosen.evidence).arg(fresh.evidence)));
        QVERIFY(chosen.evidence > -1 && chosen.evidence < 2);
    }
};

ONESHOT_TEST(TestRejection)
#include "tst_rejection.moc"
