#include <QtTest>
#include <cmath>
#include <set>

#include "core/models/baselines.h"
#include "tests/support/failure.h"
#include "tests/support/test_program.h"

using namespace oneshot;
using oneshot::test::failureOf;

namespace {

struct Point {
    int x, y;
};

Drawing drawing(std::initializer_list<Point> ink, int side = 105, int channels = 1) {
    Drawing result{{channels, side, side, std::vector<std::uint8_t>(channels * side * side)}, 1, {}, {}};
    for (const auto& [x, y] : ink) result.image.pixels[y * side + x] = 255;
    return result;
}

Drawing vector(std::vector<float> features) {
    return {{}, 0, {}, std::move(features)};
}

Embeddings embed(const OneShotModel& model, const DrawingBatch& drawings) {
    return model.embed(model.prepare(drawings));
}

float score(const OneShotModel& model, const Drawing& a, const Drawing& b) {
    return model.compare(embed(model, {&a}), {embed(model, {&b}), 1, 1}).values.at(0);
}

const std::vector<ModelPtr>& baselines() {
    static const std::vector<ModelPtr> all{makePixelsL2(), makeModifiedHausdorff(), makeRandomModel()};
    return all;
}

}  // namespace

class TestBaselines : public QObject {
    Q_OBJECT

  private slots:
    void names() {
        QCOMPARE(makePixelsL2()->origin().model, "pixels-l2");
        QCOMPARE(makeModifiedHausdorff()->origin().model, "modified-hausdorff");
        QCOMPARE(makeRandomModel()->origin().model, "random");
        QCOMPARE(makePixelsL2()->fingerprint(), "pixels-l2");
        for (const auto& model : baselines()) QVERIFY(model->origin().learnt.empty());
    }

    void pixelsCountDifferences() {
        const auto model = makePixelsL2();
        const Drawing a = drawing({{1, 1}, {2, 1}, {104, 104}}), b = drawing({{1, 1}, {50, 60}});
        QCOMPARE(score(*model, a, b), -3.0f);
        QCOMPARE(score(*model, b, a), -3.0f);
        QCOMPARE(score(*model, a, a), 0.0f);
    }

    void everySizeAndColourIsAccepted() {
        const Drawing small = drawing({{3, 3}, {4, 4}}, 20), large = drawing({{100, 200}, {101, 200}, {100, 201}}, 300);
        const Drawing red = drawing({{3, 3}}, 40, 3), red2 = drawing({{30, 8}, {31, 8}}, 60, 3);
        for (const auto& model : baselines()) {
            QVERIFY(std::isfinite(score(*model, small, large)));
            QVERIFY(std::isfinite(score(*model, red, red2)));
        }
    }

    void vectorsAreComparedAsTheyAre() {
        const auto model = makePixelsL2();
        const Drawing a = vector({5.1f, -3.5f, 1000}), b = vector({5.1f, -1.5f, 997});
        QCOMPARE(score(*model, a, b), -13.0f);
        QVERIFY(score(*makeRandomModel(), a, b) != score(*makeRandomModel(), b, b));
        const Drawing longer = vector({1, 2, 3, 4}), image = drawing({{1, 1}});
        VERIFY_SAYS(failureOf([&] { model->prepare({&a, &longer}); }), "BadData: data: its vectors differ in length");
        VERIFY_SAYS(failureOf([&] { model->prepare({&image, &a}); }), "InvalidSetting: data: it holds vectors");
        VERIFY_SAYS(failureOf([&] {
                        makeModifiedHausdorff()->prepare({&a, &b});
                    }),
                    "pixels-l2 and random can be asked");
    }

    void hausdorffByHand() {
        const auto model = makeModifiedHausdorff();
        const Drawing flat = drawing({{20, 20}, {30, 20}}), tall = drawing({{70, 50}, {70, 60}});
        QCOMPARE(score(*model, flat, tall), -std::sqrt(50.0f));  // (+-5, 0) and (0, +-5)
        const Drawing point = drawing({{7, 90}}), three = drawing({{40, 40}, {50, 40}, {60, 40}});
        QCOMPARE(score(*model, point, three), -20.0f / 3);  // directed: 0 and (10 + 0 + 10) / 3
        QCOMPARE(score(*model, three, point), -20.0f / 3);
    }

    void hausdorffIgnoresThePlace() {
        const auto model = makeModifiedHausdorff();
        const Drawing here = drawing({{10, 10}, {11, 14}, {17, 12}, {13, 30}});
        const Drawing there = drawing({{60, 50}, {61, 54}, {67, 52}, {63, 70}});
        QVERIFY(std::abs(score(*model, here, there)) < 1e-5f);
    }

    void hausdorffOfNoInk() {
        const auto model = makeModifiedHausdorff();
        const Drawing empty = drawing({}), point = drawing({{5, 5}});
        QCOMPARE(score(*model, empty, empty), 0.0f);
        QCOMPARE(score(*model, empty, point), -105 * std::sqrt(2.0f));
    }

    void randomDependsOnSeedAndDrawingsAlone() {
        const auto model = makeRandomModel(7);
        const Drawing a = drawing({{1, 1}}), b = drawing({{2, 1}}), c = drawing({{3, 1}});
        const float one = score(*model, a, b);
        QVERIFY(one >= 0 && one < 1);
        QCOMPARE(score(*makeRandomModel(7), a, b), one);
        const std::set<float> different{one, score(*makeRandomModel(8), a, b), score(*model, b, a),
                                        score(*model, a, c)};
        QCOMPARE(different.size(), std::size_t{4});
        const auto both = model->compare(embed(*model, {&c, &a}), {embed(*model, {&c, &b}), 2, 1});
        QCOMPARE(both.row(1)[1], one);
    }

    void severalShotsGiveTheMean() {
        const Drawing query = drawing({{9, 9}, {30, 9}});
        const std::vector<Drawing> shots{drawing({{1, 1}}), drawing({{2, 1}, {50, 70}, {50, 72}}),
                                         drawing({{3, 1}, {40, 1}}), drawing({{4, 1}, {4, 80}})};
        for (const auto& model : baselines()) {
            const auto scores = model->compare(embed(*model, {&query}),
                                               {embed(*model, {&shots[0], &shots[1], &shots[2], &shots[3]}), 2, 2});
            QCOMPARE(scores.ways, 2);
            for (int way = 0; way < 2; ++way) {
                const float mean =
                    (score(*model, query, shots[2 * way]) + score(*model, query, shots[2 * way + 1])) / 2;
                QCOMPARE(scores.row(0)[way], mean);
            }
        }
    }
};

ONESHOT_TEST(TestBaselines)
#include "tst_baselines.moc"
