// label: slow
// The main window while it learns real characters.
#include <QPushButton>
#include <QtTest>

#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "core/training/presets.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"
#include "ui/fields/dataset_field.h"
#include "ui/pages/train/settings_form.h"
#include "ui/pages/train/train_page.h"
#include "ui/widgets/curve_plot.h"
#include "ui/window/main_window.h"

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
        ui::MainWindow window;
        window.resize(1280, 800);
        window.show();
        session::DataChoice& choice = window.workspace().background();
        choice.choose(data + QStringLiteral(":not-alphabets=Latin,strokes=beside"));
        QTRY_VERIFY_WITH_TIMEOUT(!choice.isOpening(), 60000);
        QCOMPARE(choice.error(), QString());
        QCOMPARE(choice.inUse().info.withStrokes, choice.inUse().info.drawings);
    }

    void learnsRealCharacters() {
        const auto path = [](const char* name) {
            return QString::fromStdString((test::omniglotFolder() / name).string());
        };
        ui::MainWindow window;
        window.show();
        auto* page = window.findChild<ui::TrainPage*>(QStringLiteral("page.train"));
        window.workspace().background().choosePath(path("images_background_small1.zip"));
        window.workspace().validation().choosePath(path("images_background_small2.zip"));
        TrainingConfig config = presetNamed("compact").config;
        config.length.steps = 260;
        config.optimiser.warmupSteps = 20;
        config.batches.pairsPerStep = 64;
        config.validation.intervalSteps = 20;
        page->form()->setConfig(config);
        auto* start = window.findChild<QPushButton*>(QStringLiteral("train.start"));
        QTRY_VERIFY_WITH_TIMEOUT(start->isEnabled(), 60000);
        start->click();
        const auto* plot = window.findChild<ui::CurvePlot*>(QStringLiteral("train.plot.accuracy"));
        QTRY_VERIFY_WITH_TIMEOUT(plot->chart().series[0].y.size() >= 10, 400000);
        QCOMPARE(plot->chart().references.size(), 3U);  // people too: 20-way within Omniglot's alphabets
        QVERIFY(plot->chart().series[0].y.last() > plot->chart().references[1].y);  // beats the nearest neighbour

        window.session().stop();
        QTRY_VERIFY_WITH_TIMEOUT(!window.session().active(), 60000);
    }
};

ONESHOT_TEST(TestOmniglotWindow)
#include "tst_omniglot_window.moc"
