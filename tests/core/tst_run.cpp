#include <QTemporaryDir>
#include <QtTest>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "core/base/unreadable.h"
#include "core/compute/compute.h"
#include "core/data/data_spec.h"
#include "core/data/omniglot_writer.h"
#include "core/data/open_dataset.h"
#include "core/models/models.h"
#include "core/runs/environment.h"
#include "core/runs/metric_log.h"
#include "core/runs/run.h"
#include "core/runs/run_directory.h"
#include "core/runs/run_record.h"
#include "tests/support/failure.h"
#include "tests/support/file_size_limit.h"
#include "tests/support/places.h"
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
        request.config.length.steps = steps;
        request.config.threads = 1;
        request.config.batches.pairsPerStep = 6;
        request.config.network.maps = {4, 4, 8, 8};
        request.config.network.embedding = 8;
        request.config.validation.intervalSteps = 4;
        request.config.validation.tasks = 10;
        request.config.validation.ways = 3;
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
    /// What a person is told besides.
    static std::vector<std::string> noticesOfResume(const fs::path& directory) {
        struct Notices final : RunObserver {
            std::vector<std::string> sentences;
            void onNotice(const std::string& sentence) override { sentences.push_back(sentence); }
        } notices;
        PauseToken pause;
        resumeRun(directory, {}, notices, {}, pause);
        return notices.sentences;
    }
    /// A folder of images and strokes to learn from, and a stopped run on it.
    RunRequest stoppedWithStrokes(const char* name) const {
        const fs::path folder = folder_.filePath(QString::fromLatin1(name) + " data").toStdString();
        writeOmniglot(openDataset(parseDataSpec(data)), folder);
        RunRequest stopped = request(name);
        stopped.config.batches.strokeShare = 0.5;
        stopped.background = (folder / "images").string() + ":strokes=beside";
        stopped.stopAt = 5;
        start(stopped);
        return stopped;
    }
    /// The first file of strokes below the folder.
    static fs::path strokeFileIn(const fs::path& folder) {
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder))
            if (entry.path().extension() == ".txt") return entry.path();
        return {};
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

    /// A SPEC that is open is not read again, whichever it is and whatever its path is written like.
    void takesDataThatAreOpen() {
        struct Readings final : RunObserver {
            std::set<std::string> specs;
            std::vector<const Drawing*> first;
            void onReading(const std::string& spec, std::int64_t, std::int64_t) override { specs.insert(spec); }
            void onData(const Dataset& one, const Dataset& other) override {
                first = {&one.drawings[0], &other.drawings[0]};
            }
        } readings;
        RunRequest stopped = stoppedWithStrokes("open");
        const Dataset images = openDataset(parseDataSpec(stopped.background)),
                      glyphs = openDataset(parseDataSpec(validation)), others = openDataset(parseDataSpec(data));
        PauseToken pause;
        resumeRun(stopped.directory, 6, readings, {}, pause, {others, images});
        QCOMPARE(readings.specs, std::set<std::string>{glyphs.spec});
        QVERIFY(readings.first[0] == &images.drawings[0]);

        readings.specs.clear();
        stopped.background = folder_.filePath("open data/../open data/images/").toStdString() + ":strokes=beside";
        stopped.directory = folder_.filePath("open again").toStdString();
        const RunResult again = startRun(stopped, readings, {}, pause, {glyphs, images});
        QVERIFY(readings.specs.empty());
        QVERIFY(readings.first == (std::vector<const Drawing*>{&images.drawings[0], &glyphs.drawings[0]}));
        QCOMPARE(readRunRecord(again.directory).data.background.sha256, images.sha256);

        // They are checked as those that are read.
        Dataset changed = images;
        changed.sha256[0] = changed.sha256[0] == '0' ? '1' : '0';
        VERIFY_SAYS(test::failureOf([&] { resumeRun(again.directory, {}, readings, {}, pause, {changed}); }),
                    "the data have changed");
    }

    /// Same bytes, same metrics but for the clock; and neither the folder's name nor a time is in a checkpoint.
    void resumeEqualsNeverHavingStopped() {
        start(request("uninterrupted"));
        RunRequest stopped = request("stopped");
        stopped.stopAt = 5;
        QCOMPARE(start(stopped).training.outcome, TrainingOutcome::Stopped);
        QVERIFY(readRunRecord(stopped.directory).state == RunState::Stopped);
        QCOMPARE(resume(stopped.directory).training.outcome, TrainingOutcome::Completed);

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
        QVERIFY(result.training.outcome == TrainingOutcome::Completed);
        QCOMPARE(result.training.steps, 10);
        QCOMPARE(result.training.last->step, 10);
        QCOMPARE(bytesOf(directory / "run.json") + bytesOf(directory / "metrics.csv"), before);
    }

    void aFailureIsTheRunsState() {
        RunRequest failing = request("failing");
        failing.config.validation.ways = 2;
        failing.config.validation.shots = 90;
        QVERIFY_EXCEPTION_THROWN(start(failing), Error);
        const RunRecord record = readRunRecord(failing.directory);
        QVERIFY(record.state == RunState::Failed);
        QVERIFY(record.failure.find("90 shot") != std::string::npos);
        // It holds nothing yet: the corrected request may use the folder.
        failing.config.validation.shots = 1;
        QVERIFY(start(failing).training.outcome == TrainingOutcome::Completed);
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
        QVERIFY(resume(damaged.directory).training.outcome == TrainingOutcome::Completed);
        QVERIFY(fs::exists(damaged.directory / "metrics.csv.damaged"));
    }

    /// Rows before and after what cannot be read are kept, and it is told.
    void aDamagedLineOfTheLogCostsThatLine() {
        RunRequest damaged = request("damaged line");
        damaged.stopAt = 5;
        start(damaged);
        const fs::path log = damaged.directory / "metrics.csv";
        const std::vector<MetricRow> before = readMetrics(log);
        std::string text = bytesOf(log);
        text.insert(text.find('\n') + 1, "what an editor left\n");
        std::ofstream(log, std::ios::binary) << text;
        const std::vector<std::string> notices = noticesOfResume(damaged.directory);
        QCOMPARE(notices.size(), std::size_t(1));
        VERIFY_SAYS(QString::fromStdString(notices[0]), "metrics.csv is damaged (line 2 is no row");
        const std::vector<MetricRow> after = readMetrics(log);
        QVERIFY(before.size() > 5 && after.size() > before.size());
        QVERIFY(std::equal(before.begin(), before.end(), after.begin()));
        QCOMPARE(bytesOf(log.string() + ".damaged"), text);
    }

    void aLostLogIsTold_data() {
        QTest::addColumn<bool>("isThere");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("not there") << false << QByteArray() << QByteArray("metrics.csv is not there: the curves begin");
        QTest::newRow("empty") << true << QByteArray()
                               << QByteArray("metrics.csv is damaged (it has no rows, and the run is at step 5)");
        QTest::newRow("zeros") << true << QByteArray(300, '\0') << QByteArray("metrics.csv is damaged (it has no rows");
        QTest::newRow("cut") << true << QByteArray("step,seconds,images,name,value\n1,1,12,loss,1\n2,1,2")
                             << QByteArray(
                                    "(its rows end at step 1, and the run is at step 5). Its 1 sound row is kept");
    }
    void aLostLogIsTold() {
        QFETCH(bool, isThere);
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, says);
        RunRequest lost = request(QByteArray("lost log ").append(QTest::currentDataTag()).constData());
        lost.stopAt = 5;
        start(lost);
        const fs::path log = lost.directory / "metrics.csv", aside = log.string() + ".damaged";
        fs::remove(log);
        if (isThere) std::ofstream(log, std::ios::binary) << text.toStdString();
        const std::vector<std::string> notices = noticesOfResume(lost.directory);
        QCOMPARE(notices.size(), std::size_t(1));
        VERIFY_SAYS(QString::fromStdString(notices[0]), says.constData());
        QCOMPARE(fs::exists(aside), isThere);
        if (isThere) QCOMPARE(bytesOf(aside), text.toStdString());
        const std::vector<MetricRow> rows = readMetrics(log);
        QVERIFY(std::ranges::any_of(rows, [](const MetricRow& row) { return row.step == 6; }));
        QCOMPARE(rows.back().step, 10);
    }

    /// A folder that is not empty and no run is somebody's.
    void aFolderOfOthersIsRefused() {
        const RunRequest others = request("of others");
        fs::create_directories(others.directory);
        std::ofstream(others.directory / "metrics.csv") << "mine\n";
        try {
            start(others);
            QFAIL("it was taken");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::InvalidSetting);
            VERIFY_SAYS(QString::fromStdString(error.what()), "metrics.csv");
        }
        QCOMPARE(bytesOf(others.directory / "metrics.csv"), std::string("mine\n"));
        QVERIFY(!fs::exists(others.directory / "checkpoints"));
        // An empty one is taken, and what a process left that was killed before it wrote run.json.
        fs::remove(others.directory / "metrics.csv");
        fs::create_directory(others.directory / "checkpoints");
        std::ofstream(others.directory / "lock").flush();
        QVERIFY(start(others).training.outcome == TrainingOutcome::Completed);
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
        QVERIFY(start(full).training.outcome == TrainingOutcome::Completed);
    }

    void strokesThatChangedAreRefused() {
        const RunRequest stopped = stoppedWithStrokes("strokes");
        QCOMPARE(readRunRecord(stopped.directory).data.background.fingerprintVersion, 2);
        const fs::path file = strokeFileIn(folder_.filePath("strokes data/strokes").toStdString());
        const std::string before = bytesOf(file);
        std::ofstream(file, std::ios::binary) << "START\n10,-10,0\n50,-50,10\nBREAK\n";
        VERIFY_SAYS(test::failureOf([&] { resume(stopped.directory); }), "the data have changed since the run began");
        std::ofstream(file, std::ios::binary) << before;
        QVERIFY(noticesOfResume(stopped.directory).empty());
        QVERIFY(readRunRecord(stopped.directory).state == RunState::Completed);
    }

    /// tests/data/run-before-stroke-fingerprints: a run that was stopped before strokes were in fingerprints, with what
    /// it learnt from.
    void aRunOfBeforeGoesOn() {
        const fs::path folder = folder_.filePath("of before").toStdString();
        fs::copy(test::sourcePath("tests/data/run-before-stroke-fingerprints").toStdString(), folder,
                 fs::copy_options::recursive);
        const fs::path run = folder / "run";
        std::string record = bytesOf(run / "run.json");
        const std::string place = "/FOLDER/";
        const std::size_t at = record.find(place);
        QVERIFY(at != std::string::npos);
        std::ofstream(run / "run.json", std::ios::binary) << record.replace(at, place.size(), folder.string() + '/');
        const RunRecord before = readRunRecord(run);
        QCOMPARE(before.data.background.fingerprintVersion, 1);
        QVERIFY(before.config.batches.strokeCoordinates == StrokeCoordinates::Shifted);
        QVERIFY(before.state == RunState::Stopped && before.step == 5 && before.config.batches.strokeShare > 0);

        const std::vector<std::string> notices = noticesOfResume(run);
        QCOMPARE(notices.size(), std::size_t(1));
        VERIFY_SAYS(QString::fromStdString(notices[0]), "The strokes of the data were not checked");
        const RunRecord after = readRunRecord(run);
        QVERIFY(after.state == RunState::Completed);
        QCOMPARE(after.step, before.config.length.steps);
        QCOMPARE(after.data.background.fingerprintVersion, 1);
        QCOMPARE(after.data.background.sha256, before.data.background.sha256);
        QVERIFY(after.config == before.config);
        QVERIFY(after.environment == before.environment);
        QCOMPARE(after.sessions.size(), std::size_t(1));
        QCOMPARE(openModel(run.string())->origin().data.sha256, before.data.background.sha256);
        QVERIFY(bytesOf(run / "checkpoints/last.safetensors").find("stroke_coordinates") == std::string::npos);
    }

    void imagesOfARunOfBeforeAreStillChecked() {
        const RunRequest stopped = stoppedWithStrokes("changed images");
        Json record = Json::parse(bytesOf(stopped.directory / "run.json"));
        const Dataset now = openDataset(parseDataSpec(stopped.background));
        record["data"].erase("fingerprint_version");
        for (const std::string& sha256 :
             {now.sha256, std::string(64, '0')}) {  // of the newer version, and of other data
            record["data"]["background"]["sha256"] = sha256;
            std::ofstream(stopped.directory / "run.json") << record;
            VERIFY_SAYS(test::failureOf([&] { resume(stopped.directory); }), "the data have changed");
        }
        record["data"]["background"]["sha256"] = fingerprintOf(now, 1);
        std::ofstream(stopped.directory / "run.json") << record;
        QCOMPARE(noticesOfResume(stopped.directory).size(), std::size_t(1));
    }

    /// The environment stays that in which it began; each later process adds its own.
    void everySessionIsRecorded() {
        RunRequest stopped = request("sessions");
        stopped.stopAt = 2;
        start(stopped);
        RunRecord record = readRunRecord(stopped.directory);
        QVERIFY(record.environment == environmentJson(1));
        QCOMPARE(record.environment.contains("gpu"), cudaAvailable());
        QVERIFY(record.sessions.empty());
        record.environment["cpu"] = "another machine's";
        writeRunRecord(stopped.directory, record);
        RunObserver silent;
        PauseToken pause;
        resumeRun(stopped.directory, 6, silent, {}, pause);
        resume(stopped.directory);
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
        resume(stopped.directory);  // complete: nothing is added
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
        const fs::path run = folder_.filePath("without best").toStdString();
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
        QTest::newRow("another network") << 6 << QString::fromUtf8(data);
        QTest::newRow("other data") << 8 << QStringLiteral("glyphs:seed=3,alphabet-count=2,drawer-count=4");
    }
    void bestWeightsOfAnotherTrainingAreRefused() {
        QFETCH(int, embedding);
        QFETCH(QString, background);
        const QByteArray tag = QTest::currentDataTag();
        RunRequest other = request((tag + " of its own").constData(), 1);
        other.config.network.embedding = embedding;
        other.background = background.toStdString();
        start(other);
        const fs::path run = folder_.filePath(tag).toStdString(), best = run / "checkpoints/best.safetensors";
        fs::copy(request("whole").directory, run, fs::copy_options::recursive);
        fs::copy_file(other.directory / "checkpoints/best.safetensors", best, fs::copy_options::overwrite_existing);
        VERIFY_SAYS(test::failureOf([&] { openModel(run.string()); }),
                    "best.safetensors: it does not belong to this run");
        QVERIFY(openModel(best.string()));  // a file by itself is what it is
        fs::remove(best);
        QCOMPARE(openModel(run.string())->origin().step, 10);
    }

    void dataThatChangedAreRefused() {
        RunRequest changed = request("changed");
        changed.stopAt = 2;
        start(changed);
        RunRecord record = readRunRecord(changed.directory);
        record.data.background.sha256[0] = record.data.background.sha256[0] == '0' ? '1' : '0';
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
        timed.config.length.minutes = 0.02;
        const RunResult result = start(timed);
        const RunRecord record = readRunRecord(result.directory);
        QVERIFY(record.plans.size() >= 2);
        QCOMPARE(record.plans.front(), (Plan{0, 0}));
        QCOMPARE(record.plans.back().totalSteps, result.training.steps);

        // A repetition by the plans and not the clock gives the same bytes.
        RunRequest again = request("timed again", 0);
        again.config.length.minutes = 0.02;
        again.plans = record.plans;
        start(again);
        QCOMPARE(readRunRecord(again.directory).plans, record.plans);
        QVERIFY(bytesOf(again.directory / "checkpoints/last.safetensors") ==
                bytesOf(result.directory / "checkpoints/last.safetensors"));
    }
};

ONESHOT_TEST(TestRun)
#include "tst_run.moc"
