#include <QSignalSpy>
#include <QtTest>

#include "core/compute/compute.h"
#include "core/models/models.h"
#include "core/tasks/trial_plan.h"
#include "tests/support/near_scores.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "ui/session/learn/glyph_trials.h"
#include "ui/session/learn/lesson_glyphs.h"

using namespace oneshot;
using session::GlyphTrials;
using test::patience;
using State = GlyphTrials::State;

namespace {

struct Stand {
    bool begin(std::uint64_t seed) {
        trials.begin(seed);
        return QTest::qWaitFor([&] { return trials.state() == State::Asking; }, patience);
    }
    void answer(bool rightly) {
        const int answer = trials.task().answer;
        trials.answer(rightly ? answer : (answer + 1) % GlyphTrials::ways);
    }
    session::TrainingSession session;
    session::Workspace workspace{session};
    GlyphTrials trials{workspace.models()};
};

}  // namespace

class TestGlyphTrials : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { configureProcess(); }

    void asksWhatTheEngineAnswers() {
        Stand stand;
        GlyphTrials& trials = stand.trials;
        QVERIFY(trials.state() == State::Idle);
        QVERIFY(stand.begin(7));
        const ModelPtr model = openModel("shipped");
        const Dataset glyphs = session::lessonGlyphs(7);
        std::vector<Task> tasks;
        for (const PlannedTrial& trial : planTrials(glyphs, {GlyphTrials::ways, 1, true, 7}, 0, GlyphTrials::count))
            tasks.push_back(trial.task);
        const TaskResults expected = evaluateTasks(*model, glyphs, tasks);
        QCOMPARE(trials.learnt(), 0);
        for (int i = 0; i < GlyphTrials::count; ++i) {
            QCOMPARE(trials.number(), i + 1);
            QCOMPARE(trials.task().query, tasks[i].query);
            QCOMPARE(static_cast<int>(trials.task().ways.size()), GlyphTrials::ways);
            stand.answer(true);
            QVERIFY(test::areNear(trials.modelAnswer().outcome.scores, expected.outcomes[i].scores));
            QCOMPARE(trials.modelAnswer().outcome.right, expected.outcomes[i].right);
            trials.next();
        }
        QVERIFY(trials.state() == State::Ended);
        QCOMPARE(trials.score().first().right, GlyphTrials::count);
        QCOMPARE(trials.score().second().right, expected.accuracy().right);
        QCOMPARE(trials.score().total(), GlyphTrials::count);
    }

    void takesEachAnswerOnce() {
        Stand stand;
        GlyphTrials& trials = stand.trials;
        trials.answer(0);  // nothing is asked
        trials.next();
        QVERIFY(trials.state() == State::Idle);
        QVERIFY(stand.begin(8));
        trials.next();  // not before the answer
        QCOMPARE(trials.number(), 1);
        trials.answer(-1);
        trials.answer(GlyphTrials::ways);
        QVERIFY(trials.state() == State::Asking);
        stand.answer(false);
        QVERIFY(trials.state() == State::Answered);
        const int chosen = trials.chosen();
        stand.answer(true);
        QCOMPARE(trials.chosen(), chosen);
        QCOMPARE(trials.score().total(), 1);
        QCOMPARE(trials.score().first().right, 0);
    }

    void beginsAnewWithOtherTasks() {
        Stand stand;
        GlyphTrials& trials = stand.trials;
        QVERIFY(stand.begin(1));
        const std::string before = trials.dataset().sha256;
        stand.answer(true);
        QVERIFY(stand.begin(2));
        QVERIFY(trials.dataset().sha256 != before);
        QCOMPARE(trials.number(), 1);
        QCOMPARE(trials.score().total(), 0);
    }
};

ONESHOT_TEST(TestGlyphTrials)
#include "tst_glyph_trials.moc"
