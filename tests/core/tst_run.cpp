#include <QtTest>
#include <fstream>
#include <map>

#include "core/base/error.h"
#include "core/compute/compute.h"
#include "core/models/models.h"
#include "core/runs/environment.h"
#include "core/runs/metric_log.h"
#include "core/runs/run_directory.h"
#include "core/runs/run_record.h"
#include "tests/support/failure.h"
#include "tests/support/file_size_limit.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_run.h"

using namespace oneshot;
namespace fs = std::filesystem;

class TestRun : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

    RunRequest request(const char* name, int steps = 10) const { return test::tinyRun(folder_ / name, steps); }

  private Q_SLOTS:
    void initTestCase() { configureProcess(); }

    void aRunLeavesWhatItsFolderPromises() {
        const RunResult result = test::train(request("whole"));
        const RunRecord record = readRunRecord(result.directory);
        QVERIFY(record.state == RunState::Completed);
        QCOMPARE(record.step, 10);
        QVERIFY(record.config == request("whole").config);
        QCOMPARE(record.plans, (std::vector<Plan>{{0, 10}}));
        QCOMPARE(record.data.background.sha256.size(), std::size_t(64));
        QVERIFY(record.best && record.last && record.last->step == 10);

        int losses = 0, accuracies = 0;
        for (const MetricRow& row : readMetrics(result.directory / "metrics.csv")) {
            losses += row.name == "loss";
            accuracies += row.name == "accuracy_percent";
        }
        QCOMPARE(losses, 10);
        QCOMPARE(accuracies, 3);

        const ModelPtr model = openModel(result.directory.string());
        QCOMPARE(model->origin().run, std::string("whole"));
        QCOMPARE(model->origin().step, record.best->step);
        const SafeTensors best = readSafeTensors(result.directory / "checkpoints/best.safetensors");
        for (const auto& [name, tensor] : best.tensors) QVERIFY(!name.starts_with("optimiser."));
    }

    /// Same bytes, same metrics but for the clock; and neither the folder's name nor a time is in a checkpoint.
    void resumeEqualsNeverHavingStopped() {
        test::train(request("uninterrupted"));
        RunRequest stopped = request("stopped");
        stopped.stopAt = 5;
        QCOMPARE(test::train(stopped).training.outcome, TrainingOutcome::Stopped);
        QVERIFY(readRunRecord(stopped.directory).state == RunState::Stopped);
        QCOMPARE(test::resume(stopped.directory).training.outcome, TrainingOutcome::Completed);

        const fs::path whole = request("uninterrupted").directory;
        for (const char* file : {"checkpoints/last.safetensors", "checkpoints/best.safetensors"})
            QVERIFY(test::fileText(whole / file) == test::fileText(stopped.directory / file));
        auto one = readMetrics(whole / "metrics.csv"), two = readMetrics(stopped.directory / "metrics.csv");
        for (auto* rows : {&one, &two})
            for (MetricRow& row : *rows) row.seconds = 0;
        QVERIFY(one == two);
        QVERIFY(test::fileText(whole / "checkpoints/last.safetensors").find("uninterrupted") == std::string::npos);
    }

    /// By a name of their own, and neither best nor last; run.json knows how many tasks they ask.
    void earlyEvaluationsAreToldApart() {
        RunRequest early = request("early", 1'000'000);
        early.config.validation.intervalSteps = 1'000'000;
        early.config.validation.early = true;
        early.stopAt = 3;
        test::train(early);
        const RunRecord record = readRunRecord(early.directory);
        QVERIFY(!record.best && !record.last);
        QVERIFY(record.protocol->earlyTasks > 0);
        std::map<std::string, std::vector<std::int64_t>> steps;
        for (const MetricRow& row : readMetrics(early.directory / "metrics.csv")) steps[row.name].push_back(row.step);
        QVERIFY(!steps.contains("accuracy_percent"));
        for (const std::string& name :
             {std::string(earlyMetric), lowBoundMetric(earlyMetric), highBoundMetric(earlyMetric)})
            QCOMPARE(steps[name], (std::vector<std::int64_t>{0, 3}));
        QVERIFY(toJson(record)["validation_protocol"].contains("early_tasks"));
        RunRecord other = record;
        other.protocol->earlyTasks = 0;  // as in runs of before
        QVERIFY(!toJson(other)["validation_protocol"].contains("early_tasks"));
    }

    /// The process died between the checkpoint and its end: the rows that follow the checkpoint are made again.
    void aRunThatDiedGoesOnFromItsCheckpoint() {
        RunRequest died = request("died");
        died.stopAt = 5;
        test::train(died);
        RunRecord record = readRunRecord(died.directory);
        record.state = RunState::Running;
        record.step = 0;  // older than the checkpoint, as when it died between the two files
        writeRunRecord(died.directory, record);
        std::ofstream(died.directory / "metrics.csv", std::ios::app) << "6,1,72,loss,0.5\n7,1";
        test::resume(died.directory);
        QVERIFY(test::fileText(died.directory / "checkpoints/last.safetensors") ==
                test::fileText(request("uninterrupted").directory / "checkpoints/last.safetensors"));
        int sixth = 0;
        for (const MetricRow& row : readMetrics(died.directory / "metrics.csv"))
            sixth += row.step == 6 && row.name == "loss";
        QCOMPARE(sixth, 1);
    }

    void aRunThatDiedBeforeItsFirstCheckpointBeginsAgain() {
        RunRequest died = request("died early");
        died.stopAt = 2;
        test::train(died);
        fs::remove_all(died.directory / "checkpoints");
        fs::create_directory(died.directory / "checkpoints");
        test::resume(died.directory);
        QVERIFY(test::fileText(died.directory / "checkpoints/last.safetensors") ==
                test::fileText(request("uninterrupted").directory / "checkpoints/last.safetensors"));
    }

    void aFolderThatHoldsARunIsRefused() {
        const std::string before = test::fileText(request("whole").directory / "run.json");
        try {
            test::train(request("whole"));
            QFAIL("it was overwritten");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::InvalidSetting);
        }
        QCOMPARE(test::fileText(request("whole").directory / "run.json"), before);
        QVERIFY_EXCEPTION_THROWN(test::resume(folder_ / "nothing"), Error);
    }

    void aCompleteRunIsLeftAsItIs() {
        const fs::path directory = request("whole").directory;
        const std::string before = test::fileText(directory / "run.json") + test::fileText(directory / "metrics.csv");
        const RunResult result = test::resume(directory);
        QVERIFY(result.training.outcome == TrainingOutcome::Completed);
        QCOMPARE(result.training.steps, 10);
        QCOMPARE(result.training.last->step, 10);
        QCOMPARE(test::fileText(directory / "run.json") + test::fileText(directory / "metrics.csv"), before);
    }

    void aFailureIsTheRunsState() {
        RunRequest failing = request("failing");
        failing.config.validation.ways = 2;
        failing.config.validation.shots = 90;
        QVERIFY_EXCEPTION_THROWN(test::train(failing), Error);
        const RunRecord record = readRunRecord(failing.directory);
        QVERIFY(record.state == RunState::Failed);
        QVERIFY(record.failure.find("90 shot") != std::string::npos);
        // It holds nothing yet: the corrected request may use the folder.
        failing.config.validation.shots = 1;
        QVERIFY(test::train(failing).training.outcome == TrainingOutcome::Completed);
    }

    void aStopThatIsNotAheadIsRefused() {
        RunRequest stopped = request("not ahead");
        stopped.stopAt = 5;
        test::train(stopped);
        RunObserver silent;
        PauseToken pause;
        QVERIFY_EXCEPTION_THROWN(resumeRun(stopped.directory, 5, silent, {}, pause), Error);
        QCOMPARE(readRunRecord(stopped.directory).images, 5 * 12);
    }
    /// A folder that is not empty and no run is somebody's.
    void aFolderOfOthersIsRefused() {
        const RunRequest others = request("of others");
        fs::create_directories(others.directory);
        std::ofstream(others.directory / "metrics.csv") << "mine\n";
        try {
            test::train(others);
            QFAIL("it was taken");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::InvalidSetting);
            VERIFY_SAYS(QString::fromStdString(error.what()), "metrics.csv");
        }
        QCOMPARE(test::fileText(others.directory / "metrics.csv"), std::string("mine\n"));
        QVERIFY(!fs::exists(others.directory / "checkpoints"));
        // An empty one is taken, and what a process left that was killed before it wrote run.json.
        fs::remove(others.directory / "metrics.csv");
        fs::create_directory(others.directory / "checkpoints");
        std::ofstream(others.directory / "lock").flush();
        QVERIFY(test::train(others).training.outcome == TrainingOutcome::Completed);
    }

    /// Not even run.json could be written again, so that it says that the run is in training.
    void aStartOnAFullDiskIsNoRun() {
        struct : RunObserver {
            std::optional<test::FileSizeLimit> limit;
            void onDirectory(const fs::path&) override { limit.emplace(16); }
        } observer;
        const RunRequest full = request("full disk");
        PauseToken pause;
        const QString failure = test::failureOf([&] { startRun(full, observer, {}, pause); });
        observer.limit.reset();
        VERIFY_SAYS(failure, "metrics.csv: cannot be written");
        QVERIFY(readRunRecord(full.directory).state == RunState::Running);
        for (const fs::directory_entry& entry : fs::directory_iterator(full.directory))
            QVERIFY2(entry.path().extension() != ".part", entry.path().c_str());
        QVERIFY(test::train(full).training.outcome == TrainingOutcome::Completed);
    }

    /// The environment stays that in which it began; each later process adds its own.
    void everySessionIsRecorded() {
        RunRequest stopped = request("sessions");
        stopped.stopAt = 2;
        test::train(stopped);
        RunRecord record = readRunRecord(stopped.directory);
        QVERIFY(record.environment == environmentJson(1));
        QCOMPARE(record.environment.contains("gpu"), cudaAvailable());
        QVERIFY(record.sessions.empty());
        record.environment["cpu"] = "another machine's";
        writeRunRecord(stopped.directory, record);
        RunObserver silent;
        PauseToken pause;
        resumeRun(stopped.directory, 6, silent, {}, pause);
        test::resume(stopped.directory);
        record = readRunRecord(stopped.directory);
        QVERIFY(record.state == RunState::Completed);
        QCOMPARE(record.environment.at("cpu").get<std::string>(), std::string("another machine's"));
        QCOMPARE(record.sessions.size(), std::size_t(2));
        QCOMPARE(record.sessions[0].step, 2);
        QCOMPARE(record.sessions[1].step, 6);
        for (const RunSession& session : record.sessions) {
            QVERIFY(session.environment == environmentJson(1));
            QCOMPARE(session.beganUtc.size(), utcNow().size());
        }
        test::resume(stopped.directory);  // complete: nothing is added
        QCOMPARE(readRunRecord(stopped.directory).sessions.size(), std::size_t(2));
    }

    /// And not how many were asked for.
    void threadsThatAreUsedAreRecorded() {
        const int cores = hardwareThreads();
        for (const int asked : {0, cores, cores + 7}) QCOMPARE(environmentJson(asked).at("threads").get<int>(), cores);
        QCOMPARE(environmentJson(1).at("threads").get<int>(), 1);
    }

    /// Nobody may take the last weights for the best ones.
    void lastWeightsAreCalledSo() {
        const fs::path run = folder_ / "without best";
        fs::copy(request("whole").directory, run, fs::copy_options::recursive);
        QCOMPARE(weightsOf(run), std::string("best"));
        QVERIFY(lastWeightsNotice(run.string()).empty());
        fs::remove(run / "checkpoints/best.safetensors");
        QCOMPARE(openModel(run.string())->origin().step, 10);
        QCOMPARE(weightsOf(run), std::string("last"));
        const std::string whole = request("whole").directory.string();
        for (const std::string& model :
             {run.string(), run.string() + '+' + whole, whole + '+' + run.string(), run.string() + ":comparison=tuned"})
            VERIFY_SAYS(QString::fromStdString(lastWeightsNotice(model)), "without best is not there");
        for (const std::string& model : {std::string("pixels-l2"), whole + "+pixels-l2", whole + ":comparison=tuned",
                                         (run / "checkpoints/last.safetensors").string()})
            QCOMPARE(lastWeightsNotice(model), std::string());
    }

    void bestWeightsOfAnotherTrainingAreRefused_data() {
        QTest::addColumn<int>("embedding");
        QTest::addColumn<QString>("background");
        QTest::newRow("another network") << 6 << QString::fromStdString(test::tinyRun({}).background);
        QTest::newRow("other data") << 8 << QStringLiteral("glyphs:seed=3,alphabet-count=2,drawer-count=4");
    }
    void bestWeightsOfAnotherTrainingAreRefused() {
        QFETCH(int, embedding);
        QFETCH(QString, background);
        const QByteArray tag = QTest::currentDataTag();
        RunRequest other = request((tag + " of its own").constData(), 1);
        other.config.network.embedding = embedding;
        other.background = background.toStdString();
        test::train(other);
        const fs::path run = folder_ / tag.toStdString(), best = run / "checkpoints/best.safetensors";
        fs::copy(request("whole").directory, run, fs::copy_options::recursive);
        fs::copy_file(other.directory / "checkpoints/best.safetensors", best, fs::copy_options::overwrite_existing);
        VERIFY_SAYS(test::failureOf([&] { openModel(run.string()); }),
                    "best.safetensors: it does not belong to this run");
        QVERIFY(openModel(best.string()));  // a file by itself is what it is
        fs::remove(best);
        QCOMPARE(openModel(run.string())->origin().step, 10);
    }

    void aDamagedCheckpointOrRecordIsAnErrorThatNamesIt() {
        RunRequest damaged = request("damaged");
        damaged.stopAt = 2;
        test::train(damaged);
        const fs::path last = damaged.directory / "checkpoints/last.safetensors";
        fs::resize_file(last, fs::file_size(last) / 2);
        try {
            test::resume(damaged.directory);
            QFAIL("it went on");
        } catch (const Error& error) {
            QCOMPARE(error.where(), last.string());
        }
        std::ofstream(damaged.directory / "run.json") << "{\"schema_version\": 1, \"state\": 5}";
        QVERIFY_EXCEPTION_THROWN(readRunRecord(damaged.directory), Error);
    }

    void aRunByMinutesKeepsItsPlans() {
        RunRequest timed = request("timed", 0);
        timed.config.length.minutes = 0.02;
        const RunResult result = test::train(timed);
        const RunRecord record = readRunRecord(result.directory);
        QVERIFY(record.plans.size() >= 2);
        QCOMPARE(record.plans.front(), (Plan{0, 0}));
        QCOMPARE(record.plans.back().totalSteps, result.training.steps);

        // A repetition by the plans and not the clock gives the same bytes.
        RunRequest again = request("timed again", 0);
        again.config.length.minutes = 0.02;
        again.plans = record.plans;
        test::train(again);
        QCOMPARE(readRunRecord(again.directory).plans, record.plans);
        QVERIFY(test::fileText(again.directory / "checkpoints/last.safetensors") ==
                test::fileText(result.directory / "checkpoints/last.safetensors"));
    }
};

ONESHOT_TEST(TestRun)
#include "tst_run.moc"
