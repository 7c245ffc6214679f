// The menus of the window: what stands in them, what their keys do, and that no key means two things.
#include <QAction>
#include <QClipboard>
#include <QMenu>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QStatusBar>
#include <QTableView>
#include <QTextBrowser>
#include <QtTest>

#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "tests/support/files.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "tests/support/window_driver.h"
#include "ui/window/log_dialog.h"
#include "ui/window/shortcuts_dialog.h"

using namespace oneshot;
using test::patience;

class TestWindowMenus : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

    static QStringList namesIn(const QMenu* menu) {
        QStringList names;
        for (const QAction* action : menu->actions())
            if (!action->isSeparator()) names += action->objectName();
        return names;
    }

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        qputenv("HOME", QByteArray::fromStdString(folder_.path().string()));
        setHomeFolder(folder_ / "home");
    }

    void hasTheMenusThatPeopleExpect() {
        test::WindowDriver driver;
        QMap<QString, QMenu*> menus;
        QStringList titles;
        for (const QAction* action : driver.window.menuBar()->actions()) {
            titles += action->text().remove(u'&');
            menus[titles.last()] = action->menu();
        }
        QCOMPARE(titles, QString("File Edit Training Go View Help").split(' '));
        for (const char* name :
             {"file.open", "file.open-folder", "dataset.glyphs", "dataset.show-details", "file.reveal", "file.quit"})
            QVERIFY2(namesIn(menus["File"]).contains(name), name);
        QCOMPARE(namesIn(menus["Edit"]), QStringList({"edit.undo", "edit.redo", "edit.preferences"}));
        QCOMPARE(namesIn(menus["Go"]),
                 QStringList({"go.learn", "go.train", "go.tasks", "go.draw", "go.challenge", "go.runs"}));
        for (const char* name : {"help.learn", "help.manual", "help.glossary", "help.shortcuts", "help.log",
                                 "help.diagnostics", "help.about"})
            QVERIFY2(namesIn(menus["Help"]).contains(name), name);
    }

    void noKeyOfTheWholeWindowMeansTwoThings() {
        test::WindowDriver driver;
        QMap<QString, QString> meanings;
        for (const QAction* action : driver.window.findChildren<QAction*>()) {
            if (action->shortcutContext() != Qt::WindowShortcut) continue;
            for (const QKeySequence& key : action->shortcuts()) {
                QVERIFY2(!meanings.contains(key.toString()),
                         qPrintable(key.toString() + ": " + action->text() + ", " + meanings[key.toString()]));
                meanings[key.toString()] = action->text();
            }
        }
        for (const char* key : {"Ctrl+O", "Ctrl+,", "Ctrl+0", "Ctrl+1", "Ctrl+5", "Ctrl+Z", "F1", "F5", "F6",
                                "Shift+F5", "F11", "Ctrl+I"})
            QVERIFY2(meanings.contains(key), key);
    }

    void goesToPagesByMenuAndKey() {
        test::WindowDriver driver;
        QVERIFY(driver.activate());
        driver.find<QAction>("go.draw")->trigger();
        QVERIFY(driver.find<QWidget>("page.draw")->isVisible());
        QVERIFY(driver.find<QToolButton>("nav.draw")->isChecked());
        QTest::keyClick(&driver.window, Qt::Key_5, Qt::ControlModifier);
        QVERIFY(driver.find<QWidget>("page.runs")->isVisible());
        QVERIFY(driver.find<QToolButton>("nav.runs")->toolTip().contains("Ctrl+5"));
    }

    void fullScreenAndBack() {
        test::WindowDriver driver;
        auto* action = driver.find<QAction>("view.full-screen");
        action->trigger();
        QTRY_VERIFY(driver.window.isFullScreen());
        QVERIFY(action->isChecked());
        action->trigger();
        QTRY_VERIFY(!driver.window.isFullScreen());
        QVERIFY(!action->isChecked());
    }

    void listsEveryShortcutOfThePages() {
        test::WindowDriver driver;
        const QList<ui::ShortcutRow> rows = ui::shortcutsOf(driver.window);
        const auto has = [&](const QString& keys, const QString& place) {
            return std::ranges::any_of(
                rows, [&](const ui::ShortcutRow& row) { return row.keys.contains(keys) && row.place == place; });
        };
        for (const char* keys : {"Ctrl+O", "F1", "F5", "F11", "Ctrl+Z", "Ctrl+1"}) QVERIFY2(has(keys, {}), keys);
        for (const char* key : {"N", "P", "A"}) QVERIFY2(has(key, "Tasks"), key);
        QVERIFY(has("E", "Draw"));
        QVERIFY(has("Esc", "Challenge") && has("1 to 9", "Challenge"));
        QVERIFY(has("Del", "Runs") && has("Ctrl+F", "Runs"));
        QVERIFY(has("1 to 9", "Learn") && has("Page Up", "Learn") && has("Left, Right", "Train"));
        for (const ui::ShortcutRow& row : rows)
            QVERIFY2(!row.meaning.contains('&') && !row.meaning.endsWith("..."), qPrintable(row.meaning));

        driver.find<QAction>("help.shortcuts")->trigger();
        driver.find<QAction>("help.shortcuts")->trigger();
        QCOMPARE(driver.window.findChildren<ui::ShortcutsDialog*>().size(), 1);
        QCOMPARE(driver.find<QTableView>("shortcuts.table")->model()->rowCount(), rows.size());
    }

    void showsTheGlossary() {
        test::WindowDriver driver;
        driver.find<QAction>("help.glossary")->trigger();
        QCOMPARE(driver.find<QTextBrowser>("manual.text")->source().fileName(), QString("glossary.md"));
    }

    void showsTheLogWhileItComes() {
        test::WindowDriver driver;
        driver.window.workspace().background().choosePath(QString::fromStdString((folder_ / "none.zip").string()));
        driver.find<QAction>("help.log")->trigger();
        auto* text = driver.find<QPlainTextEdit>("log.text");
        QTRY_VERIFY_WITH_TIMEOUT(text->toPlainText().contains("none.zip"), patience);
        QTest::ignoreMessage(QtWarningMsg, "a loose screw");
        qWarning("a loose screw");
        QTRY_VERIFY_WITH_TIMEOUT(text->toPlainText().contains("a loose screw"), patience);
        driver.fill("log.filter", "SCREW");
        QVERIFY(!text->toPlainText().contains("none.zip"));
        driver.click("log.copy");
        QCOMPARE(QApplication::clipboard()->text(), text->toPlainText());
        QVERIFY(driver.text("log.note").contains("log.txt"));
        QTRY_VERIFY_WITH_TIMEOUT(
            test::contentOf(QString::fromStdString((homeFolder() / "log.txt").string())).contains("a loose screw"),
            patience);
        driver.click("log.close");
        QTRY_VERIFY(!driver.window.findChild<ui::LogDialog*>());
    }

    void copiesDiagnosticsWithoutThePersonsName() {
        test::WindowDriver driver;
        driver.find<QAction>("help.diagnostics")->trigger();
        const QString text = QApplication::clipboard()->text();
        for (const QString& part : {QString("Qt ") + qVersion(), QString("LibTorch"), QString("threads: "),
                                    QString("screen: "), QString("theme: "), QString("home folder: ~/home")})
            QVERIFY2(text.contains(part), qPrintable(text));
        QVERIFY2(!text.contains(QString::fromStdString(folder_.path().string())), qPrintable(text));
        QVERIFY(driver.window.statusBar()->currentMessage().contains("clipboard"));
    }
};

ONESHOT_TEST(TestWindowMenus)
#include "tst_window_menus.moc"
