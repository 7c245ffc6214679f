// Thinking longer, on the pages Tasks and Draw of the real window.
#include <QSpinBox>
#include <QtTest>

#include "core/compute/compute.h"
#include "core/models/models.h"
#include "core/runs/run_directory.h"
#include "core/tasks/task_sampler.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"
#include "tests/support/window_driver.h"
#include "ui/pages/draw/draw_page.h"
#include "ui/pages/tasks/learner_menu.h"
#include "ui/pages/tasks/terms_chart.h"
#include "ui/widgets/drawing_canvas.h"

using namespace oneshot;
using test::patience;

namespace {

struct Page : test::TasksDriver {
    using TasksDriver::TasksDriver;

    session::BoardPtr board() { return page()->browser().board(); }
    /// Waits until all learners have answered with these options.
    bool thought(const session::Thinking& thinking) {
        return QTest::qWaitFor(
            [&] {
                if (!board() || page()->browser().busy() || !(board()->question.thinking == thinking)) return false;
                for (int i = 0; i < static_cast<int>(board()->answers.size()); ++i)
                    if (!board()->answered(i)) return false;
                return true;
            },
            patience);
    }
    bool think(int views, int rerank) {
        set("tasks.views", views);
        set("tasks.rerank", rerank);
        return thought({views, rerank});
    }
    const session::LearnerAnswers& shipped() { return *board()->answers[2]; }
};

}  // namespace

class TestThinkingField : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        setHomeFolder(folder_ / "home");
    }

    void showsWhatTheEngineSays() {
        Page page;
        page.set("tasks.ways", 8);
        page.set("tasks.count", 40);
        QVERIFY(page.thought({}));
        VERIFY_SAYS(page.text("tasks.cost"), "a task in one pass");
        QVERIFY(page.think(2, 4));

        const session::DatasetPtr data = page.window.workspace().dataset();
        RerankSettings reranking;
        reranking.best = 4;
        const TaskResults engine = evaluateTasks(*withViews(openModel("shipped"), 2), *data,
                                                 TaskSampler(*data, {8, 1, true, 1}).take(40), reranking);
        for (int i = 0; i < 40; ++i) QVERIFY(page.shipped().answers[i].outcome.scores == engine.outcomes[i].scores);
        QCOMPARE(page.shipped().accuracy.right, engine.accuracy().right);

        // What is seen is that answer, its probabilities and its reasons.
        int gained = 0, lost = 0;
        for (int i = 0; i < 40; ++i) {
            const bool was = page.shipped().onePass->answers[i].outcome.right;
            gained += engine.outcomes[i].right && !was;
            lost += was && !engine.outcomes[i].right;
        }
        VERIFY_SAYS(page.text("tasks.cost"),
                    QByteArray::number(gained) + " gained, " + QByteArray::number(lost) + " lost");
        for (std::size_t way = 0; way < 8; ++way)
            QCOMPARE(page.grid()->cells()[way].verdicts[2].probability, page.shipped().answers[0].probabilities[way]);
        page.find<QToolButton>("tasks.reason.why")->click();
        const auto* terms = page.find<ui::TermsChart>("tasks.why.terms");
        for (const int way : {2, 6}) {
            page.grid()->setCurrent(way);
            QTRY_VERIFY_WITH_TIMEOUT(page.text("tasks.why.heading").contains(QStringLiteral("way %1 ").arg(way + 1)),
                                     patience);
            const ui::TermsChart::Term& last = *std::prev(terms->lines().end(), 2);  // before the sum
            QCOMPARE(last.name, QStringLiteral("re-ranking"));
            QVERIFY(last.value < 0);
            const double score = engine.outcomes[0].scores[static_cast<std::size_t>(way)];
            QVERIFY2(std::abs(terms->lines().back().value - score) < 1e-4,
                     QByteArray::number(terms->lines().back().value - score));
        }
        QVERIFY(page.think(0, 0));
        QVERIFY(!page.shipped().onePass);
        VERIFY_SAYS(page.text("tasks.cost"), "a task in one pass");
    }

    void stepsOverReRankingOneWay() {
        Page page;
        auto* rerank = page.find<QSpinBox>("tasks.rerank");
        QCOMPARE(rerank->text(), QStringLiteral("off"));
        rerank->stepUp();
        QCOMPARE(rerank->value(), 2);
        rerank->stepDown();
        QCOMPARE(rerank->value(), 0);
        rerank->setValue(99);
        QCOMPARE(rerank->value(), 20);
        auto* views = page.find<QSpinBox>("tasks.views");
        QCOMPARE(views->text(), QStringLiteral("off"));
        views->setValue(99);
        QCOMPARE(views->value(), 30);
        for (const QSpinBox* field : {rerank, views})
            QVERIFY(!field->accessibleName().isEmpty() && !field->toolTip().isEmpty());
    }

    void canBeStopped() {
        Page page;
        page.set("tasks.ways", 8);
        page.set("tasks.count", 2000);
        page.set("tasks.views", 30);
        auto* stop = page.find<QToolButton>("tasks.cancel");
        QTRY_VERIFY_WITH_TIMEOUT(page.text("tasks.cost").contains(QStringLiteral("thinking longer")), patience);
        QVERIFY(stop->isVisible() && page.page()->browser().busy());
        stop->click();
        QVERIFY(!page.page()->browser().busy());
        VERIFY_SAYS(page.text("tasks.cost"), "stopped");
        QVERIFY(page.shipped().thinking.onePass());
        QVERIFY(stop->isVisible());
        VERIFY_SAYS(stop->toolTip(), "have not answered");
        page.set("tasks.count", 20);
        QVERIFY(page.think(1, 0));
        QVERIFY(!stop->isVisible());
    }

    void baselinesAnswerInOnePass() {
        Page page;
        page.set("tasks.ways", 5);
        page.window.findChild<ui::LearnerMenu*>()->setLearner(session::ModelLibrary::shipped, false);
        QVERIFY(page.think(3, 3));
        VERIFY_SAYS(page.text("tasks.cost"), "None of these learners has learnt anything");
        for (const session::AnswersPtr& some : page.board()->answers) QVERIFY(some->thinking.onePass());
    }

    void drawnQueriesAreThoughtOverToo() {
        Page page;
        page.find<QToolButton>("nav.draw")->click();
        auto* draw = page.find<ui::DrawPage>("page.draw");
        QTRY_VERIFY_WITH_TIMEOUT(page.window.workspace().model() && !draw->query().busy(), patience);
        const Dataset& data = *page.window.workspace().dataset();
        const auto drawn = [&](int drawer) {
            return data.drawings[data.alphabets[0].characters[2].drawings[drawer]].image;
        };
        QStringList costs;  // after each answer
        std::vector<session::Thinking> thought;
        connect(&draw->query(), &session::DrawQuery::answered, this, [&](const session::DrawAnswer& answer) {
            costs += page.text("draw.cost");
            thought.push_back(answer.thinking);
        });
        draw->canvas()->place(drawn(3));
        QTRY_COMPARE_WITH_TIMEOUT(costs.size(), 1, patience);
        VERIFY_SAYS(costs[0], " in one pass");
        QVERIFY(!costs[0].contains(QStringLiteral("thinking longer")));
        page.set("draw.views", 3);
        page.set("draw.rerank", 4);
        QTRY_VERIFY_WITH_TIMEOUT((thought.back() == session::Thinking{3, 4}), patience);
        VERIFY_SAYS(costs.last(), " ms, ");
        const qsizetype before = costs.size();
        draw->canvas()->place(drawn(4));  // the answer of one pass comes first
        QTRY_COMPARE_WITH_TIMEOUT(costs.size(), before + 2, patience);
        VERIFY_SAYS(costs[before], "thinking longer");
        VERIFY_SAYS(costs[before + 1], " ms, ");
    }
};

ONESHOT_TEST(TestThinkingField)
#include "tst_thinking_field.moc"
