#include <QTest>
#include <cmath>
#include <thread>

#include "core/base/stop.h"
#include "core/compute/compute.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/evaluation/task_evaluation.h"
#include "core/models/baselines.h"
#include "core/models/deformation.h"
#include "core/models/models.h"
#include "core/tasks/task_sampler.h"
#include "tests/support/drawings.h"
#include "tests/support/failure.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"
#include "ui/session/tasks/way_explanation.h"

using namespace oneshot;
using session::explainWay;
using session::morphWay;
using session::WayExplanation;
using session::WayMorph;

namespace {

constexpr int side = 105;

/// A drawing in the frame of a match, by the engine's own rendering.
std::vector<std::uint8_t> rendered(const Drawing& drawing, const Distortion& distortion = {}) {
    std::vector<float> view(side * side);
    renderView(drawing.image, deformationFrame(side), distortion, view);
    std::vector<std::uint8_t> bytes;
    for (const float value : view) bytes.push_back(static_cast<std::uint8_t>(std::lround(255 * value)));
    return bytes;
}

double distance(const Image& a, const Image& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.pixels.size(); ++i) sum += std::pow(a.pixels[i] - b.pixels[i], 2);
    return sum;
}

}  // namespace

class TestWayExplanation : public QObject {
    Q_OBJECT
    Dataset data_;
    Task task_;

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        data_ = openDataset(parseDataSpec("glyphs:seed=4,alphabet-count=1,characters-per-alphabet=6,drawer-count=5"));
        task_ = TaskSampler(data_, {5, 2, true, 1}).next();
    }

    void explainsAScoreByItsParts() {
        const ModelPtr model = openModel("shipped");
        const Dataset dataset = test::tinyDataset({5, 6, 7}, 4);
        for (const int shots : {1, 3}) {
            const Task task = TaskSampler(dataset, {5, shots, true, 1}).next();
            const TaskResults results = evaluateTasks(*model, dataset, std::vector{task});
            for (int way = 0; way < 5; ++way) {
                const WayExplanation why = explainWay(*model, dataset, task, way, 6);
                QVERIFY(std::abs(why.score - results.outcomes[0].scores[way]) < 1e-5f);
                QVERIFY(why.isSum);
                QCOMPARE(why.strongest.size(), 6U);
                double sum = why.others + why.bias;
                for (std::size_t i = 0; i < 6; ++i) {
                    sum += why.strongest[i].second;
                    if (i > 0) QVERIFY(std::abs(why.strongest[i].second) <= std::abs(why.strongest[i - 1].second));
                }
                QVERIFY2(std::abs(sum - why.score) < 1e-4, qPrintable(QString::number(sum - why.score)));
                QCOMPARE(why.inputs.size(), static_cast<std::size_t>(1 + shots));
                QVERIFY(why.inputs[0].width > 0 && why.inputs[0] != why.inputs[1]);
            }
        }
        const Task task = TaskSampler(dataset, {5, 1, true, 1}).next();
        const WayExplanation why = explainWay(*makePixelsL2(), dataset, task, 0, 6);
        QVERIFY(!why.isSum && why.strongest.empty());
        QCOMPARE(why.inputs[0].width, 105);
    }

    void goesFromAsDrawnToBent() {
        const Drawing& query = data_.drawings[task_.query];
        for (int way = 0; way < 5; ++way) {
            const WayMorph morph = morphWay(data_, task_, way, 7);
            QVERIFY(morph.query.pixels == rendered(query));
            QCOMPARE(morph.frames.size(), 2U);
            for (std::size_t shot = 0; shot < 2; ++shot) {
                const Drawing& drawing = data_.drawings[task_.ways[way].drawings[shot]];
                const std::vector<Image>& frames = morph.frames[shot];
                QCOMPARE(frames.size(), 7U);
                QVERIFY(frames.front().pixels == rendered(drawing));
                const Deformation found = match(drawing, query);
                QVERIFY(frames.back().pixels == rendered(drawing, found.distortion));
                QVERIFY(frames[3].pixels == rendered(drawing, deformationAt(found, 0.5)));
                QCOMPARE(frames[0].width, side);
                for (std::size_t i = 1; i < frames.size(); ++i) QVERIFY(frames[i] != frames[i - 1]);
            }
        }
    }

    void comesCloserToTheQueryOnTheRightWay() {
        const WayMorph morph = morphWay(data_, task_, task_.answer, 2);
        for (const std::vector<Image>& frames : morph.frames)
            QVERIFY(distance(frames.back(), morph.query) < distance(frames.front(), morph.query));
    }

    /// As the engine counts it: mismatch and bending make the cost; re-ranking takes the mean of both directions.
    void tellsWhatItCosts() {
        const Drawing& query = data_.drawings[task_.query];
        for (int way = 0; way < 5; ++way) {
            double mismatch = 0, cost = 0, both = 0;
            for (const DrawingId shot : task_.ways[way].drawings) {
                const Deformation found = match(data_.drawings[shot], query);
                mismatch += found.mismatch / 2;
                cost += found.cost() / 2;
                both += matchCost(data_.drawings[shot], query) / 2;
            }
            const WayMorph morph = morphWay(data_, task_, way, 0);
            QVERIFY(morph.frames[0].empty() && morph.frames[1].empty());
            QVERIFY(std::abs(morph.mismatch - mismatch) < 1e-9);
            QVERIFY(std::abs(morph.mismatch + morph.bending - cost) < 1e-9);
            QVERIFY(std::abs(morph.bothWays - both) < 1e-9);
        }
    }

    void canBeStoppedBetweenDrawings() {
        Task large = task_;  // of which a minute would go by
        large.ways[0].drawings.assign(20'000, task_.ways[0].drawings[0]);
        std::stop_source source;
        const std::jthread other([&] { source.request_stop(); });
        QVERIFY(!unlessStopped([&] { return morphWay(data_, large, 0, 0, source.get_token()); }));
    }

    void vectorsAreRefused() {
        Dataset vectors = test::tinyDataset({5}, 3);
        vectors.format = DataFormat::Vectors;
        test::changeDrawings(vectors, [](auto& drawings) {
            for (Drawing& drawing : drawings) {
                drawing.image = {};
                drawing.features = {1, 2};
            }
        });
        const Task task = TaskSampler(vectors, {3, 1, true, 1}).next();
        VERIFY_SAYS(test::failureOf([&] { morphWay(vectors, task, 0, 2); }), "it holds vectors");
    }
};

ONESHOT_TEST(TestWayExplanation)
#include "tst_way_explanation.moc"
