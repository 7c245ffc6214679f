// The page Learn in the window: when it opens, how it is closed for good and opened again, and where it leads.
#include <QAction>
#include <QPushButton>
#include <QSettings>
#include <QToolButton>
#include <QtTest>

#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"
#include "tests/support/window_driver.h"
#include "ui/pages/learn/learn_page.h"

using namespace oneshot;

namespace {

/// A window as a person opens it, whether it is their first or not.
struct Opened {
    Opened() {
        window.resize(1280, 800);
        window.show();
    }
    template <typename Part>
    Part* find(const char* name) {
        Part* part = window.findChild<Part*>(QLatin1String(name));
        if (!part) qFatal("there is no %s", name);
        return part;
    }
    bool shows(const char* page) { return find<QWidget>(page)->isVisible(); }
    void click(const char* name) { QTest::mouseClick(find<QWidget>(name), Qt::LeftButton); }

    ui::MainWindow window;
};

}  // namespace

class TestLearnWindow : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

  private Q_SLOTS:
    void initTestCase() { configureProcess(); }
    void init() {
        static int number = 0;
        setHomeFolder(folder_ / ("home" + std::to_string(++number)));
    }

    void opensAtTheVeryFirstStart() {
        {
            Opened first;
            QVERIFY(first.shows("page.learn"));
            QVERIFY(first.find<QToolButton>("nav.learn")->isChecked());
            QVERIFY(first.find<QToolButton>("nav.learn")->geometry().top() <
                    first.find<QToolButton>("nav.train")->geometry().top());
            first.click("nav.draw");
            QVERIFY(first.window.close());
        }
        {
            Opened second;
            QVERIFY(second.shows("page.draw"));
            QVERIFY(second.find<QToolButton>("nav.learn")->isVisible());
            second.click("nav.learn");
            QVERIFY(second.shows("page.learn"));
            QVERIFY(second.window.close());
        }
        Opened third;  // as it was closed
        QVERIFY(third.shows("page.learn"));
    }

    /// A crash is a window that goes without being closed.
    void opensAfterACrashWhereThePersonWas() {
        {
            Opened first;
            QVERIFY(first.shows("page.learn"));
        }
        {
            Opened second;
            QVERIFY(second.shows("page.learn"));
            second.click("nav.draw");
        }
        Opened third;
        QVERIFY(third.shows("page.draw"));
    }

    void doesNotOpenForWhoWasHereBefore() {
        const QString file = QString::fromStdString((homeFolder() / "workbench.ini").string());
        QSettings(file, QSettings::IniFormat).setValue(QStringLiteral("theme"), 1);
        Opened opened;
        QVERIFY(opened.shows("page.train"));
        QVERIFY(opened.find<QToolButton>("nav.learn")->isVisible());
    }

    void isClosedForGoodAndOpenedAgainFromHelp() {
        {
            Opened first;
            first.click("learn.close");
            QVERIFY(first.shows("page.train"));
            QVERIFY(!first.find<QToolButton>("nav.learn")->isVisible());
            QVERIFY(!first.find<QAction>("go.learn")->isVisible());
            QVERIFY(first.window.close());
        }
        {
            Opened second;
            QVERIFY(second.shows("page.train"));
            QVERIFY(!second.find<QToolButton>("nav.learn")->isVisible());
            // Neither by the place of the digit, where a keyboard has it only with Shift.
            constexpr quint32 lastDigit = 19;  // X11's code of the key
            QKeyEvent event(QEvent::KeyPress, Qt::Key_Agrave, Qt::ControlModifier, lastDigit, 0, 0);
            QCoreApplication::sendEvent(&second.window, &event);
            QVERIFY(second.shows("page.train"));
            second.find<QAction>("help.learn")->trigger();
            QVERIFY(second.shows("page.learn"));
            QVERIFY(second.find<QToolButton>("nav.learn")->isVisible());
            second.click("nav.train");
            QCoreApplication::sendEvent(&second.window, &event);
            QVERIFY(second.shows("page.learn"));
            second.click("nav.runs");
            QVERIFY(second.window.close());
        }
        Opened third;
        QVERIFY(third.shows("page.runs"));
        QVERIFY(third.find<QToolButton>("nav.learn")->isVisible());
    }

    void keepsTheDigitsOfTheOtherPages() {
        test::WindowDriver driver;
        QVERIFY(driver.activate());
        const char* const pages[] = {"learn", "train", "tasks", "draw", "challenge", "runs"};
        for (int digit = 5; digit >= 0; --digit) {
            const QByteArray page = pages[digit];
            QTest::keyClick(&driver.window, static_cast<Qt::Key>(Qt::Key_0 + digit), Qt::ControlModifier);
            QVERIFY2(driver.find<QWidget>("page." + page)->isVisible(), page.constData());
            QVERIFY2(driver.find<QToolButton>("nav." + page)->isChecked(), page.constData());
        }
    }

    void leadsOnToOtherPages() {
        Opened opened;
        auto* learn = opened.find<ui::LearnPage>("page.learn");
        for (const char* page : {"challenge", "draw", "train"}) {
            opened.click("nav.learn");
            learn->showStep(ui::LearnPage::steps - 1);
            opened.click(qPrintable(QStringLiteral("learn.go.") + QLatin1String(page)));
            QVERIFY2(opened.shows(qPrintable(QStringLiteral("page.") + QLatin1String(page))), page);
        }
    }
};

ONESHOT_TEST(TestLearnWindow)
#include "tst_learn_window.moc"
