#include <QSignalSpy>
#include <QtTest>

#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "core/runs/run_record.h"
#include "core/runs/run_summary.h"
#include "tests/support/files.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_run.h"
#include "ui/session/runs/training_queue.h"

using namespace oneshot;
using session::Jobs;
using session::TrainingQueue;
using session::TrainingSession;
using test::patience;
namespace fs = std::filesystem;

namespace {

constexpr int endless = 1'000'000;  // steps

/// A queue and what it told.
struct Queue {
    Queue() {
        QObject::connect(&queue, &TrainingQueue::told, &queue, [this](const QString& sentence, bool fault) {
            told += sentence;
            faults += fault;
        });
    }
    bool ends() {
        return QTest::qWaitFor([this] { return queue.count() == 0; }, patience);
    }
    TrainingSession training;
    TrainingQueue queue{training};
    QStringList told;
    int faults = 0;
};

Variant variant(const std::string& title, int steps = 4) {
    return {title, test::tinyRun({}, steps)};
}

SearchRequest search(int steps, int trials) {
    const RunRequest run = test::tinyRun({}, steps);
    SearchRequest request;
    request.config = run.config;
    request.background = run.background;
    request.validation = run.validation;
    request.ranges = {{"learning_rate", 0.0001, 0.01, true}};
    request.trials = trials;
    return request;
}

/// The runs of the home folder by their titles.
std::map<std::string, RunRecord> runs() {
    std::map<std::string, RunRecord> found;
    std::error_code none;
    for (const fs::directory_entry& entry : fs::directory_iterator(runsFolder(), none)) {
        const RunSummary run = readRunSummary(entry.path());
        found[run.title()] = run.record;
    }
    return found;
}

QStringList jobs() {
    QStringList all;
    for (int row = 0; row < Jobs::instance().rowCount(); ++row) all += Jobs::instance().index(row).data().toString();
    return all;
}

}  // namespace

class TestTrainingQueue : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

  private Q_SLOTS:
    void initTestCase() { configureProcess(); }
    void init() {
        setHomeFolder(folder_ / QTest::currentTestFunction());
        QCOMPARE(Jobs::instance().rowCount(), 0);
    }

    void trainsOneAfterAnother() {
        Queue asked;
        for (const char* title : {"a", "b"}) asked.queue.add(variant(title));
        QCOMPARE(asked.queue.count(), std::size_t(2));
        QCOMPARE(jobs(), (QStringList{"Training of a", "Training of b: waiting"}));
        QCOMPARE(Jobs::instance().unrepeatable().size(), 2);  // the window asks before it closes
        QVERIFY(asked.ends());
        QCOMPARE(asked.faults, 0);
        QCOMPARE(asked.told.size(), 2);
        QVERIFY(asked.told[0].startsWith(QStringLiteral("a is trained: ")));
        const auto trained = runs();
        QCOMPARE(trained.size(), std::size_t(2));
        for (const auto& [title, record] : trained) QVERIFY(record.state == RunState::Completed && record.step == 4);
        QVERIFY(trained.contains("a") && trained.contains("b"));
        QCOMPARE(jobs(), QStringList());
    }

    void oneThatFailsDoesNotEndTheQueue() {
        Queue asked;
        Variant missing = variant("missing");
        missing.request.background = "/no/such/data.zip";
        asked.queue.add(missing);
        asked.queue.add(variant("sound"));
        QVERIFY(asked.ends());
        QCOMPARE(asked.faults, 1);
        QVERIFY2(asked.told[0].contains(QStringLiteral("/no/such/data.zip")), qPrintable(asked.told[0]));
        QCOMPARE(runs().size(), std::size_t(1));
        QVERIFY(runs().contains("sound"));
    }

    /// The one at work is saved, one that waits is never begun.
    void eachIsCancelledByItself() {
        Queue asked;
        asked.queue.add(variant("long", endless));
        asked.queue.add(variant("never"));
        asked.queue.add(variant("last"));
        QTRY_VERIFY_WITH_TIMEOUT(runs().contains("long"), patience);
        Jobs::instance().cancel(1);
        QCOMPARE(asked.queue.count(), std::size_t(2));
        Jobs::instance().cancel(0);
        QVERIFY(asked.ends());
        const auto trained = runs();
        QCOMPARE(trained.size(), std::size_t(2));
        QVERIFY(trained.at("long").state == RunState::Stopped);
        QVERIFY(trained.at("last").state == RunState::Completed);
        QCOMPARE(asked.told.size(), 1);
    }

    void itGivesWayToTheTrainingOfTheSession() {
        Queue asked;
        asked.training.start(test::tinyRun(runsFolder() / "watched", endless));
        asked.queue.add(variant("queued", endless));
        QCOMPARE(jobs(), QStringList{"Training of queued: waiting"});
        asked.training.stop();
        asked.training.wait();
        QTRY_VERIFY_WITH_TIMEOUT(runs().contains("queued"), patience);

        asked.training.start(test::tinyRun(runsFolder() / "again", 4));
        QCOMPARE(jobs(), QStringList{"Training of queued: waiting"});
        QTRY_VERIFY_WITH_TIMEOUT(!asked.training.active(), patience);
        QVERIFY(asked.training.lastEnd() == TrainingSession::End::Completed);
        QCOMPARE(asked.queue.count(), std::size_t(1));
        QTRY_VERIFY_WITH_TIMEOUT(!jobs().value(0).endsWith(QStringLiteral("waiting")), patience);
        Jobs::instance().cancel(0);
        QCOMPARE(asked.queue.count(), std::size_t(0));
    }

    /// What it leaves is what the command line leaves: either goes on with the other's.
    void aSearchIsStoppedAndGoesOn() {
        Queue asked;
        asked.queue.addSearch(search(endless, 2));
        QTRY_VERIFY_WITH_TIMEOUT(fs::exists(searchesFolder()) && !fs::is_empty(searchesFolder()), patience);
        const fs::path directory = fs::directory_iterator(searchesFolder())->path();
        QTRY_VERIFY_WITH_TIMEOUT(fs::exists(trialDirectory(directory, 1) / "run.json"), patience);
        QVERIFY(asked.queue.holds(directory));
        asked.queue.stopSearch(directory);
        QVERIFY(!asked.queue.holds(directory));
        asked.queue.add(variant("after"));  // begins when the search is saved
        QVERIFY(asked.ends());
        const Search stopped = readSearch(directory);
        QCOMPARE(stopped.trials.size(), std::size_t(1));
        QVERIFY(stopped.trials[0].state == TrialState::Running);

        const fs::path whole = folder_ / "whole search";
        SearchRequest request = search(8, 2);
        request.directory = whole;
        asked.queue.addSearch(request);
        QVERIFY(asked.ends());
        QCOMPARE(readSearch(whole).trials.size(), std::size_t(2));
        QVERIFY2(asked.told.last().startsWith(QStringLiteral("The search has ended after 2 trials")),
                 qPrintable(asked.told.last()));
        asked.queue.resumeSearch(whole, 3);
        asked.queue.resumeSearch(whole, 3);  // it is there already
        QCOMPARE(asked.queue.count(), std::size_t(1));
        QVERIFY(asked.ends());
        QCOMPARE(readSearch(whole).trials.size(), std::size_t(3));

        SearchObserver silent;  // as the command line does it
        PauseToken pause;
        QVERIFY(resumeSearch(whole, 4, silent, {}, pause).complete);
        QCOMPARE(readSearch(whole).trials.size(), std::size_t(4));
    }

    void itEndsWithItsTrainingSaved() {
        {
            Queue asked;
            asked.queue.add(variant("closed", endless));
            QTRY_VERIFY_WITH_TIMEOUT(runs().contains("closed"), patience);
        }
        QVERIFY(runs().at("closed").state == RunState::Stopped);
        QCOMPARE(Jobs::instance().rowCount(), 0);
    }
};

ONESHOT_TEST(TestTrainingQueue)
#include "tst_training_queue.moc"
