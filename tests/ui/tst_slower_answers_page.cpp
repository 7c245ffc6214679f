// Thinking longer, and a drawing bent onto another, on the Tasks page of the real window.
#include <QProgressBar>
#include <QSlider>
#include <QtTest>

#include "core/compute/compute.h"
#include "core/models/deformation.h"
#include "core/models/models.h"
#include "core/runs/run_directory.h"
#include "core/tasks/task_sampler.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/tasks_driver.h"
#include "tests/support/test_program.h"
#include "ui/pages/draw/draw_page.h"
#include "ui/pages/tasks/morph_panel.h"
#include "ui/pages/tasks/picture_row.h"
#include "ui/pages/tasks/terms_chart.h"
#include "ui/session/tasks/way_morph.h"
#include "ui/widgets/drawing_canvas.h"

using namespace oneshot;
using namespace oneshot::test::tasks;
using test::patience;

namespace {

struct Page : Driver {
    using Driver::Driver;

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

    ui::MorphPanel* morph() { return find<ui::MorphPanel>("tasks.morph"); }
    QSlider* position() { return find<QSlider>("tasks.morph.position"); }
    QToolButton* play() { return find<QToolButton>("tasks.morph.play"); }
    const std::vector<ui::PictureRow::Picture>& pictures() {
        return find<ui::PictureRow>("tasks.morph.picture")->pictures();
    }
    /// Shows that way's drawing at the beginning of its bending.
    bool bend(int way) {
        find<QToolButton>("tasks.reason.morph")->click();
        grid()->setCurrent(way);
        return QTest::qWaitFor([&] { return !morph()->busy() && play()->isVisible(); }, patience);
    }
};

}  // namespace

class TestSlowerAnswersPage : public QObject {
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

        // What is seen is that answer, its shares and its reasons.
        int gained = 0, lost = 0;
        for (int i = 0; i < 40; ++i) {
            const bool was = page.shipped().onePass->answers[i].outcome.right;
            gained += engine.outcomes[i].right && !was;
            lost += was && !engine.outcomes[i].right;
        }
        VERIFY_SAYS(page.text("tasks.cost"),
                    QByteArray::number(gained) + " gained, " + QByteArray::number(lost) + " lost");
        for (std::size_t way = 0; way < 8; ++way)
            QCOMPARE(page.grid()->cells()[way].verdicts[2].share, page.shipped().answers[0].shares[way]);
        const auto* terms = page.find<ui::TermsChart>("tasks.why.terms");
        for (const int way : {2, 6}) {
            page.grid()->setCurrent(way);
            QTRY_VERIFY_WITH_TIMEOUT(page.text("tasks.why.heading").contains(QStringLiteral("way %1 ").arg(way + 1)),
                                     patience);
            QCOMPARE(terms->terms().back().name, QStringLiteral("re-ranking"));
            QVERIFY(terms->terms().back().value < 0);
            const double score = engine.outcomes[0].scores[static_cast<std::size_t>(way)];
            QVERIFY2(std::abs(terms->sum() - score) < 1e-4, QByteArray::number(terms->sum() - score));
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
        page.page()->setLearner(session::ModelLibrary::shipped, false);
        QVERIFY(page.think(3, 3));
        VERIFY_SAYS(page.text("tasks.cost"), "None of these learners has learnt anything");
        for (const session::AnswersPtr& some : page.board()->answers) QVERIFY(some->thinking.onePass());
    }

    void bendsADrawingOntoTheQuery() {
        Page page;
        page.set("tasks.ways", 8);
        page.set("tasks.shots", 2);
        QVERIFY(page.thought({}));
        const Task task = page.board()->task(0);
        const session::DatasetPtr data = page.board()->dataset;
        for (const int way : {task.answer, (task.answer + 1) % 8}) {
            QVERIFY(page.bend(way));
            const session::WayMorph expected = session::morphWay(*data, task, way, 31);
            QCOMPARE(page.position()->value(), 0);
            QCOMPARE(page.pictures().size(), 2U);
            for (std::size_t shot = 0; shot < 2; ++shot) {
                QVERIFY(page.pictures()[shot].image == expected.query);
                QVERIFY(*page.pictures()[shot].over == expected.frames[shot].front());
            }
            QTest::mouseClick(page.play(), Qt::LeftButton);
            QVERIFY(page.morph()->playing());
            QCOMPARE(page.play()->accessibleName(), QStringLiteral("Pause"));
            QTRY_VERIFY_WITH_TIMEOUT(!page.morph()->playing(), patience);  // it ends by itself
            QCOMPARE(page.position()->value(), 30);
            for (std::size_t shot = 0; shot < 2; ++shot)
                QVERIFY(*page.pictures()[shot].over == expected.frames[shot].back());
            const QString costs = page.text("tasks.morph.costs");
            for (const double cost : {expected.mismatch, expected.bending, expected.bothWays})
                VERIFY_SAYS(costs, QLocale().toString(cost, 'f', 2).toUtf8());
            VERIFY_SAYS(costs, "<b>way " + QByteArray::number(way + 1) + "</b>");
            // The wrong way is told beside the right one.
            if (way != task.answer) VERIFY_SAYS(costs, "<b>way " + QByteArray::number(task.answer + 1) + "</b>");
        }
    }

    void playsPausesAndIsScrubbed() {
        Page page;
        page.set("tasks.ways", 8);
        QVERIFY(page.thought({}));
        QVERIFY(page.bend(3));
        page.play()->click();
        page.play()->click();
        QVERIFY(!page.morph()->playing());
        QCOMPARE(page.play()->accessibleName(), QStringLiteral("Play"));
        page.position()->setFocus();
        QTest::keyClick(page.position(), Qt::Key_End);
        QCOMPARE(page.position()->value(), 30);
        page.play()->click();  // from the beginning again
        QVERIFY(page.morph()->playing());
        QVERIFY(page.position()->value() < 30);
        QTest::keyClick(page.position(), Qt::Key_Right);  // takes it out of the animation's hands
        QVERIFY(!page.morph()->playing());
        const int at = page.position()->value();
        QVERIFY(at >= 1 && at < 30);
        const session::WayMorph expected = session::morphWay(*page.board()->dataset, page.board()->task(0), 3, 31);
        QVERIFY(*page.pictures()[0].over == expected.frames[0][static_cast<std::size_t>(at)]);

        page.play()->click();
        QVERIFY(page.morph()->playing());
        page.press(Qt::Key_N);  // another task takes its place
        QVERIFY(!page.morph()->playing());
    }

    void showsOnlyTheNewestWay() {
        Page page;
        page.set("tasks.ways", 8);
        QVERIFY(page.thought({}));
        page.find<QToolButton>("tasks.reason.morph")->click();
        for (int way = 0; way < 7; ++way) page.grid()->setCurrent(way);
        QVERIFY(page.bend(7));
        const session::WayMorph expected = session::morphWay(*page.board()->dataset, page.board()->task(0), 7, 31);
        QVERIFY(*page.pictures()[0].over == expected.frames[0][0]);
    }

    void saysWhenThereIsNothingToBend() {
        Page page;
        page.set("tasks.ways", 8);
        QVERIFY(page.thought({}));
        QVERIFY(page.bend(2));
        page.press(Qt::Key_A);
        QVERIFY(page.find<QLabel>("tasks.morph.note")->isVisible() && !page.play()->isVisible());
        VERIFY_SAYS(page.text("tasks.morph.note"), "Choose a way");
        page.grid()->setCurrent(1);
        VERIFY_SAYS(page.text("tasks.morph.note"), "with the answer");

        std::string table = "a,b,label\n";
        for (int i = 0; i < 30; ++i)
            table += std::to_string(i % 3) + ".5," + std::to_string(i) + ",kind" + std::to_string(i % 6) + "\n";
        test::writeFile(folder_ / "table.csv", test::bytesOf(table));
        Page vectors(QString::fromStdString((folder_ / "table.csv").string()));
        vectors.set("tasks.ways", 4);
        QTRY_VERIFY_WITH_TIMEOUT(vectors.learnerCell(0, 1).contains(u'%'), patience);
        vectors.find<QToolButton>("tasks.reason.morph")->click();
        vectors.grid()->setCurrent(1);
        QTRY_VERIFY_WITH_TIMEOUT(vectors.text("tasks.morph.note").contains(QStringLiteral("vectors")), patience);
        QVERIFY(!vectors.play()->isVisible());
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

ONESHOT_TEST(TestSlowerAnswersPage)
#include "tst_slower_answers_page.moc"
