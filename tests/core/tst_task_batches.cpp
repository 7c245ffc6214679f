// Torch before Qt, whose macros its headers do not bear.
#include "core/models/detail/neural_model.h"

// Qt.
#include <QtTest>
#include <algorithm>
#include <cmath>
#include <iterator>

#include "core/compute/compute.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/evaluation/task_evaluation.h"
#include "core/models/models.h"
#include "core/tasks/task_sampler.h"
#include "tests/support/test_program.h"

using namespace oneshot;

namespace {

/// A network with its initial weights.
ModelPtr untrained(WayComparison comparison, Similarity similarity) {
    NetworkSettings settings;
    settings.maps = {8, 8, 12, 12};
    settings.embedding = 24;
    settings.comparison = comparison;
    settings.similarity = similarity;
    settings.tuningSteps = 20;
    settings.controller = 32;
    settings.memorySlots = 16;
    auto network = oneshot::detail::Network::create(settings);
    network->initialise(3, InitialValues::Default);
    Origin origin;
    origin.model = "untrained";
    return oneshot::detail::makeNeuralModel(std::move(network), settings, std::move(origin));
}

bool nearlyEqual(const std::vector<float>& a, const std::vector<float>& b) {
    return std::ranges::equal(a, b,
                              [](float x, float y) { return std::abs(x - y) <= 1e-5F * std::max(1.0F, std::abs(y)); });
}

}  // namespace

/// Tasks are compared many at a time; each is answered as if it were alone.
class TestTaskBatches : public QObject {
    Q_OBJECT
    Dataset data_;
    std::vector<Task> tasks_;

    void verifyAnsweredAsAlone(const OneShotModel& model) const {
        const TaskResults together = evaluateTasks(model, data_, tasks_);
        QCOMPARE(together.outcomes.size(), tasks_.size());
        for (std::size_t i = 0; i < tasks_.size(); ++i) {
            const TaskOutcome alone = evaluateTasks(model, data_, std::span(tasks_).subspan(i, 1)).outcomes[0];
            QVERIFY(nearlyEqual(together.outcomes[i].scores, alone.scores));
            QCOMPARE(together.outcomes[i].predicted, alone.predicted);
        }
    }

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        data_ = openDataset(parseDataSpec("glyphs:alphabet-count=2,characters-per-alphabet=8,drawer-count=4"));
        const auto add = [&](const std::vector<Task>& more) { std::ranges::copy(more, std::back_inserter(tasks_)); };
        add(TaskSampler(data_, {5, 1, false, 1}).take(70));  // more than are compared at a time
        add(TaskSampler(data_, {5, 2, false, 2}).take(9));
        add(TaskSampler(data_, {3, 2, true, 3}).take(9));
        for (Task task : TaskSampler(data_, {2, 1, false, 4}).take(9)) {  // as verification asks about a pair
            task.ways = {task.ways[task.answer]};
            task.answer = 0;
            tasks_.push_back(task);
        }
        for (Task task : TaskSampler(data_, {4, 2, false, 5}).take(3)) {  // as Lake's runs: a support set for several
            for (const Way& way : task.ways) {
                const auto& drawings = data_.character(way.character).drawings;
                task.query = *std::ranges::find_if_not(
                    drawings, [&](DrawingId id) { return std::ranges::count(way.drawings, id) > 0; });
                task.answer = static_cast<int>(&way - task.ways.data());
                tasks_.push_back(task);
            }
        }
    }

    /// Not Tuned: drawings embedded beside others differ by rounding, and its steps on them make that larger.
    void everyComparisonAndSimilarity_data() {
        QTest::addColumn<WayComparison>("comparison");
        QTest::addColumn<Similarity>("similarity");
        for (const auto comparison : {WayComparison::MeanScore, WayComparison::Prototype, WayComparison::Attention,
                                      WayComparison::FullContext, WayComparison::Memory})
            for (const auto similarity :
                 {Similarity::WeightedL1, Similarity::SquaredEuclidean, Similarity::Cosine, Similarity::Bilinear}) {
                if (comparison == WayComparison::Memory && similarity != Similarity::Cosine) continue;  // there is none
                QTest::addRow("%d, %d", static_cast<int>(comparison), static_cast<int>(similarity))
                    << comparison << similarity;
            }
    }
    void everyComparisonAndSimilarity() {
        QFETCH(WayComparison, comparison);
        QFETCH(Similarity, similarity);
        verifyAnsweredAsAlone(*untrained(comparison, similarity));
    }

    void everyOtherLearner_data() {
        QTest::addColumn<QByteArray>("name");
        for (const char* name : {"pixels-l2", "modified-hausdorff", "random", "strokes", "shipped", "shipped+strokes"})
            QTest::newRow(name) << QByteArray(name);
    }
    void everyOtherLearner() {
        QFETCH(QByteArray, name);
        verifyAnsweredAsAlone(*openModel(name.toStdString()));
    }

    /// Whatever stands beside them, ways with the same drawings are a tie, and a tie is an error.
    void tiesStayErrors_data() { everyComparisonAndSimilarity_data(); }
    void tiesStayErrors() {
        QFETCH(WayComparison, comparison);
        QFETCH(Similarity, similarity);
        if (comparison == WayComparison::FullContext || comparison == WayComparison::Memory)
            return;  // they tell the ways apart by more than drawings
        std::vector<Task> tied;
        for (Task task : std::span(tasks_).first(70)) {
            for (Way& way : task.ways) way.drawings = task.ways[0].drawings;
            tied.push_back(task);
        }
        for (const TaskOutcome& outcome : evaluateTasks(*untrained(comparison, similarity), data_, tied).outcomes)
            QCOMPARE(outcome.predicted, -1);
    }
};

ONESHOT_TEST(TestTaskBatches)
#include "tst_task_batches.moc"
