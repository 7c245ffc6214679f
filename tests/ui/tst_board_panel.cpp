// The tasks with their answers, on the Tasks page of the real window.
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QSpinBox>
#include <QtTest>

#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"
#include "tests/support/window_driver.h"
#include "ui/pages/tasks/picture_row.h"
#include "ui/pages/tasks/terms_chart.h"

using namespace oneshot;
using Driver = test::TasksDriver;
using test::patience;

namespace {

/// Number of the task that is looked at, from 0; -1: none.
int currentTask(Driver& driver) {
    return driver.text("tasks.heading").section(u' ', 1, 1).toInt() - 1;  // "Task 57 · ..."
}

}  // namespace

class TestBoardPanel : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        setHomeFolder(folder_ / "home");
    }

    void goesThroughTasksByKeys() {
        Driver driver;
        driver.set("tasks.ways", 8);
        QVERIFY(driver.answered(100));
        QVERIFY(driver.page()->isAncestorOf(driver.window.focusWidget()));
        QCOMPARE(currentTask(driver), 0);
        QVERIFY(!driver.find<QToolButton>("tasks.previous")->isEnabled());
        const auto query = driver.find<ui::PictureRow>("tasks.query")->pictures()[0].image;
        driver.press(Qt::Key_N);
        QCOMPARE(currentTask(driver), 1);
        QVERIFY(driver.find<ui::PictureRow>("tasks.query")->pictures()[0].image != query);
        driver.press(Qt::Key_Right);
        driver.press(Qt::Key_Right);
        driver.press(Qt::Key_Left);
        driver.press(Qt::Key_P);
        QCOMPARE(currentTask(driver), 1);
        QCOMPARE(driver.find<QSpinBox>("tasks.jump")->value(), 2);
        driver.press(Qt::Key_End);
        QCOMPARE(currentTask(driver), 99);
        driver.press(Qt::Key_N);
        QCOMPARE(currentTask(driver), 99);
        driver.press(Qt::Key_Home);
        QCOMPARE(currentTask(driver), 0);
        driver.set("tasks.jump", 57);
        QCOMPARE(currentTask(driver), 56);
        VERIFY_SAYS(driver.text("tasks.heading"), "Task 57");
        QTest::mouseClick(driver.find<QToolButton>("tasks.next"), Qt::LeftButton);
        QCOMPARE(currentTask(driver), 57);

        // The grid keeps its arrows for itself.
        driver.grid()->setFocus();
        const int way = driver.grid()->current();
        driver.press(way > 0 ? Qt::Key_Left : Qt::Key_Right);
        QVERIFY(driver.grid()->current() != way);
        QCOMPARE(currentTask(driver), 57);
        driver.press(Qt::Key_N);
        QCOMPARE(currentTask(driver), 58);
    }

    void hidesTheAnswer() {
        Driver driver;
        driver.set("tasks.ways", 8);
        QVERIFY(driver.answered(100));
        const auto answers = [&] {
            int count = 0;
            for (const ui::WayCell& cell : driver.grid()->cells()) count += cell.answer;
            return count;
        };
        QCOMPARE(answers(), 1);
        QVERIFY(!driver.learnerCell(0, 2).isEmpty());
        driver.press(Qt::Key_A);
        QVERIFY(!driver.find<QToolButton>("tasks.answer")->isChecked());
        QCOMPARE(answers(), 0);
        for (const ui::WayCell& cell : driver.grid()->cells()) {
            QVERIFY(cell.verdicts.empty());
            QVERIFY(!cell.name.contains(QStringLiteral("character")));
        }
        QVERIFY(!driver.text("tasks.heading").contains(QStringLiteral("character")));
        QCOMPARE(driver.learnerCell(0, 2), QString());
        QCOMPARE(driver.grid()->current(), -1);
        QVERIFY(driver.table()->isColumnHidden(2));
        QVERIFY(!driver.find<QWidget>("tasks.why.terms")->isVisible());
        driver.press(Qt::Key_N);
        QCOMPARE(answers(), 0);
        driver.press(Qt::Key_A);
        QCOMPARE(answers(), 1);
    }

    void showsScoresAndReasons() {
        Driver driver;
        driver.set("tasks.ways", 8);
        driver.set("tasks.shots", 2);
        QVERIFY(driver.answered(100));
        const session::BoardPtr held = driver.page()->browser().board();
        const session::TaskBoard& board = *held;
        const std::vector<ui::WayCell>& cells = driver.grid()->cells();
        QCOMPARE(cells.size(), 8U);
        QCOMPARE(cells[0].drawings.size(), 2U);
        for (int learner = 0; learner < 3; ++learner) {
            double sum = 0;
            std::set<int> ranks;
            int marks = 0;
            for (std::size_t way = 0; way < 8; ++way) {
                const ui::WayVerdict& verdict = cells[way].verdicts[static_cast<std::size_t>(learner)];
                sum += verdict.probability;
                ranks.insert(verdict.rank);
                if (verdict.mark == ui::WayVerdict::Mark::None) continue;
                ++marks;
                QCOMPARE(verdict.rank, 1);
                QCOMPARE(verdict.mark == ui::WayVerdict::Mark::Right, cells[way].answer);
            }
            QVERIFY(std::abs(sum - 1) < 1e-6);
            QCOMPARE(ranks.size(), 8U);
            QCOMPARE(marks, 1);
        }
        driver.find<QToolButton>("tasks.reason.why")->click();
        const auto* terms = driver.find<ui::TermsChart>("tasks.why.terms");
        for (const int way : {3, 5}) {
            driver.grid()->setCurrent(way);
            if (way == 5) {  // nothing is told of the way before
                VERIFY_SAYS(driver.text("tasks.why.note"), "Working out what compact · shipped sees in way 6");
                QVERIFY(!driver.text("tasks.why.heading").contains(QStringLiteral("way")));
                QVERIFY(!terms->isVisible() && !driver.find<QWidget>("tasks.why.inputs")->isVisible());
            }
            QTRY_VERIFY_WITH_TIMEOUT(driver.text("tasks.why.heading").contains(QStringLiteral("way %1 ").arg(way + 1)),
                                     patience);
            QVERIFY(terms->isVisible());
            QVERIFY(std::abs(terms->lines().back().value -
                             board.answer(2, 0)->outcome.scores[static_cast<std::size_t>(way)]) < 1e-4);
            QCOMPARE(driver.find<ui::PictureRow>("tasks.why.overlay")->pictures().size(), 2U);
            QCOMPARE(driver.find<ui::PictureRow>("tasks.why.inputs")->pictures().size(), 3U);
        }
        driver.find<QTableView>("tasks.learner.table")->selectRow(0);
        QTRY_VERIFY_WITH_TIMEOUT(driver.text("tasks.why.heading").contains(QStringLiteral("pixels-l2")), patience);
        QVERIFY(!terms->isVisible());
        VERIFY_SAYS(driver.text("tasks.why.note"), "no sum of parts");
    }

    void filters() {
        Driver driver;
        driver.set("tasks.ways", 8);
        QVERIFY(driver.answered(100));
        const session::BoardPtr held = driver.page()->browser().board();
        const session::TaskBoard& board = *held;
        auto* wrong = driver.find<QToolButton>("tasks.filter.wrong");
        wrong->click();
        QCOMPARE(driver.shown(), 100 - board.answers[2]->accuracy.right);
        driver.find<QTableView>("tasks.learner.table")->selectRow(0);
        QCOMPARE(driver.shown(), 100 - board.answers[0]->accuracy.right);
        QVERIFY(wrong->toolTip().contains(QStringLiteral("pixels-l2")));
        VERIFY_SAYS(driver.text("tasks.filter.shown"),
                    QStringLiteral("%1 of 100").arg(driver.shown()).toUtf8().constData());
        for (int row = 0; row < driver.shown(); ++row) QVERIFY(driver.cell(row, 4).startsWith(u'✗'));
        QCOMPARE(currentTask(driver) + 1, driver.cell(driver.table()->currentIndex().row(), 0).toInt());
        driver.press(Qt::Key_End);
        QCOMPARE(currentTask(driver) + 1, driver.cell(driver.shown() - 1, 0).toInt());

        // The task that is looked at stays where the filter lets it through.
        const int task = currentTask(driver);
        wrong->click();
        QCOMPARE(driver.shown(), 100);
        QCOMPARE(currentTask(driver), task);

        driver.find<QToolButton>("tasks.filter.narrow")->click();
        const int narrow = driver.shown();
        driver.find<QDoubleSpinBox>("tasks.filter.margin")->setValue(0.9);
        QVERIFY(driver.shown() > narrow);
        driver.find<QToolButton>("tasks.filter.narrow")->click();
        driver.find<QToolButton>("tasks.filter.disagree")->click();
        QVERIFY(driver.shown() > 0 && driver.shown() < 100);
        driver.find<QToolButton>("tasks.filter.disagree")->click();
        auto* alphabet = driver.find<QComboBox>("tasks.filter.alphabet");
        QCOMPARE(alphabet->count(), 4);
        alphabet->setCurrentIndex(2);
        for (int row = 0; row < driver.shown(); ++row) QCOMPARE(driver.cell(row, 1), alphabet->currentText());
        driver.find<QToolButton>("tasks.filter.learnt")->click();
        QCOMPARE(driver.shown(), 0);
        VERIFY_SAYS(driver.text("tasks.heading"), "No task passes the filters");
        QVERIFY(!driver.find<QToolButton>("tasks.export")->isEnabled());
        QVERIFY(driver.grid()->cells().empty());
        driver.press(Qt::Key_N);
        driver.find<QToolButton>("tasks.filter.learnt")->click();
        QVERIFY(currentTask(driver) >= 0);

        driver.table()->sortByColumn(4, Qt::AscendingOrder);
        QCOMPARE(driver.find<QSpinBox>("tasks.jump")->value(), driver.table()->currentIndex().row() + 1);
    }

    void marksWhatWasLearnt() {
        std::vector<ContainedFile> files;
        for (const ContainedFile& file :
             test::tinyOmniglot(2, 6, 4)) {  // "Alpha" becomes an alphabet that compact knows
            std::string path = file.path;
            if (const auto at = path.find("Alpha/"); at != std::string::npos) path.replace(at, 5, "Greek");
            files.push_back({path, file.bytes});
        }
        test::writeZip(folder_ / "known.zip", files);
        Driver driver(QString::fromStdString((folder_ / "known.zip").string()));
        driver.set("tasks.ways", 5);
        QVERIFY(driver.answered(100));
        VERIFY_SAYS(driver.text("tasks.learnt"), "compact · shipped learnt from characters of");
        VERIFY_SAYS(driver.text("tasks.learnt"), "NO ONE-SHOT FIGURE");
        driver.find<QToolButton>("tasks.filter.learnt")->click();
        QCOMPARE(driver.learnerCell(2, 4).toInt(), driver.shown());
        for (int row = 0; row < driver.shown(); ++row) QCOMPARE(driver.cell(row, 1), QStringLiteral("Greek"));
        for (const ui::WayCell& cell : driver.grid()->cells()) QVERIFY(cell.seen);
        driver.find<QToolButton>("tasks.filter.learnt")->click();
        driver.find<QComboBox>("tasks.filter.alphabet")->setCurrentText(QStringLiteral("Beta"));
        for (const ui::WayCell& cell : driver.grid()->cells()) QVERIFY(!cell.seen);
    }
};

ONESHOT_TEST(TestBoardPanel)
#include "tst_board_panel.moc"
