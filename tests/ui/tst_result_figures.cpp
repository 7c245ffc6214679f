#include <QLabel>
#include <QtTest>

#include "tests/support/test_program.h"
#include "ui/pages/challenge/result_figures.h"

using namespace oneshot;
using session::TrialRecord;
using ui::ResultFigures;

namespace {

/// Each participant does the same four tasks and gets the first so many right; the model gets two.
std::vector<TrialRecord> trialsOf(const QList<int>& rights) {
    std::vector<TrialRecord> trials;
    for (int person = 0; person < rights.size(); ++person)
        for (int task = 0; task < 4; ++task) {
            TrialRecord& trial = trials.emplace_back();
            trial.participant = QString::number(person);
            trial.taskId = QString::number(task);
            trial.answer.way = task < rights[person] ? 0 : 1;
            trial.modelWay = task < 2 ? 0 : 1;
        }
    return trials;
}

}  // namespace

class TestResultFigures : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void namesTheMethodsOfOne() {
        const QString said = ResultFigures::methods(session::resultsOf(trialsOf({3})));
        QVERIFY2(said.contains(QStringLiteral("McNemar")) && said.contains(QStringLiteral("Newcombe")),
                 qPrintable(said));
        QVERIFY2(!said.contains(QStringLiteral("Student")) && !said.contains(QStringLiteral("Unlike")),
                 qPrintable(said));
        QVERIFY(said.contains(QStringLiteral("only a participant's first answer")));
    }

    void namesTheMethodsOfSeveral() {
        const QString said = ResultFigures::methods(session::resultsOf(trialsOf({3, 4})));
        QVERIFY2(said.contains(QStringLiteral("sign test")) && said.contains(QStringLiteral("Student")),
                 qPrintable(said));
        QVERIFY2(!said.contains(QStringLiteral("McNemar")), qPrintable(said));
    }

    void namesWhatIsUnlikeAndLeftOut() {
        std::vector<TrialRecord> trials = trialsOf({3});
        trials[1].modelFingerprint = QStringLiteral("other");
        trials[2].ways = 5;
        trials.push_back(trials[3]);
        const QString said = ResultFigures::methods(session::resultsOf(trials));
        QVERIFY2(said.contains(QStringLiteral("2 models, 2 kinds of tasks.")), qPrintable(said));
        QVERIFY2(said.contains(QStringLiteral("left out: 1.")), qPrintable(said));
    }

    /// Below zero, a dash between two numbers would look like one minus more.
    void tellsRangesBelowZeroInWords() {
        const auto results = session::resultsOf(trialsOf({0}));
        ResultFigures figures(QStringLiteral("test."));
        figures.setResults(results);
        const QString said = figures.findChild<QLabel*>(QStringLiteral("test.figure.difference"))->accessibleName();
        QVERIFY2(said.contains(QStringLiteral("\u221250.0")) && said.contains(QStringLiteral(" to ")),
                 qPrintable(said));
        QVERIFY2(!said.contains(QStringLiteral("– -")), qPrintable(said));
    }

    /// The model has 2 of 4 tasks right, not 4 of 8 answers: Wilson of 2/4. Differences of 25 and 50 points.
    void showsPeopleOnTheSameTasks() {
        ResultFigures figures(QStringLiteral("test."));
        figures.setResults(session::resultsOf(trialsOf({3, 4})));
        const auto label = [&](const char* name) { return figures.findChild<QLabel*>(QLatin1String(name)); };
        QCOMPARE(label("test.figure.person")->text(), QStringLiteral("87.5 %"));
        QVERIFY2(label("test.figure.model")->accessibleName().contains(QStringLiteral("15.0 – 85.0")),
                 qPrintable(label("test.figure.model")->accessibleName()));
        QCOMPARE(label("test.figure.difference")->text(), QStringLiteral("+37.5"));
        QVERIFY2(label("test.figure.difference")->accessibleName().contains(QStringLiteral("p = 0.5")),
                 qPrintable(label("test.figure.difference")->accessibleName()));
    }
};

ONESHOT_TEST(TestResultFigures)
#include "tst_result_figures.moc"
