#include <QTest>
#include <cmath>
#include <numeric>

#include "core/compute/compute.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/evaluation/rerank.h"
#include "core/evaluation/task_evaluation.h"
#include "core/models/baselines.h"
#include "core/models/models.h"
#include "core/models/views.h"
#include "core/tasks/task_sampler.h"
#include "tests/support/models.h"
#include "tests/support/test_program.h"

using namespace oneshot;

namespace {

/// Every two drawings are as alike.
class Constant final : public test::RuleModel {
  public:
    Constant() : RuleModel([](auto, auto) { return 0.5F; }) {}
    ScoreKind scoreKind() const override { return ScoreKind::Cosine; }
    double softmaxScale() const override { return 10; }
};

/// Counts what it is given to prepare or to embed, and requests a stop after some of it.
class CountsBatches final : public test::WrappedModel {
  public:
    using WrappedModel::WrappedModel;
    void stopAfter(int count) {
        batches = 0;
        last_ = count;
        if (source.stop_requested()) source = std::stop_source();
    }

    ImageBatch prepare(const DrawingBatch& drawings) const override { return count(), inner_->prepare(drawings); }
    ImageBatch prepareDistorted(const DrawingBatch& drawings, const Distortion& distortion) const override {
        return count(), inner_->prepareDistorted(drawings, distortion);
    }
    Embeddings embed(const ImageBatch& images) const override { return count(), inner_->embed(images); }

    mutable int batches = 0;
    mutable std::stop_source source;

  private:
    void count() const {
        if (++batches == last_) source.request_stop();
    }

    int last_ = -1;
};

std::vector<std::vector<float>> scoresOf(const TaskResults& results) {
    std::vector<std::vector<float>> all;
    for (const TaskOutcome& outcome : results.outcomes) all.push_back(outcome.scores);
    return all;
}

}  // namespace

class TestSlowerInference : public QObject {
    Q_OBJECT
    Dataset data_;
    std::vector<Task> tasks_;

  private slots:
    void initTestCase() {
        configureProcess();
        data_ = openDataset(parseDataSpec("glyphs:seed=9,alphabet-count=3,characters-per-alphabet=12,drawer-count=6"));
        tasks_ = TaskSampler(data_, {10, 1, true, 1, true}).take(60);
    }

    void noViewsAreTheModelItself() {
        const ModelPtr model = openModel("shipped");
        QVERIFY(withViews(model, 0) == model);
    }

    void viewsAreRepeatable() {
        const ModelPtr model = openModel("shipped");
        const auto asked = [&](int views, std::uint64_t seed) {
            return scoresOf(evaluateTasks(*withViews(model, views, seed), data_, tasks_));
        };
        QVERIFY(asked(3, 1) == asked(3, 1));
        QVERIFY(asked(3, 1) != asked(3, 2));
        QVERIFY(asked(3, 1) != asked(4, 1));
        QVERIFY(asked(3, 1) != scoresOf(evaluateTasks(*model, data_, tasks_)));
    }

    void viewsAreMeansOfUnitLength() {
        const ModelPtr model = openModel("shipped"), thinking = withViews(model, 5);
        const DrawingBatch drawings{&data_.drawings[0], &data_.drawings[7]};
        const ImageBatch images = thinking->prepare(drawings);
        QCOMPARE(images.n, 12);
        const ImageBatch plain = model->prepare(drawings);
        QVERIFY(std::ranges::equal(images.image(0), plain.image(0)));
        QVERIFY(std::ranges::equal(images.image(6), plain.image(1)));
        QVERIFY(!std::ranges::equal(images.image(1), images.image(2)));
        const Embeddings all = model->embed(images), means = thinking->embed(images);
        QCOMPARE(means.count, 2);
        double squares = 0, along = 0, mean = 0;
        for (int d = 0; d < means.dimension; ++d) {
            mean = 0;
            for (int v = 6; v < 12; ++v) mean += all.row(v)[d];
            along += mean * means.row(1)[d];
            squares += means.row(1)[d] * means.row(1)[d];
        }
        QVERIFY(std::abs(squares - 1) < 1e-5);
        QVERIFY(along > 0);
        QCOMPARE(thinking->origin().model, model->origin().model);
        QCOMPARE(thinking->softmaxScale(), model->softmaxScale());
    }

    /// Hundreds of views are embedded in parts, and one may stop it between them.
    void manyViewsMayBeStopped() {
        const auto model = std::make_shared<CountsBatches>(openModel("shipped"));
        const ModelPtr thinking = withViews(model, 700, 1, model->source.get_token());
        const DrawingBatch drawing{&data_.drawings[0]};
        const ImageBatch images = thinking->prepare(drawing);
        QCOMPARE(images.n, 701);
        QCOMPARE(model->batches, 701);
        const Embeddings all = model->embed(images), mean = thinking->embed(images);
        QCOMPARE(mean.count, 1);
        std::vector<double> sums(static_cast<std::size_t>(all.dimension));
        for (int view = 0; view < all.count; ++view)
            for (std::size_t d = 0; d < sums.size(); ++d) sums[d] += all.row(view)[d];
        const double length = std::sqrt(std::inner_product(sums.begin(), sums.end(), sums.begin(), 0.0));
        for (std::size_t d = 0; d < sums.size(); ++d) QVERIFY(std::abs(mean.row(0)[d] - sums[d] / length) < 1e-4);

        model->stopAfter(1);
        QVERIFY(!unlessStopped([&] { return thinking->embed(images); }));
        QCOMPARE(model->batches, 1);
        model->stopAfter(3);
        const ModelPtr another = withViews(model, 700, 1, model->source.get_token());
        QVERIFY(!unlessStopped([&] { return another->prepare(drawing); }));
        QCOMPARE(model->batches, 3);
        const ModelPtr several = withViews(openModel("shipped+pixels-l2"), 700, 1, model->source.get_token());
        QVERIFY(!unlessStopped([&] { return several->prepare(drawing); }));
    }

    void viewsWorkForEveryKindOfModel_data() {
        QTest::addColumn<QString>("model");
        for (const char* model : {"pixels-l2", "modified-hausdorff", "random"}) QTest::newRow(model) << model;
    }
    void viewsWorkForEveryKindOfModel() {
        QFETCH(QString, model);
        const auto some = std::span(tasks_).first(10);
        if (model == "modified-hausdorff") {  // its embedding is a picture, and a mean of pictures is one too
            QVERIFY(evaluateTasks(*withViews(openModel(model.toStdString()), 1), data_, some).accuracy().total == 10);
            return;
        }
        const TaskResults results = evaluateTasks(*withViews(openModel(model.toStdString()), 2), data_, some);
        for (const TaskOutcome& outcome : results.outcomes)
            for (const float score : outcome.scores) QVERIFY(std::isfinite(score));
    }

    void rerankingIsRepeatable() {
        const ModelPtr model = openModel("shipped");
        const auto asked = [&] { return scoresOf(evaluateTasks(*model, data_, tasks_, {4, 10})); };
        QVERIFY(asked() == asked());
        QVERIFY(asked() != scoresOf(evaluateTasks(*model, data_, tasks_)));
    }

    /// One answer is re-ranked as among others, to a query that need not be of the data.
    void rerankingOneIsRerankingAll() {
        const ModelPtr model = openModel("shipped");
        const RerankSettings settings{4, 10};
        const TaskResults before = evaluateTasks(*model, data_, tasks_);
        const TaskResults after = evaluateTasks(*model, data_, tasks_, settings);
        for (std::size_t t = 0; t < 5; ++t) {
            const Drawing query = data_.drawings[tasks_[t].query];
            TaskOutcome outcome = before.outcomes[t];
            rerank(outcome, *model, query, data_, tasks_[t].ways, settings);
            QCOMPARE(outcome.scores, after.outcomes[t].scores);
            QCOMPARE(outcome.predicted, after.outcomes[t].predicted);
        }
    }

    /// Only the order of the best ways changes: the others stay behind them, in their order.
    void onlyTheBestWaysChangePlaces() {
        const ModelPtr model = openModel("shipped");
        const TaskResults before = evaluateTasks(*model, data_, tasks_);
        const TaskResults after = evaluateTasks(*model, data_, tasks_, {3, 10});
        QVERIFY(after.secondsReranking > 0);
        for (std::size_t t = 0; t < tasks_.size(); ++t) {
            const auto& was = before.outcomes[t].scores;
            const auto& is = after.outcomes[t].scores;
            auto sorted = was;
            std::ranges::sort(sorted, std::greater{});
            for (std::size_t a = 0; a < was.size(); ++a)
                for (std::size_t b = 0; b < was.size(); ++b)
                    if (was[a] > was[b] && was[b] < sorted[2]) QVERIFY(is[a] > is[b]);
        }
    }

    /// Pixels alone are poor at it; what bending costs tells much more.
    void rerankingHelpsAPoorModel() {
        const ModelPtr model = makePixelsL2();
        const int before = evaluateTasks(*model, data_, tasks_).accuracy().right;
        const int after = evaluateTasks(*model, data_, tasks_, {10, 100}).accuracy().right;
        QVERIFY2(after > before + 8, QByteArray::number(before) + " " + QByteArray::number(after));
    }

    void severalShotsAreAveraged() {
        const std::vector<Task> tasks = TaskSampler(data_, {5, 2, true, 1, true}).take(10);
        const TaskResults results = evaluateTasks(*makePixelsL2(), data_, tasks, {3, 10});
        QCOMPARE(results.accuracy().total, 10);
    }

    void aConstantModelScoresNothing() {
        const auto model = std::make_shared<Constant>();
        QCOMPARE(evaluateTasks(*withViews(model, 3), data_, tasks_, {5, 10}).accuracy().right, 0);
        QCOMPARE(evaluateTasks(*model, data_, tasks_, {10, 10}).accuracy().right, 0);
    }

    void progressCountsReranksToo() {
        std::int64_t last = 0, whole = 0;
        evaluateTasks(*makePixelsL2(), data_, tasks_, {2, 10}, [&](std::int64_t done, std::int64_t total) {
            QVERIFY(done >= last && done <= total);
            last = done, whole = total;
        });
        QCOMPARE(last, whole);
        QVERIFY(whole > 2 * std::ssize(tasks_));
    }
};

ONESHOT_TEST(TestSlowerInference)
#include "tst_slower_inference.moc"
