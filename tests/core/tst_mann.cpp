#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>
#include <map>
#include <set>

#include "core/compute/compute.h"
#include "core/evaluation/evaluation_record.h"
#include "core/evaluation/presentations.h"
#include "core/evaluation/task_evaluation.h"
#include "core/models/baselines.h"
#include "core/models/models.h"
#include "core/report/report_pages.h"
#include "core/report/report_sections.h"
#include "core/runs/metric_log.h"
#include "core/runs/run.h"
#include "core/tasks/task_sampler.h"
#include "core/training/batch_source.h"
#include "core/training/presets.h"
#include "core/training/trainer.h"
#include "tests/support/drawings.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/models.h"
#include "tests/support/recorded_training.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_run.h"

using namespace oneshot;
using oneshot::test::failureOf;
using test::glyphs;
using test::Record;
using test::run;
using test::tinyMemory;

namespace {

/// Episodes of two characters at four drawings each, which a small memory learns within a thousand steps.
TrainingConfig quick(const char* preset, int steps) {
    TrainingConfig config = tinyMemory(preset, steps);
    config.network.input = {12, true, 0.8};
    config.network.embedding = 144;
    config.network.controller = 64;
    config.network.memorySlots = 16;
    config.network.memoryWidth = 20;
    config.network.readHeads = 1;
    config.network.oneHotLabels = config.batches.ways = config.validation.ways = 2;
    config.batches.episodesPerStep = 16;
    config.optimiser.learningRate = 1e-2;
    config.batches.rotatedClasses = false;
    config.distortion = {DistortionLaw::Uniform, 0, 0, 0, 0, 0};
    return config;
}

QString told(const TrainingResult& result) {
    QString text = QString::number(result.last->accuracy.percent()) + " % of tasks; by presentation";
    for (const PresentationPoint& each : result.last->byPresentation)
        text += ' ' + QString::number(each.accuracy.percent());
    return text;
}

/// Answers as if it had learnt a character's label at its second drawing, whatever it looks like: pixels name it.
class Remembers final : public test::WrappedModel {
  public:
    Remembers() : WrappedModel(makePixelsL2()) {}
    int labels() const override { return 9; }
    std::vector<int> answerSequentially(const Embeddings&, std::span<const int> labels, int episodes) const override {
        std::vector<int> answers;
        const std::size_t length = labels.size() / episodes;
        for (int e = 0; e < episodes; ++e) {
            std::map<int, int> shown;
            for (const int label : labels.subspan(e * length, length))
                answers.push_back(shown[label]++ >= 2 ? label : 9);
        }
        return answers;
    }
};

}  // namespace

Q_DECLARE_METATYPE(oneshot::TrainingConfig)

class TestMann : public QObject {
    Q_OBJECT
    Dataset few_, background_, validation_;

    static void bothPresets() {
        QTest::addColumn<QByteArray>("preset");
        for (const char* preset : {"mann", "mann-letters"}) QTest::newRow(preset) << QByteArray(preset);
    }

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        few_ = glyphs(5, 1, 5, 10);
        background_ = glyphs(1, 4, 20, 10);
        validation_ = glyphs(3, 2, 24, 10);
    }

    /// 200 numbers of the controller see 400 pixels, 5 labels, themselves and 4 reads of 40.
    void thePresetIsThePaper() {
        TrainingConfig config = presetNamed("mann").config;
        QCOMPARE(config.batches.ways * config.batches.presentations, 50);
        QCOMPARE(config.batches.episodesPerStep, 16);
        QCOMPARE(config.optimiser.learningRate, 1e-3);
        QCOMPARE(BatchSource(config, background_).batch(0).images.n, 16 * 50);
        config.length.steps = 1;
        config.threads = 1;
        config.batches.episodesPerStep = 1;
        config.validation.tasks = 1;
        const std::int64_t controller = 4 * 200 * (400 + 5 + 200 + 160 + 1), headed = 4 * (2 * 40 + 1) * 201;
        QCOMPARE(run(config, few_).parameters, controller + headed + 5 * (200 + 160 + 1) + 1);
    }

    /// Every class of an episode comes as often, in an order of its own and under a label of its own.
    void episodesAreShuffled_data() { bothPresets(); }
    void episodesAreShuffled() {
        QFETCH(QByteArray, preset);
        TrainingConfig config = tinyMemory(preset, 1);
        config.batches.ways = 5;
        config.batches.presentations = 10;
        config.batches.episodesPerStep = 3;
        const TrainingBatch batch = BatchSource(config, background_).batch(4);
        QCOMPARE(batch.images.n, 150);
        QCOMPARE(batch.labels.size(), std::size_t(150));
        std::set<std::vector<float>> orders;
        for (int e = 0; e < 3; ++e) {
            const std::vector<float> labels(batch.labels.begin() + 50 * e, batch.labels.begin() + 50 * (e + 1));
            std::map<float, int> counts;
            for (const float label : labels) ++counts[label];
            QCOMPARE(counts.size(), std::size_t(5));
            for (const auto& [label, count] : counts) {
                QCOMPARE(count, 10);
                QVERIFY(label >= 0 && label < static_cast<float>(labelCount(config.network)));
            }
            QVERIFY(!std::ranges::is_sorted(labels));
            orders.insert(labels);
        }
        QCOMPARE(orders.size(), std::size_t(3));
        const TrainingBatch again = BatchSource(config, background_).batch(4);
        QVERIFY(again.images.data == batch.images.data && again.labels == batch.labels);
        config.batches.presentations = 11;
        VERIFY_SAYS(failureOf([&] { BatchSource(config, background_); }),
                    "0 characters with 11 drawings; two are needed");
    }

    /// The label of a drawing is that of its class: drawings of one label are of one character.
    void labelsGoWithTheDrawings() {
        Dataset plain = few_;  // each character is one shade
        test::changeDrawings(plain, [&](auto& drawings) {
            for (std::size_t c = 0; c < 5; ++c)
                for (const DrawingId id : plain.alphabets[0].characters[c].drawings)
                    std::ranges::fill(drawings[id].image.pixels, static_cast<std::uint8_t>(40 * (c + 1)));
        });
        TrainingConfig config = tinyMemory("mann", 1);
        config.batches.rotatedClasses = false;
        config.distortion = {DistortionLaw::Uniform, 0, 0, 0, 0, 0};
        const TrainingBatch batch = BatchSource(config, plain).batch(0);
        for (int e = 0; e < 2; ++e) {
            std::map<float, float> shadeOf;
            std::set<float> shades;
            for (int i = 12 * e; i < 12 * (e + 1); ++i) {
                const float shade = batch.images.image(i)[27];
                const auto [at, fresh] = shadeOf.emplace(batch.labels[i], shade);
                QCOMPARE(at->second, shade);
                shades.insert(shade);
            }
            QCOMPARE(shades.size(), std::size_t(3));
        }
    }

    /// What is counted is the presentation of the character, right at the third, whatever the order.
    void presentationsAreCountedByCharacter() {
        const PresentationResult result = accuracyByPresentation(Remembers(), validation_, {5, 4, 20, 1});
        QCOMPARE(result.points.size(), std::size_t(4));
        for (std::size_t i = 0; i < 4; ++i) {
            QCOMPARE(result.points[i].accuracy.total, 100);
            QCOMPARE(result.points[i].accuracy.right, i >= 2 ? 100 : 0);
            QVERIFY(i < 2 ? result.points[i].confidence95.high < 20 : result.points[i].confidence95.low > 80);
        }
        QCOMPARE(result.seenCharacters, 0);
        QCOMPARE(maxPresentationWays(validation_, 10), 48);
        VERIFY_SAYS(failureOf([&] { accuracyByPresentation(*makePixelsL2(), validation_, {}); }),
                    "it has no memory that learns labels in turn. Choose a model of the preset mann");
        VERIFY_SAYS(failureOf([&] {
                        accuracyByPresentation(Remembers(), validation_, {10, 4, 20, 1});
                    }),
                    "it has 9 labels and is asked about 10 ways");
        VERIFY_SAYS(failureOf([&] {
                        accuracyByPresentation(Remembers(), validation_, {5, 11, 20, 1});
                    }),
                    "it holds 0 characters with 11 drawings, and an episode takes 5");
    }

    /// Of five characters learnt by heart every drawing but the first is known.
    void whatWasShownIsRemembered() {
        TrainingConfig config = quick("mann", 600);
        config.optimiser.schedule = RateSchedule::Cosine;
        const TrainingResult result = run(config, few_);
        QCOMPARE(result.last->byPresentation.size(), std::size_t(4));
        QVERIFY2(result.last->byPresentation[0].accuracy.percent() < 90,
                 qPrintable(told(result)));  // no one can know it
        for (std::size_t i = 1; i < 4; ++i)
            QVERIFY2(result.last->byPresentation[i].accuracy.percent() > 97, qPrintable(told(result)));
        QVERIFY2(result.last->accuracy.percent() > 97, qPrintable(told(result)));
    }

    void learningHelpsOnUnseenCharacters() {
        TrainingConfig config = quick("mann", 1200);
        config.validation.tasks = 300;
        const TrainingResult trained = run(config, background_, validation_);
        config.optimiser.learningRate = 1e-9;
        config.length.steps = 1;
        const TrainingResult untrained = run(config, background_, validation_);
        const QString both = told(trained) + "; untrained " + told(untrained);
        QVERIFY2(trained.last->accuracy.percent() > untrained.last->accuracy.percent() + 15, qPrintable(both));
        QVERIFY2(trained.last->byPresentation[3].accuracy.percent() >
                     untrained.last->byPresentation[3].accuracy.percent() + 15,
                 qPrintable(both));
        QVERIFY2(
            trained.last->byPresentation[3].accuracy.percent() > trained.last->byPresentation[0].accuracy.percent() + 5,
            qPrintable(both));
    }

    void lettersAnswerTwentyWaysAndOneHotRefuses() {
        const auto tasks = TaskSampler(validation_, {20, 1, false, 3}).take(5);
        const TrainingResult letters = run(tinyMemory("mann-letters", 2), background_);
        QCOMPARE(letters.model->labels(), 3125);
        for (const TaskOutcome& outcome : evaluateTasks(*letters.model, validation_, tasks).outcomes) {
            QCOMPARE(outcome.scores.size(), std::size_t(20));
            QVERIFY(outcome.predicted >= 0);
            for (const float score : outcome.scores) QVERIFY(score < 0);
        }
        const TrainingResult oneHot = run(tinyMemory("mann", 2), background_);
        QCOMPARE(oneHot.model->labels(), 5);
        VERIFY_SAYS(
            failureOf([&] { evaluateTasks(*oneHot.model, validation_, tasks); }),
            "InvalidSetting: one_hot_labels: the memory has 5 labels and is asked about 20 ways. Ask about 5 ways "
            "at most, or train with one_hot_labels=20 or labels=letters.");
    }

    void resumeEqualsNeverHavingStopped_data() { bothPresets(); }
    void resumeEqualsNeverHavingStopped() {
        QFETCH(QByteArray, preset);
        TrainingConfig config = tinyMemory(preset, 10);
        config.validation.intervalSteps = 4;
        QCOMPARE(test::stopsThatShow(config, background_, validation_, {1, 4, 7}), std::vector<std::int64_t>());
    }

    /// A checkpoint answers as the model that was trained, by the other ways too, and each query alone.
    void aCheckpointAnswersAlike_data() { bothPresets(); }
    void aCheckpointAnswersAlike() {
        QFETCH(QByteArray, preset);
        Record record;
        const TrainingResult result = run(tinyMemory(preset, 5), background_, validation_, record);
        const ModelPtr model = modelFromCheckpoint(record.state, "test");
        const auto [drawings, scores, second, oneWay] = test::answersOf(*model, validation_, 10);
        const ImageBatch pixels = model->prepare({&validation_.drawings[10]});
        QVERIFY(std::ranges::equal(drawings.row(1), pixels.data));  // what is compared is the drawings themselves
        QCOMPARE(scores.values.size(), std::size_t(6));
        QCOMPARE(test::answersOf(*result.model, validation_, 10).scores.values, scores.values);
        for (int way = 0; way < 3; ++way) QVERIFY(std::abs(second.values[way] - scores.row(1)[way]) < 1e-5F);
        QVERIFY(model->dependsOnSupportSet());
        QVERIFY(oneWay != scores.values[0]);
        QVERIFY(model->terms(drawings.row(0), drawings.row(1)).values.empty());
        const std::vector<int> labels{0, 1, 0, 1, 2, 1, 0, 2};
        QCOMPARE(model->answerSequentially(drawings, labels, 2), result.model->answerSequentially(drawings, labels, 2));
        std::int64_t sum = 0;
        for (const LayerRow& row : model->anatomy().layers) sum += row.parameters;
        QCOMPARE(sum, result.parameters);
    }

    /// Into metrics.csv, the report's chart, and evaluation.json.
    void aRunTellsItsPresentations() {
        const QTemporaryDir home;
        RunRequest request = test::tinyMemoryRun(home.filePath("run").toStdString());
        request.background = test::glyphSpec(1, 2, 8, 10);
        request.validation = test::glyphSpec(3, 2, 8, 10);
        const ValidationPoint last = *test::train(request).training.last;
        const RunRecord record = readRunRecord(request.directory);
        QCOMPARE(record.protocol->episodes, 160);
        QCOMPARE(record.protocol->episodeWays, 3);
        QCOMPARE(last.byPresentation[3].accuracy.total, 480);
        RunReport report;
        report.metrics.value = readMetrics(request.directory / "metrics.csv");
        const std::vector<ReportChart> charts = trainingCharts(report);
        const auto chart = std::ranges::find(charts, std::string("Accuracy by presentation"), &ReportChart::title);
        QVERIFY(chart != charts.end());
        QCOMPARE(chart->series.size(), std::size_t(3));  // of four presentations the 1st, 2nd and 3rd
        QCOMPARE(chart->series[2].x, (std::vector<double>{2, 4}));
        const auto lastOf = [&](const std::string& name) {
            const auto row =
                std::ranges::find(report.metrics->rbegin(), report.metrics->rend(), name, &MetricRow::name);
            return row == report.metrics->rend() ? -1 : row->value;
        };
        QCOMPARE(lastOf("accuracy_presentation_4_percent"), last.byPresentation[3].accuracy.percent());
        QCOMPARE(lastOf("accuracy_presentation_4_low_percent"), last.byPresentation[3].confidence95.low);
        QCOMPARE(lastOf("accuracy_presentation_4_high_percent"), last.byPresentation[3].confidence95.high);

        EvaluationRequest asked;
        asked.data = request.validation;
        asked.ways = {3, 5};
        asked.episodes = 4;
        const ModelPtr model = openModel(request.directory.string());
        const Json json = toJson(*model, asked, evaluatePresentations(*model, asked, {}, {}));
        QCOMPARE(json["presentations"].size(), std::size_t(20));
        QCOMPARE(json["presentations"][19]["ways"].get<int>(), 5);
        QCOMPARE(json["presentations"][19]["presentation"].get<int>(), 10);
        QCOMPARE(json["presentations"][19]["answers"].get<int>(), 20);
        QCOMPARE(json["seen_characters"].get<int>(), 0);
    }
};

ONESHOT_TEST(TestMann)
#include "tst_mann.moc"
