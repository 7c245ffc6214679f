#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QRegularExpression>
#include <QToolButton>
#include <QtTest>
#include <algorithm>

#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "core/runs/run_record.h"
#include "tests/support/files.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"
#include "tests/support/window_driver.h"
#include "ui/pages/train/settings_form.h"
#include "ui/pages/train/train_page.h"
#include "ui/widgets/curve_plot.h"

using namespace oneshot;
using test::patience;
using ui::CurvePlot;
using State = session::TrainingSession::State;
using End = session::TrainingSession::End;

namespace {

struct Driver : test::WindowDriver {
    Driver() {
        window.workspace().background().choose(
            QStringLiteral("glyphs:alphabet-count=2,characters-per-alphabet=6,drawer-count=6"));
        window.workspace().validation().choose(
            QStringLiteral("glyphs:seed=2,alphabet-count=1,characters-per-alphabet=6,drawer-count=6"));
    }

    void openGroup(const char* name) {
        auto* heading = find<QToolButton>(name);
        if (!heading->isChecked()) heading->click();
    }

    /// A network so small that a step takes milliseconds.
    void chooseTinySettings(const QString& steps) {
        auto* unit = find<QComboBox>("train.horizon.unit");
        unit->setCurrentIndex(1);
        Q_EMIT unit->activated(1);
        type("train.horizon", steps);
        type("train.setting.threads", QStringLiteral("1"));
        openGroup("train.group.network");
        type("train.setting.input_size", QStringLiteral("16"));
        type("train.setting.maps", QStringLiteral("4,4,8,8"));
        type("train.setting.embedding", QStringLiteral("8"));
        openGroup("train.group.batches");
        type("train.setting.pairs_per_step", QStringLiteral("16"));
        openGroup("train.group.evaluation");
        type("train.setting.evaluate_every", QStringLiteral("20"));
        type("train.setting.evaluation_tasks", QStringLiteral("40"));
        type("train.setting.evaluation_ways", QStringLiteral("5"));
    }

    [[nodiscard]] bool startTraining() {
        if (!QTest::qWaitFor([&] { return enabled("train.start"); }, patience)) return false;
        click("train.start");
        return window.session().active();
    }

    const report::Series& series(const char* plot, int index) {
        return find<CurvePlot>(plot)->chart().series[static_cast<std::size_t>(index)];
    }
    State state() { return window.session().state(); }
};

}  // namespace

class TestMainWindow : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        setHomeFolder(folder_ / "home");
    }

    /// By a plugin, which is a package of its own on Debian 13.
    void readsThePicturesOfItsTheme() {
        static const QRegularExpression picture(QStringLiteral("url\\((:/icons/[^)]+)\\)"));
        const Driver driver;
        int count = 0;
        for (auto match = picture.globalMatch(qApp->styleSheet()); match.hasNext(); ++count) {
            const QString path = match.next().captured(1);
            QVERIFY2(!QImage(path).isNull(), qPrintable(path));
        }
        QVERIFY(count > 0);
    }

    void hasTheNamedParts() {
        Driver driver;
        for (const char* name : {"page.train", "nav.train", "train.preset", "train.start", "train.pause", "train.stop",
                                 "train.plot.loss", "train.plot.accuracy", "dataset.choose", "model.choose"})
            QVERIFY(driver.find<QWidget>(name)->isVisible());
        QVERIFY(driver.find<QToolButton>("nav.train")->isChecked());
        QVERIFY(!driver.enabled("train.pause"));
        QVERIFY(!driver.enabled("train.stop"));
        QMenu* choices = driver.find<QToolButton>("dataset.choose")->menu();
        QVERIFY(choices && choices->findChild<QAction*>(QStringLiteral("dataset.glyphs")));
        for (const QPushButton* button : driver.window.findChildren<QPushButton*>())
            QVERIFY2(!button->text().isEmpty() || !button->accessibleName().isEmpty(),
                     qPrintable(button->objectName()));
    }

    void trainsFromStartToStop() {
        Driver driver;
        driver.chooseTinySettings(QStringLiteral("1000000"));
        QVERIFY(driver.startTraining());
        QVERIFY(!driver.enabled("train.start"));
        QTRY_VERIFY_WITH_TIMEOUT(driver.series("train.plot.accuracy", 0).x.size() >= 3, patience);
        const report::Series& loss = driver.series("train.plot.loss", 0);
        QVERIFY(loss.x.size() >= 60);
        for (qsizetype i = 0; i < loss.x.size(); ++i) QCOMPARE(loss.x[i], static_cast<double>(i + 1));
        QCOMPARE(driver.series("train.plot.loss", 1).x.size(), loss.x.size());
        const report::Series& accuracy = driver.series("train.plot.accuracy", 0);
        QCOMPARE(accuracy.x[0], 20.0);
        QVERIFY(accuracy.low[0] <= accuracy.y[0] && accuracy.y[0] <= accuracy.high[0]);
        QCOMPARE(driver.find<CurvePlot>("train.plot.accuracy")->chart().references.size(), 2U);  // glyphs: no people
        QVERIFY(driver.text("train.figure.step") != QStringLiteral("–"));
        QTRY_VERIFY(driver.find<QToolButton>("model.choose")->text().contains(QStringLiteral("compact")));

        driver.click("train.pause");
        QCOMPARE(driver.state(), State::Paused);
        QVERIFY(driver.find<QPushButton>("train.pause")->text() == QStringLiteral("Resume"));
        const auto held = driver.series("train.plot.loss", 0).x.size();
        driver.click("train.pause");
        QCOMPARE(driver.state(), State::Running);
        // More than the step that was running, which still comes after a pause.
        QTRY_VERIFY_WITH_TIMEOUT(driver.series("train.plot.loss", 0).x.size() > held + 1, patience);

        driver.click("train.stop");
        QTRY_COMPARE_WITH_TIMEOUT(driver.state(), State::Idle, patience);
        QCOMPARE(driver.window.session().lastEnd(), End::Stopped);
        QVERIFY(driver.text("train.status").contains(QStringLiteral("Stopped")));
        const auto directory = driver.window.session().runDirectory();
        QVERIFY(readRunRecord(directory).state == RunState::Stopped);
        QVERIFY(driver.find<QAction>("file.reveal")->isEnabled());
        QVERIFY(driver.enabled("train.start"));

        // It goes on as it was, whatever was typed meanwhile.
        driver.type("train.setting.seed", QStringLiteral("77"));
        auto* page = driver.find<ui::TrainPage>("page.train");
        page->continueRun(QString::fromStdString(directory.string()));
        QVERIFY(driver.window.session().active());
        QVERIFY(page->form()->config() == readRunRecord(directory).config);
        driver.click("train.stop");
        QTRY_COMPARE_WITH_TIMEOUT(driver.state(), State::Idle, patience);
        QCOMPARE(driver.window.session().reason(), QString());
    }

    void theTrainingMenuSharesTheActionsOfThePage() {
        Driver driver;
        driver.chooseTinySettings(QStringLiteral("1000000"));
        auto *start = driver.find<QAction>("training.start"), *pause = driver.find<QAction>("training.pause"),
             *stop = driver.find<QAction>("training.stop");
        const QList<QAction*> menus = driver.window.menuBar()->actions();
        const auto menu = std::ranges::find(menus, QStringLiteral("&Training"), &QAction::text);
        QVERIFY(menu != menus.end());
        QCOMPARE((*menu)->menu()->actions(),
                 (QList<QAction*>{start, pause, stop, driver.find<QAction>("train.anew"),
                                  driver.find<QAction>("train.again"), driver.find<QAction>("train.continue"),
                                  driver.find<QAction>("training.queue"), driver.find<QAction>("training.search")}));
        QTRY_VERIFY_WITH_TIMEOUT(start->isEnabled(), patience);
        QVERIFY(!pause->isEnabled() && !stop->isEnabled());
        driver.find<QToolButton>("nav.draw")->click();  // the menu is there on every page
        start->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(driver.state(), State::Running, patience);
        QVERIFY(!start->isEnabled() && stop->isEnabled());
        pause->trigger();
        QCOMPARE(driver.state(), State::Paused);
        QCOMPARE(pause->text(), QStringLiteral("Resume"));
        QCOMPARE(driver.find<QPushButton>("train.pause")->text(), pause->text());
        stop->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(driver.state(), State::Idle, patience);
        QCOMPARE(driver.window.session().lastEnd(), End::Stopped);
    }

    void leavesAllAsItIsWhereARunCannotBeContinued() {
        Driver driver;
        driver.chooseTinySettings(QStringLiteral("5"));
        QVERIFY(driver.startTraining());
        QTRY_COMPARE_WITH_TIMEOUT(driver.state(), State::Idle, patience);
        const auto directory = QString::fromStdString(driver.window.session().runDirectory().string());
        const QList<std::pair<QString, QString>> refused{{directory, QStringLiteral("complete")},
                                                         {directory + u'x', QStringLiteral("no run here")}};
        for (const auto& [folder, words] : refused) {
            driver.find<ui::TrainPage>("page.train")->continueRun(folder);
            QVERIFY(!driver.window.session().active());
            QVERIFY(driver.find<QLabel>("train.reason")->isVisible());
            QVERIFY(driver.text("train.reason").contains(words));
            QCOMPARE(driver.series("train.plot.loss", 0).y.size(), 5);
            QVERIFY(driver.window.session().newestModel());
        }
    }

    void repeatsWithTheSameInitialWeights() {
        setHomeFolder(folder_ / "repeats");  // where there is no last run
        Driver driver;
        driver.chooseTinySettings(QStringLiteral("5"));
        QVERIFY(!driver.find<QAction>("train.again")->isEnabled());
        QVERIFY(driver.startTraining());
        QTRY_COMPARE_WITH_TIMEOUT(driver.state(), State::Idle, patience);
        QCOMPARE(driver.window.session().lastEnd(), End::Completed);
        const QList<double> first = driver.series("train.plot.loss", 0).y;
        const auto directory = driver.window.session().runDirectory();
        driver.find<QAction>("train.again")->trigger();
        QVERIFY(driver.series("train.plot.loss", 0).y.isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(driver.state(), State::Idle, patience);
        QCOMPARE(driver.window.session().reason(), QString());
        QCOMPARE(driver.series("train.plot.loss", 0).y, first);
        QVERIFY(driver.window.session().runDirectory() != directory);
        setHomeFolder(folder_ / "home");
    }

    void tellsWhyATrainingFailed() {
        setHomeFolder(folder_ / "other");
        test::writeFile(folder_ / "other/runs", test::bytesOf("a file where the folder of runs should be"));
        Driver driver;
        driver.chooseTinySettings(QStringLiteral("5"));
        QTRY_VERIFY_WITH_TIMEOUT(driver.enabled("train.start"), patience);
        driver.click("train.start");
        QTRY_COMPARE_WITH_TIMEOUT(driver.window.session().lastEnd(), End::Failed, patience);
        const QString status = driver.text("train.status");
        QVERIFY2(status.contains(QStringLiteral("runs")), qPrintable(status));
        QVERIFY(driver.enabled("train.start"));
        setHomeFolder(folder_ / "home");
    }

    void asksBeforeClosingAndSaves() {
        Driver driver;
        driver.chooseTinySettings(QStringLiteral("1000000"));
        QVERIFY(driver.startTraining());
        QTRY_COMPARE_WITH_TIMEOUT(driver.state(), State::Running, patience);
        QVERIFY(!driver.window.close());
        QTRY_VERIFY(driver.window.findChild<QMessageBox*>(QStringLiteral("close.question")));
        driver.click("close.keep");
        QTRY_VERIFY(!driver.window.findChild<QMessageBox*>(QStringLiteral("close.question")));
        QVERIFY(driver.window.isVisible());
        QCOMPARE(driver.state(), State::Running);

        QVERIFY(!driver.window.close());
        QTRY_VERIFY(driver.window.findChild<QMessageBox*>(QStringLiteral("close.question")));
        driver.click("close.save");
        QCOMPARE(driver.state(), State::Stopping);
        QVERIFY(driver.text("status.text").contains(QStringLiteral("Saving")));
        QTRY_VERIFY_WITH_TIMEOUT(!driver.window.isVisible(), patience);
        QVERIFY(readRunRecord(driver.window.session().runDirectory()).state == RunState::Stopped);
    }

    void quitsUnaskedAndSaves() {
        Driver driver;
        driver.chooseTinySettings(QStringLiteral("1000000"));
        QVERIFY(driver.startTraining());
        QTRY_COMPARE_WITH_TIMEOUT(driver.state(), State::Running, patience);
        driver.window.quit();
        QVERIFY(!driver.window.findChild<QMessageBox*>(QStringLiteral("close.question")));
        QTRY_VERIFY_WITH_TIMEOUT(!driver.window.isVisible(), patience);
        QVERIFY(readRunRecord(driver.window.session().runDirectory()).state == RunState::Stopped);
    }

    void staysOpenWhereSavingFails() {
        Driver driver;
        driver.chooseTinySettings(QStringLiteral("1000000"));
        driver.type("train.setting.evaluate_every", QStringLiteral("1000000"));
        QVERIFY(driver.startTraining());
        QTRY_VERIFY_WITH_TIMEOUT(!driver.series("train.plot.loss", 0).x.isEmpty(), patience);
        std::filesystem::remove_all(driver.window.session().runDirectory() / "checkpoints");
        QVERIFY(!driver.window.close());
        QTRY_VERIFY(driver.window.findChild<QMessageBox*>(QStringLiteral("close.question")));
        driver.click("close.save");
        QTRY_COMPARE_WITH_TIMEOUT(driver.state(), State::Idle, patience);
        QCOMPARE(driver.window.session().lastEnd(), End::Failed);
        QTRY_VERIFY(driver.window.findChild<QMessageBox*>(QStringLiteral("close.failed")));
        QVERIFY(driver.find<QMessageBox>("close.failed")->text().contains(QStringLiteral("checkpoints")));
        QVERIFY(driver.window.isVisible());
        QVERIFY(driver.enabled("train.start"));
        driver.find<QMessageBox>("close.failed")->close();
    }

    void keepsTheFocusAtTheButtonsOfTheTraining() {
        Driver driver;
        driver.chooseTinySettings(QStringLiteral("1000000"));
        QTRY_VERIFY_WITH_TIMEOUT(driver.enabled("train.start"), patience);
        driver.find<QPushButton>("train.start")->setFocus();
        driver.click("train.start");
        QCOMPARE(driver.window.focusWidget(), driver.find<QWidget>("train.stop"));
        driver.click("train.stop");
        QTRY_COMPARE_WITH_TIMEOUT(driver.state(), State::Idle, patience);
        QCOMPARE(driver.window.focusWidget(), driver.find<QWidget>("train.start"));
    }

    void remembersThemeAndPlace() {
        const auto choose = [](test::WindowDriver& driver, const char* theme) {
            driver.find<QAction>(theme)->trigger();
            return ui::isDark(driver.window.palette());
        };
        {
            test::WindowDriver driver;
            driver.window.resize(driver.window.minimumWidth(), 703);  // Qt 6.8 restores none larger than the screen
            QVERIFY(choose(driver, "view.theme.2"));
            driver.window.close();
        }
        test::WindowDriver driver(std::nullopt);
        QVERIFY(ui::isDark(driver.window.palette()));
        QVERIFY(driver.find<QAction>("view.theme.2")->isChecked());
        QCOMPARE(driver.window.size(), QSize(driver.window.minimumWidth(), 703));
        QVERIFY(!choose(driver, "view.theme.1"));
    }

    /// What a person calls them; the SPEC is in the tooltip.
    void namesTheDataAndSaysWhereTheyAre() {
        const test::TemporaryFolder folder;
        test::writeZip(folder / "images_m.zip", test::tinyOmniglot(2, 6, 6));
        const QString spec = QString::fromStdString((folder / "images_m.zip").string() + ":drawers=1-4"),
                      name = QStringLiteral("m, drawers 1-4");
        Driver driver;
        session::DataChoice& choice = driver.window.workspace().background();
        choice.choose(spec);
        QTRY_VERIFY_WITH_TIMEOUT(!choice.isOpening(), patience);
        QCOMPARE(choice.error(), QString());
        QCOMPARE(driver.find<QToolButton>("dataset.choose")->text(), name);
        for (const char* box : {"tasks.source", "challenge.source"}) {
            auto* source = driver.find<QComboBox>(box);
            QCOMPARE(source->itemText(0), QStringLiteral("In use: ") + name);
            QVERIFY2(source->toolTip().contains(spec), qPrintable(source->toolTip()));
        }
        for (const QToolButton* rail : driver.window.findChildren<QToolButton*>())
            if (rail->accessibleName().startsWith(QStringLiteral("Dataset in use"))) QCOMPARE(rail->toolTip(), spec);
        driver.chooseTinySettings(QStringLiteral("1000000"));
        QVERIFY(driver.startTraining());
        QTRY_VERIFY_WITH_TIMEOUT(driver.text("train.status").contains(QStringLiteral("Training on ") + name), patience);
        driver.click("train.stop");
        QTRY_VERIFY_WITH_TIMEOUT(!driver.window.session().active(), patience);
    }

    /// A French keyboard has no digit there without Shift.
    void goesToPagesByTheDigitsPlaces() {
        Driver driver;
        constexpr quint32 secondDigit = 11;  // X11's code of the key
        QKeyEvent event(QEvent::KeyPress, Qt::Key_Eacute, Qt::ControlModifier, secondDigit, 0, 0);
        QCoreApplication::sendEvent(&driver.window, &event);
        QVERIFY(driver.find<QToolButton>("nav.tasks")->isChecked());
        QVERIFY(driver.find<QWidget>("page.tasks")->isVisible());
    }
};

ONESHOT_TEST(TestMainWindow)
#include "tst_main_window.moc"
