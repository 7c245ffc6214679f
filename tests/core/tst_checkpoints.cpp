#include <QtTest>
#include <fstream>
#include <new>

#include "core/base/error.h"
#include "core/compute/compute.h"
#include "core/models/models.h"
#include "core/runs/checkpoints.h"
#include "core/runs/run_lock.h"
#include "core/runs/run_record.h"
#include "tests/support/failure.h"
#include "tests/support/file_size_limit.h"
#include "tests/support/files.h"
#include "tests/support/memory_limit.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_run.h"

using namespace oneshot;
namespace fs = std::filesystem;

namespace {

RunObserver silent;

RunResult start(const RunRequest& request) {
    PauseToken pause;
    return startRun(request, silent, {}, pause);
}

RunResult resume(const fs::path& directory, RunObserver& observer = silent) {
    PauseToken pause;
    return resumeRun(directory, {}, observer, {}, pause);
}

/// Every file of a run but those that a person reads: what must not change.
std::map<std::string, test::Bytes> contentOf(const fs::path& run) {
    std::map<std::string, test::Bytes> content;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(run))
        if (entry.is_regular_file()) content[entry.path().string()] = test::readFile(entry.path());
    return content;
}

void flipBit(const fs::path& file, std::size_t fromEnd) {
    test::Bytes bytes = test::readFile(file);
    bytes[bytes.size() - fromEnd] ^= 4;
    test::writeFile(file, bytes);
}

/// A sound file of zeros, whose tensor takes so many bytes: on a disk it takes none.
void writeSparseSafeTensors(const fs::path& file, std::uint64_t bytes) {
    const std::string header = R"({"a":{"dtype":"F32","shape":[)" + std::to_string(bytes / 4) +
                               R"(],"data_offsets":[0,)" + std::to_string(bytes) + "]}}";
    const std::uint64_t length = header.size();
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out.write(reinterpret_cast<const char*>(&length), 8);
    out << header;
    out.close();
    fs::resize_file(file, 8 + header.size() + bytes);
}

}  // namespace

/// What a run's folder survives: checkpoints cut short or altered, a full disk, two who want to train it.
class TestCheckpoints : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

    fs::path weights(const fs::path& run, const char* name) const {
        return run / "checkpoints" / (std::string(name) + ".safetensors");
    }
    /// Stopped at step 6, so with checkpoints of the evaluation at step 4 and of the stop.
    fs::path stoppedRun(const char* name) const {
        RunRequest request = test::tinyRun(folder_ / name);
        request.stopAt = 6;
        start(request);
        return request.directory;
    }

  private Q_SLOTS:
    /// The last checkpoint is sound; that there is no room for it says nothing against it.
    void outOfMemoryIsNoDamage() {
        if (!test::MemoryLimit::possible) QSKIP("memory cannot be limited under a sanitizer");
        const fs::path run = stoppedRun("no-room");
        const std::uint64_t bytes = 3ULL << 30;
        writeSparseSafeTensors(weights(run, "last"), bytes);
        const test::MemoryLimit limit(bytes / 4);
        QVERIFY_EXCEPTION_THROWN(readCheckpoint(run), std::bad_alloc);
        QVERIFY_EXCEPTION_THROWN(openModel(weights(run, "last").string()), std::bad_alloc);
    }

    void outOfMemoryIsToldByItsWords() {
        QVERIFY(isOutOfMemory(std::bad_alloc()));
        QVERIFY(isOutOfMemory(std::runtime_error("DefaultCPUAllocator: can't allocate memory: you tried to allocate")));
        QVERIFY(isOutOfMemory(std::runtime_error("CUDA out of memory. Tried to allocate 2.00 GiB")));
        QVERIFY(!isOutOfMemory(std::runtime_error("its header is not sound")));
        QVERIFY(!isOutOfMemory(Error(ErrorCode::BadData, "out of memory.png", "it is cut short")));
    }

    void initTestCase() {
        configureProcess();
        start(test::tinyRun(folder_ / "whole"));
    }

    /// Neither the optimiser's state nor the weights behind an average: it is what is given away.
    void theBestHoldsWeightsAlone() {
        const fs::path run = folder_ / "weights alone";
        fs::create_directories(run / "checkpoints");
        const TensorBytes number{"F32", {1}, {0, 0, 128, 63}};
        const SafeTensors state{{{"a", number}, {"optimiser.a.mean", number}, {"trained.a", number}}, {{"step", "1"}}};
        writeCheckpoint(run, state, true);
        const SafeTensors best = readSafeTensors(weights(run, "best"));
        QCOMPARE(best.tensors.size(), std::size_t(1));
        QVERIFY(best.tensors.contains("a"));
        QCOMPARE(readSafeTensors(weights(run, "last")).tensors.size(), std::size_t(3));
    }

    void keepsTheCheckpointBeforeTheLastWhileARunCanGoOn() {
        const fs::path run = stoppedRun("two");
        const auto last = readCheckpoint(run);
        QCOMPARE(last->step, 6);
        QVERIFY(last->damage.empty());
        fs::remove(weights(run, "last"));
        const auto before = readCheckpoint(run);
        QCOMPARE(before->step, 4);
        VERIFY_SAYS(QString::fromStdString(before->damage), "last.safetensors: it is not there");
        QVERIFY(!fs::exists(weights(folder_ / "whole", "previous")));
        QVERIFY(!readCheckpoint(folder_ / "no run"));
    }

    void goesOnFromTheOneBeforeWhereTheLastIsDamaged_data() {
        QTest::addColumn<bool>("cut");
        QTest::newRow("cut short") << true;
        QTest::newRow("one bit altered") << false;
    }
    void goesOnFromTheOneBeforeWhereTheLastIsDamaged() {
        QFETCH(bool, cut);
        const fs::path run = stoppedRun(QTest::currentDataTag());
        const fs::path last = weights(run, "last");
        cut ? fs::resize_file(last, fs::file_size(last) / 2) : flipBit(last, 20);

        class : public RunObserver {
          public:
            void onDamagedCheckpoint(const std::string& problem, std::int64_t step) override {
                told = QString::fromStdString(problem) + QStringLiteral(" -> %1").arg(step);
            }
            QString told;
        } observer;
        QVERIFY(resume(run, observer).training.outcome == TrainingOutcome::Completed);
        VERIFY_SAYS(observer.told, cut ? "cut short" : "altered");
        VERIFY_SAYS(observer.told, "-> 4");
        // Steps 5 to 10 anew end in the very bytes of a run that was never stopped.
        for (const char* name : {"last", "best"})
            QVERIFY(test::readFile(weights(run, name)) == test::readFile(weights(folder_ / "whole", name)));
        QVERIFY(fs::exists(last.string() + ".damaged"));
    }

    void isLeftAsItIsWhereNoneIsSound() {
        const fs::path run = stoppedRun("none sound");
        flipBit(weights(run, "last"), 20);
        flipBit(weights(run, "previous"), 20);
        const auto before = contentOf(run);
        const QString words = test::failureOf([&] { resume(run); });
        VERIFY_SAYS(words, "BadData: " + weights(run, "last").string());
        VERIFY_SAYS(words, "best.safetensors can still be evaluated");
        QVERIFY(contentOf(run) == before);
        QVERIFY(openModel(run.string()) != nullptr);
    }

    void aDamagedBestIsToldByItsName() {
        const fs::path run = stoppedRun("damaged best");
        flipBit(weights(run, "best"), 20);
        VERIFY_SAYS(test::failureOf([&] { openModel(run.string()); }), "best.safetensors: it was altered");
    }

    /// No file may grow beyond a few kilobytes, as on a disk that is nearly full: the weights do not fit.
    void aFullDiskCostsNoCheckpoint() {
        const fs::path run = stoppedRun("full disk");
        const test::Bytes last = test::readFile(weights(run, "last"));
        QString words;
        {
            const test::FileSizeLimit limit(last.size() - 1);
            words = test::failureOf([&] { resume(run); });
        }
        VERIFY_SAYS(words, "Failed: " + weights(run, "last").string());
        VERIFY_SAYS(words, "Make room");
        QVERIFY(test::readFile(weights(run, "last")) == last);
        QVERIFY(readRunRecord(run).state == RunState::Failed);
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(run))
            QVERIFY2(entry.path().extension() != ".part", entry.path().c_str());
        QVERIFY(resume(run).training.outcome == TrainingOutcome::Completed);
        QVERIFY(test::readFile(weights(run, "last")) == test::readFile(weights(folder_ / "whole", "last")));
    }

    /// The best weights are smaller than the state to go on from, and would fit.
    void aFirstCheckpointThatDoesNotFitLeavesNone() {
        const RunRequest request = test::tinyRun(folder_ / "first checkpoint");
        const test::Bytes last = test::readFile(weights(folder_ / "whole", "last"));
        QString words;
        {
            const test::FileSizeLimit limit(last.size() * 2 / 3);
            words = test::failureOf([&] { start(request); });
        }
        VERIFY_SAYS(words, "last.safetensors: could not write the weights");
        QVERIFY(fs::is_empty(request.directory / "checkpoints"));
        start(request);
        QVERIFY(test::readFile(weights(request.directory, "last")) == last);
    }

    /// It may be sound: neither is it put aside, nor is the run gone on with from the one before.
    void aCheckpointThatCannotBeReadIsLeftAlone() {
        const fs::path run = stoppedRun("unreadable"), last = weights(run, "last");
        fs::resize_file(last, std::uintmax_t{9} << 30);  // more than is read; the disk holds none of it
        VERIFY_SAYS(test::failureOf([&] { resume(run); }), "last.safetensors: it is larger than");
        QVERIFY(fs::exists(last) && !fs::exists(last.string() + ".damaged"));
        QVERIFY(readRunRecord(run).state == RunState::Stopped);
        fs::remove(last);
    }

    void twoNeverTrainOneRun() {
        class : public RunObserver {
          public:
            void onDirectory(const fs::path& run) override { directory = run; }
            void onEvaluation(const ValidationPoint&) override {
                locked = isLocked(directory);
                resuming = test::failureOf([&] { resume(directory); });
            }
            fs::path directory;
            bool locked = false;
            QString resuming;
        } observer;
        PauseToken pause;
        const RunResult result = startRun(test::tinyRun(folder_ / "contended"), observer, {}, pause);
        QVERIFY(observer.locked);
        VERIFY_SAYS(observer.resuming, "InvalidSetting: ");
        VERIFY_SAYS(observer.resuming, "another process is training this run");
        QVERIFY(!isLocked(result.directory));
        QVERIFY(test::readFile(weights(result.directory, "last")) ==
                test::readFile(weights(folder_ / "whole", "last")));
    }

    void theLockOfAFolderWithoutOneIsFree() {
        QVERIFY(!isLocked(folder_ / "nothing"));
        VERIFY_SAYS(test::failureOf([&] { RunLock lock(folder_ / "nothing"); }), "Failed: ");
    }
};

ONESHOT_TEST(TestCheckpoints)
#include "tst_checkpoints.moc"
