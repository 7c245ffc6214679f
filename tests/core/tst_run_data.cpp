#include <QtTest>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "core/compute/compute.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/data/write_dataset.h"
#include "core/models/models.h"
#include "core/runs/run_record.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/places.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_run.h"

using namespace oneshot;
namespace fs = std::filesystem;

/// The data of runs: open already, changed, or of an older version.
class TestRunData : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;
    const std::string data_ = test::tinyRun({}).background, validation_ = test::tinyRun({}).validation;

    RunRequest request(const char* name, int steps = 10) const { return test::tinyRun(folder_ / name, steps); }
    /// A folder of images and strokes to learn from, and a stopped run on it.
    RunRequest stoppedWithStrokes(const char* name) const {
        const fs::path folder = folder_ / (name + std::string(" data"));
        writeOmniglot(openDataset(parseDataSpec(data_)), folder);
        RunRequest stopped = request(name);
        stopped.config.batches.strokeShare = 0.5;
        stopped.background = (folder / "images").string() + ":strokes=beside";
        stopped.stopAt = 5;
        test::train(stopped);
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
                      glyphs = openDataset(parseDataSpec(validation_)), others = openDataset(parseDataSpec(data_));
        PauseToken pause;
        resumeRun(stopped.directory, 6, readings, {}, pause, {others, images});
        QCOMPARE(readings.specs, std::set<std::string>{glyphs.spec});
        QVERIFY(readings.first[0] == &images.drawings[0]);

        readings.specs.clear();
        stopped.background = (folder_ / "open data/../open data/images/").string() + ":strokes=beside";
        stopped.directory = folder_ / "open again";
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

    void strokesThatChangedAreRefused() {
        const RunRequest stopped = stoppedWithStrokes("strokes");
        QCOMPARE(readRunRecord(stopped.directory).data.background.fingerprintVersion, 2);
        const fs::path file = strokeFileIn(folder_ / "strokes data/strokes");
        const std::string before = test::fileText(file);
        std::ofstream(file, std::ios::binary) << "START\n10,-10,0\n50,-50,10\nBREAK\n";
        VERIFY_SAYS(test::failureOf([&] { test::resume(stopped.directory); }),
                    "the data have changed since the run began");
        std::ofstream(file, std::ios::binary) << before;
        QVERIFY(test::noticesOfResume(stopped.directory).empty());
        QVERIFY(readRunRecord(stopped.directory).state == RunState::Completed);
    }

    /// tests/data/run-before-stroke-fingerprints: a run that was stopped before strokes were in fingerprints, with what
    /// it learnt from.
    void aRunOfBeforeGoesOn() {
        const fs::path folder = folder_ / "of before";
        fs::copy(test::sourcePath("tests/data/run-before-stroke-fingerprints").toStdString(), folder,
                 fs::copy_options::recursive);
        const fs::path run = folder / "run";
        std::string record = test::fileText(run / "run.json");
        const std::string place = "/FOLDER/";
        const std::size_t at = record.find(place);
        QVERIFY(at != std::string::npos);
        std::ofstream(run / "run.json", std::ios::binary) << record.replace(at, place.size(), folder.string() + '/');
        const RunRecord before = readRunRecord(run);
        QCOMPARE(before.data.background.fingerprintVersion, 1);
        QVERIFY(before.config.batches.strokeCoordinates == StrokeCoordinates::Shifted);
        QVERIFY(before.state == RunState::Stopped && before.step == 5 && before.config.batches.strokeShare > 0);

        const std::vector<std::string> notices = test::noticesOfResume(run);
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
        QVERIFY(test::fileText(run / "checkpoints/last.safetensors").find("stroke_coordinates") == std::string::npos);
    }

    void imagesOfARunOfBeforeAreStillChecked() {
        const RunRequest stopped = stoppedWithStrokes("changed images");
        Json record = Json::parse(test::fileText(stopped.directory / "run.json"));
        const Dataset now = openDataset(parseDataSpec(stopped.background));
        record["data"].erase("fingerprint_version");
        for (const std::string& sha256 :
             {now.sha256, std::string(64, '0')}) {  // of the newer version, and of other data
            record["data"]["background"]["sha256"] = sha256;
            std::ofstream(stopped.directory / "run.json") << record;
            VERIFY_SAYS(test::failureOf([&] { test::resume(stopped.directory); }), "the data have changed");
        }
        record["data"]["background"]["sha256"] = fingerprintOf(now, 1);
        std::ofstream(stopped.directory / "run.json") << record;
        QCOMPARE(test::noticesOfResume(stopped.directory).size(), std::size_t(1));
    }

    void dataThatChangedAreRefused() {
        RunRequest changed = request("changed");
        changed.stopAt = 2;
        test::train(changed);
        RunRecord record = readRunRecord(changed.directory);
        record.data.background.sha256[0] = record.data.background.sha256[0] == '0' ? '1' : '0';
        writeRunRecord(changed.directory, record);
        try {
            test::resume(changed.directory);
            QFAIL("it went on");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::BadData);
        }
    }
};

ONESHOT_TEST(TestRunData)
#include "tst_run_data.moc"
