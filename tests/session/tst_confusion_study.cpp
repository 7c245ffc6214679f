#include <QSignalSpy>
#include <QtTest>

#include "core/compute/compute.h"
#include "core/models/models.h"
#include "core/runs/run_directory.h"
#include "core/tasks/task_sampler.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"
#include "tests/support/tiny_run.h"
#include "ui/session/common/jobs.h"
#include "ui/session/tasks/confusion_study.h"

using namespace oneshot;
using session::ConfusionPtr;
using session::ConfusionQuestion;
using session::ConfusionResult;
using session::ConfusionStudy;
using session::DatasetPtr;
using test::patience;

namespace {

DatasetPtr tiny(const std::vector<int>& characters, int drawers = 4) {
    return std::make_shared<const Dataset>(test::tinyDataset(characters, drawers));
}

ConfusionQuestion question(const DatasetPtr& dataset, int alphabet = 0) {
    return {.dataset = dataset, .alphabet = alphabet, .learner = QStringLiteral("pixels-l2"), .ways = 5, .tasks = 60};
}

/// A study and what it told.
struct Asked {
    explicit Asked(session::Workspace& workspace) : study(workspace) {
        QObject::connect(&study, &ConfusionStudy::ready, &study, [this](const ConfusionPtr& r) { result = r; });
        QObject::connect(&study, &ConfusionStudy::failed, &study, [this](const QString& why) { failure = why; });
        QObject::connect(&study, &ConfusionStudy::ended, &study, [this] { ended = true; });
    }
    bool finish(const ConfusionQuestion& asked) {
        ended = false;
        study.start(asked);
        return QTest::qWaitFor([&] { return ended; }, patience);
    }
    ConfusionStudy study;
    ConfusionPtr result;
    QString failure;
    bool ended = false;
};

}  // namespace

class TestConfusionStudy : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;
    session::TrainingSession session_;

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        setHomeFolder(folder_ / "home");
    }

    /// The very tasks and answers of the engine, of that alphabet alone.
    void countsWhatTheEngineAnswers() {
        session::Workspace workspace(session_);
        Asked asked(workspace);
        const DatasetPtr data = tiny({4, 7});
        QVERIFY(asked.finish(question(data, 1)));
        QCOMPARE(asked.failure, QString());
        const ConfusionResult& result = *asked.result;
        QCOMPARE(result.dataset->alphabets.size(), 1U);
        QCOMPARE(result.dataset->alphabets[0].name, std::string("Alphabet2"));
        QCOMPARE(result.ways, 5);
        QCOMPARE(result.leftOut, 0);
        QCOMPARE(result.order.size(), 7U);
        const std::vector<Task> tasks = TaskSampler(*result.dataset, {5, 1, true, 1}).take(60);
        QVERIFY(std::ranges::equal(tasks, *result.tasks, {}, &Task::query, &Task::query));
        const TaskResults answers = evaluateTasks(*openModel("pixels-l2"), *result.dataset, tasks);
        QCOMPARE(result.confusions.accuracy().right, answers.accuracy().right);
        QCOMPARE(result.confusions.accuracy().total, 60);
        std::size_t told = result.confusions.undecided().size();
        for (int a = 0; a < 7; ++a)
            for (int b = 0; b < 7; ++b) {
                told += result.confusions.tasksOf(a, b).size();
                for (const int task : result.confusions.tasksOf(a, b)) {
                    QCOMPARE(tasks[task].ways[tasks[task].answer].character.character, a);
                    QCOMPARE(tasks[task].ways[answers.outcomes[task].predicted].character.character, b);
                }
            }
        QCOMPARE(told, 60U);
        QVERIFY(result.learnt.empty());
    }

    /// On another thread than the one that lets it go.
    void isFreedOnceNobodyHoldsIt() {
        session::Workspace workspace(session_);
        Asked asked(workspace);
        QVERIFY(asked.finish(question(tiny({5}))));
        const std::weak_ptr<const std::vector<Task>> tasks = asked.result->tasks;
        ConfusionPtr held = asked.result;
        QVERIFY(asked.finish(question(tiny({5}))));  // the next one takes its place
        QVERIFY(!tasks.expired());
        held.reset();
        QTRY_VERIFY_WITH_TIMEOUT(tasks.expired(), patience);
    }

    void takesWhatAnAlphabetAllows() {
        session::Workspace workspace(session_);
        Asked asked(workspace);
        QVERIFY(asked.finish(question(tiny({3}))));
        QCOMPARE(asked.result->ways, 3);
        const int many = ConfusionResult::maxCharacters + 20;
        QVERIFY(asked.finish(question(tiny({many}, 2))));
        QCOMPARE(asked.result->confusions.count(), ConfusionResult::maxCharacters);
        QCOMPARE(asked.result->leftOut, 20);
        QCOMPARE(asked.result->dataset->alphabets[0].characters.back().name,  // 99 * 120 / 100 of them before it
                 "character" + std::to_string(99 * many / ConfusionResult::maxCharacters + 1));
    }

    void saysWhatCannotBeAsked() {
        session::Workspace workspace(session_);
        Asked asked(workspace);
        QVERIFY(asked.finish(question(tiny({1, 5}))));
        QVERIFY(!asked.result);
        VERIFY_SAYS(asked.failure, "Alphabet1: fewer than two of its characters have 2 drawings");
        ConfusionQuestion nobody = question(tiny({5}));
        nobody.learner = QString::fromStdString((folder_ / "nobody").string());
        QVERIFY(asked.finish(nobody));
        VERIFY_SAYS(asked.failure, "nobody");
    }

    void tellsWhatWasLearnt() {
        const RunRequest request = test::tinyRun(folder_ / "run", 2);
        test::train(request);
        session::Workspace workspace(session_);
        workspace.background().choose(QString::fromStdString(request.background));
        QTRY_VERIFY_WITH_TIMEOUT(workspace.dataset(), patience);
        ConfusionQuestion learnt = question(workspace.dataset());
        learnt.learner = QString::fromStdString(request.directory.string());
        Asked asked(workspace);
        QVERIFY(asked.finish(learnt));
        QCOMPARE(asked.failure, QString());
        QCOMPARE(asked.result->learnt.size(), asked.result->dataset->alphabets[0].characters.size());
    }

    void isAJobThatCanBeCancelled() {
        session::Workspace workspace(session_);
        Asked asked(workspace);
        ConfusionQuestion large = question(tiny({20}, 20));
        large.learner = QStringLiteral("modified-hausdorff");
        large.tasks = 20'000;
        large.ways = 20;
        asked.study.start(large);
        session::Jobs& jobs = session::Jobs::instance();
        QCOMPARE(jobs.unrepeatable(), QStringList({QStringLiteral("Confusions within Alphabet1")}));
        jobs.cancelUnrepeatable();
        QVERIFY(asked.ended && !asked.study.running());
        QVERIFY(!asked.result);
        QVERIFY(asked.finish(question(tiny({4}))));  // it can be asked again
        QVERIFY(asked.result);
    }
};

ONESHOT_TEST(TestConfusionStudy)
#include "tst_confusion_study.moc"
