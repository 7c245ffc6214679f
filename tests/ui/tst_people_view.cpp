#include <QLabel>
#include <QTableView>
#include <QtTest>

#include "tests/support/patience.h"
#include "tests/support/study_records.h"
#include "tests/support/test_program.h"
#include "ui/pages/challenge/challenge_words.h"
#include "ui/pages/challenge/people_view.h"
#include "ui/pages/challenge/people_words.h"
#include "ui/widgets/curve_plot.h"

using namespace oneshot;
using session::Excluded;
using test::patience;
using test::studyRecords;
using ui::CurvePlot;
using ui::PeopleView;

// Figures: see tst_people_accuracy.cpp and tst_response_speed.cpp.
class TestPeopleView : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void learningInWords() {
        QCOMPARE(ui::learningText(learningTrend(test::studyTrials())),
                 QStringLiteral("−0.35 points a trial (−8.05 to +7.35), 4 people"));
        QCOMPARE(ui::learningText(learningTrend(test::studyTrials({test::fourPeople[0]}))),
                 QStringLiteral("−4.90 points a trial, no interval from one person"));
        QCOMPARE(ui::learningText({}), QStringLiteral("no line through fewer than two trials"));
    }

    void speedInWords() {
        const QString both = ui::speedText(speedByOutcome(test::studyTrials()));
        QVERIFY2(both.startsWith(QStringLiteral("right answers %1, wrong ones 1.98 s").arg(ui::secondsText(935))) &&
                     both.endsWith(QStringLiteral("; +1.05 s (+0.53 to +1.56), 4 people")),
                 qPrintable(both));
        const QString one = ui::speedText(speedByOutcome(test::studyTrials({test::fourPeople[0]})));
        QVERIFY2(one.endsWith(QStringLiteral("; no interval from fewer than two people with both")), qPrintable(one));
        const StudyTrial right = test::studyTrial("A", "t", 1, true, 1500),
                         wrong = test::studyTrial("A", "t", 1, false, 500);
        QCOMPARE(ui::speedText(speedByOutcome({&right, 1})), QStringLiteral("right answers 1.50 s, none wrong"));
        QCOMPARE(ui::speedText(speedByOutcome({&wrong, 1})), QStringLiteral("wrong answers 0.50 s, none right"));
        QCOMPARE(ui::speedText({}), QStringLiteral("no answer with a time"));
    }

    void charts() {
        const auto blocks = ui::blockChart(accuracyByBlock(test::studyTrials(), 5));
        QCOMPARE(blocks.series[0].x, (QList<double>{3, 8, 11.5}));
        QVERIFY(std::abs(blocks.series[0].y[0] - 65) < 1e-9);
        QVERIFY(std::abs(blocks.series[0].low[0] - 34.530396) < 1e-5);
        const auto bins = ui::conditionalChart(conditionalAccuracy(test::studyTrials()));
        QCOMPARE(bins.series[0].x.size(), 2);
        QVERIFY(std::abs(bins.series[0].x[1] - 1.78125) < 1e-9);
        QVERIFY(std::abs(bins.series[0].high[1] - 39.782821) < 1e-5);
    }

    void analysesOnceItIsSeen() {
        PeopleView view;
        const auto* blocks = view.findChild<CurvePlot*>(QStringLiteral("challenge.people.blocks"));
        auto* table = view.findChild<QTableView*>(QStringLiteral("challenge.people.table"));
        const auto* figures = view.findChild<QLabel*>(QStringLiteral("challenge.people.figures"));
        const auto* note = view.findChild<QLabel*>(QStringLiteral("challenge.people.note"));
        const auto cell = [&](int row, int column) { return table->model()->index(row, column).data().toString(); };
        QCOMPARE(note->text(), QStringLiteral("No trial yet that counts."));
        view.setTrials(studyRecords(), Excluded::LeftOut);
        QCOMPARE(note->text(), QStringLiteral("Being analysed…"));
        view.resize(900, 600);
        view.show();
        QTRY_VERIFY_WITH_TIMEOUT(blocks->chart().hasPoints(), patience);
        QVERIFY(table->isVisible() && figures->isVisible() && !note->isVisible());
        QCOMPARE(table->model()->rowCount(), 4);
        QCOMPARE(cell(0, 0), QStringLiteral("A"));
        QCOMPARE(cell(0, 1), QStringLiteral("66.7 % (39.1 – 86.2)"));
        QCOMPARE(cell(3, 2), QStringLiteral("12"));
        QVERIFY2(figures->text().contains(QStringLiteral("Learning: −0.35 points a trial")),
                 qPrintable(figures->text()));
        table->sortByColumn(0, Qt::DescendingOrder);
        QCOMPARE(cell(0, 0), QStringLiteral("D"));

        auto records = studyRecords();
        for (auto& record : records) record.excluded = record.participant == QStringLiteral("D");
        view.setTrials(records, Excluded::LeftOut);
        QVERIFY(!blocks->chart().hasPoints());
        QTRY_VERIFY_WITH_TIMEOUT(blocks->chart().hasPoints(), patience);
        QCOMPARE(cell(0, 0), QStringLiteral("C"));  // sorted as before
        for (auto& record : records) record.practice = true;
        view.setTrials(records, Excluded::LeftOut);
        QCOMPARE(note->text(), QStringLiteral("Being analysed…"));
        QTRY_COMPARE_WITH_TIMEOUT(note->text(), QStringLiteral("No trial yet that counts."), patience);
        view.setTrials({}, Excluded::LeftOut);
        QVERIFY(!blocks->chart().hasPoints() && !table->isVisible() && !figures->isVisible());
    }
};

ONESHOT_TEST(TestPeopleView)
#include "tst_people_view.moc"
