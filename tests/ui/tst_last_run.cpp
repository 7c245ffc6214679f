#include <QPushButton>
#include <QtTest>
#include <algorithm>

#include "core/runs/run_directory.h"
#include "core/runs/run_record.h"
#include "tests/support/files.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"
#include "tests/support/tiny_run.h"
#include "tests/support/train_stand.h"
#include "tests/support/window_driver.h"
#include "ui/pages/train/settings_form.h"
#include "ui/pages/train/train_page.h"
#include "ui/widgets/curve_plot.h"

using namespace oneshot;
using test::patience;
using State = session::TrainingSession::State;
using End = session::TrainingSession::End;

namespace {

struct Driver : test::WindowDriver {
    Driver() {
        const RunRequest request = test::tinyRun({});
        window.workspace().background().choose(QString::fromStdString(request.background));
        window.workspace().validation().choose(QString::fromStdString(request.validation));
    }

    void chooseTinySettings(int steps) {
        TrainingConfig config = test::tinyRun({}, steps).config;
        config.seed = 1;
        find<ui::TrainPage>("page.train")->form()->setConfig(config);
    }
    [[nodiscard]] bool startTraining() {
        if (!QTest::qWaitFor([&] { return enabled("train.start"); }, patience)) return false;
        click("train.start");
        return window.session().active();
    }
    qsizetype losses() { return find<ui::CurvePlot>("train.plot.loss")->chart().series[0].x.size(); }
    State state() { return window.session().state(); }
};

/// Whether people's accuracy on Omniglot is in the chart.
bool comparesPeople(test::TrainStand& page) {
    const auto& lines = page.find<ui::CurvePlot>(QStringLiteral("train.plot.accuracy"))->chart().references;
    return std::ranges::any_of(lines, [](const auto& line) { return line.name.startsWith(QStringLiteral("people")); });
}

}  // namespace

/// What the window offers when a training has ended, also in the next start of the program.
class TestLastRun : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

  private Q_SLOTS:
    /// By the button that began it, as long as data and settings are the run's; after a restart too.
    void whatWasStoppedGoesOnByTheSameButton() {
        setHomeFolder(folder_ / "goes on");
        const auto button = [](Driver& driver) { return driver.find<QPushButton>("train.start")->text(); };
        std::filesystem::path run;
        qsizetype stopped = 0;
        {
            Driver driver;
            driver.chooseTinySettings(1'000'000);
            QVERIFY(driver.startTraining());
            QTRY_VERIFY_WITH_TIMEOUT(driver.losses() >= 5, patience);
            QVERIFY(!driver.find<QAction>("train.anew")->isEnabled());
            driver.click("train.stop");
            QTRY_COMPARE_WITH_TIMEOUT(driver.state(), State::Idle, patience);
            run = driver.window.session().runDirectory();
            QCOMPARE(button(driver), QStringLiteral("Continue"));
            QVERIFY(driver.find<QAction>("train.anew")->isEnabled());
            driver.type("train.setting.seed", QStringLiteral("77"));
            QCOMPARE(button(driver), QStringLiteral("Start"));  // another training
            driver.type("train.setting.seed", QStringLiteral("1"));
            QCOMPARE(button(driver), QStringLiteral("Continue"));
            driver.click("train.start");
            QTRY_COMPARE_WITH_TIMEOUT(driver.state(), State::Running, patience);
            QVERIFY(driver.window.session().runDirectory() == run);
            driver.click("train.stop");
            QTRY_COMPARE_WITH_TIMEOUT(driver.state(), State::Idle, patience);
            stopped = driver.losses();
            driver.window.close();
        }
        Driver driver;
        QCOMPARE(driver.window.workspace().modelId(), QString::fromStdString(run.string()));  // it was live
        QTRY_COMPARE_WITH_TIMEOUT(driver.losses(), stopped, patience);
        QVERIFY(driver.find<ui::TrainPage>("page.train")->form()->config() == readRunRecord(run).config);
        QVERIFY(driver.text("train.status").contains(QStringLiteral("Stopped")));
        QTRY_COMPARE_WITH_TIMEOUT(button(driver), QStringLiteral("Continue"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(driver.enabled("train.start"), patience);
        driver.click("train.start");
        QTRY_VERIFY_WITH_TIMEOUT(driver.losses() > stopped, patience);
        QVERIFY(driver.window.session().runDirectory() == run);
        driver.click("train.stop");
        QTRY_COMPARE_WITH_TIMEOUT(driver.state(), State::Idle, patience);
    }

    /// With the run that was trained as the model in use.
    void aCompleteTrainingLeadsOn() {
        setHomeFolder(folder_ / "leads on");
        Driver driver;
        driver.chooseTinySettings(5);
        QVERIFY(!driver.find<QWidget>("train.next.draw")->isVisible());
        const int height = driver.find<QWidget>("train.plot.accuracy")->mapTo(&driver.window, QPoint()).y();
        QVERIFY(driver.startTraining());
        QTRY_COMPARE_WITH_TIMEOUT(driver.window.session().lastEnd(), End::Completed, patience);
        QTRY_VERIFY(driver.find<QWidget>("train.next.draw")->isVisible());
        QCOMPARE(driver.find<QWidget>("train.plot.accuracy")->mapTo(&driver.window, QPoint()).y(), height);
        const QString run = QString::fromStdString(driver.window.session().runDirectory().string());
        for (const char* page : {"draw", "tasks", "challenge"}) {
            driver.click((QByteArray("train.next.") + page).constData());
            QVERIFY(driver.find<QWidget>((QByteArray("page.") + page).constData())->isVisible());
            QCOMPARE(driver.window.workspace().modelId(), run);
            driver.click("nav.train");
        }
    }

    void peopleCompareWithARunOfBeforeOnceItsDataAreOpen_data() {
        QTest::addColumn<QString>("alphabet");
        QTest::addColumn<bool>("compare");
        QTest::addRow("Omniglot") << QStringLiteral("Greek") << true;
        QTest::addRow("other data") << QStringLiteral("Alpha") << false;
    }

    void peopleCompareWithARunOfBeforeOnceItsDataAreOpen() {
        QFETCH(QString, alphabet);
        QFETCH(bool, compare);
        setHomeFolder(folder_ / "people");
        const std::filesystem::path data = folder_ / alphabet.toStdString();
        std::vector<ContainedFile> files = test::tinyOmniglot(1, 20, 2);
        for (ContainedFile& file : files) file.path.replace(file.path.find("Alpha"), 5, alphabet.toStdString());
        test::writeFolder(data, files);

        test::TrainStand page;
        session::PastRun run;
        run.request = {page.page.form()->config(), test::fewGlyphs.toStdString(), data.string(), {}, {}, {}, {}};
        session::RunFacts& facts = run.update.facts.emplace();
        facts.protocol.ways = 20;
        facts.protocol.shots = 1;
        facts.protocol.withinAlphabet = true;
        Q_EMIT page.session.recalled(run);
        QVERIFY(!comparesPeople(page));  // other data are chosen
        session::DataChoice& validation = page.workspace.validation();
        validation.choose(QString::fromStdString(data.string()));
        QTRY_VERIFY_WITH_TIMEOUT(
            validation.dataset() && validation.dataset()->alphabets[0].name == alphabet.toStdString(), patience);
        QCOMPARE(comparesPeople(page), compare);
        validation.choose(test::fewGlyphs);  // for the next training
        QTRY_COMPARE_WITH_TIMEOUT(validation.dataset()->alphabets.size(), 2U, patience);
        QCOMPARE(comparesPeople(page), compare);
    }
};

ONESHOT_TEST(TestLastRun)
#include "tst_last_run.moc"
