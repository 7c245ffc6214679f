// label: slow
#include <QtTest>
#include <filesystem>

#include "core/evaluation/task_evaluation.h"
#include "core/models/baselines.h"
#include "tests/support/test_program.h"

using namespace oneshot;

/// Lake's protocol with the real drawings of runs 01-10: the figures that are known for the baselines.
class TestOmniglotLake : public QObject {
    Q_OBJECT

    LakeRuns lake_;

  private slots:
    void initTestCase() {
        const auto folder = qEnvironmentVariable("ONESHOT_OMNIGLOT_DIR");
        if (folder.isEmpty()) QSKIP("Set ONESHOT_OMNIGLOT_DIR to the folder that holds one_shot_runs_01-10.zip.");
        lake_ = openLakeRuns(std::filesystem::path(folder.toStdString()) / "one_shot_runs_01-10.zip");
    }

    void hasTenRunsOfTwentyTrials() {
        QCOMPARE(lake_.runs.size(), std::size_t{10});
        for (const auto& run : lake_.runs) QCOMPARE(run.tasks.size(), std::size_t{20});
        QCOMPARE(lake_.dataset.drawingCount(), 400);
    }

    void baselines_data() {
        QTest::addColumn<ModelPtr>("model");
        QTest::addColumn<int>("errors");
        QTest::newRow("modified-hausdorff") << makeModifiedHausdorff() << 76;  // 38.0 %
        QTest::newRow("pixels-l2") << makePixelsL2() << 161;                   // 80.5 %
    }

    void baselines() {
        QFETCH(ModelPtr, model);
        QFETCH(int, errors);
        const LakeResult result = evaluateLake(*model, lake_);
        QCOMPARE(result.trials, 200);
        QCOMPARE(result.errors, errors);
        QCOMPARE(result.errorPercent, errors / 2.0);
        QCOMPARE(result.perRunErrorPercent.size(), std::size_t{10});
        QVERIFY(result.confidence95.low < result.errorPercent && result.errorPercent < result.confidence95.high);
        QCOMPARE(result.seenCharacters, 0);
    }

    void noiseIsAtChance() {
        const LakeResult result = evaluateLake(*makeRandomModel(), lake_);
        const auto [low, high] = result.results.accuracy().confidence95();
        QVERIFY2(low <= 5 && 5 <= high, qPrintable(QString::number(result.errorPercent)));
    }
};

ONESHOT_TEST(TestOmniglotLake)
#include "tst_omniglot_lake.moc"
