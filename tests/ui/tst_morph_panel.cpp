// A drawing bent onto another, on the Tasks page of the real window.
#include <QSlider>
#include <QtTest>

#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"
#include "tests/support/window_driver.h"
#include "ui/pages/tasks/morph_panel.h"
#include "ui/pages/tasks/picture_row.h"
#include "ui/session/tasks/way_explanation.h"

using namespace oneshot;
using test::patience;

namespace {

struct Page : test::TasksDriver {
    using TasksDriver::TasksDriver;

    session::BoardPtr board() { return page()->browser().board(); }
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

class TestMorphPanel : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        setHomeFolder(folder_ / "home");
    }

    void bendsADrawingOntoTheQuery() {
        Page page;
        page.set("tasks.ways", 8);
        page.set("tasks.shots", 2);
        QVERIFY(page.answered(100));
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
        QVERIFY(page.answered(100));
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
        QVERIFY(page.answered(100));
        page.find<QToolButton>("tasks.reason.morph")->click();
        for (int way = 0; way < 7; ++way) page.grid()->setCurrent(way);
        QVERIFY(page.bend(7));
        const session::WayMorph expected = session::morphWay(*page.board()->dataset, page.board()->task(0), 7, 31);
        QVERIFY(*page.pictures()[0].over == expected.frames[0][0]);
    }

    void saysWhenThereIsNothingToBend() {
        Page page;
        page.set("tasks.ways", 8);
        QVERIFY(page.answered(100));
        QVERIFY(page.bend(2));
        page.press(Qt::Key_A);
        QVERIFY(page.find<QLabel>("tasks.morph.note")->isVisible() && !page.play()->isVisible());
        VERIFY_SAYS(page.text("tasks.morph.note"), "with the answer");
        page.press(Qt::Key_A);
        VERIFY_SAYS(page.text("tasks.morph.note"), "Choose a way");
        page.press(Qt::Key_A);
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
};

ONESHOT_TEST(TestMorphPanel)
#include "tst_morph_panel.moc"
