// Undo and redo through the Edit menu of the real window, of every kind of change.
#include <QAction>
#include <QComboBox>
#include <QLineEdit>
#include <QMenuBar>
#include <QTableView>
#include <QToolButton>
#include <QtTest>

#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "core/training/presets.h"
#include "tests/support/files.h"
#include "tests/support/made_up_run.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "tests/support/window_driver.h"
#include "ui/pages/draw/draw_page.h"
#include "ui/pages/draw/support_chooser.h"
#include "ui/pages/runs/runs_page.h"
#include "ui/pages/train/settings_form.h"
#include "ui/pages/train/train_page.h"
#include "ui/widgets/drawing_canvas.h"

using namespace oneshot;
using test::patience;
namespace fs = std::filesystem;

namespace {

struct Driver : test::WindowDriver {
    Driver() {
        if (!activate()) qFatal("the window is not active");  // then no shortcut is heard
    }

    void go(const char* page) { find<QToolButton>(page)->click(); }
    QAction* undo() { return find<QAction>("edit.undo"); }
    QAction* redo() { return find<QAction>("edit.redo"); }
    QString undoText() { return undo()->isEnabled() ? undo()->text() : QString(); }
    QString redoText() { return redo()->isEnabled() ? redo()->text() : QString(); }
    ui::SettingsForm* settings() { return find<ui::TrainPage>("page.train")->form(); }

    void drawLine(float y) { draw({{10, y, 0}, {30, y, 0}}); }
    std::size_t lines() { return find<ui::DrawingCanvas>("draw.canvas")->sketch().visible().size(); }

    int rows() { return find<QTableView>("runs.table")->model()->rowCount(); }
    bool listed(int count) {
        return QTest::qWaitFor([&] { return rows() == count; }, patience);
    }
    bool says(const fs::path& run, const RunNotes& notes) {
        return QTest::qWaitFor([&] { return readRunNotes(run) == notes; }, patience);
    }
};

}  // namespace

class TestUndo : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

  private Q_SLOTS:
    void initTestCase() { configureProcess(); }
    void init() { setHomeFolder(folder_ / QTest::currentTestFunction()); }

    void theEditMenuFollowsThePage() {
        Driver driver;
        const QList<QAction*> menus = driver.window.menuBar()->actions();
        QCOMPARE(menus[1]->text(), QStringLiteral("&Edit"));
        QCOMPARE(menus[1]->menu()->actions().first(2), (QList<QAction*>{driver.undo(), driver.redo()}));
        QVERIFY(driver.undo()->shortcuts().contains(QKeySequence(Qt::CTRL | Qt::Key_Z)));
        QVERIFY(driver.redo()->shortcuts().contains(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z)));
        for (const char* page : {"nav.train", "nav.tasks", "nav.draw", "nav.challenge", "nav.runs"}) {
            driver.go(page);
            QCOMPARE(driver.undoText(), QString());
            QCOMPARE(driver.redoText(), QString());
        }
        driver.go("nav.draw");
        driver.drawLine(40);
        QCOMPARE(driver.undoText(), QStringLiteral("Undo line"));
        driver.go("nav.tasks");
        QCOMPARE(driver.undoText(), QString());
        driver.press(Qt::CTRL | Qt::Key_Z);  // there is nothing to undo there
        driver.go("nav.draw");
        QCOMPARE(driver.undoText(), QStringLiteral("Undo line"));
        QCOMPARE(driver.lines(), 1U);
        driver.undo()->trigger();
        QCOMPARE(driver.lines(), 0U);
        QCOMPARE(driver.undoText(), QString());
        QCOMPARE(driver.redoText(), QStringLiteral("Redo line"));
        driver.press(Qt::CTRL | Qt::SHIFT | Qt::Key_Z);
        QCOMPARE(driver.lines(), 1U);
    }

    void buttonsShareTheActions() {
        Driver driver;
        for (const char* name : {"draw.undo", "draw.own.undo", "runs.undo"})
            QCOMPARE(driver.find<QToolButton>(name)->defaultAction(), driver.undo());
        QCOMPARE(driver.find<QToolButton>("draw.redo")->defaultAction(), driver.redo());
        driver.go("nav.draw");
        driver.drawLine(40);
        auto* button = driver.find<QToolButton>("draw.undo");
        QCOMPARE(button->toolTip(), QStringLiteral("Undo line (Ctrl+Z)"));
        button->click();
        QCOMPARE(driver.lines(), 0U);
        QVERIFY(!button->isEnabled());
    }

    void paperAndOwnCharactersAreOneHistory() {
        Driver driver;
        driver.go("nav.draw");
        auto* page = driver.find<ui::DrawPage>("page.draw");
        page->chooser()->chooseOwn();
        driver.drawLine(40);
        driver.drawLine(60);
        QTest::keyClick(driver.type("draw.own.name", QStringLiteral("first")), Qt::Key_Return);
        QCOMPARE(page->ownSet().characters().size(), 1U);
        QCOMPARE(driver.lines(), 0U);
        QCOMPARE(driver.undoText(), QStringLiteral("Undo added drawing"));
        driver.undo()->trigger();  // of the set, and of the paper that was cleared for the next one
        QVERIFY(page->ownSet().characters().empty());
        QCOMPARE(driver.lines(), 2U);
        QCOMPARE(driver.undoText(), QStringLiteral("Undo line"));
        driver.redo()->trigger();
        QCOMPARE(page->ownSet().characters()[0].name, QStringLiteral("first"));
        page->ownSet().rename(0, QStringLiteral("renamed"));
        QCOMPARE(driver.undoText(), QStringLiteral("Undo new name"));
        page->ownSet().removeCharacter(0);
        QCOMPARE(driver.undoText(), QStringLiteral("Undo removal"));
        driver.undo()->trigger();
        driver.undo()->trigger();
        QCOMPARE(page->ownSet().characters()[0].name, QStringLiteral("first"));
        driver.drawLine(80);
        driver.find<QToolButton>("draw.clear")->click();
        QCOMPARE(driver.undoText(), QStringLiteral("Undo clear"));
        driver.undo()->trigger();
        driver.undo()->trigger();
        QCOMPARE(driver.lines(), 0U);
        while (driver.undo()->isEnabled()) driver.undo()->trigger();
        QVERIFY(page->ownSet().characters().empty());
        while (driver.redo()->isEnabled()) driver.redo()->trigger();
        QCOMPARE(page->ownSet().characters().size(), 1U);
        QCOMPARE(driver.lines(), 0U);
    }

    void trashIsUndoneAndDoneAgain() {
        const fs::path one = test::writeMadeUpRun(runsFolder(), 1, 20), two = test::writeMadeUpRun(runsFolder(), 2, 20);
        Driver driver;
        driver.go("nav.runs");
        QVERIFY(driver.listed(2));
        driver.find<ui::RunsPage>("page.runs")->choose({one});
        driver.find<QAction>("runs.trash")->trigger();
        QVERIFY(driver.listed(1));
        QTRY_COMPARE_WITH_TIMEOUT(driver.undoText(), QStringLiteral("Undo move to the trash"), patience);
        driver.press(Qt::CTRL | Qt::Key_Z);
        QVERIFY(driver.listed(2));
        QVERIFY(fs::exists(one / "run.json"));
        driver.redo()->trigger();
        QVERIFY(driver.listed(1));
        QVERIFY(!fs::exists(one));
        driver.undo()->trigger();
        QVERIFY(driver.listed(2));
        driver.redo()->trigger();
        QVERIFY(driver.listed(1));
        QTRY_VERIFY_WITH_TIMEOUT(driver.find<QAction>("runs.trash.restore")->isEnabled(), patience);
        driver.find<QAction>("runs.trash.restore")->trigger();
        QVERIFY(driver.listed(2));
        QCOMPARE(driver.undoText(), QString());
    }

    void whatIsWrittenAboutRunsIsTakenBack() {
        const fs::path one = test::writeMadeUpRun(runsFolder(), 1, 20), two = test::writeMadeUpRun(runsFolder(), 2, 20);
        const RunNotes before = readRunNotes(one), other = readRunNotes(two);
        Driver driver;
        driver.go("nav.runs");
        QVERIFY(driver.listed(2));
        driver.find<QToolButton>("runs.tab.notes")->click();
        auto* page = driver.find<ui::RunsPage>("page.runs");
        page->choose({one});
        RunNotes named = before;
        named.name = "for the talk";
        QLineEdit* name = driver.type("runs.name", QStringLiteral("for the talk"));
        QTest::keyClick(name, Qt::Key_Return);
        QVERIFY(driver.says(one, named));
        QCOMPARE(driver.undoText(), QStringLiteral("Undo name"));

        page->choose({one, two});
        QTest::keyClick(driver.type("runs.tags", QStringLiteral("paper")), Qt::Key_Return);
        RunNotes tagged = named, otherTagged = other;
        for (RunNotes* notes : {&tagged, &otherTagged}) notes->tags = {"paper"};
        QVERIFY(driver.says(one, tagged) && driver.says(two, otherTagged));
        QCOMPARE(driver.undoText(), QStringLiteral("Undo tags"));
        driver.find<QAction>("runs.star")->trigger();
        QCOMPARE(driver.undoText(), QStringLiteral("Undo star"));

        driver.undo()->trigger();
        driver.undo()->trigger();  // of both runs
        QVERIFY(driver.says(one, named) && driver.says(two, other));
        driver.redo()->trigger();
        QVERIFY(driver.says(one, tagged) && driver.says(two, otherTagged));
        driver.undo()->trigger();
        page->choose({one});
        name->setFocus();
        driver.undo()->trigger();
        QVERIFY(driver.says(one, before));
        QTRY_COMPARE_WITH_TIMEOUT(name->text(), QString::fromStdString(before.name),
                                  patience);  // though it has the focus
        driver.find<QTableView>("runs.table")->setFocus();
        QVERIFY(driver.says(one, before));
    }

    void settingsAreTakenBackAFieldAtATime() {
        Driver driver;
        const TrainingConfig before = driver.settings()->config();
        QLineEdit* seed = driver.type("train.setting.seed", QStringLiteral("77"));
        const QString label = QStringLiteral("Undo ") + seed->accessibleName();
        QCOMPARE(driver.undoText(), label);
        driver.type("train.setting.seed", QStringLiteral("many"));
        QVERIFY(!driver.settings()->fault().isEmpty());
        driver.type("train.setting.seed", QStringLiteral("78"));
        auto* preset = driver.find<QComboBox>("train.preset");
        preset->setCurrentText(QStringLiteral("koch2015"));
        Q_EMIT preset->activated(preset->currentIndex());
        QCOMPARE(driver.undoText(), QStringLiteral("Undo preset koch2015"));
        driver.undo()->trigger();
        QCOMPARE(seed->text(), QStringLiteral("78"));
        QCOMPARE(preset->currentText(), QString::fromStdString(before.preset));
        QCOMPARE(driver.undoText(), label);
        driver.undo()->trigger();  // all that was typed there
        QVERIFY(driver.settings()->config() == before);
        QVERIFY(driver.settings()->fault().isEmpty());
        QCOMPARE(driver.undoText(), QString());
        driver.redo()->trigger();
        driver.redo()->trigger();
        QVERIFY(driver.settings()->config() == presetNamed("koch2015").config);

        driver.type("train.horizon", QStringLiteral("no number"));
        driver.undo()->trigger();
        QVERIFY(driver.settings()->fault().isEmpty());
        QVERIFY(driver.settings()->config() == presetNamed("koch2015").config);
    }

    void textFieldsUndoTheirText() {
        Driver driver;
        QLineEdit* seed = driver.type("train.setting.seed", QStringLiteral("77"));
        driver.undo()->trigger();
        const QString before = seed->text();
        QVERIFY(before != QStringLiteral("77"));
        driver.type("train.setting.seed", QStringLiteral("78"));
        driver.press(Qt::CTRL | Qt::Key_Z);
        QCOMPARE(seed->text(), before);
        QCOMPARE(driver.undoText(), QString());  // nothing has changed in the end
        driver.go("nav.draw");
        driver.find<ui::DrawPage>("page.draw")->chooser()->chooseOwn();
        driver.drawLine(40);
        QLineEdit* name = driver.type("draw.own.name", QStringLiteral("name"));
        driver.press(Qt::CTRL | Qt::Key_Z);
        QCOMPARE(name->text(), QString());
        QCOMPARE(driver.lines(), 1U);
    }

    void choosingTasksIsOneActionEach() {
        Driver driver;
        driver.go("nav.tasks");
        for (const auto& [name, key] :
             {std::pair("tasks.previous", Qt::Key_P), {"tasks.next", Qt::Key_N}, {"tasks.answer", Qt::Key_A}}) {
            const QAction* action = driver.find<QToolButton>(name)->defaultAction();
            QVERIFY2(action && action->shortcut() == QKeySequence(key), name);
            QVERIFY2(action->toolTip().endsWith(QStringLiteral(" (%1)").arg(QChar(key))), name);
        }
    }
};

ONESHOT_TEST(TestUndo)
#include "tst_undo.moc"
