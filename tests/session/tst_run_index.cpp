#include <QSignalSpy>
#include <QtTest>
#include <fstream>

#include "core/runs/run_lock.h"
#include "core/runs/run_trash.h"
#include "tests/support/files.h"
#include "tests/support/made_up_run.h"
#include "tests/support/patience.h"
#include "tests/support/sqlite.h"
#include "tests/support/test_program.h"
#include "ui/session/runs/run_index.h"

using namespace oneshot;
using session::RunIndex;
using test::patience;
namespace fs = std::filesystem;

class TestRunIndex : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;
    fs::path runs_, file_;  ///< fresh ones for each test

    static QStringList titles(const RunIndex& index) {
        QStringList titles;
        for (const RunSummary& run : *index.runs()) titles += QString::fromStdString(run.title());
        return titles;
    }
    /// Looks at the folders and waits until that is done.
    static bool refreshed(RunIndex& index) {
        QSignalSpy changed(&index, &RunIndex::changed);
        index.refresh();
        return QTest::qWaitFor([&] { return !changed.isEmpty() && index.scanned(); }, patience);
    }

  private Q_SLOTS:
    void init() {
        static int number = 0;
        runs_ = folder_ / ("home" + std::to_string(++number)) / "runs";
        file_ = runs_.parent_path() / "runs.sqlite";
    }

    void isEmptyWithoutAFolder() {
        RunIndex index(runs_, file_);
        QVERIFY(!index.scanned());
        QVERIFY(refreshed(index));
        QVERIFY(index.runs()->empty());
    }

    void listsTheNewestFirst() {
        for (const int number : {1, 5, 3}) test::writeMadeUpRun(runs_, number, 20);
        fs::create_directories(runs_ / "no run");
        std::ofstream(runs_ / "a file") << "x";
        RunIndex index(runs_, file_);
        QVERIFY(refreshed(index));
        QCOMPARE(index.runs()->size(), 3U);
        for (std::size_t i = 1; i < 3; ++i)
            QVERIFY((*index.runs())[i - 1].record.startedUtc > (*index.runs())[i].record.startedUtc);
        QVERIFY(index.find((*index.runs())[1].directory) == &(*index.runs())[1]);
        QVERIFY(!index.find(runs_ / "no run"));
    }

    void followsWhatChangesInTheFolders() {
        const fs::path first = test::writeMadeUpRun(runs_, 1, 20), second = test::writeMadeUpRun(runs_, 2, 20);
        RunIndex index(runs_, file_);
        QVERIFY(refreshed(index));
        fs::remove_all(first);
        test::writeMadeUpRun(runs_, 3, 20);
        RunRecord record = readRunRecord(second);
        record.step = 17;
        writeRunRecord(second, record);
        QVERIFY(refreshed(index));
        QCOMPARE(index.runs()->size(), 2U);
        QVERIFY(!index.find(first));
        QCOMPARE(index.find(second)->record.step, 17);
        const session::RunListPtr before = index.runs();
        QVERIFY(refreshed(index));
        QCOMPARE(index.runs(), before);  // no news, the same list
    }

    /// What it says after a restart without reading a run's files again equals what they say.
    void remembersAllOfARun() {
        for (int number = 0; number < 12; ++number) test::writeMadeUpRun(runs_, number, 40);
        writeRunNotes(test::writeMadeUpRun(runs_, 20, 40), {"näme", {"a", "b \"c\""}, "two\nlines", true});
        std::ofstream(test::writeMadeUpRun(runs_, 21, 40) / "run.json") << "{";
        {
            RunIndex index(runs_, file_);
            QVERIFY(refreshed(index));
        }
        RunIndex index(runs_, file_);
        QVERIFY(refreshed(index));
        QCOMPARE(index.runs()->size(), 14U);
        for (const RunSummary& known : *index.runs()) {
            const RunSummary fresh = readRunSummary(known.directory);
            QCOMPARE(known.problem, fresh.problem);
            const RunRecord &kept = known.record, &read = fresh.record;
            QVERIFY(kept.state == read.state);
            QCOMPARE(kept.failure, read.failure);
            QCOMPARE(kept.config.preset, read.config.preset);
            QCOMPARE(kept.data.background.spec, read.data.background.spec);
            QCOMPARE(kept.data.validation.spec, read.data.validation.spec);
            QCOMPARE(kept.startedUtc, read.startedUtc);
            QCOMPARE(kept.config.seed, read.config.seed);
            QCOMPARE(kept.step, read.step);
            QCOMPARE(kept.totalSteps(), read.totalSteps());
            QCOMPARE(kept.images, read.images);
            QCOMPARE(kept.parameters, read.parameters);
            QCOMPARE(kept.seconds, read.seconds);
            for (const auto& [one, two] : {std::pair(&kept.best, &read.best), std::pair(&kept.last, &read.last)}) {
                QCOMPARE(one->has_value(), two->has_value());
                if (!*one) continue;
                QCOMPARE((*one)->step, (*two)->step);
                QCOMPARE((*one)->images, (*two)->images);
                QCOMPARE((*one)->seconds, (*two)->seconds);
                QCOMPARE((*one)->accuracy.right, (*two)->accuracy.right);
                QCOMPARE((*one)->accuracy.total, (*two)->accuracy.total);
            }
            QCOMPARE(kept.protocol.has_value(), read.protocol.has_value());
            if (kept.protocol) {
                QCOMPARE(kept.protocol->ways, read.protocol->ways);
                QCOMPARE(kept.protocol->shots, read.protocol->shots);
                QCOMPARE(kept.protocol->withinAlphabet, read.protocol->withinAlphabet);
                QCOMPARE(kept.protocol->seenCharacters, read.protocol->seenCharacters);
            }
            QCOMPARE(known.lake, fresh.lake);
            QCOMPARE(known.notes, fresh.notes);
            QCOMPARE(known.notesProblem, fresh.notesProblem);
        }
    }

    void readsOnlyChangedFoldersAgain() {
        const fs::path run = test::writeMadeUpRun(runs_, 1, 20);
        {
            RunIndex index(runs_, file_);
            QVERIFY(refreshed(index));
        }
        // Another preset with the same length, time and inode: only who reads the file sees it.
        const auto time = fs::last_write_time(run / "run.json");
        test::Bytes bytes = test::readFile(run / "run.json");
        const std::string from = "\"koch2015\"", to = "\"kochXXXX\"";
        const auto place = std::search(bytes.begin(), bytes.end(), from.begin(), from.end());
        QVERIFY(place != bytes.end());
        std::copy(to.begin(), to.end(), place);
        {
            std::fstream file(run / "run.json", std::ios::in | std::ios::out | std::ios::binary);
            file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        }
        fs::last_write_time(run / "run.json", time);
        RunIndex index(runs_, file_);
        QVERIFY(refreshed(index));
        QCOMPARE(index.runs()->front().record.config.preset, std::string("koch2015"));
    }

    void aDamagedIndexIsMadeAnew_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("no database") << QByteArray(5000, 'x');
        QTest::newRow("empty") << QByteArray();
    }
    void aDamagedIndexIsMadeAnew() {
        QFETCH(QByteArray, content);
        writeRunNotes(test::writeMadeUpRun(runs_, 1, 20), {"mine", {"tag"}, "words", true});
        test::writeFile(file_, test::Bytes(content.begin(), content.end()));
        for (int time = 0; time < 2; ++time) {
            RunIndex index(runs_, file_);
            QVERIFY(refreshed(index));
            QCOMPARE(titles(index), QStringList{QStringLiteral("mine")});  // the folder keeps a person's words
            QVERIFY(index.runs()->front().notes.starred);
        }
    }

    void anIndexOfAnotherVersionIsMadeAnew_data() {
        QTest::addColumn<int>("version");
        for (const int version : {0, 1, 3}) QTest::addRow("%d", version) << version;
    }
    void anIndexOfAnotherVersionIsMadeAnew() {
        QFETCH(int, version);
        test::writeMadeUpRun(runs_, 1, 20);
        test::sqlite(file_, {QStringLiteral("CREATE TABLE run (name TEXT, PRIMARY KEY (name))"),
                             QStringLiteral("PRAGMA user_version = %1").arg(version)});
        RunIndex index(runs_, file_);
        QVERIFY(refreshed(index));
        QCOMPARE(index.runs()->size(), 1U);
        QCOMPARE(test::sqlite(file_, {QStringLiteral("SELECT preset FROM run")}).toString(),
                 QString::fromStdString(index.runs()->front().record.config.preset));
        QCOMPARE(test::sqlite(file_, {QStringLiteral("PRAGMA user_version")}).toInt(), 2);
    }

    void worksWhereNoIndexCanBeKept() {
        test::writeMadeUpRun(runs_, 1, 20);
        fs::create_directories(file_);  // a folder stands there
        std::ofstream(file_ / "x") << "x";
        RunIndex index(runs_, file_);
        QVERIFY(refreshed(index));
        QCOMPARE(index.runs()->size(), 1U);
        QVERIFY(fs::exists(file_ / "x"));
    }

    void notesReachTheFolderEvenWhenTheProgramEnds() {
        const fs::path run = test::writeMadeUpRun(runs_, 1, 20);
        const RunNotes notes{"mine", {"one", "two"}, "words", true};
        {
            RunIndex index(runs_, file_);
            index.changeNotes(run, [&](RunNotes& n) { n = notes; });
        }
        QCOMPARE(readRunNotes(run), notes);
        RunIndex index(runs_, file_);
        QVERIFY(refreshed(index));
        QCOMPARE(index.runs()->front().notes, notes);
    }

    void changesOfNotesDoNotUndoEachOther() {
        const fs::path run = test::writeMadeUpRun(runs_, 1, 20);
        RunIndex index(runs_, file_);
        index.changeNotes(run, [](RunNotes& n) { n.note = "typed"; });
        index.changeNotes(run, [](RunNotes& n) { n.starred = true; });
        QTRY_VERIFY_WITH_TIMEOUT(!index.runs()->empty() && index.runs()->front().notes.starred, patience);
        QCOMPARE(readRunNotes(run), (RunNotes{{}, {}, "typed", true}));
    }

    void knowsWhichRunsDied() {
        const fs::path died = test::writeMadeUpRun(runs_, 1, 20);
        RunRecord record = readRunRecord(died);
        record.state = RunState::Running;
        writeRunRecord(died, record);
        RunIndex index(runs_, file_);
        {
            const RunLock lock(died);
            QVERIFY(refreshed(index));
            QVERIFY(!index.runs()->front().died);
        }
        QVERIFY(refreshed(index));  // no file has changed
        QVERIFY(index.runs()->front().died);
    }

    void throwsAwayAndPutsBack() {
        const fs::path one = test::writeMadeUpRun(runs_, 1, 20), two = test::writeMadeUpRun(runs_, 2, 20),
                       three = test::writeMadeUpRun(runs_, 3, 20);
        RunIndex index(runs_, file_);
        QVERIFY(refreshed(index));
        std::vector<fs::path> moved;
        index.moveToTrash({one, two}, [&](const std::vector<fs::path>& runs) { moved = runs; });
        QTRY_COMPARE_WITH_TIMEOUT(index.runs()->size(), 1U, patience);
        QCOMPARE(moved, (std::vector<fs::path>{one, two}));
        QCOMPARE(index.trashed(), 2);
        index.moveToTrash({three});
        QTRY_COMPARE_WITH_TIMEOUT(index.runs()->size(), 0U, patience);
        index.putBack({three});
        QTRY_COMPARE_WITH_TIMEOUT(index.runs()->size(), 1U, patience);
        QVERIFY(index.find(three));
        index.putBack({one, two});
        QTRY_COMPARE_WITH_TIMEOUT(index.runs()->size(), 3U, patience);
        QSignalSpy failed(&index, &RunIndex::failed), changed(&index, &RunIndex::changed);
        index.putBack({one, two});  // they are there already
        QVERIFY(changed.wait(patience));
        QVERIFY(failed.isEmpty());
        QVERIFY(fs::exists(one / "run.json") && fs::exists(two / "metrics.csv"));
        QCOMPARE(index.trashed(), 0);
    }

    void putsAllBackAfterARestart() {
        const fs::path one = test::writeMadeUpRun(runs_, 1, 20);
        {
            RunIndex index(runs_, file_);
            index.moveToTrash({one});
        }
        QCOMPARE(trashedRuns(runs_).size(), 1U);
        RunIndex index(runs_, file_);
        QVERIFY(refreshed(index));
        QCOMPARE(index.trashed(), 1);
        QVERIFY(index.runs()->empty());
        index.restoreAll();
        QTRY_COMPARE_WITH_TIMEOUT(index.runs()->size(), 1U, patience);
        index.moveToTrash({one});
        QTRY_COMPARE_WITH_TIMEOUT(index.trashed(), 1, patience);
        index.emptyTrash();
        QTRY_COMPARE_WITH_TIMEOUT(index.trashed(), 0, patience);
        QVERIFY(trashedRuns(runs_).empty());
    }

    void tellsWhatWasNotDone() {
        const fs::path run = test::writeMadeUpRun(runs_, 1, 20);
        RunIndex index(runs_, file_);
        QVERIFY(refreshed(index));
        QSignalSpy failed(&index, &RunIndex::failed);
        const RunLock lock(run);
        bool moved = false;
        index.moveToTrash({run}, [&](const std::vector<fs::path>&) { moved = true; });
        QVERIFY(failed.wait(patience));
        QVERIFY(!moved);
        QVERIFY(failed[0][0].toString().contains(QStringLiteral("another process is training this run")));
        QCOMPARE(index.runs()->size(), 1U);
        index.changeNotes(runs_ / "gone", [](RunNotes& n) { n.name = "x"; });
        QVERIFY(failed.wait(patience));
        QVERIFY(failed[1][0].toString().contains(QStringLiteral("notes.json")));
    }
};

ONESHOT_TEST(TestRunIndex)
#include "tst_run_index.moc"
