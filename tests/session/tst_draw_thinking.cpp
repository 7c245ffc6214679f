// A learnt model with views and re-ranking answers a drawing: in one pass first, then as the engine answers a task.
#include <QtTest>
#include <cmath>
#include <numeric>

#include "core/compute/compute.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/evaluation/task_evaluation.h"
#include "core/models/models.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "ui/session/draw/draw_query.h"

using namespace oneshot;
using session::DrawAnswer;
using session::DrawQuery;
using session::SupportSet;
using test::patience;

namespace {

session::DatasetPtr glyphs() {
    static const auto data = std::make_shared<const Dataset>(
        openDataset(parseDataSpec("glyphs:seed=3,alphabet-count=1,characters-per-alphabet=8,drawer-count=6")));
    return data;
}

ModelPtr shipped() {
    static const ModelPtr model = openModel("shipped");
    return model;
}

DrawingId drawn(int character, int drawer) {
    return glyphs()->alphabets[0].characters[character].drawings[drawer];
}

/// All characters by their first drawers.
SupportSet support(int shots) {
    SupportSet set{glyphs(), {}, QStringLiteral("glyphs")};
    for (int c = 0; c < 8; ++c) {
        set.ways.push_back({{0, c}, {}});
        for (int shot = 0; shot < shots; ++shot) set.ways.back().drawings.push_back(drawn(c, shot));
    }
    return set;
}

std::vector<float> expected(DrawingId query, const SupportSet& set, const session::Thinking& thinking) {
    return evaluateTasks(*withViews(shipped(), thinking.views), *glyphs(), std::vector<Task>{{query, set.ways, 0}},
                         {thinking.rerank})
        .outcomes[0]
        .scores;
}

bool alike(const std::vector<float>& a, const std::vector<float>& b) {
    return std::ranges::equal(a, b, [](float x, float y) { return std::abs(x - y) < 1e-5F; });
}

struct Asked {
    explicit Asked(int shots = 1) : set(support(shots)) {
        QObject::connect(&query, &DrawQuery::answered, &query, [this](const DrawAnswer& answer) {
            answers.push_back(answer);
            if (then) then();
        });
        query.setSupport(set);
        query.setModel(shipped());
    }
    bool done() {
        return QTest::qWaitFor([this] { return !query.busy() && !query.thinking(); }, patience);
    }
    SupportSet set;
    std::function<void()> then;  ///< after each answer
    std::vector<DrawAnswer> answers;
    DrawQuery query;
};

}  // namespace

class TestDrawThinking : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { configureProcess(); }

    void onePassComesFirst_data() {
        QTest::addColumn<int>("views");
        QTest::addColumn<int>("rerank");
        QTest::addColumn<int>("shots");
        QTest::newRow("views") << 3 << 0 << 1;
        QTest::newRow("re-ranked") << 0 << 4 << 2;
        QTest::newRow("both") << 2 << 3 << 2;
    }
    void onePassComesFirst() {
        QFETCH(int, views);
        QFETCH(int, rerank);
        QFETCH(int, shots);
        const session::Thinking thinking{views, rerank};
        Asked asked(shots);
        asked.query.setThinking(thinking);
        const DrawingId query = drawn(3, 4);
        asked.query.ask(glyphs()->drawings[query]);
        QVERIFY(asked.done());
        QCOMPARE(asked.answers.size(), 2U);
        const DrawAnswer &first = asked.answers[0], &second = asked.answers[1];
        QVERIFY(first.thinking.onePass());
        QVERIFY(alike(first.scores, expected(query, asked.set, {})));
        QVERIFY(second.thinking == thinking);
        QVERIFY(alike(second.scores, expected(query, asked.set, thinking)));
        QVERIFY(!alike(first.scores, second.scores));
        QVERIFY(second.onePassScores == first.scores);
        QVERIFY(second.input.data == first.input.data);
        QVERIFY(second.seconds > second.onePassSeconds && second.onePassSeconds > 0);
        QVERIFY(std::abs(std::accumulate(second.probabilities.begin(), second.probabilities.end(), 0.0) - 1) < 1e-9);
    }

    void onlyTheNewestIsThoughtOver() {
        Asked asked;
        asked.query.setThinking({30, 8});
        asked.then = [&] {
            if (asked.answers.size() == 1) asked.query.ask(glyphs()->drawings[drawn(5, 4)]);
        };
        asked.query.ask(glyphs()->drawings[drawn(3, 4)]);
        QVERIFY(asked.done());
        QCOMPARE(asked.answers.size(), 3U);
        QVERIFY(asked.answers[1].thinking.onePass() && asked.answers[1].input.data != asked.answers[0].input.data);
        QVERIFY(!asked.answers[2].thinking.onePass());
        QVERIFY(asked.answers[2].input.data == asked.answers[1].input.data);
    }

    void aForgottenDrawingIsNotThoughtOver() {
        Asked asked;
        asked.query.setThinking({10, 4});
        asked.then = [&] { asked.query.forget(); };
        asked.query.ask(glyphs()->drawings[drawn(3, 4)]);
        QVERIFY(asked.done());
        QCOMPARE(asked.answers.size(), 1U);
    }

    void backToOnePass() {
        Asked asked;
        asked.query.setThinking({2, 2});
        asked.query.ask(glyphs()->drawings[drawn(3, 4)]);
        QVERIFY(asked.done());
        asked.query.setThinking({});
        QVERIFY(asked.done());
        QCOMPARE(asked.answers.size(), 3U);
        QVERIFY(asked.answers[2].thinking.onePass());
        QVERIFY(asked.answers[2].scores == asked.answers[0].scores);
    }

    void baselinesDoNotThink() {
        Asked asked;
        asked.query.setModel(openModel("pixels-l2"));
        asked.query.setThinking({5, 5});
        asked.query.ask(glyphs()->drawings[drawn(3, 4)]);
        QVERIFY(asked.done());
        QCOMPARE(asked.answers.size(), 1U);
        QVERIFY(!asked.query.thinking());
    }
};

ONESHOT_TEST(TestDrawThinking)
#include "tst_draw_thinking.moc"
