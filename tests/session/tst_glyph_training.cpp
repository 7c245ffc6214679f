#include <QSignalSpy>
#include <QtTest>
#include <numeric>

#include "core/compute/compute.h"
#include "core/models/models.h"
#include "core/runs/run_directory.h"
#include "tests/support/files.h"
#include "tests/support/near_scores.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_recipe.h"
#include "ui/session/learn/glyph_training.h"

using namespace oneshot;
using session::GlyphTraining;
using session::GlyphTrainingUpdate;
using test::patience;
using End = GlyphTraining::End;

namespace {

/// All that a training told.
struct Told {
    explicit Told(GlyphTraining& training) {
        QObject::connect(&training, &GlyphTraining::updated, &training, [this](const GlyphTrainingUpdate& update) {
            if (update.task) task = update.task;
            if (update.protocol) protocol = update.protocol;
            for (const session::LossPoint& point : update.losses) steps += static_cast<int>(point.step);
            evaluations.insert(evaluations.end(), update.evaluations.begin(), update.evaluations.end());
            answers.insert(answers.end(), update.answers.begin(), update.answers.end());
        });
    }
    std::optional<session::FollowedTask> task;
    std::optional<ValidationProtocol> protocol;
    QList<int> steps;
    std::vector<ValidationPoint> evaluations;
    std::vector<session::FollowedAnswer> answers;
};

}  // namespace

class TestGlyphTraining : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        setHomeFolder(folder_ / "home");
    }

    void theRecipeIsAMinuteThatCanBeTrained() {
        const TrainingConfig config = GlyphTraining::recipe();
        QVERIFY(validate(config).empty());
        QCOMPARE(config.length.steps, 0);
        QCOMPARE(config.length.minutes, 1.0);
    }

    void tellsItsCurvesAndHowTheAnswerChanges() {
        GlyphTraining training;
        Told told(training);
        QVERIFY(training.lastEnd() == End::None);
        const TrainingConfig config = test::tinyRecipe(25);
        training.start(config);
        QVERIFY(training.active());
        QTRY_VERIFY_WITH_TIMEOUT(!training.active(), patience);
        QCOMPARE(training.problem(), QString());
        QVERIFY(training.lastEnd() == End::Completed);

        QList<int> expected(25);
        std::iota(expected.begin(), expected.end(), 1);
        QCOMPARE(told.steps, expected);
        QVERIFY(told.protocol);
        QCOMPARE(told.protocol->ways, 5);
        QVERIFY(!told.protocol->seenCharacters);
        QList<int> evaluated;
        for (const ValidationPoint& point : told.evaluations) {
            evaluated += static_cast<int>(point.step);
            QCOMPARE(point.accuracy.total, 20);
        }
        QCOMPARE(evaluated, QList<int>({10, 20, 25}));

        QCOMPARE(told.answers.front().step, 0);
        QCOMPARE(told.answers.back().step, 25);
        for (const session::FollowedAnswer& answer : told.answers) {
            const std::vector<double>& parts = answer.answer.probabilities;
            QCOMPARE(parts.size(), 5U);
            QVERIFY(std::abs(std::accumulate(parts.begin(), parts.end(), 0.0) - 1) < 1e-6);
        }
        QVERIFY(told.answers.front().answer.outcome.scores != told.answers.back().answer.outcome.scores);
        QVERIFY(!std::filesystem::exists(runsFolder()));  // no run is left behind
    }

    void answersAsTheEngineDoes() {
        GlyphTraining training;
        Told told(training);
        const TrainingConfig config = test::tinyRecipe(1);
        training.start(config);
        QTRY_VERIFY_WITH_TIMEOUT(!training.active(), patience);
        QVERIFY(told.task);
        const Dataset& dataset = *told.task->dataset;
        const auto answers = [&](const OneShotModel& model) {
            return evaluateTasks(model, dataset, {&told.task->task, 1}).outcomes[0];
        };
        // By weights that have learnt nothing, which depend on the seed alone.
        TrainingStart start;
        start.stopAt = 0;
        TrainingObserver nobody;
        PauseToken pause;
        const TrainingResult untrained = train(config, dataset, {}, nobody, {}, pause, start);
        QCOMPARE(untrained.steps, 0);
        QVERIFY(test::areNear(told.answers.front().answer.outcome.scores, answers(*untrained.model).scores));
        QVERIFY(test::areNear(told.task->byPixels.scores, answers(*openModel("pixels-l2")).scores));
        QVERIFY(!told.task->byPixels.right);
    }

    void stopsWithinAStep() {
        GlyphTraining training;
        Told told(training);
        QSignalSpy ended(&training, &GlyphTraining::ended);
        training.stop();  // of nothing
        training.start(test::tinyRecipe(1'000'000));
        QTRY_VERIFY_WITH_TIMEOUT(!told.steps.isEmpty(), patience);
        training.stop();
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, patience);
        QVERIFY(training.lastEnd() == End::Stopped);
        QVERIFY(!training.active());
        const auto count = told.steps.size();
        QVERIFY(count < 1'000'000);
    }

    void stopsBeforeItsFirstStep() {
        GlyphTraining training;
        QSignalSpy ended(&training, &GlyphTraining::ended);
        training.start(test::tinyRecipe(1'000'000));
        training.stop();
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, patience);
        QVERIFY(training.lastEnd() == End::Stopped);
    }

    void aNewOneTakesThePlaceOfTheOneBefore() {
        GlyphTraining training;
        Told told(training);
        QSignalSpy ended(&training, &GlyphTraining::ended);
        training.start(test::tinyRecipe(1'000'000));
        QTRY_VERIFY_WITH_TIMEOUT(!told.steps.isEmpty(), patience);
        told.steps.clear();
        training.start(test::tinyRecipe(3));
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, patience);
        QVERIFY(training.lastEnd() == End::Completed);
        QCOMPARE(told.steps, QList<int>({1, 2, 3}));
    }

    void saysWhyItFailed() {
        GlyphTraining training;
        TrainingConfig config = test::tinyRecipe(3);
        config.batches.pairsPerStep = 0;
        training.start(config);
        QTRY_VERIFY_WITH_TIMEOUT(!training.active(), patience);
        QVERIFY(training.lastEnd() == End::Failed);
        QVERIFY2(training.problem().contains(QStringLiteral("pairs_per_step")), qPrintable(training.problem()));
    }

    void endsWithItsOwner() {
        auto training = std::make_unique<GlyphTraining>();
        Told told(*training);
        training->start(test::tinyRecipe(1'000'000));
        QTRY_VERIFY_WITH_TIMEOUT(!told.steps.isEmpty(), patience);
        training.reset();  // blocks no longer than a step
    }
};

ONESHOT_TEST(TestGlyphTraining)
#include "tst_glyph_training.moc"
