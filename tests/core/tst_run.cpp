#include <QTemporaryDir>
#include <QtTest>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "core/data/error.h"
#include "core/models/compute.h"
#include "core/models/models.h"
#include "core/runs/metric_log.h"
#include "core/runs/run.h"
#include "core/runs/run_directory.h"
#include "tests/support/test_program.h"

using namespace oneshot;
namespace fs = std::filesystem;

namespace {

constexpr const char* data = "glyphs:alphabet-count=2,characters-per-alphabet=6,drawer-count=4";
constexpr const char* validation = "glyphs:seed=2,alphabet-count=2,characters-per-alphabet=6,drawer-count=4";

std::string bytesOf(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

}  // namespace

class TestRun : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;

    RunRequest request(const char* name, int steps = 10) const {
        RunRequest request;
        request.config.steps = steps;
        request.config.threads = 1;
        request.config.pairsPerStep = 6;
        request.config.network.maps = {4, 4, 8, 8};
        request.config.network.embedding = 8;
        request.config.evaluateEvery = 4;
        request.config.evaluationTasks = 10;
        request.config.evaluationWays = 3;
        request.background = data;
        request.validation = validation;
        request.directory = folder_.filePath(QString::fromLatin1(name)).toStdString();
        return request;
    }
    static RunResult start(const RunRequest& request) {
        RunObserver silent;
        PauseToken pause;
        return startRun(request, silent, {}, pause);
    }
    static RunResult resume(const fs::path& directory) {
        RunObserver silent;
        PauseToken pause;
        return resumeRun(directory, {}, silent, {}, pause);
    }

  private Q_SLOTS:
    void initTestCase() { configureProcess(); }

    void aRunLeavesWhatItsFolderPromises() {
        const RunResult result = start(request("whole"));
        const RunRecord record = readRunRecord(result.directory);
        QVERIFY(record.state == RunState::Completed);
        QCOMPARE(record.step, 10);
        QVERIFY(record.config == request("whole").config);
        QCOMPARE(record.plans, (std::vector<Plan>{{0, 10}}));
        QCOMPARE(record.backgroundSha256.size(), std::size_t(64));
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
        start(request("uninterrupted"));
        RunRequest stopped = request("stopped");
        stopped.stopAt = 5;
        QCOMPARE(start(stopped).training.state, TrainingState::Stopped);
        QVERIFY(readRunRecord(stopped.directory).state == RunState::Stopped);
        QCOMPARE(resume(stopped.directory).training.state, TrainingState::Completed);

        const fs::path whole = request("uninterrupted").directory;
        for (const char* file : {"checkpoints/last.safetensors", "checkpoints/best.safetensors"})
            QVERIFY(bytesOf(whole / file) == bytesOf(stopped.directory / file));
        auto one = readMetrics(whole / "metrics.csv"), two = readMetrics(stopped.directory / "metrics.csv");
        for (auto* rows : {&one, &two})
            for (MetricRow& row : *rows) row.seconds = 0;
        QVERIFY(one == two);
        QVERIFY(bytesOf(whole / "checkpoints/last.safetensors").find("uninterrupted") == std::string::npos);
    }

    /// The process died between the checkpoint and its end: the rows that follow the checkpoint are made again.
    void aRunThatDiedGoesOnFromItsCheckpoint() {
        RunRequest died = request("died");
        died.stopAt = 5;
        start(died);
        RunRecord record = readRunRecord(died.directory);
        record.state = RunState::Running;
        record.step = 0;  // older than the checkpoint, as when it died between the two files
        writeRunRecord(died.directory, record);
        std::ofstream(died.directory / "metrics.csv", std::ios::app) << "6,1,72,loss,0.5\n7,1";
        resume(died.directory);
        QVERIFY(bytesOf(died.directory / "checkpoints/last.safetensors") ==
                bytesOf(request("uninterrupted").directory / "checkpoints/last.safetensors"));
        int sixth = 0;
        for (const MetricRow& row : readMetrics(died.directory / "metrics.csv"))
            sixth += row.step == 6 && row.name == "loss";
        QCOMPARE(sixth, 1);
    }

    void aRunThatDiedBeforeItsFirstCheckpointBeginsAgain() {
        RunRequest died = request("died early");
        died.stopAt = 2;
        start(died);
        fs::remove_all(died.directory / "checkpoints");
        fs::create_directory(died.directory / "checkpoints");
        resume(died.directory);
        QVERIFY(bytesOf(died.directory / "checkpoints/last.safetensors") ==
                bytesOf(request("uninterrupted").directory / "checkpoints/last.safetensors"));
    }

    void aFolderThatHoldsARunIsRefused() {
        const std::string before = bytesOf(request("whole").directory / "run.json");
        try {
            start(request("whole"));
            QFAIL("it was overwritten");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::InvalidSetting);
        }
        QCOMPARE(bytesOf(request("whole").directory / "run.json"), before);
        QVERIFY_EXCEPTION_THROWN(resume(folder_.filePath("nothing").toStdString()), Error);
    }

    void aCompleteRunIsLeftAsItIs() {
        const fs::path directory = request("whole").directory;
        const std::string before = bytesOf(directory / "run.json") + bytesOf(directory / "metrics.csv");
        const RunResult result = resume(directory);
        QVERIFY(result.training.state == TrainingState::Completed);
        QCOMPARE(result.training.steps, 10);
        QCOMPARE(result.training.last->step, 10);
        QCOMPARE(bytesOf(directory / "run.json") + bytesOf(directory / "metrics.csv"), before);
    }

    void aFailureIsTheRunsState() {
        RunRequest failing = request("failing");
        failing.config.evaluationWays = 2;
        failing.config.evaluationShots = 90;
        QVERIFY_EXCEPTION_THROWN(start(failing), Error);
        const RunRecord record = readRunRecord(failing.directory);
        QVERIFY(record.state == RunState::Failed);
        QVERIFY(record.failure.find("90 shot") != std::string::npos);
        // It holds nothing yet: the corrected request may use the folder.
        failing.config.evaluationShots = 1;
        QVERIFY(start(failing).training.state == TrainingState::Completed);
    }

    void aStopThatIsNotAheadIsRefused() {
        RunRequest stopped = request("not ahead");
        stopped.stopAt = 5;
        start(stopped);
        RunObserver silent;
        PauseToken pause;
        QVERIFY_EXCEPTION_THROWN(resumeRun(stopped.directory, 5, silent, {}, pause), Error);
        QCOMPARE(readRunRecord(stopped.directory).images, 5 * 12);
    }

    void aDamagedLogIsSetAside() {
        RunRequest damaged = request("damaged log");
        damaged.stopAt = 5;
        start(damaged);
        std::ofstream(damaged.directory / "metrics.csv") << "nonsense\n";
        QVERIFY(resume(damaged.directory).training.state == TrainingState::Completed);
        QVERIFY(fs::exists(damaged.directory / "metrics.csv.damaged"));
    }

    void dataThatChangedAreRefused() {
        RunRequest changed = request("changed");
        changed.stopAt = 2;
        start(changed);
        RunRecord record = readRunRecord(changed.directory);
        record.backgroundSha256[0] = record.backgroundSha256[0] == '0' ? '1' : '0';
        writeRunRecord(changed.directory, record);
        try {
            resume(changed.directory);
            QFAIL("it went on");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::BadData);
        }
    }

    void aDamagedCheckpointOrRecordIsAnErrorThatNamesIt() {
        RunRequest damaged = request("damaged");
        damaged.stopAt = 2;
        start(damaged);
        const fs::path last = damaged.directory / "checkpoints/last.safetensors";
        fs::resize_file(last, fs::file_size(last) / 2);
        try {
            resume(damaged.directory);
            QFAIL("it went on");
        } catch (const Error& error) {
            QCOMPARE(error.where(), last.string());
        }
        std::ofstream(damaged.directory / "run.json") << "{\"schema_version\": 1, \"state\": 5}";
        QVERIFY_EXCEPTION_THROWN(readRunRecord(damaged.directory), Error);
    }

    void aRunByMinutesKeepsItsPlans() {
        RunRequest timed = request("timed", 0);
        timed.config.minutes = 0.02;
        const RunResult result = start(timed);
        const RunRecord record = readRunRecord(result.directory);
        QVERIFY(record.plans.size() >= 2);
        QCOMPARE(record.plans.front(), (Plan{0, 0}));
        QCOMPARE(record.plans.back().totalSteps, result.training.steps);

        // A repetition by the plans and not the clock gives the same bytes.
        RunRequest again = request("timed again", 0);
        again.config.minutes = 0.02;
        again.plans = record.plans;
        start(again);
        QCOMPARE(readRunRecord(again.directory).plans, record.plans);
        QVERIFY(bytesOf(again.directory / "checkpoints/last.safetensors") ==
                bytesOf(result.directory / "checkpoints/last.safetensors"));
    }
};

ONESHOT_TEST(TestRun)
#include "tst_run.moc"
