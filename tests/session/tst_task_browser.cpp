#include <sys/resource.h>

#include <QSignalSpy>
#include <QTest>
#include <atomic>
#include <csignal>
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/save_file.h"
#include "core/base/strict_json.h"
#include "core/compute/compute.h"
#include "core/evaluation/task_evaluation.h"
#include "core/models/baselines.h"
#include "tests/support/drawings.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"
#include "ui/session/tasks/task_browser.h"
#include "ui/session/tasks/task_export.h"

using namespace oneshot;
using test::patience;
using namespace oneshot::session;

namespace {

/// A learner that counts the drawings that it is asked of, knows some characters, and may refuse.
class Counting : public OneShotModel {
  public:
    explicit Counting(Origin origin = {}, bool refuses = false) : origin_(std::move(origin)), refuses_(refuses) {}

    ImageBatch prepare(const DrawingBatch& drawings) const override {
        asked += static_cast<int>(drawings.size());
        if (refuses_) throw Error(ErrorCode::InvalidSetting, "colours", "these are too bright", "Take darker ones.");
        return pixels_->prepare(drawings);
    }
    Embeddings embed(const ImageBatch& images) const override { return pixels_->embed(images); }
    Scores compare(const Embeddings& queries, const Support& support) const override {
        return pixels_->compare(queries, support);
    }
    const Origin& origin() const override { return origin_; }
    ScoreKind scoreKind() const override { return ScoreKind::SquaredDistance; }
    double softmaxScale() const override { return 0.01; }

    mutable std::atomic<int> asked = 0;

  private:
    ModelPtr pixels_ = makePixelsL2();
    Origin origin_;
    bool refuses_;
};

DatasetPtr tiny(const std::vector<int>& characters = {5, 6, 7}) {
    return std::make_shared<const Dataset>(test::tinyDataset(characters, 4));
}

TaskQuestion question(std::vector<TaskLearner> learners, int count = 20) {
    static const DatasetPtr dataset = tiny();
    return {dataset, nullptr, nullptr, {5, 1, true, 3}, count, std::move(learners), {}};
}

struct Asked {
    explicit Asked(const TaskQuestion& q) { ask(q); }
    void ask(const TaskQuestion& q) {
        QSignalSpy done(&browser, &TaskBrowser::finished), failed(&browser, &TaskBrowser::failed);
        browser.ask(q);
        if (!QTest::qWaitFor([&] { return !done.isEmpty() || !failed.isEmpty(); }, patience)) qFatal("no answer");
        if (!failed.isEmpty()) failure = failed[0][0].toString();
    }
    const TaskBoard& board() { return *browser.board(); }
    TaskBrowser browser;
    QString failure;
};

}  // namespace

class TestTaskBrowser : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

  private Q_SLOTS:
    void initTestCase() { configureProcess(); }

    void answersAsAnEvaluationDoes() {
        const TaskQuestion q = question({{"pixels-l2", makePixelsL2()}, {"random", makeRandomModel()}});
        Asked asked(q);
        const TaskBoard& board = asked.board();
        QCOMPARE(board.size(), 20);
        QVERIFY(board.dataset == q.dataset);
        QVERIFY(board.runs.isEmpty());
        QCOMPARE(board.chancePercent(), 20.0);
        const std::vector<Task> tasks = TaskSampler(*q.dataset, q.settings).take(q.count);
        for (int learner = 0; learner < 2; ++learner) {
            const TaskResults expected = evaluateTasks(*q.learners[learner].model, *q.dataset, tasks);
            const LearnerAnswers& answers = *board.answers[learner];
            QCOMPARE(answers.problem, QString());
            QCOMPARE(answers.accuracy.right, expected.accuracy().right);
            QVERIFY(answers.confidence95 == expected.accuracy().confidence95());
            for (int i = 0; i < 20; ++i) {
                const TaskAnswer& said = *board.answer(learner, i);
                QCOMPARE(board.task(i).query, tasks[i].query);
                QVERIFY(said.outcome.scores == expected.outcomes[i].scores);
                QCOMPARE(said.rank == 1, said.outcome.right);
                QVERIFY(said.outcome.right == (said.margin > 0) || learner == 1);  // noise has equal shares
                QCOMPARE(board.disagree(i),
                         board.answer(0, i)->outcome.predicted != board.answer(1, i)->outcome.predicted);
            }
        }
    }

    void asksNobodyTwice() {
        const auto first = std::make_shared<Counting>(), second = std::make_shared<Counting>(),
                   renewed = std::make_shared<Counting>();
        Asked asked(question({{"a", first}}));
        const int once = first->asked;
        QVERIFY(once > 0);
        const AnswersPtr before = asked.board().answers[0];
        asked.ask(question({{"b", second}, {"a", first}}));
        QCOMPARE(first->asked.load(), once);
        QCOMPARE(second->asked.load(), once);
        QVERIFY(asked.board().answers[1] == before);

        // One that is renewed keeps its old answers until the new ones are there.
        QSignalSpy changes(&asked.browser, &TaskBrowser::changed);
        asked.browser.ask(question({{"b", second}, {"a", renewed}}));
        QCOMPARE(changes.size(), 1);
        QVERIFY(asked.board().answers[1] == before);
        QVERIFY(asked.browser.busy());
        QTRY_VERIFY_WITH_TIMEOUT(!asked.browser.busy(), patience);
        QVERIFY(asked.board().answers[1]->model == ModelPtr(renewed));
        QCOMPARE(second->asked.load(), once);

        TaskQuestion other = question({{"b", second}});
        other.settings.seed = 4;
        asked.ask(other);
        QVERIFY(second->asked > once);
        QCOMPARE(asked.board().answers.size(), 1U);
    }

    void anOlderModelsAnswersAreNoneOnceStopped() {
        const auto other = std::make_shared<Counting>(), renewed = std::make_shared<Counting>();
        Asked asked(question({{"b", other}, {"a", std::make_shared<Counting>()}}));
        const AnswersPtr kept = asked.board().answers[0];
        const int once = other->asked;
        asked.browser.ask(question({{"b", other}, {"a", renewed}}));
        QSignalSpy changes(&asked.browser, &TaskBrowser::changed);
        asked.browser.cancel();
        QCOMPARE(changes.size(), 1);
        QVERIFY(!asked.board().answers[1] && !asked.board().answer(1, 0));
        QVERIFY(asked.board().answers[0] == kept);
        asked.browser.cancel();
        QCOMPARE(changes.size(), 1);
        asked.ask(question({{"b", other}, {"a", renewed}}));
        QVERIFY(asked.board().answers[1]->model == ModelPtr(renewed));
        QCOMPARE(other->asked.load(), once);
    }

    void answersGivenTasksAndNoOthers() {
        TaskQuestion q = question({{"pixels-l2", makePixelsL2()}}, 7);
        std::vector<Task> chosen = TaskSampler(*q.dataset, {3, 2, false, 8}).take(4);
        std::swap(chosen[0], chosen[3]);
        q.given = std::make_shared<const std::vector<Task>>(chosen);
        Asked asked(q);
        const TaskResults expected = evaluateTasks(*makePixelsL2(), *q.dataset, chosen);
        QCOMPARE(asked.board().size(), 4);
        for (int i = 0; i < 4; ++i) {
            QCOMPARE(asked.board().task(i).query, chosen[i].query);
            QCOMPARE(asked.board().answer(0, i)->outcome.scores, expected.outcomes[i].scores);
        }
        const AnswersPtr before = asked.board().answers[0];
        q.settings.seed = 77;  // nothing is drawn
        asked.ask(q);
        QVERIFY(asked.board().answers[0] == before);
        q.given = std::make_shared<const std::vector<Task>>(1, chosen[2]);
        asked.ask(q);
        QCOMPARE(asked.board().size(), 1);
        QCOMPARE(asked.board().task(0).query, chosen[2].query);
        q.given.reset();
        asked.ask(q);
        QCOMPARE(asked.board().size(), 7);
    }

    void keepsThePlaceOfOneThatIsNotOpen() {
        Asked asked(question({{"closed", nullptr}, {"pixels-l2", makePixelsL2()}}));
        QVERIFY(!asked.board().answers[0]);
        QVERIFY(!asked.board().answer(0, 3));
        QVERIFY(asked.board().answer(1, 3));
    }

    void reportsWhoCannotAnswer() {
        Asked asked(question({{"shy", std::make_shared<Counting>(Origin(), true)}, {"pixels-l2", makePixelsL2()}}));
        VERIFY_SAYS(asked.board().answers[0]->problem, "colours: these are too bright. Take darker ones.");
        QVERIFY(!asked.board().answer(0, 0));
        QVERIFY(asked.board().answer(1, 0));
        QVERIFY(!asked.board().disagree(0));

        auto vectors = std::make_shared<Dataset>(test::tinyDataset({5}, 4));
        vectors->format = DataFormat::Vectors;
        test::changeDrawings(*vectors, [](auto& drawings) {
            for (std::size_t i = 0; i < drawings.size(); ++i) {
                drawings[i].features = {static_cast<float>(i), 1};
                drawings[i].image = {};
            }
        });
        TaskQuestion q = question({{"modified-hausdorff", makeModifiedHausdorff()}, {"pixels-l2", makePixelsL2()}});
        q.dataset = vectors;
        asked.ask(q);
        QVERIFY(!asked.board().answers[0]->problem.isEmpty());
        QCOMPARE(asked.board().answers[1]->problem, QString());
    }

    void saysWhatCannotBeDrawn() {
        TaskQuestion q = question({{"pixels-l2", makePixelsL2()}});
        q.settings.ways = 8;
        Asked asked(q);
        QVERIFY2(asked.failure.contains(QStringLiteral("7")), qPrintable(asked.failure));
        QVERIFY(!asked.browser.board());
        q.settings.ways = 7;
        asked.ask(q);
        QCOMPARE(asked.board().size(), 20);
    }

    void answersTheNewestQuestion() {
        TaskBrowser browser;
        const TaskLearner slow{"modified-hausdorff", makeModifiedHausdorff()};
        browser.ask(question({slow}, 4000));
        browser.ask(question({slow}, 3000));
        browser.ask(question({{"pixels-l2", makePixelsL2()}}, 7));
        QSignalSpy changed(&browser, &TaskBrowser::changed);
        QTRY_VERIFY_WITH_TIMEOUT(!browser.busy(), patience);
        QCOMPARE(browser.board()->size(), 7);
        QCOMPARE(changed.size(), 2);  // the tasks, the answers

        browser.ask(question({slow}, 4000));
        QTRY_VERIFY_WITH_TIMEOUT(browser.board()->size() == 4000, patience);
        browser.cancel();
        QVERIFY(!browser.busy());
        QVERIFY(!browser.board()->answers[0]);
    }

    void tellsOfProgress() {
        TaskBrowser browser;
        QSignalSpy progress(&browser, &TaskBrowser::progressed);
        browser.ask(question({{"pixels-l2", makePixelsL2()}, {"modified-hausdorff", makeModifiedHausdorff()}}, 400));
        QTRY_VERIFY_WITH_TIMEOUT(!browser.busy(), patience);
        QVERIFY(progress.size() > 3);
        int last = 0;
        for (const auto& arguments : progress) {
            QVERIFY(arguments[0].toInt() >= last && arguments[0].toInt() <= 100);
            last = arguments[0].toInt();
        }
        QVERIFY(last > 50);
    }

    void marksWhatWasLearnt() {
        Origin origin;
        origin.learnt = {{"alphabet 1", {"character02"}}};
        Asked asked(question({{"a", std::make_shared<Counting>(origin)}, {"b", std::make_shared<Counting>()}}, 60));
        const TaskBoard& board = asked.board();
        QVERIFY(board.learnt({0, 1}) && !board.learnt({0, 0}) && !board.learnt({1, 1}));
        int holding = 0;
        for (const Task& task : *board.tasks) {
            bool holds = false;
            for (const Way& way : task.ways) holds = holds || way.character == CharacterId{0, 1};
            QCOMPARE(board.holdsLearnt(task), holds);
            holding += holds;
        }
        QVERIFY(holding > 0 && holding < 60);
        QCOMPARE(board.answers[0]->learntTasks, holding);
        QCOMPARE(board.answers[1]->learntTasks, 0);
    }

    void answersLakesRuns() {
        test::writeFolder(folder_ / "lake", test::tinyLakeRuns(3, 5));
        const auto lake = std::make_shared<const LakeRuns>(openLakeRuns(folder_ / "lake"));
        Asked asked(TaskQuestion{nullptr, lake, nullptr, {}, 1, {{"modified-hausdorff", makeModifiedHausdorff()}}, {}});
        const TaskBoard& board = asked.board();
        QCOMPARE(board.size(), 15);
        QCOMPARE(board.runs[0], QStringLiteral("run01"));
        QCOMPARE(board.runs[14], QStringLiteral("run03"));
        const LakeResult expected = evaluateLake(*makeModifiedHausdorff(), *lake);
        QCOMPARE(board.answers[0]->accuracy.percent(), 100 - expected.errorPercent);
        QCOMPARE(board.answers[0]->confidence95.low, 100 - expected.confidence95.high);
        QVERIFY(tasksCsv(board, {7}).find("\n8,") != std::string::npos);
        VERIFY_SAYS(QString::fromStdString(tasksCsv(board, {7})), ",run02,");
    }

    void exportsWhatIsAsked() {
        auto named = std::make_shared<Dataset>(test::tinyDataset({5, 6}, 4));
        named->alphabets[0].name = "Old, \"new\"";
        named->alphabets[1].name = "Old, \"new\"";
        TaskQuestion q = question({{"pixels-l2", makePixelsL2()}, {"closed", nullptr}}, 4);
        q.dataset = named;
        Asked asked(q);
        const TaskBoard& board = asked.board();
        const QStringList lines = QString::fromStdString(tasksCsv(board, {2, 0})).split(u'\n');
        QCOMPARE(lines.size(), 4);
        QCOMPARE(lines[0].count(u','), 20);
        const TaskAnswer& said = *board.answer(0, 2);
        const Task& task = board.task(2);
        const QString expected =
            QStringLiteral("3,tiny,,\"Old, \"\"new\"\"\",%1,%2,5,1,1,3,%3,pixels-l2,%4,%5,%6,")
                .arg(QString::fromStdString(named->character(task.ways[task.answer].character).name))
                .arg(named->drawings[task.query].drawer)
                .arg(task.answer + 1)
                .arg(said.outcome.predicted < 0 ? QStringLiteral("tie") : QString::number(said.outcome.predicted + 1))
                .arg(said.outcome.right)
                .arg(said.rank);
        QVERIFY2(lines[1].startsWith(expected), qPrintable(lines[1] + u'\n' + expected));
        QVERIFY(lines[2].startsWith(QStringLiteral("1,tiny,")));
        QVERIFY(lines[1].endsWith(QStringLiteral(",0,0,0")));

        const QString sheets = QString::fromStdString((folder_ / "new/sheets").string());
        QCOMPARE(writeTaskSheets(board, {2, 0}, sheets), 2);
        QVERIFY(std::filesystem::exists(folder_ / "new/sheets/task-0003.png"));
        QVERIFY(!std::filesystem::exists(folder_ / "new/sheets/task-0002.png"));
        const test::Bytes text = test::readFile(folder_ / "new/sheets/task-0001.json");
        const auto json = parseStrictJson<Json>(std::string(text.begin(), text.end()));
        QCOMPARE(json.at("answer").get<int>(), board.task(0).answer);
    }

    void saysWhatCannotBeWritten() {
        Asked asked(question({{"pixels-l2", makePixelsL2()}}, 2));
        test::writeFile(folder_ / "file", test::bytesOf("in the way"));
        const QString below = QString::fromStdString((folder_ / "file/x").string());
        VERIFY_SAYS(test::failureOf([&] { saveFile(below.toStdString(), "text"); }), "Failed: " + below.toStdString());
        VERIFY_SAYS(test::failureOf([&] { writeTaskSheets(asked.board(), {0}, below); }), "cannot be written");
        VERIFY_SAYS(test::failureOf([&] { saveFile(folder_.path(), "text"); }), "is not a regular file");
        // A disk without room, as the system tells of it: nothing of what stood there is lost.
        const QString kept = QString::fromStdString((folder_ / "file").string());
        rlimit limit{};
        QCOMPARE(getrlimit(RLIMIT_FSIZE, &limit), 0);
        const rlimit small{4096, limit.rlim_max};
        std::signal(SIGXFSZ, SIG_IGN);
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
        const QString said = test::failureOf([&] { saveFile(kept.toStdString(), std::string(1 << 20, 'x')); });
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &limit), 0);
        VERIFY_SAYS(said, "Check that its folder exists and has room");
        QCOMPARE(test::readFile(folder_ / "file"), test::bytesOf("in the way"));
    }
};

ONESHOT_TEST(TestTaskBrowser)
#include "tst_task_browser.moc"
