// Preferences: each change counts at once, is kept, and can be taken back as a whole.
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QSettings>
#include <QSlider>
#include <QSpinBox>
#include <QtTest>

#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"
#include "tests/support/window_driver.h"
#include "ui/pages/train/progress_panel.h"
#include "ui/widgets/curve_plot.h"
#include "ui/window/preferences_dialog.h"

using namespace oneshot;

class TestPreferences : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

    static void show(test::WindowDriver& driver) { driver.find<QAction>("edit.preferences")->trigger(); }

  private Q_SLOTS:
    void initTestCase() { configureProcess(); }
    void init() {
        static int number = 0;
        setHomeFolder(folder_ / ("home" + std::to_string(++number)));
    }
    void cleanup() { limitComputeThreads(0); }

    void countAtOnceAndAreKept() {
        {
            test::WindowDriver driver;
            show(driver);
            QCOMPARE(driver.find<QLabel>("preferences.home")->text(), QString::fromStdString(homeFolder().string()));
            driver.find<QComboBox>("preferences.theme")->setCurrentIndex(static_cast<int>(ui::Theme::Dark));
            QVERIFY(ui::isDark(driver.window.palette()));
            QVERIFY(driver.find<QAction>("view.theme.2")->isChecked());
            driver.set("preferences.threads", 1);
            QCOMPARE(computeThreads(0), 1);
            driver.find<QSlider>("preferences.smoothing")->setValue(50);
            driver.find<QCheckBox>("preferences.notify")->setChecked(false);
        }
        limitComputeThreads(0);
        test::WindowDriver driver;
        QVERIFY(ui::isDark(driver.window.palette()));
        QCOMPARE(computeThreads(0), 1);
        show(driver);
        QCOMPARE(driver.find<QSpinBox>("preferences.threads")->value(), 1);
        QCOMPARE(driver.find<QSlider>("preferences.smoothing")->value(), 50);
        QVERIFY(!driver.find<QCheckBox>("preferences.notify")->isChecked());

        driver.click("preferences.reset");
        QCOMPARE(driver.find<QComboBox>("preferences.theme")->currentIndex(), 0);
        QCOMPARE(computeThreads(0), hardwareThreads());
        QCOMPARE(driver.find<QSlider>("preferences.smoothing")->value(), 95);
        QVERIFY(driver.find<QCheckBox>("preferences.notify")->isChecked());
    }

    void followTheMenu() {
        test::WindowDriver driver;
        show(driver);
        driver.find<QAction>("view.theme.1")->trigger();
        QCOMPARE(driver.find<QComboBox>("preferences.theme")->currentIndex(), 1);
        show(driver);
        QCOMPARE(driver.window.findChildren<ui::PreferencesDialog*>().size(), 1);
        driver.click("preferences.close");
        QTRY_VERIFY(!driver.window.findChild<ui::PreferencesDialog*>());
    }

    void whatMakesNoSenseIsPassedOver() {
        std::filesystem::create_directories(homeFolder());
        const std::string ini = "[General]\nversion=1\ntheme=7\nthreads=-3\nsmoothing=much\nnotify=2\n";
        test::writeFile(homeFolder() / "workbench.ini", test::bytesOf(ini));
        test::WindowDriver driver;
        show(driver);
        QCOMPARE(driver.find<QComboBox>("preferences.theme")->currentIndex(), 0);
        QCOMPARE(driver.find<QSpinBox>("preferences.threads")->value(), 0);
        QCOMPARE(driver.find<QSlider>("preferences.smoothing")->value(), 95);
        QVERIFY(driver.find<QCheckBox>("preferences.notify")->isChecked());
    }

    void saysWhereItComputes() {
        test::WindowDriver driver;
        show(driver);
        const QString text = driver.text("preferences.device");
        QVERIFY(text.startsWith(QStringLiteral("The processor")));
        QCOMPARE(text.contains(QStringLiteral("Train")), cudaAvailable());
    }

    void smoothsTheLossAnew() {
        ui::ProgressPanel panel;
        session::TrainingUpdate update;
        update.losses = {{1, 1.0}, {2, 3.0}};
        panel.take(update);
        const auto* plot = panel.findChild<ui::CurvePlot*>(QStringLiteral("train.plot.loss"));
        const auto smoothed = [&] { return plot->chart().series[1].y; };
        QCOMPARE(smoothed()[0], 1.0);
        QVERIFY(smoothed()[1] > 1.0 && smoothed()[1] < 3.0);
        panel.setSmoothing(0);
        QCOMPARE(smoothed(), (QList<double>{1.0, 3.0}));
        QCOMPARE(plot->chart().series[0].y, (QList<double>{1.0, 3.0}));
        panel.setSmoothing(0.5);
        QCOMPARE(smoothed()[1], (0.5 * 0.5 * 1 + 0.5 * 3) / 0.75);  // Adam's correction after two values
        update.losses = {{3, 5.0}};
        panel.take(update);
        QCOMPARE(smoothed()[2], (0.125 * 1 + 0.25 * 3 + 0.5 * 5) / 0.875);
    }
};

ONESHOT_TEST(TestPreferences)
#include "tst_preferences.moc"
