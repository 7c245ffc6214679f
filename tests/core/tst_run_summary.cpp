#include <QtTest>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/runs/run_evaluations.h"
#include "core/runs/run_lock.h"
#include "core/runs/run_summary.h"
#include "core/runs/run_trash.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/made_up_run.h"
#include "tests/support/test_program.h"

using namespace oneshot;
namespace fs = std::filesystem;

class TestRunSummary : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

  private Q_SLOTS:
    void saysWhatTheFilesSay() {
        const fs::path run = test::writeMadeUpRun(folder_ / "runs", 6, 100);
        const RunSummary summary = readRunSummary(run);
        QCOMPARE(summary.problem, std::string());
        QVERIFY(summary.record.state == RunState::Completed);
        QVERIFY(!summary.died && !summary.resumable());
        QCOMPARE(summary.record.config.preset, std::string("compact"));
        QCOMPARE(summary.record.config.seed, 6U);
        QCOMPARE(summary.record.step, 100);
        QCOMPARE(summary.record.totalSteps(), 100);
        QCOMPARE(summary.record.imagesPerSecond(), 25600.0 / summary.record.seconds);
        QCOMPARE(summary.record.last->step, 100);
        QCOMPARE(summary.record.protocol->ways, 20);
        QVERIFY(summary.record.protocol->withinAlphabet);
        QCOMPARE(summary.lake->errorPercent, 9.0);  // 3 + number
        QCOMPARE(summary.lake->confidence95, (Interval{8.0, 10.5}));
        QCOMPARE(summary.title(), run.filename().string());
    }

    void tellsOfTheNewestEvaluationOnLakesRuns() {
        const fs::path run = test::writeMadeUpRun(folder_ / "evaluated", 2, 20);
        recordEvaluation(run, {{"lake", "x"},
                               {"trials", 400},
                               {"error_percent", 1.25},
                               {"confidence95", {0.5, 2.0}},
                               {"method", runMeanMethod},
                               {"seen_characters", 3},
                               {"views", 8},
                               {"rerank", 5},
                               {"step", 40}});
        recordEvaluation(run, {{"data", "glyphs"},
                               {"step", 40},
                               {"within_alphabet", true},
                               {"results", Json::array()},
                               {"seen_characters", 0}});
        recordEvaluation(run, {{"lake", "x"}, {"error_percent", "none"}});  // no sound one is passed over
        const RunSummary summary = readRunSummary(run);
        QCOMPARE(*summary.lake, (LakeFigure{1.25, {0.5, 2.0}, 3, 8, 5, 40}));
        std::string damage;
        QCOMPARE(readEvaluations(run, &damage).size(), std::size_t(3));
        QVERIFY(!damage.empty());
    }

    /// Its state says running; only the lock tells whether it is.
    void knowsARunThatDied() {
        const fs::path run = test::writeMadeUpRun(folder_ / "died", 1, 20);
        RunRecord record = readRunRecord(run);
        record.state = RunState::Running;
        writeRunRecord(run, record);
        QVERIFY(readRunSummary(run).died);
        QVERIFY(readRunSummary(run).resumable());
        const RunLock lock(run);
        QVERIFY(!readRunSummary(run).died);
        QVERIFY(!readRunSummary(run).resumable());
    }

    void saysWhyARecordCannotBeRead() {
        const fs::path run = test::writeMadeUpRun(folder_ / "damaged", 1, 20);
        writeRunNotes(run, {"mine", {"a"}, "words", true});
        std::ofstream(run / "run.json") << "{";
        const RunSummary summary = readRunSummary(run);
        VERIFY_SAYS(QString::fromStdString(summary.problem), "run.json: it is damaged");
        QVERIFY(summary.record.config.preset.empty());
        QVERIFY(!summary.resumable());
        QCOMPARE(summary.title(), std::string("mine"));
    }

    void itsStampChangesWithEachOfTheFiles() {
        const fs::path run = test::writeMadeUpRun(folder_ / "stamped", 1, 20);
        QCOMPARE(runStamp(folder_.path()), std::string());
        std::set<std::string> stamps{runStamp(run)};
        writeRunNotes(run, {"x", {}, {}, false});
        stamps.insert(runStamp(run));
        recordEvaluation(run, {{"data", "glyphs"}});
        stamps.insert(runStamp(run));
        writeRunRecord(run, readRunRecord(run));
        const std::string last = runStamp(run);
        stamps.insert(last);
        QCOMPARE(stamps.size(), 4U);
        QCOMPARE(runStamp(run), last);
    }

    void notesAreKeptInTheFolder() {
        const fs::path run = folder_ / "noted";
        fs::create_directories(run);
        QCOMPARE(readRunNotes(run), RunNotes());
        const RunNotes notes{"the \"best\" – 字", {"a", "b, c"}, "two\nlines", true};
        writeRunNotes(run, notes);
        QCOMPARE(readRunNotes(run), notes);
        fs::copy(run, folder_ / "copied", fs::copy_options::recursive);
        QCOMPARE(readRunNotes(folder_ / "copied"), notes);
        writeRunNotes(run, {"\xff", {}, {}, false});  // no UTF-8: a name from a file system, say
        QCOMPARE(readRunNotes(run).name, std::string("\uFFFD"));
    }

    void damagedNotesAreKeptBeside() {
        const fs::path run = folder_ / "damaged notes";
        fs::create_directories(run);
        std::ofstream(run / "notes.json") << "{\"name\": \"precious\"";
        VERIFY_SAYS(test::failureOf([&] { readRunNotes(run); }), "The run is sound");
        VERIFY_SAYS(QString::fromStdString(readRunSummary(run).notesProblem), "damaged");
        writeRunNotes(run, {"new", {}, {}, false});
        QCOMPARE(readRunNotes(run).name, std::string("new"));
        QCOMPARE(test::readFile(run / "notes.json.damaged"), test::bytesOf("{\"name\": \"precious\""));
    }

    /// Too large, or of a program that writes more than this one knows: nobody's words are replaced.
    void notesThatCannotBeReadAreLeftAlone() {
        const fs::path run = folder_ / "unreadable notes", file = run / "notes.json";
        fs::create_directories(run);
        const auto write = [&] { writeRunNotes(run, {"new", {}, {}, false}); };
        const std::string later = "{\"schema_version\": 2, \"name\": \"precious\"}";
        std::ofstream(file) << later;
        VERIFY_SAYS(test::failureOf(write), "notes.json: it was written by another version");
        QCOMPARE(test::readFile(file), test::bytesOf(later));
        fs::resize_file(file, 17 << 20);
        VERIFY_SAYS(test::failureOf(write), "notes.json: is larger than");
        QCOMPARE(fs::file_size(file), std::uintmax_t(17 << 20));
        QVERIFY(!fs::exists(file.string() + ".damaged"));
    }

    void theTrashGivesBackWhatItTook() {
        const fs::path runs = folder_ / "trash";
        const fs::path run = test::writeMadeUpRun(runs, 1, 20);
        const test::Bytes record = test::readFile(run / "run.json");
        const fs::path trashed = moveToTrash(run);
        QCOMPARE(trashed, runs / ".trash" / run.filename());
        QVERIFY(!fs::exists(run));
        QCOMPARE(trashedRuns(runs), std::vector{trashed});

        test::writeMadeUpRun(runs, 1, 20);  // the same name once more
        const fs::path second = moveToTrash(run);
        QVERIFY(second != trashed);
        restoreFromTrash(trashed, run);
        QCOMPARE(test::readFile(run / "run.json"), record);
        VERIFY_SAYS(test::failureOf([&] { restoreFromTrash(second, run); }), "something else stands there");
        QVERIFY(fs::exists(second / "run.json"));

        emptyTrash(runs);
        QVERIFY(trashedRuns(runs).empty());
        QVERIFY(fs::exists(run / "run.json"));
    }

    void aRunInTrainingIsNotMoved() {
        const fs::path run = test::writeMadeUpRun(folder_ / "locked", 1, 20);
        const RunLock lock(run);
        VERIFY_SAYS(test::failureOf([&] { moveToTrash(run); }), "another process is training this run");
        QVERIFY(fs::exists(run / "run.json"));
    }
};

ONESHOT_TEST(TestRunSummary)
#include "tst_run_summary.moc"
