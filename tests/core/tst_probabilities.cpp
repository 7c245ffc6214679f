#include <QtTest>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/evaluation/probabilities.h"
#include "core/evaluation/task_evaluation.h"
#include "core/models/baselines.h"
#include "core/models/models.h"
#include "core/tasks/task_sampler.h"
#include "tests/support/test_program.h"

using namespace oneshot;

namespace {

/// How the mean log share of the right way rises with the scale: mean over tasks of its score less the mean score
/// under the shares. It falls with the scale, since the likelihood is concave.
double slope(const TaskResults& results, const std::vector<Task>& tasks, double scale) {
    double sum = 0;
    for (std::size_t t = 0; t < tasks.size(); ++t) {
        const std::vector<float>& scores = results.outcomes[t].scores;
        const std::vector<double> weights = probabilities(scores, scale);
        sum += scores[tasks[t].answer] - std::inner_product(scores.begin(), scores.end(), weights.begin(), 0.0);
    }
    return sum;
}

/// The scale of maximum likelihood, by bisection of its logarithm.
double fittedScale(const OneShotModel& model, const Dataset& dataset) {
    const std::vector<Task> tasks = TaskSampler(dataset, {20, 1, true}).take(600);
    const TaskResults results = evaluateTasks(model, dataset, tasks);
    double low = 1e-6, high = 1e3;
    while (high / low > 1.0001) {
        const double middle = std::sqrt(low * high);
        (slope(results, tasks, middle) > 0 ? low : high) = middle;
    }
    return low;
}

}  // namespace

class TestProbabilities : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void areTheSoftmaxOfScaledScores() {
        const std::vector<float> scores{1, 3, 2};
        const std::vector<double> result = probabilities(scores, 0.5);
        const double sum = std::exp(0.5) + std::exp(1.5) + std::exp(1.0);
        const double expected[] = {std::exp(0.5) / sum, std::exp(1.5) / sum, std::exp(1.0) / sum};
        for (int i = 0; i < 3; ++i) QVERIFY(std::abs(result[i] - expected[i]) < 1e-12);
    }

    void neverOverflow() {
        const std::vector<double> far = probabilities(std::vector<float>{-30000, 30000, 29999}, 1);
        QCOMPARE(far[0], 0.0);
        QVERIFY(std::abs(far[1] + far[2] - 1) < 1e-12);
        QVERIFY(std::abs(far[1] / far[2] - std::exp(1.0)) < 1e-9);
    }

    void areEqualWhereNothingIsTold() {
        const float nan = std::numeric_limits<float>::quiet_NaN(), inf = std::numeric_limits<float>::infinity();
        const std::vector<double> quarter(4, 0.25);
        QCOMPARE(probabilities(std::vector<float>{1, 2, 3, 4}, 0), quarter);
        QCOMPARE(probabilities(std::vector<float>{1, 2, nan, 4}, 1), quarter);
        QCOMPARE(probabilities(std::vector<float>{1, 2, -inf, 4}, 1), quarter);
        QCOMPARE(probabilities(std::vector<float>{7, 7, 7, 7}, 3), quarter);
        QVERIFY(probabilities({}, 1).empty());
    }

    void marginIsTheLeadOverTheBestOther() {
        const std::vector<double> some{0.5, 0.2, 0.3};
        QVERIFY(std::abs(margin(some, 0) - 0.2) < 1e-12);
        QVERIFY(std::abs(margin(some, 2) + 0.2) < 1e-12);
        QCOMPARE(margin(std::vector<double>{0.4, 0.4, 0.2}, 1), 0.0);
        QCOMPARE(margin(std::vector<double>{1}, 0), 1.0);
    }

    void ranksByScoreAndTiesAreNoMerit() {
        const float nan = std::numeric_limits<float>::quiet_NaN();
        const std::vector<float> scores{5, 9, 5, 1};
        QCOMPARE(rankOf(scores, 1), 1);
        QCOMPARE(rankOf(scores, 0), 3);
        QCOMPARE(rankOf(scores, 2), 3);
        QCOMPARE(rankOf(scores, 3), 4);
        QCOMPARE(rankOf(std::vector<float>{1, nan, 3}, 1), 3);
    }

    void scalesOfTheBaselinesAreOfMaximumLikelihood_data() {
        QTest::addColumn<QString>("name");
        QTest::newRow("pixels-l2") << QStringLiteral("pixels-l2");
        QTest::newRow("modified-hausdorff") << QStringLiteral("modified-hausdorff");
    }

    void scalesOfTheBaselinesAreOfMaximumLikelihood() {
        QFETCH(QString, name);
        const ModelPtr model = openModel(name.toStdString());
        const double fitted = fittedScale(*model, openDataset(parseDataSpec("glyphs:seed=2,alphabet-count=10")));
        QVERIFY2(std::abs(model->softmaxScale() / fitted - 1) < 0.03,
                 qPrintable(QStringLiteral("%1, fitted %2").arg(model->softmaxScale()).arg(fitted)));
    }

    void noiseHasNoScale() { QCOMPARE(makeRandomModel()->softmaxScale(), 0.0); }
};

ONESHOT_TEST(TestProbabilities)
#include "tst_probabilities.moc"
