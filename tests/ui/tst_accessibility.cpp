// A walk through all parts of the window, page by page and dialog by dialog: each that a person can use has a name and
// a role, and Tab reaches it and leads on.
#include <QAbstractButton>
#include <QAccessible>
#include <QAction>
#include <QDialog>
#include <QLabel>
#include <QScrollArea>
#include <QtTest>

#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "tests/support/files.h"
#include "tests/support/made_up_run.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "tests/support/window_driver.h"

using namespace oneshot;
using test::patience;

namespace {

QString nameOf(const QWidget& part) {
    QStringList names;
    for (const QWidget* at = &part; at && !at->isWindow() && names.size() < 3; at = at->parentWidget())
        names.prepend(at->objectName().isEmpty() ? QString::fromLatin1(at->metaObject()->className())
                                                 : at->objectName());
    return names.join(u'/');
}

/// Whether a person can work with it by keys.
bool takesTab(const QWidget& part) {
    return part.isVisible() && part.isEnabled() && (part.focusPolicy() & Qt::TabFocus) == Qt::TabFocus &&
           !part.focusProxy();
}

/// A part that only scrolls another one is no stop of its own for a screen reader.
bool onlyScrolls(const QWidget& part) {
    return qobject_cast<const QScrollArea*>(&part) != nullptr;
}

QList<const QWidget*> usableParts(const QWidget& window) {
    QList<const QWidget*> parts;
    for (const QWidget* part : window.findChildren<QWidget*>())
        if (part->window() == &window && takesTab(*part)) parts += part;
    return parts;
}

/// What is wrong with how the part tells of itself; empty: nothing.
QString faultOf(QWidget& part) {
    QAccessibleInterface* told = QAccessible::queryAccessibleInterface(&part);
    if (!told || !told->isValid()) return QStringLiteral("tells nothing of itself");
    if (told->role() == QAccessible::NoRole) return QStringLiteral("has no role");
    if (told->text(QAccessible::Name).trimmed().isEmpty() && !onlyScrolls(part)) return QStringLiteral("has no name");
    return {};
}

/// The parts that Tab goes to, until it goes round or does not move on: also where it began, if it comes back there.
QSet<const QWidget*> reachedByTab(QWidget& window) {
    QSet<const QWidget*> reached;
    for (QWidget* now = window.focusWidget(); now; now = window.focusWidget()) {
        QTest::keyClick(now, Qt::Key_Tab);
        if (reached.contains(window.focusWidget())) break;
        reached += window.focusWidget();
    }
    return reached;
}

QStringList faultsOf(QWidget& window, const QString& place) {
    QStringList faults;
    const auto add = [&](const QWidget& part, const QString& fault) {
        faults += QStringLiteral("%1: %2 %3").arg(place, nameOf(part), fault);
    };
    for (QWidget* part : window.findChildren<QWidget*>())
        if (part->window() == &window && takesTab(*part))
            if (const QString fault = faultOf(*part); !fault.isEmpty()) add(*part, fault);
    const QList<const QWidget*> before = usableParts(window);  // work that ends meanwhile takes its button away
    const QSet<const QWidget*> reached = reachedByTab(window);
    for (const QWidget* part : usableParts(window))
        if (before.contains(part) && !reached.contains(part)) add(*part, QStringLiteral("is not reached by Tab"));
    return faults;
}

}  // namespace

class TestAccessibility : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        setHomeFolder(folder_ / "home");
        for (int number = 0; number < 3; ++number) test::writeMadeUpRun(runsFolder(), number, 40);
    }

    void theWalkFindsFaults() {
        QWidget window;
        auto* named = new QWidget(&window);
        named->setObjectName(QStringLiteral("named"));
        named->setAccessibleName(QStringLiteral("A part"));
        auto* nameless = new QWidget(&window);
        nameless->setObjectName(QStringLiteral("nameless"));
        for (QWidget* part : {named, nameless}) part->setFocusPolicy(Qt::StrongFocus);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        named->setFocus();
        QCOMPARE(faultsOf(window, QStringLiteral("here")), QStringList{QStringLiteral("here: nameless has no name")});
        named->installEventFilter(this);  // keeps the focus, as a part does that takes Tab for itself
        named->setFocus();
        QVERIFY(
            faultsOf(window, QStringLiteral("here")).contains(QStringLiteral("here: nameless is not reached by Tab")));
    }
    bool eventFilter(QObject* target, QEvent* event) override {
        return target->objectName() == QStringLiteral("named") && event->type() == QEvent::KeyPress;
    }

    void everyPartOfEveryPage_data() {
        QTest::addColumn<QString>("page");
        for (const char* page : {"learn", "train", "tasks", "draw", "challenge", "runs"})
            QTest::newRow(page) << QString::fromLatin1(page);
    }
    void everyPartOfEveryPage() {
        QFETCH(QString, page);
        test::WindowDriver driver;
        QVERIFY(driver.choose(test::smallGlyphs));
        driver.find<QAction>(qPrintable(QStringLiteral("go.") + page))->trigger();
        QVERIFY(driver.activate());
        if (page == QStringLiteral("tasks")) {
            driver.set("tasks.ways", 8);  // as many as an alphabet has characters
            QTRY_VERIFY_WITH_TIMEOUT(driver.find<QWidget>("tasks.table")->isVisible(), patience);
        }
        driver.find<QWidget>("dataset.choose")->setFocus();
        QTRY_COMPARE_WITH_TIMEOUT(driver.window.focusWidget(), driver.find<QWidget>("dataset.choose"), patience);
        const QStringList faults = faultsOf(driver.window, page);
        QVERIFY2(faults.isEmpty(), qPrintable(u'\n' + faults.join(u'\n')));
    }

    void everyPartOfTheDialogs_data() {
        QTest::addColumn<QString>("action");
        QTest::addColumn<QString>("dialog");
        QTest::newRow("preferences") << QStringLiteral("edit.preferences") << QStringLiteral("preferences");
        QTest::newRow("shortcuts") << QStringLiteral("help.shortcuts") << QStringLiteral("shortcuts");
        QTest::newRow("log") << QStringLiteral("help.log") << QStringLiteral("log");
    }
    void everyPartOfTheDialogs() {
        QFETCH(QString, action);
        QFETCH(QString, dialog);
        test::WindowDriver driver;
        QVERIFY(driver.activate());
        driver.find<QAction>(qPrintable(action))->trigger();
        auto* shown = driver.find<QDialog>(qPrintable(dialog));
        // Its first part has the focus once it is active itself; Qt Test takes it as such as soon as its window is.
        QTRY_COMPARE_WITH_TIMEOUT(QApplication::activeWindow(), shown, patience);
        QTRY_VERIFY_WITH_TIMEOUT(shown->focusWidget(), patience);
        const QStringList faults = faultsOf(*shown, dialog);
        QVERIFY2(faults.isEmpty(), qPrintable(u'\n' + faults.join(u'\n')));
    }

    void theRailTellsWhereOneIs() {
        test::WindowDriver driver;
        for (const char* page : {"train", "tasks", "draw", "challenge", "runs"}) {
            auto* button = driver.find<QAbstractButton>(qPrintable(QStringLiteral("nav.") + QLatin1String(page)));
            QAccessibleInterface* told = QAccessible::queryAccessibleInterface(button);
            QCOMPARE(told->text(QAccessible::Name), button->text());
            button->click();
            QVERIFY(told->state().checked);
        }
    }
};

ONESHOT_TEST(TestAccessibility)
#include "tst_accessibility.moc"
