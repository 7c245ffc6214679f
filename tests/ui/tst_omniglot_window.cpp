// label: slow
// The main window while it learns real characters.
#include <QtTest>

#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "core/training/presets.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"
#include "tests/support/window_driver.h"
#include "ui/fields/dataset_field.h"
#include "ui/pages/train/settings_form.h"
#include "ui/pages/train/train_page.h"
#include "ui/widgets/curve_plot.h"

using namespace oneshot;

class TestOmniglotWindow : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

  private Q_SLOTS:
    void initTestCase() {
        if (test::omniglotFolder().empty()) QSKIP("ONESHOT_OMNIGLOT_DIR is not set: no real drawings to learn from");
        configureProcess();
        setHomeFolder(folder_ / "home");
    }

    void showsWhatTheDataHold() {
        const QString data = QString::fromStdString((test::omniglotFolder() / "images_background_small1.zip").string());
        test::WindowDriver driver;
        QVERIFY(driver.choose(data + QStringLiteral(":not-alphabets=Latin,strokes=beside")));
        const session::DataChoice& choice = driver.window.workspace().background();
        QCOMPARE(choice.error(), QString());
        QCOMPARE(choice.inUse().info.withStrokes, choice.inUse().info.drawings);
    }

    void learnsRealCharacters() {
        const auto path = [](const char* name) {
            return QString::fromStdString((test::omniglotFolder() / name).string());
        };
        test::WindowDriver driver;
        ui::MainWindow& window = driver.window;
        window.workspace().background().choosePath(path("images_background_small1.zip"));
        window.workspace().validation().choosePath(path("images_background_small2.zip"));
        TrainingConfig config = presetNamed("compact").config;
        config.length.steps = 260;
        config.optimiser.warmupSteps = 20;
        config.batches.pairsPerStep = 64;
        config.validation.intervalSteps = 20;
        driver.find<ui::TrainPage>("page.train")->form()->setConfig(config);
        QTRY_VERIFY_WITH_TIMEOUT(driver.enabled("train.start"), 60000);
        driver.click("train.start");
        const auto* plot = driver.find<ui::CurvePlot>("train.plot.accuracy");
        QTRY_VERIFY_WITH_TIMEOUT(plot->chart().series[0].y.size() >= 10, 400000);
        QCOMPARE(plot->chart().references.size(), 3U);  // people too: 20-way within Omniglot's alphabets
        QVERIFY(plot->chart().series[0].y.last() > plot->chart().references[1].y);  // beats the nearest neighbour

        window.session().stop();
        QTRY_VERIFY_WITH_TIMEOUT(!window.session().active(), 60000);
    }
};

ONESHOT_TEST(TestOmniglotWindow)
#include "tst_omniglot_window.moc"
