#include <QSignalSpy>
#include <QtTest>
#include <cstdlib>

#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/runs/metric_log.h"
#include "core/runs/run_record.h"
#include "tests/support/files.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_run.h"
#include "ui/session/training/training_session.h"

using namespace oneshot;
using session::TrainingSession;
using session::TrainingUpdate;
using test::patience;
using State = TrainingSession::State;
using End = TrainingSession::End;

namespace {

RunRequest tinyRequest(const std::filesystem::path& directory) {
    RunRequest request;
    request.directory = directory;
    request.background = "glyphs:alphabet-count=2,characters-per-alphabet=4,drawer-count=4";
    request.validation = "glyphs:seed=2,alphabet-count=1,characters-per-alphabet=4,drawer-count=4";
    request.config.length.steps = 6;
    request.config.threads = 1;
    request.config.network.input.size = 16;
    request.config.network.maps = {4, 4, 8, 8};
    request.config.network.embedding = 8;
    request.config.batches.pairsPerStep = 8;
    request.config.validation.intervalSteps = 3;
    request.config.validation.tasks = 10;
    request.config.validation.ways = 4;
    request.config.optimiser.warmupSteps = 0;
    return request;
}

/// All that a session told.
struct Told {
    explicit Told(TrainingSession& session) {
        QObject::connect(&session, &TrainingSession::updated, &session, [this, &session](const TrainingUpdate& update) {
            ++updates;
            onItsThread = onItsThread && QThread::currentThread() == session.thread();
            afterEnd = afterEnd || ended;
            if (update.facts) facts = update.facts;
            hasRead = hasRead || update.reading;
            for (const session::LossPoint& point : update.losses) steps.append(static_cast<int>(point.step));
            for (const ValidationPoint& point : update.earlyEvaluations) early.append(static_cast<int>(point.step));
            for (const ValidationPoint& point : update.evaluations) {
                evaluations.append(static_cast<int>(point.step));
                if (point.best) best.append(static_cast<int>(point.step));
            }
        });
        QObject::connect(&session, &TrainingSession::ended, &session, [this] { ended = true; });
    }
    QList<int> steps, evaluations, early, best;
    std::optional<session::RunFacts> facts;
    int updates = 0;
    bool onItsThread = true, ended = false, afterEnd = false, hasRead = false;
};

}  // namespace

class TestTrainingSession : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

  private Q_SLOTS:
    void completes() {
        TrainingSession session;
        Told told(session);
        QList<State> states;
        connect(&session, &TrainingSession::stateChanged, &session, [&](State state) { states += state; });
        QCOMPARE(session.newestModel(), nullptr);
        session.start(tinyRequest(folder_ / "completes"));
        QCOMPARE(session.state(), State::ReadingData);
        QTRY_COMPARE_WITH_TIMEOUT(session.lastEnd(), End::Completed, patience);
        QCOMPARE(told.steps, QList<int>({1, 2, 3, 4, 5, 6}));
        QCOMPARE(told.evaluations, QList<int>({3, 6}));
        QVERIFY(told.facts);
        QCOMPARE(told.facts->backgroundCharacters, 8);
        QCOMPARE(told.facts->protocol.ways, 4);
        QVERIFY(!told.facts->omniglot);
        QVERIFY(!told.facts->protocol.seenCharacters);
        QVERIFY(told.hasRead);
        QVERIFY(told.onItsThread);
        QVERIFY(!told.afterEnd);
        QCOMPARE(states.first(), State::ReadingData);
        QCOMPARE(states.last(), State::Idle);
        QVERIFY(session.runDirectory() == folder_ / "completes");
        QCOMPARE(session.newestModel()->origin().step, 6);
        QVERIFY(readRunRecord(folder_ / "completes").state == RunState::Completed);
    }

    void takesDataThatAreOpen() {
        TrainingSession session;
        Told told(session);
        const RunRequest request = tinyRequest(folder_ / "open");
        session.start(request,
                      {openDataset(parseDataSpec(request.validation)), openDataset(parseDataSpec(request.background))});
        QTRY_COMPARE_WITH_TIMEOUT(session.lastEnd(), End::Completed, patience);
        QVERIFY(!told.hasRead);
        QCOMPARE(told.facts->backgroundCharacters, 8);
        QCOMPARE(told.steps.size(), 6);
    }

    void coalescesNews() {
        TrainingSession session;
        Told told(session);
        RunRequest request = tinyRequest(folder_ / "coalesces");
        request.config.length.steps = 200;
        request.config.validation.intervalSteps = 200;
        QElapsedTimer clock;
        clock.start();
        session.start(request);
        QTRY_COMPARE_WITH_TIMEOUT(session.lastEnd(), End::Completed, patience);
        QCOMPARE(told.steps.size(), 200);
        // 25 a second at most, one for the beginning and one for the end; a timer may be a twentieth early.
        QVERIFY2(told.updates <= clock.elapsed() / 38 + 2, qPrintable(QString::number(told.updates)));
    }

    void pausesAndResumes() {
        TrainingSession session;
        Told told(session);
        RunRequest request = tinyRequest(folder_ / "pauses");
        request.config.length.steps = 1000000;
        session.pause();
        QCOMPARE(session.state(), State::Idle);
        session.start(request);
        QTRY_VERIFY_WITH_TIMEOUT(!told.steps.isEmpty(), patience);
        session.pause();
        QCOMPARE(session.state(), State::Paused);
        QTRY_VERIFY_WITH_TIMEOUT(session.holds(), patience);  // the step that was running has come
        const auto held = told.steps.size();
        QVERIFY(told.steps.last() < request.config.length.steps);
        session.resume();
        QCOMPARE(session.state(), State::Running);
        QTRY_VERIFY_WITH_TIMEOUT(told.steps.size() > held, patience);
        session.stop();
        QTRY_COMPARE_WITH_TIMEOUT(session.lastEnd(), End::Stopped, patience);
    }

    void stopsWhilePausedWithinAStep() {
        TrainingSession session;
        Told told(session);
        RunRequest request = tinyRequest(folder_ / "stops");
        request.config.length.steps = 1000000;
        request.config.validation.intervalSteps = 1000000;
        session.start(request);
        QTRY_VERIFY_WITH_TIMEOUT(!told.steps.isEmpty(), patience);
        session.pause();
        QTRY_VERIFY_WITH_TIMEOUT(session.holds(), patience);
        const int last = told.steps.last();
        session.stop();
        QCOMPARE(session.state(), State::Stopping);
        QTRY_COMPARE_WITH_TIMEOUT(session.lastEnd(), End::Stopped, patience);
        QCOMPARE(told.steps.last(), last);
        QCOMPARE(readRunRecord(folder_ / "stops").step, told.steps.last());
    }

    void continuesAStoppedRunWithItsCurve() {
        RunRequest request = tinyRequest(folder_ / "continues");
        request.stopAt = 3;
        TrainingSession session;
        session.start(request);
        QTRY_COMPARE_WITH_TIMEOUT(session.lastEnd(), End::Stopped, patience);
        Told told(session);
        session.continueRun(folder_ / "continues");
        QTRY_COMPARE_WITH_TIMEOUT(session.lastEnd(), End::Completed, patience);
        QCOMPARE(told.steps, QList<int>({1, 2, 3, 4, 5, 6}));
        QCOMPARE(told.evaluations, QList<int>({3, 6}));
    }

    /// Where a stop came before the first evaluation that counts, there is a curve all the same; read back, and once.
    void tellsOfEarlyEvaluations() {
        RunRequest request = tinyRequest(folder_ / "early evaluations");
        request.config.length.steps = request.config.validation.intervalSteps = 1'000'000;
        request.config.validation.early = true;
        request.stopAt = 3;
        TrainingSession session;
        Told first(session);
        session.start(request);
        QTRY_COMPARE_WITH_TIMEOUT(session.lastEnd(), End::Stopped, patience);
        QCOMPARE(first.early, QList<int>({0, 3}));
        QVERIFY(first.evaluations.isEmpty() && first.best.isEmpty());
        QVERIFY(!session.newestModel());  // it has hardly learnt
        TrainingSession another;
        Told second(another);
        another.continueRun(request.directory);
        QTRY_VERIFY_WITH_TIMEOUT(second.steps.size() > 3, patience);
        another.stop();
        QTRY_COMPARE_WITH_TIMEOUT(another.lastEnd(), End::Stopped, patience);
        QCOMPARE(second.early.first(2), QList<int>({0, 3}));
        QCOMPARE(second.early.count(3), 1);
    }

    /// As it stood in another process; what was trained since is not replaced by it.
    void recallsARun() {
        RunRequest request = tinyRequest(folder_ / "recalled");
        request.stopAt = 4;
        {
            TrainingSession earlier;
            earlier.start(request);
            QTRY_COMPARE_WITH_TIMEOUT(earlier.lastEnd(), End::Stopped, patience);
        }
        TrainingSession session;
        std::optional<session::PastRun> run;
        connect(&session, &TrainingSession::recalled, &session, [&](const session::PastRun& past) { run = past; });
        session.recall(folder_ / "no such run");
        session.recall(folder_ / "recalled");
        QTRY_VERIFY_WITH_TIMEOUT(run, patience);
        QCOMPARE(session.lastEnd(), End::Stopped);
        QVERIFY(!session.active());
        QVERIFY(session.runDirectory() == folder_ / "recalled");
        QVERIFY(run->request.config == request.config);
        QCOMPARE(run->update.losses.size(), std::size_t(4));
        QCOMPARE(run->update.evaluations.size(), std::size_t(1));
        QCOMPARE(run->update.progress->step, 4);
        QCOMPARE(run->update.progress->totalSteps, 6);
        QCOMPARE(run->update.facts->protocol.ways, 4);

        run.reset();
        session.continueRun(session.runDirectory());
        session.recall(folder_ / "completes");
        QTRY_COMPARE_WITH_TIMEOUT(session.lastEnd(), End::Completed, patience);
        session.recall(folder_ / "completes");
        QCoreApplication::processEvents();
        QVERIFY(!run);
        QVERIFY(session.runDirectory() == folder_ / "recalled");
    }

    void continuesWithItsAccuracyByPresentation() {
        RunRequest request = test::tinyMemoryRun(folder_ / "memory");
        request.stopAt = 3;
        TrainingSession session;
        std::vector<ValidationPoint> told;
        connect(&session, &TrainingSession::updated, &session, [&](const TrainingUpdate& update) {
            told.insert(told.end(), update.evaluations.begin(), update.evaluations.end());
        });
        session.start(request);
        QTRY_COMPARE_WITH_TIMEOUT(session.lastEnd(), End::Stopped, patience);
        QCOMPARE(told.size(), std::size_t(1));
        session.continueRun(folder_ / "memory");
        QTRY_COMPARE_WITH_TIMEOUT(session.lastEnd(), End::Completed, patience);
        QCOMPARE(told.size(), std::size_t(3));
        QCOMPARE(told[1].step, told[0].step);
        QCOMPARE(told[0].byPresentation.size(), std::size_t(4));
        QCOMPARE(told[1].byPresentation.size(), std::size_t(4));
        QCOMPARE(told[2].byPresentation.size(), std::size_t(4));
        for (std::size_t i = 0; i < 4; ++i) {
            const PresentationPoint &now = told[0].byPresentation[i], &readBack = told[1].byPresentation[i];
            QCOMPARE(readBack.accuracy.right, now.accuracy.right);
            QCOMPARE(readBack.accuracy.total, now.accuracy.total);
            QVERIFY(readBack.confidence95 == now.confidence95);
        }
    }

    /// Whose log has no bounds, as those of before.
    void anOlderAccuracyByPresentationIsNotShown() {
        const std::filesystem::path run = folder_ / "older";
        RunRequest request = test::tinyMemoryRun(run);
        request.stopAt = 3;
        TrainingSession session;
        session.start(request);
        QTRY_COMPARE_WITH_TIMEOUT(session.lastEnd(), End::Stopped, patience);
        std::vector<MetricRow> rows = readMetrics(run / "metrics.csv");
        QVERIFY(std::erase_if(rows, [](const MetricRow& row) {
                    return row.name.starts_with("accuracy_presentation") &&
                           (row.name.find("low") != row.name.npos || row.name.find("high") != row.name.npos);
                }) > 0);
        std::filesystem::remove(run / "metrics.csv");
        MetricLog log(run / "metrics.csv", {});
        for (const MetricRow& row : rows) log.append(row);
        log.flush();
        std::vector<ValidationPoint> told;
        connect(&session, &TrainingSession::updated, &session, [&](const TrainingUpdate& update) {
            told.insert(told.end(), update.evaluations.begin(), update.evaluations.end());
        });
        session.continueRun(run);
        QTRY_COMPARE_WITH_TIMEOUT(session.lastEnd(), End::Completed, patience);
        QCOMPARE(told.size(), std::size_t(2));
        QVERIFY(told[0].byPresentation.empty());
        QCOMPARE(told[1].byPresentation.size(), std::size_t(4));
    }

    void continuesWithEachPointTheBestWhereNothingIsHeldOut() {
        RunRequest request = tinyRequest(folder_ / "seen");
        request.validation.clear();
        request.config.validation.intervalSteps = 1;
        request.stopAt = 5;
        TrainingSession session;
        session.start(request);
        QTRY_COMPARE_WITH_TIMEOUT(session.lastEnd(), End::Stopped, patience);
        Told told(session);
        session.continueRun(folder_ / "seen");
        QTRY_COMPARE_WITH_TIMEOUT(session.lastEnd(), End::Completed, patience);
        QCOMPARE(told.best, QList<int>({1, 2, 3, 4, 5, 6}));
    }

    void failsInFullWords() {
        TrainingSession session;
        RunRequest request = tinyRequest(folder_ / "fails");
        request.background = (folder_ / "missing.zip").string();
        session.start(request);
        QTRY_COMPARE_WITH_TIMEOUT(session.lastEnd(), End::Failed, patience);
        QVERIFY2(session.reason().contains(QStringLiteral("missing.zip")), qPrintable(session.reason()));
        QCOMPARE(session.state(), State::Idle);
        session.start(tinyRequest(folder_ / "after"));  // and another can begin
        QTRY_COMPARE_WITH_TIMEOUT(session.lastEnd(), End::Completed, patience);
        QVERIFY(session.reason().isEmpty());
    }

    void tellsWhyItEndedEarly() {
        TrainingSession session;
        RunRequest request = tinyRequest(folder_ / "early");
        request.config.batches.epochPairs = request.config.batches.pairsPerStep;
        request.config.length.epochs = 2;
        session.start(request);
        QTRY_COMPARE_WITH_TIMEOUT(session.lastEnd(), End::Completed, patience);
        QCOMPARE(session.reason(), QStringLiteral("its 2 epochs are over"));
        QCOMPARE(readRunRecord(folder_ / "early").step, 2);
    }

    void waitsUntilTheEnd() {
        TrainingSession session;
        QSignalSpy ended(&session, &TrainingSession::ended);
        session.start(tinyRequest(folder_ / "waits"));
        session.wait();
        QCOMPARE(session.lastEnd(), End::Completed);
        QCoreApplication::processEvents();
        QCOMPARE(ended.size(), 1);
    }

    void takesNoLateEventForTheEndOfTheNext() {
        TrainingSession session;
        session.start(tinyRequest(folder_ / "first"));
        session.wait();
        RunRequest request = tinyRequest(folder_ / "second");
        request.config.length.steps = 200;
        request.config.validation.intervalSteps = 200;
        session.start(request);
        QCoreApplication::sendPostedEvents(&session);  // the first one's
        QVERIFY(session.active());
        session.wait();
        QCOMPARE(session.lastEnd(), End::Completed);
    }

    void destructionStopsAndSaves() {
        RunRequest request = tinyRequest(folder_ / "destroyed");
        request.config.length.steps = 1000000;
        {
            TrainingSession session;
            Told told(session);
            session.start(request);
            QTRY_VERIFY_WITH_TIMEOUT(!told.steps.isEmpty(), patience);
        }
        QVERIFY(readRunRecord(folder_ / "destroyed").state == RunState::Stopped);
    }
};

ONESHOT_TEST(TestTrainingSession)
#include "tst_training_session.moc"
