#include <QTest>
#include <algorithm>

#include "core/compute/compute.h"
#include "core/evaluation/occlusion.h"
#include "core/evaluation/task_evaluation.h"
#include "core/models/models.h"
#include "core/tasks/task_sampler.h"
#include "tests/support/drawings.h"
#include "tests/support/failure.h"
#include "tests/support/models.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"

using namespace oneshot;
using test::failureOf;

namespace {

constexpr int side = 20;

/// The inked pixels of the query in rows 5 to 9 and columns 10 to 14 are all that counts.
float inkOfOnePatch(std::span<const float> query, std::span<const float>) {
    float ink = 0;
    for (int y = 5; y < 10; ++y)
        for (int x = 10; x < 15; ++x) ink += query[static_cast<std::size_t>(y) * side + x] / 255;
    return ink;
}

/// Two characters of two drawings of 20 x 20 pixels, all ink where `inked` says so.
Dataset drawn(bool (*inked)(int x, int y)) {
    Dataset dataset = test::tinyDataset({2}, 2);
    test::changeDrawings(dataset, [&](std::vector<Drawing>& drawings) {
        for (Drawing& drawing : drawings) {
            drawing.image = {1, side, side, std::vector<std::uint8_t>(side * side)};
            for (int i = 0; i < side * side; ++i) drawing.image.pixels[i] = inked(i % side, i / side) ? 255 : 0;
        }
    });
    return dataset;
}

Dataset allInk() {
    return drawn([](int, int) { return true; });
}

Task taskOf(const Dataset& dataset) {
    return TaskSampler(dataset, {2, 1, true, 1}).next();
}

/// Counts the points of the query's strokes.
class StrokePoints : public test::RuleModel {
  public:
    StrokePoints() : RuleModel([](std::span<const float> query, std::span<const float>) { return query[0]; }) {}
    ImageBatch prepare(const DrawingBatch& drawings) const override {
        ImageBatch batch{{}, static_cast<int>(drawings.size()), 1, 1, 1};
        for (const Drawing* drawing : drawings) {
            std::size_t points = 0;
            for (const Stroke& stroke : drawing->strokes) points += stroke.size();
            batch.data.push_back(static_cast<float>(points));
        }
        return batch;
    }
};

}  // namespace

class TestOcclusion : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { configureProcess(); }

    void findsTheOnlyPatchThatCounts() {
        const Dataset dataset = allInk();
        const OcclusionMap map =
            occlusionMap(test::RuleModel(inkOfOnePatch), dataset, taskOf(dataset), 0, {.patch = 5, .stride = 5});
        QCOMPARE(map.rows, 4);
        QCOMPARE(map.columns, 4);
        QCOMPARE(map.score, 25.0f);
        for (int row = 0; row < 4; ++row)
            for (int column = 0; column < 4; ++column)
                QCOMPARE(map.fall(row, column), row == 1 && column == 2 ? 25.0f : 0.0f);
        QCOMPARE(map.largest(), 25.0f);
    }

    /// More squares than are asked in one batch; each is put back before the next.
    void asksSquareBySquare() {
        const Dataset dataset = allInk();
        const OcclusionMap map =
            occlusionMap(test::RuleModel(inkOfOnePatch), dataset, taskOf(dataset), 1, {.patch = 1, .stride = 1});
        QCOMPARE(map.falls.size(), 400U);
        for (int row = 0; row < side; ++row)
            for (int column = 0; column < side; ++column)
                QCOMPARE(map.fall(row, column), row / 5 == 1 && column / 5 == 2 ? 1.0f : 0.0f);
    }

    void takesAFifthOfTheDrawing() {
        const Dataset dataset = allInk();
        const OcclusionMap map = occlusionMap(test::RuleModel(inkOfOnePatch), dataset, taskOf(dataset), 0);
        QCOMPARE(map.patch, 4);
        QCOMPARE(map.stride, 1);
        QCOMPARE(map.rows, side);
        // The square about pixel (11, 6) reaches from (10, 5) to (13, 8).
        QCOMPARE(map.fall(6, 11), 16.0f);
        QCOMPARE(map.largest(), 16.0f);
        QCOMPARE(map.fall(0, 0), 0.0f);
    }

    void aConstantModelHasNoMap() {
        const Dataset dataset = allInk();
        const test::RuleModel constant([](std::span<const float>, std::span<const float>) { return 0.7f; });
        const OcclusionMap map = occlusionMap(constant, dataset, taskOf(dataset), 0);
        QCOMPARE(map.score, 0.7f);
        QCOMPARE(std::ranges::count(map.falls, 0.0f), std::ssize(map.falls));
        QCOMPARE(map.largest(), 0.0f);
    }

    void asksNothingOfPaper() {
        const Dataset dataset = drawn([](int x, int y) { return x == 12 && y == 7; });
        std::int64_t asked = 0;
        const OcclusionMap map =
            occlusionMap(test::RuleModel(inkOfOnePatch), dataset, taskOf(dataset), 0, {.patch = 5, .stride = 5},
                         [&](std::int64_t, std::int64_t total) { asked = total; });
        QCOMPARE(asked, 1);
        QCOMPARE(map.fall(1, 2), 1.0f);
    }

    void cutsStrokesToo() {
        Dataset dataset = drawn([](int, int) { return false; });
        test::changeDrawings(dataset, [](std::vector<Drawing>& drawings) {
            for (Drawing& drawing : drawings)
                drawing.strokes = {{{2, 2, 0}, {7, 2, 10}, {12, 2, 20}, {17, 2, 30}}, {{17, 17, 40}, {17, 18, 50}}};
        });
        const OcclusionMap map = occlusionMap(StrokePoints(), dataset, taskOf(dataset), 0, {.patch = 5, .stride = 5});
        QCOMPARE(map.score, 6.0f);
        QCOMPARE(map.falls, std::vector<float>({1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2}));
        // One point stays where none would be left.
        QCOMPARE(occlusionMap(StrokePoints(), dataset, taskOf(dataset), 0, {.patch = 40, .stride = 20}).falls,
                 std::vector<float>({5}));
    }

    void showsTheWholeSupportSetToWhoLooksAtIt() {
        const Dataset dataset = test::tinyDataset({4}, 3);
        const Task task = TaskSampler(dataset, {4, 1, true, 1}).next();
        test::RuleModel model([](std::span<const float> query, std::span<const float> shot) {
            float sum = 0;
            for (std::size_t i = 0; i < query.size(); ++i) sum -= std::abs(query[i] - shot[i]);
            return sum;
        });
        for (const bool dependsOnWays : {false, true}) {
            model.dependsOnWays = dependsOnWays;
            const TaskResults results = evaluateTasks(model, dataset, std::vector{task});
            for (int way = 0; way < 4; ++way)
                QCOMPARE(occlusionMap(model, dataset, task, way).score, results.outcomes[0].scores[way]);
        }
    }

    void takesANetwork() {
        const Dataset dataset = test::tinyDataset({4}, 3);
        const Task task = TaskSampler(dataset, {4, 1, true, 1}).next();
        const OcclusionMap map = occlusionMap(*openModel("shipped"), dataset, task, task.answer);
        QVERIFY(map.largest() > 0);
        QVERIFY(std::ranges::all_of(map.falls, [](float fall) { return std::isfinite(fall); }));
    }

    void canBeStopped() {
        const Dataset dataset = allInk();
        std::stop_source source;
        const auto run = [&] {
            occlusionMap(
                test::RuleModel(inkOfOnePatch), dataset, taskOf(dataset), 0, {.patch = 1, .stride = 1},
                [&](std::int64_t, std::int64_t) { source.request_stop(); }, source.get_token());
        };
        VERIFY_SAYS(failureOf(run), "Stopped");
    }

    void vectorsAreRefused() {
        Dataset vectors = allInk();
        const Task task = taskOf(vectors);
        test::changeDrawings(vectors, [](std::vector<Drawing>& drawings) {
            for (Drawing& drawing : drawings) drawing.features = {1, 2, 3};
        });
        VERIFY_SAYS(failureOf([&] { occlusionMap(test::RuleModel(inkOfOnePatch), vectors, task, 0); }),
                    "it holds vectors");
    }
};

ONESHOT_TEST(TestOcclusion)
#include "tst_occlusion.moc"
