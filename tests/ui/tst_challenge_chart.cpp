#include <QtTest>

#include "tests/support/test_program.h"
#include "ui/pages/challenge/challenge_chart.h"

using namespace oneshot;
using session::TrialRecord;

namespace {

/// A participant's eight tasks, of which they get the first so many right, the model the first four; answered after
/// 1 s, 2 s, ... 8 s.
std::vector<TrialRecord> trialsOf(const char* participant, int right, qint64 session = 1) {
    std::vector<TrialRecord> trials;
    for (int task = 0; task < 8; ++task) {
        TrialRecord& trial = trials.emplace_back();
        trial.session = session;
        trial.participant = QString::fromLatin1(participant);
        trial.taskId = QString::number(task);
        trial.answer.way = task < right ? 0 : 1;
        trial.answer.milliseconds = 1000 * (task + 1);
        trial.modelWay = task < 4 ? 0 : 1;
    }
    return trials;
}

void append(std::vector<TrialRecord>& trials, const std::vector<TrialRecord>& more) {
    trials.insert(trials.end(), more.begin(), more.end());
}

report::CurveChart chartOf(const std::vector<TrialRecord>& trials) {
    return ui::challengeChart(trials, session::resultsOf(trials));
}

report::CurveChart timesOf(const std::vector<TrialRecord>& trials) {
    return ui::responseTimeChart(trials, session::resultsOf(trials));
}

}  // namespace

class TestChallengeChart : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void drawsAccuracySoFar() {
        const report::CurveChart chart = chartOf(trialsOf("A", 6));
        QCOMPARE(chart.series[0].x, QList<double>({1, 2, 3, 4, 5, 6, 7, 8}));
        QCOMPARE(chart.series[0].y, QList<double>({100, 100, 100, 100, 100, 100, 600.0 / 7, 75}));
        QCOMPARE(chart.series[1].y.last(), 50.0);
        // Wilson of 6 in 8: 40.9 to 92.9.
        QVERIFY(qAbs(chart.series[0].low.last() - 40.9) < 0.1 && qAbs(chart.series[0].high.last() - 92.9) < 0.1);
        QVERIFY(chart.series[1].low.isEmpty());
    }

    /// In two bins of four answers; their times are 1..4 s and 5..8 s.
    void drawsAccuracyByResponseTime() {
        const report::CurveChart chart = timesOf(trialsOf("A", 6));
        QCOMPARE(chart.series[0].x, QList<double>({2.5, 6.5}));
        QCOMPARE(chart.series[0].y, QList<double>({100, 50}));
        QCOMPARE(chart.series[1].y, QList<double>({100, 0}));
        std::vector<TrialRecord> few = trialsOf("A", 6);
        few[3].answer.way = -1;  // out of time: seven answers are too few
        QVERIFY(!timesOf(few).hasPoints());
    }

    /// The same tasks once more, as practice, or without an answer that counts, change nothing.
    void drawsOnlyWhatCounts() {
        const std::vector<TrialRecord> once = trialsOf("A", 6);
        std::vector<TrialRecord> trials = once;
        append(trials, trialsOf("A", 8, 2));
        TrialRecord practice = once.front();
        practice.practice = true;
        practice.taskId = QStringLiteral("practice");
        practice.answer.way = 1;
        trials.insert(trials.begin(), practice);
        for (const auto& [drawn, expected] :
             {std::pair(chartOf(trials), chartOf(once)), std::pair(timesOf(trials), timesOf(once))})
            for (int i = 0; i < 2; ++i) {
                const auto& series = drawn.series[static_cast<std::size_t>(i)];
                const auto& wanted = expected.series[static_cast<std::size_t>(i)];
                QCOMPARE(series.x, wanted.x);
                QCOMPARE(series.y, wanted.y);
                QCOMPARE(series.low, wanted.low);
            }
        // Of another participant they count.
        append(trials, trialsOf("B", 8, 3));
        QCOMPARE(chartOf(trials).series[0].x.size(), 8);
        QVERIFY(chartOf(trials).series[0].low.isEmpty());  // a person's answers depend on each other
        QCOMPARE(chartOf(trials).series[0].y.last(), 100.0 * 14 / 16);
        QCOMPARE(timesOf(trials).series[0].y, QList<double>({100, 75}));
    }

    void isEmptyWithoutTrials() {
        QVERIFY(!chartOf({}).hasPoints());
        QVERIFY(!timesOf({}).hasPoints());
    }

    void figuresThatAStudyNames() {
        const std::vector<ReferenceFigure> figures{{"the author", 97.24, "The article,\n20-way"},
                                                   {"people who have never seen such letters", 90, ""}};
        const auto lines = ui::referencesOf(figures);
        QCOMPARE(lines.size(), 2U);
        QCOMPARE(lines[0].name, QStringLiteral("the author 97.2"));
        QCOMPARE(lines[0].y, 97.24);
        QCOMPARE(lines[1].name, QStringLiteral("people who have never… 90.0"));
        QVERIFY(ui::sourcesOf(figures).startsWith(QStringLiteral("the author, 97.2 %: The article, 20-way\n")));
    }
};

ONESHOT_TEST(TestChallengeChart)
#include "tst_challenge_chart.moc"
