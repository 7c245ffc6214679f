#include <QFile>
#include <QMenu>
#include <QScreen>
#include <QSettings>
#include <QSplitter>
#include <QStatusBar>
#include <QToolButton>
#include <QtTest>

#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "tests/support/endless_job.h"
#include "tests/support/files.h"
#include "tests/support/made_up_run.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"
#include "tests/support/window_driver.h"
#include "ui/widgets/dialogs.h"

using namespace oneshot;
using test::patience;
namespace fs = std::filesystem;

/// What the window remembers from one start to the next.
class TestWindowState : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

    QString file() const { return QString::fromStdString((homeFolder() / "workbench.ini").string()); }
    QString dataset(const char* name) const {
        const fs::path zip = folder_ / name;
        test::writeZip(zip, test::tinyOmniglot());
        return QString::fromStdString(zip.string());
    }

  private Q_SLOTS:
    void initTestCase() { configureProcess(); }
    void init() {
        static int number = 0;
        setHomeFolder(folder_ / ("home" + std::to_string(++number)));
    }

    void opensAsItWasClosed() {
        const QString data = dataset("data.zip");
        test::writeMadeUpRun(runsFolder(), 1, 20);  // else the page of runs shows no list
        QList<int> sizes;
        {
            test::WindowDriver driver;
            ui::MainWindow& window = driver.window;
            window.resize(window.minimumWidth(), 703);  // Qt 6.8 restores no larger one than the platform's screen
            window.workspace().validation().choose({});
            QVERIFY(driver.choose(data));
            window.workspace().chooseModel(QStringLiteral("pixels-l2"));
            driver.find<QToolButton>("nav.runs")->click();
            auto* splitter = driver.find<QSplitter>("runs.splitter");
            splitter->setSizes({420, 210});
            sizes = splitter->sizes();
            ui::setDialogFolders({{QStringLiteral("dataset"), QFileInfo(data).path()}});
            QVERIFY(window.close());
        }
        ui::setDialogFolders({});
        test::WindowDriver driver(std::nullopt);
        ui::MainWindow& window = driver.window;
        QVERIFY(driver.find<QWidget>("page.runs")->isVisible());
        QVERIFY(driver.find<QToolButton>("nav.runs")->isChecked());
        QCOMPARE(window.workspace().background().spec(), data);
        QCOMPARE(window.workspace().validation().spec(), QString());
        QCOMPARE(window.workspace().modelId(), QStringLiteral("pixels-l2"));
        QCOMPARE(window.size(), QSize(window.minimumWidth(), 703));
        QCOMPARE(driver.find<QSplitter>("runs.splitter")->sizes(), sizes);
        QCOMPARE(ui::dialogFolders().value(QStringLiteral("dataset")).toString(), QFileInfo(data).path());
    }

    void aFirstStartFitsTheScreen() {
        test::WindowDriver driver(std::nullopt);
        const QSize room = driver.window.screen()->availableSize(), least = driver.window.minimumSize();
        QVERIFY(least.width() <= 1024 && least.height() <= 640);
        QVERIFY(driver.window.width() <= std::max(room.width(), least.width()));
        QVERIFY(driver.window.height() < std::max(room.height(), least.height() + 1));  // with room for a title bar
        QVERIFY(driver.window.width() <= 1280 && driver.window.height() <= 800);
    }

    void theFootKeepsItsHeight() {
        test::WindowDriver driver(QSize(1024, 640));
        const QStatusBar* foot = driver.window.statusBar();
        const int height = foot->height();
        const test::EndlessJob job("A job with a name that is much longer than what there is room for in the window");
        auto* button = driver.find<QToolButton>("status.jobs");
        QTRY_VERIFY(button->isVisible());
        QCOMPARE(foot->height(), height);
        QVERIFY(foot->rect().contains(button->geometry()));
        QCOMPARE(driver.window.size(), QSize(1024, 640));
        QVERIFY(button->height() >= button->sizeHint().height());
    }

    void offersRecentDatasetsAgain() {
        const QString one = dataset("one.zip"), two = dataset("two.zip");
        for (const QString& data : {one, two}) {
            test::WindowDriver driver;
            QVERIFY(driver.choose(data));
        }
        test::WindowDriver driver;
        const auto* recent =
            driver.find<QWidget>("train.background")->findChild<QMenu*>(QStringLiteral("dataset.recent"));
        QCOMPARE(recent->actions().size(), 2);
        QCOMPARE(recent->actions()[0]->toolTip(), two);
        recent->actions()[1]->trigger();
        QCOMPARE(driver.window.workspace().background().spec(), one);
    }

    void whatIsGoneIsNotOpened() {
        const QString data = dataset("gone.zip");
        {
            test::WindowDriver driver;
            QVERIFY(driver.choose(data));
            driver.window.close();
        }
        QVERIFY(QFile::remove(data));
        test::WindowDriver driver;
        ui::MainWindow& window = driver.window;
        QVERIFY(window.workspace().background().isGlyphs());
        QVERIFY(window.statusBar()->currentMessage().contains(QStringLiteral("no longer there")));
    }

    void aSettingsFileOfNoUseIsSetAside_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("garbage") << QByteArray("\x01\x02 no settings \xff\n%%%%\n");
        QTest::newRow("zeros") << QByteArray(2000, '\0');
        QTest::newRow("of another version") << QByteArray("[General]\nversion=999\npage=draw\ntheme=2\n");
        QTest::newRow("geometry that is none") << QByteArray("[General]\nversion=1\ngeometry=nonsense\ntheme=x\n");
    }
    void aSettingsFileOfNoUseIsSetAside() {
        QFETCH(QByteArray, content);
        test::writeFile(homeFolder() / "workbench.ini", test::Bytes(content.begin(), content.end()));
        test::WindowDriver driver(std::nullopt);
        ui::MainWindow& window = driver.window;
        QVERIFY(driver.find<QWidget>("page.train")->isVisible());
        QVERIFY(window.workspace().background().isGlyphs());
        QVERIFY(window.width() >= window.minimumWidth());
        if (content.contains("version=1\n")) return;  // of ours: only what makes no sense in it is passed over
        QVERIFY2(window.statusBar()->currentMessage().contains(QStringLiteral("settings were not used")),
                 qPrintable(window.statusBar()->currentMessage()));
        QFile aside(file() + QStringLiteral(".old"));
        QVERIFY(aside.open(QIODevice::ReadOnly));
        QCOMPARE(aside.readAll(), content);
    }
};

ONESHOT_TEST(TestWindowState)
#include "tst_window_state.moc"
