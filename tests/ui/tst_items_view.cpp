#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QTableView>
#include <QToolButton>
#include <QtTest>

#include "tests/support/patience.h"
#include "tests/support/study_records.h"
#include "tests/support/test_program.h"
#include "ui/pages/challenge/character_errors_model.h"
#include "ui/pages/challenge/confusions_model.h"
#include "ui/pages/challenge/item_words.h"
#include "ui/pages/challenge/items_view.h"
#include "ui/widgets/curve_plot.h"

using namespace oneshot;
using session::Excluded;
using test::patience;
using test::studyRecords;
using ui::CharacterErrorsModel;
using ui::CurvePlot;
using ui::ItemsView;

namespace {

/// A view and its parts.
struct Shown {
    ItemsView view;
    CurvePlot* plot = view.findChild<CurvePlot*>(QStringLiteral("challenge.items.plot"));
    QTableView* table = view.findChild<QTableView*>(QStringLiteral("challenge.items.characters"));
    QComboBox* model = view.findChild<QComboBox*>(QStringLiteral("challenge.items.model"));
    QLabel* note = view.findChild<QLabel*>(QStringLiteral("challenge.items.note"));
    QLabel* correlations = view.findChild<QLabel*>(QStringLiteral("challenge.items.correlations"));

    bool await() {
        return QTest::qWaitFor([this] { return plot->chart().hasPoints(); }, patience);
    }
    QString cell(int row, int column) const { return table->model()->index(row, column).data().toString(); }
};

}  // namespace

class TestItemsView : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void correlationsInWords() {
        const RankCorrelation sound{40, 0.624, Interval{0.312, 0.8}, Lack::None};
        const Ceiling ceiling{12, 40, 924, 0.5, 0.7, 0.838, Lack::None};
        QCOMPARE(ui::correlationText(sound, ceiling),
                 QStringLiteral("ρ = +0.62 (+0.31 to +0.80), 40 tasks; ceiling 0.84, 12 people"));
        QCOMPARE(ui::coefficientText(sound), QStringLiteral("ρ = +0.62"));
        QCOMPARE(ui::precisionText(sound, ceiling),
                 QStringLiteral("95 % interval +0.31 to +0.80, 40 tasks; ceiling 0.84, 12 people"));
        QCOMPARE(ui::precisionText({12, -0.25, {}, Lack::Variation}, ceiling),
                 QStringLiteral("12 tasks, too few that differ for an interval; ceiling 0.84, 12 people"));
        QCOMPARE(ui::precisionText({9, {}, {}, Lack::Tasks}, ceiling), QStringLiteral("ceiling 0.84, 12 people"));
        QCOMPARE(ui::correlationText({9, {}, {}, Lack::Tasks}),
                 QStringLiteral("no correlation from fewer than 10 tasks"));
        QCOMPARE(ui::correlationText({12, {}, {}, Lack::Variation}),
                 QStringLiteral("no correlation, for all tasks came out alike"));
        QCOMPARE(ui::correlationText({12, -0.25, {}, Lack::Variation}),
                 QStringLiteral("ρ = −0.25, 12 tasks, too few that differ for an interval"));
        for (const auto& [lack, words] : std::initializer_list<std::pair<Lack, const char*>>{
                 {Lack::People, "no ceiling from fewer than 4 people with the same tasks"},
                 {Lack::Tasks, "no ceiling from fewer than 10 tasks that both halves of the people did"},
                 {Lack::Variation, "no ceiling, for people differ too little"}}) {
            Ceiling none;
            none.lack = lack;
            QVERIFY2(ui::correlationText(sound, none).endsWith(QString::fromUtf8(words)), words);
        }
    }

    void pointsOfTasks() {
        const report::CurveChart chart = ui::difficultyChart(predictionOfPeople(test::studyTrials()), "net");
        QVERIFY(chart.scatter);
        const report::Series& points = chart.series[0];
        QCOMPARE(points.x.size(), 12);
        QVERIFY(std::is_sorted(points.x.begin(), points.x.end()));
        QVERIFY(std::abs(points.x.first() + 0.95) < 1e-6);  // task 11, which nobody missed
        QCOMPARE(points.y.first(), 0.0);
        QCOMPARE(points.y.last(), 100.0);
        QVERIFY(!ui::difficultyChart({}, "net").hasPoints());
    }

    // Wilson's of 9 of 16: 33.2 to 76.9; of 2 of 4: 15.0 to 85.0.
    void tableOfCharacters() {
        CharacterErrorsModel model;
        const QAbstractItemModelTester tester(&model);
        model.setItems(errorsByCharacter(test::studyTrials()), "net");
        QCOMPARE(model.rowCount(), 3);
        const auto cell = [&](int column, int role = Qt::DisplayRole) { return model.index(0, column).data(role); };
        QCOMPARE(cell(0).toString(), QStringLiteral("Latin/b"));
        QCOMPARE(cell(1).toString(), QStringLiteral("56 % (33 – 77)"));
        QCOMPARE(cell(2).toString(), QStringLiteral("50 % (15 – 85)"));
        QCOMPARE(cell(1, CharacterErrorsModel::SortRole).toDouble(), 56.25);
        QCOMPARE(cell(1, Qt::ToolTipRole).toString(), QStringLiteral("missed in 9 of 16 trials"));
        QCOMPARE(cell(2, Qt::ToolTipRole).toString(), QStringLiteral("missed in 2 of 4 tasks"));
        model.setItems(errorsByCharacter(test::studyTrials()), "another");
        QCOMPARE(cell(2).toString(), QStringLiteral("–"));
        QCOMPARE(cell(2, CharacterErrorsModel::SortRole).toDouble(), -1.0);
    }

    void analysesOnceItIsSeen() {
        Shown shown;
        shown.view.setTrials(studyRecords(), Excluded::LeftOut);
        QCOMPARE(shown.note->text(), QStringLiteral("Being analysed…"));
        shown.view.resize(900, 500);
        shown.view.show();
        QVERIFY(shown.await());
        QVERIFY(!shown.note->isVisible() && shown.table->isVisible());
        QVERIFY(!shown.model->isVisible());  // there is one alone
        QCOMPARE(shown.cell(0, 0), QStringLiteral("Latin/b"));
        QCOMPARE(shown.cell(1, 0), QStringLiteral("Latin/a"));
        QCOMPARE(shown.cell(2, 1), QStringLiteral("6 % (1 – 28)"));
        const QString said = shown.correlations->text();
        QVERIFY2(said.contains(QStringLiteral("Errors: 95 % interval +")), qPrintable(said));
        QVERIFY2(said.contains(QStringLiteral("ceiling 0.84, 4 people")), qPrintable(said));
        QVERIFY(shown.correlations->isVisible());

        shown.table->sortByColumn(CharacterErrorsModel::Model, Qt::AscendingOrder);
        QCOMPARE(shown.cell(0, 0), QStringLiteral("Latin/c"));

        shown.view.setTrials({}, Excluded::LeftOut);
        QVERIFY(!shown.plot->chart().hasPoints());
        QCOMPARE(shown.note->text(), QStringLiteral("No trial yet that counts."));
        QVERIFY(!shown.table->isVisible() && !shown.correlations->isVisible());
    }

    // Of three confusions the people made one twice, where both stood together four times; the model made another.
    void tableOfConfusions() {
        std::vector<CharacterConfusion> confusions(3);
        confusions[0] = {"a", "b", {2, 4}, {{"net", {0, 2}}}};
        confusions[1] = {"a", "", {0, 4}, {{"net", {1, 2}}}};
        confusions[2] = {"b", "c", {0, 3}, {{"another", {1, 1}}}};
        ui::ConfusionsModel model;
        const QAbstractItemModelTester tester(&model);
        model.setConfusions(confusions, "net");
        QCOMPARE(model.rowCount(), 2);  // without what another model alone confused
        const auto cell = [&](int row, int column) { return model.index(row, column).data().toString(); };
        QCOMPARE(cell(0, 0) + cell(0, 1), QStringLiteral("ab"));
        QCOMPARE(cell(0, 2), QStringLiteral("2 of 4"));
        QCOMPARE(cell(1, 1), QStringLiteral("no answer, or a tie"));
        QCOMPARE(cell(1, 3), QStringLiteral("1 of 2"));
        model.setConfusions(confusions, "another");
        QCOMPARE(cell(0, 3), QStringLiteral("–"));  // it was not asked
        QCOMPARE(model.index(0, 3).data(ui::ConfusionsModel::SortRole).toInt(), -1);
    }

    void alphabetsAndConfusionsBesideTheCharacters() {
        Shown shown;
        shown.view.setTrials(studyRecords(), Excluded::LeftOut);
        shown.view.resize(900, 500);
        shown.view.show();
        QVERIFY(shown.await());
        const auto table = [&](const char* name) { return shown.view.findChild<QTableView*>(QLatin1String(name)); };
        const auto choose = [&](const char* name) { shown.view.findChild<QToolButton*>(QLatin1String(name))->click(); };
        choose("challenge.items.view.alphabets");
        QTableView* alphabets = table("challenge.items.alphabets");
        QVERIFY(alphabets->isVisible() && !shown.table->isVisible());
        QCOMPARE(alphabets->model()->headerData(0, Qt::Horizontal).toString(), QStringLiteral("Alphabet"));
        const std::vector<ItemErrors> expected = errorsByAlphabet(test::studyTrials());
        QCOMPARE(alphabets->model()->rowCount(), static_cast<int>(expected.size()));
        choose("challenge.items.view.confusions");
        QVERIFY(table("challenge.items.confusions")->isVisible());
        QVERIFY(table("challenge.items.confusions")->model()->rowCount() > 0);
        choose("challenge.items.view.characters");
        QVERIFY(shown.table->isVisible());
    }

    // D was against other weights of the same name.
    void oneOfSeveralModels() {
        auto records = studyRecords();
        for (auto& record : records)
            if (record.participant == QStringLiteral("D")) {
                record.modelFingerprint = QStringLiteral("other");
                record.modelScores = {};
            }
        Shown shown;
        shown.view.setTrials(records, Excluded::LeftOut);
        shown.view.show();
        QVERIFY(shown.await());
        QVERIFY(shown.model->isVisible());
        QCOMPARE(shown.model->count(), 2);
        QVERIFY(shown.model->itemText(1).endsWith(QStringLiteral(" · other")));
        shown.model->setCurrentIndex(1);
        QVERIFY(!shown.plot->chart().hasPoints());  // its scores are not known
        QVERIFY(!shown.correlations->isVisible());
        QCOMPARE(shown.cell(0, 2), QStringLiteral("50 % (15 – 85)"));  // its answers are
    }

    void tableBesideOrAboveTheChart() {
        Shown shown;
        shown.view.setTrials(studyRecords(), Excluded::LeftOut);
        shown.view.resize(1000, 600);
        shown.view.show();
        QVERIFY(shown.await());
        const auto place = [&](const QWidget* part) { return QRect(part->mapTo(&shown.view, QPoint()), part->size()); };
        shown.view.setBeside(true);
        QTRY_VERIFY(place(shown.plot).left() > place(shown.table).right());
        shown.view.setBeside(false);
        QTRY_VERIFY(place(shown.plot).top() > place(shown.table).bottom());
    }
};

ONESHOT_TEST(TestItemsView)
#include "tst_items_view.moc"
