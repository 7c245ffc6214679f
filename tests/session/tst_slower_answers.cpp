// Learnt models with views and re-ranking answer tasks: as the engine does, in one pass first, cancelled, newest only.
#include <QSignalSpy>
#include <QTest>

#include "core/compute/compute.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/evaluation/probabilities.h"
#include "core/evaluation/task_evaluation.h"
#include "core/models/baselines.h"
#include "core/models/models.h"
#include "tests/support/files.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"
#include "ui/session/tasks/task_browser.h"
#include "ui/session/tasks/task_export.h"
#include "ui/session/tasks/way_explanation.h"
#include "ui/session/tasks/ways_study.h"

using namespace oneshot;
using test::patience;
using namespace oneshot::session;

namespace {

DatasetPtr glyphs() {
    static const auto dataset = std::make_shared<const Dataset>(
        openDataset(parseDataSpec("glyphs:seed=9,alphabet-count=3,characters-per-alphabet=12,drawer-count=6")));
    return dataset;
}

ModelPtr shipped() {
    static const ModelPtr model = openModel("shipped");
    return model;
}

TaskQuestion question(const Thinking& thinking, int count = 20) {
    TaskQuestion q{glyphs(), nullptr, nullptr, {8, 1, true, 3}, count, {{ModelLibrary::shipped, shipped()}}, {}};
    q.thinking = thinking;
    return q;
}

std::vector<std::vector<float>> scoresOf(const LearnerAnswers& answers) {
    std::vector<std::vector<float>> all;
    for (const TaskAnswer& answer : answers.answers) all.push_back(answer.outcome.scores);
    return all;
}

/// As `oneshot evaluate` asks the engine.
std::vector<std::vector<float>> expected(const TaskQuestion& q, int views, int rerank) {
    const std::vector<Task> tasks = TaskSampler(*q.dataset, q.settings).take(q.count);
    RerankSettings reranking;
    reranking.best = rerank;
    std::vector<std::vector<float>> all;
    for (const TaskOutcome& outcome :
         evaluateTasks(*withViews(shipped(), views), *q.dataset, tasks, reranking).outcomes)
        all.push_back(outcome.scores);
    return all;
}

/// A browser, and what it published of its first learner.
struct Asked {
    Asked() {
        QObject::connect(&browser, &TaskBrowser::changed, &browser, [this] {
            const AnswersPtr& some = browser.board()->answers[0];
            if (some && (seen.empty() || seen.back() != some)) seen.push_back(some);
        });
    }
    bool done() {
        return QTest::qWaitFor([this] { return browser.board() && !browser.busy(); }, patience);
    }
    const LearnerAnswers& answers(int learner = 0) { return *browser.board()->answers[learner]; }
    TaskBrowser browser;
    std::vector<AnswersPtr> seen;
};

}  // namespace

class TestSlowerAnswers : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

  private Q_SLOTS:
    void initTestCase() { configureProcess(); }

    void areThoseOfTheEngine_data() {
        QTest::addColumn<int>("views");
        QTest::addColumn<int>("rerank");
        QTest::newRow("views") << 3 << 0;
        QTest::newRow("re-ranked") << 0 << 4;
        QTest::newRow("both") << 2 << 5;
    }
    void areThoseOfTheEngine() {
        QFETCH(int, views);
        QFETCH(int, rerank);
        TaskQuestion q = question({views, rerank});
        q.learners.push_back({QStringLiteral("pixels-l2"), makePixelsL2()});
        Asked asked;
        asked.browser.ask(q);
        QVERIFY(asked.done());
        const LearnerAnswers& said = asked.answers();
        QCOMPARE(said.problem, QString());
        QVERIFY(said.thinking == q.thinking);
        QVERIFY(scoresOf(said) == expected(q, views, rerank));
        QVERIFY(scoresOf(*said.onePass) == expected(q, 0, 0));
        QVERIFY(scoresOf(said) != scoresOf(*said.onePass));
        QVERIFY(said.seconds > 0 && said.onePass->seconds > 0);
        int right = 0;
        for (const TaskAnswer& answer : said.answers) {
            right += answer.outcome.right;
            QVERIFY(answer.probabilities == probabilities(answer.outcome.scores, shipped()->softmaxScale()));
        }
        QCOMPARE(said.accuracy.right, right);

        // Who has learnt nothing answers in one pass.
        const LearnerAnswers& pixels = asked.answers(1);
        QVERIFY(pixels.thinking.onePass() && !pixels.onePass);
        const TaskResults plain =
            evaluateTasks(*makePixelsL2(), *q.dataset, TaskSampler(*q.dataset, q.settings).take(q.count));
        for (int i = 0; i < q.count; ++i) QVERIFY(pixels.answers[i].outcome.scores == plain.outcomes[i].scores);
    }

    void areThoseOfLakesProtocol() {
        test::writeFolder(folder_ / "lake", test::tinyLakeRuns(3, 5));
        TaskQuestion q = question({2, 3});
        q.lake = std::make_shared<const LakeRuns>(openLakeRuns(folder_ / "lake"));
        Asked asked;
        asked.browser.ask(q);
        QVERIFY(asked.done());
        RerankSettings reranking;
        reranking.best = 3;
        const LakeResult lake = evaluateLake(*withViews(shipped(), 2), *q.lake, reranking);
        QCOMPARE(100 - asked.answers().accuracy.percent(), lake.errorPercent);
        for (int i = 0; i < 15; ++i)
            QVERIFY(asked.answers().answers[i].outcome.scores == lake.results.outcomes[i].scores);
    }

    void comeAfterOnePass() {
        TaskQuestion q = question({4, 0});
        q.learners.push_back({QStringLiteral("again"), shipped()});
        Asked asked;
        std::vector<bool> second;  // whether the other had answered in one pass when this one came with a longer answer
        connect(&asked.browser, &TaskBrowser::changed, this, [&] {
            const auto& answers = asked.browser.board()->answers;
            if (answers[0] && !answers[0]->thinking.onePass()) second.push_back(answers[1] != nullptr);
        });
        QSignalSpy progress(&asked.browser, &TaskBrowser::progressed), done(&asked.browser, &TaskBrowser::finished);
        asked.browser.ask(q);
        QVERIFY(asked.done());
        QCOMPARE(asked.seen.size(), 2U);
        QVERIFY(asked.seen[0]->thinking.onePass());
        QVERIFY(asked.seen[1]->onePass == asked.seen[0]);
        QVERIFY(!second.empty() && std::ranges::all_of(second, [](bool was) { return was; }));
        QCOMPARE(done.size(), 1);
        int last = 0;
        for (const QList<QVariant>& told : progress) {
            QVERIFY(told[0].toInt() >= last && told[0].toInt() <= 100);
            last = told[0].toInt();
        }
    }

    void otherOptionsStartFromOnePass() {
        Asked asked;
        asked.browser.ask(question({2, 0}));
        QVERIFY(asked.done());
        const AnswersPtr onePass = asked.answers().onePass;
        asked.browser.ask(question({0, 3}));
        QVERIFY(asked.browser.board()->answers[0] == onePass);  // until the others are there
        QVERIFY(!asked.browser.board()->answered(0));
        QVERIFY(asked.done());
        QVERIFY(asked.answers().onePass == onePass);
        QVERIFY(asked.browser.board()->answered(0));
        QVERIFY(scoresOf(asked.answers()) == expected(question({}), 0, 3));

        asked.browser.ask(question({}));  // nothing is asked again
        QVERIFY(!asked.browser.busy());
        QVERIFY(asked.browser.board()->answers[0] == onePass);
    }

    void stopAndLeaveOnePass() {
        Asked asked;
        connect(&asked.browser, &TaskBrowser::changed, this, [&] {
            if (asked.browser.board()->answers[0]) asked.browser.cancel();  // the longer answer has begun
        });
        asked.browser.ask(question({30, 20}, 500));
        QVERIFY(asked.done());
        QVERIFY(asked.answers().thinking.onePass());
        QVERIFY(!asked.browser.board()->answered(0));
        QCOMPARE(asked.seen.size(), 1U);
        asked.browser.disconnect(this);
        asked.browser.ask(question({1, 0}, 500));
        QVERIFY(asked.done());
        QCOMPARE(asked.answers().thinking.views, 1);
    }

    void onlyTheNewestComes() {
        Asked asked;
        bool changed = false;
        connect(&asked.browser, &TaskBrowser::changed, this, [&] {
            if (!asked.browser.board()->answers[0] || std::exchange(changed, true)) return;
            asked.browser.ask(question({2, 0}));  // while the longer answer is being made
        });
        asked.browser.ask(question({30, 20}));
        QVERIFY(asked.done());
        QCOMPARE(asked.seen.size(), 2U);
        QCOMPARE(asked.seen[1]->thinking.views, 2);
        QVERIFY(scoresOf(asked.answers()) == expected(question({}), 2, 0));
    }

    void makeTheFigureOfWaysToo() {
        TrainingSession training;
        Workspace workspace(training);
        workspace.background().use(glyphs());
        WaysStudy study(workspace);
        std::vector<WaysCurve> curves;
        connect(&study, &WaysStudy::curveReady, this, [&](const WaysCurve& curve) { curves.push_back(curve); });
        WaysQuestion asked;
        asked.learners = QStringList{ModelLibrary::shipped};
        asked.tasks = 20;
        asked.thinking = {2, 3};
        study.start(asked);
        QTRY_VERIFY_WITH_TIMEOUT(!study.running(), patience);
        QCOMPARE(curves.size(), 3U);  // nearest neighbour, the model, and the model on what it learnt from
        QVERIFY(!curves[1].training && curves[2].training);
        QCOMPARE(curves[1].problem, QString());
        WaysSweepSettings settings;
        settings.ways.clear();
        for (const WaysPoint& point : curves[1].points) settings.ways.push_back(point.ways);
        settings.tasks = 20;
        const auto rightOf = [](const std::vector<WaysPoint>& points) {
            std::vector<int> right;
            for (const WaysPoint& point : points) right.push_back(point.accuracy.right);
            return right;
        };
        QVERIFY(rightOf(curves[0].points) == rightOf(accuracyAgainstWays(*makePixelsL2(), *glyphs(), settings).points));
        settings.reranking.best = 3;
        QVERIFY(rightOf(curves[1].points) ==
                rightOf(accuracyAgainstWays(*withViews(shipped(), 2), *glyphs(), settings).points));
    }

    void areExplained() {
        const TaskQuestion q = question({3, 0}, 4);
        Asked asked;
        asked.browser.ask(q);
        QVERIFY(asked.done());
        for (int way = 0; way < 8; ++way) {
            const WayExplanation why =
                explainWay(*q.thinking.applied(shipped()), *q.dataset, asked.browser.board()->task(2), way, 8);
            QVERIFY(std::abs(why.score - asked.answers().answers[2].outcome.scores[way]) < 1e-5F);
            QCOMPARE(why.views, 4);
            QCOMPARE(why.inputs.size(), 2U);  // the plain view of each drawing
            QVERIFY(why.inputs == explainWay(*shipped(), *q.dataset, asked.browser.board()->task(2), way, 8).inputs);
        }
    }

    void areMarkedInTheExport() {
        Asked asked;
        asked.browser.ask(question({2, 3}, 4));
        QVERIFY(asked.done());
        const QStringList lines =
            QString::fromStdString(tasksCsv(*asked.browser.board(), {0})).split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 2);
        QVERIFY(lines[0].endsWith(QStringLiteral(",views,rerank")));
        QVERIFY2(lines[1].endsWith(QStringLiteral(",2,3")), qPrintable(lines[1]));
    }
};

ONESHOT_TEST(TestSlowerAnswers)
#include "tst_slower_answers.moc"
