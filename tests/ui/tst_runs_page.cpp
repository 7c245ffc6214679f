#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSlider>
#include <QSpinBox>
#include <QTableView>
#include <QToolButton>
#include <QtTest>
#include <nlohmann/json.hpp>

#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "core/runs/run_evaluations.h"
#include "core/runs/run_lock.h"
#include "tests/support/files.h"
#include "tests/support/made_up_run.h"
#include "tests/support/patience.h"
#include "tests/support/runs_driver.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"
#include "tests/support/tiny_run.h"
#include "ui/fields/dataset_field.h"
#include "ui/pages/train/settings_form.h"
#include "ui/pages/train/train_page.h"
#include "ui/widgets/curve_plot.h"

using namespace oneshot;
using Driver = test::RunsDriver;
using test::patience;
using ui::RunTableModel;
namespace fs = std::filesystem;

class TestRunsPage : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

    static fs::path train(const std::string& name, std::optional<std::int64_t> stopAt = {}) {
        RunRequest request = test::tinyRun(runsFolder() / name);
        request.stopAt = stopAt;
        RunObserver silent;
        PauseToken pause;
        return startRun(request, silent, {}, pause).directory;
    }

  private Q_SLOTS:
    void initTestCase() { configureProcess(); }
    void init() {
        static int number = 0;
        setHomeFolder(folder_ / ("home" + std::to_string(++number)));
    }

    void saysWhatToDoWithoutRuns() {
        Driver driver;
        QTRY_VERIFY_WITH_TIMEOUT(driver.find<QLabel>("runs.empty")->isVisible(), patience);
        for (const char* name : {"runs.resume", "runs.repeat", "runs.evaluate", "runs.export"})
            QVERIFY(!driver.enabled(name));
        for (const QToolButton* button : driver.page()->findChildren<QToolButton*>())
            QVERIFY2(!button->objectName().startsWith(QStringLiteral("runs.")) || !button->text().isEmpty() ||
                         !button->accessibleName().isEmpty(),
                     qPrintable(button->objectName()));
        driver.find<QPushButton>("runs.empty.train")->click();
        QVERIFY(driver.find<QWidget>("page.train")->isVisible());
    }

    void comparesRuns() {
        const fs::path one = test::writeMadeUpRun(runsFolder(), 0), two = test::writeMadeUpRun(runsFolder(), 3),
                       three = test::writeMadeUpRun(runsFolder(), 9);
        Driver driver;
        QVERIFY(driver.listed(3));
        driver.choose({one});
        QVERIFY(driver.curvesShown(1));
        driver.choose({one, two, three});
        QVERIFY(driver.curvesShown(3));
        auto* plot = driver.find<ui::CurvePlot>("runs.plot");
        QCOMPARE(plot->chart().title, QStringLiteral("One-shot accuracy"));
        QCOMPARE(plot->chart().series[0].x.size(), 10);
        QCOMPARE(plot->chart().series[0].low.size(), 10);

        driver.activate("runs.curves.axis", 2);
        QCOMPARE(plot->chart().series[0].x.last(), 200.0 * 256);
        driver.activate("runs.curves.metric",
                        driver.find<QComboBox>("runs.curves.metric")->findText(QStringLiteral("Loss")));
        QCOMPARE(plot->chart().title, QStringLiteral("Loss"));
        const QList<double> rough = plot->chart().series[0].y;
        driver.find<QSlider>("runs.curves.smoothing")->setValue(90);
        QVERIFY(plot->chart().series[0].y != rough);
        driver.find<QToolButton>("runs.curves.logy")->click();
        QVERIFY(plot->chart().logY && !plot->chart().logX);

        driver.find<QToolButton>("runs.tab.settings")->click();
        auto* settings = driver.find<QTableView>("runs.differences");
        QVERIFY(settings->isVisible());
        const int all = settings->model()->rowCount();
        driver.find<QToolButton>("runs.differences.only")->click();
        // 0, 3 and 9 are of one preset: data (0, 1 and 0), seed and learning rate (times 1, 4 and 5) differ.
        QCOMPARE(settings->model()->rowCount(), 3);
        QVERIFY(all > 20);
        driver.find<QToolButton>("runs.tab.curves")->click();
    }

    void filtersTagsAndNotes() {
        std::vector<fs::path> runs;
        for (int number = 0; number < 6; ++number) runs.push_back(test::writeMadeUpRun(runsFolder(), number, 40));
        Driver driver;
        QVERIFY(driver.listed(6));
        QTest::keyClicks(driver.find<QLineEdit>("runs.filter"), QStringLiteral("koch2015"));
        QCOMPARE(driver.rows(), 2);
        driver.find<QLineEdit>("runs.filter")->clear();
        driver.activate("runs.filter.state", 4);  // failed: number 3
        QCOMPARE(driver.rows(), 1);
        QCOMPARE(driver.cell(0, RunTableModel::State), QStringLiteral("failed"));
        driver.activate("runs.filter.state", 0);

        driver.choose({runs[1], runs[4]});
        driver.find<QToolButton>("runs.tab.notes")->click();
        auto* tags = driver.find<QLineEdit>("runs.tags");
        QVERIFY(!driver.find<QLineEdit>("runs.name")->isEnabled());  // one name for one run
        tags->setFocus();
        QTest::keyClicks(tags, QStringLiteral("paper, best"));
        QTest::keyClick(tags, Qt::Key_Return);
        auto* choice = driver.find<QComboBox>("runs.filter.tag");
        QTRY_COMPARE_WITH_TIMEOUT(choice->count(), 3, patience);
        for (const int number : {1, 4})
            QTRY_COMPARE_WITH_TIMEOUT(readRunNotes(runs[static_cast<std::size_t>(number)]).tags,
                                      (std::vector<std::string>{"paper", "best"}), patience);
        driver.activate("runs.filter.tag", choice->findText(QStringLiteral("paper")));
        QVERIFY(driver.listed(2));
        driver.activate("runs.filter.tag", 0);

        driver.choose({runs[2]});
        driver.find<QAction>("runs.rename")->trigger();
        auto* name = driver.find<QLineEdit>("runs.name");
        QTest::keyClicks(name, QStringLiteral("the one for the talk"));
        auto* note = driver.find<QPlainTextEdit>("runs.note");
        note->setFocus();
        QTest::keyClicks(note, QStringLiteral("learns fast"));
        driver.choose({runs[0]});  // what was typed is not lost
        QTRY_COMPARE_WITH_TIMEOUT(readRunNotes(runs[2]).note, std::string("learns fast"), patience);
        QCOMPARE(readRunNotes(runs[2]).name, std::string("the one for the talk"));
        QVERIFY(note->toPlainText().isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(driver.table()
                                      ->model()
                                      ->match(driver.table()->model()->index(0, RunTableModel::Name), Qt::DisplayRole,
                                              QStringLiteral("the one for the talk"))
                                      .size(),
                                  1, patience);

        driver.choose({runs[5]});
        driver.find<QAction>("runs.star")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(readRunNotes(runs[5]).starred, patience);
        driver.find<QToolButton>("runs.filter.starred")->click();
        QTRY_COMPARE_WITH_TIMEOUT(driver.rows(), 1, patience);
    }

    void throwsAwayAndPutsBack() {
        const fs::path one = test::writeMadeUpRun(runsFolder(), 1, 20), two = test::writeMadeUpRun(runsFolder(), 2, 20);
        Driver driver;
        QVERIFY(driver.listed(2));
        QVERIFY(!driver.find<QToolButton>("runs.undo")->isVisible());
        driver.choose({two});
        QTest::keyClick(driver.table(), Qt::Key_Delete);
        QVERIFY(driver.listed(1));
        QVERIFY(!fs::exists(two));
        QVERIFY(fs::exists(runsFolder() / ".trash" / two.filename() / "run.json"));
        QTRY_VERIFY_WITH_TIMEOUT(driver.find<QToolButton>("runs.undo")->isVisible(), patience);
        const auto* message = driver.find<QLabel>("runs.message");
        QVERIFY(message->text().contains(QStringLiteral("in the trash")));
        driver.find<QToolButton>("runs.undo")->click();
        QVERIFY(driver.listed(2));
        QCOMPARE(message->text(), QString());
        QVERIFY(fs::exists(two / "run.json"));

        driver.choose({one, two});
        driver.find<QAction>("runs.trash")->trigger();
        QVERIFY(driver.listed(0));
        QTRY_VERIFY_WITH_TIMEOUT(driver.find<QAction>("runs.trash.empty")->isEnabled(), patience);
        driver.find<QAction>("runs.trash.empty")->trigger();
        driver.find<QPushButton>("runs.trash.question.keep")->click();
        QVERIFY(fs::exists(runsFolder() / ".trash" / one.filename()));
        QTRY_VERIFY(!driver.window.findChild<QMessageBox*>(QStringLiteral("runs.trash.question")));
        driver.find<QAction>("runs.trash.empty")->trigger();
        driver.find<QPushButton>("runs.trash.question.delete")->click();
        QTRY_VERIFY_WITH_TIMEOUT(driver.find<QLabel>("runs.empty")->isVisible(), patience);
        QVERIFY(!fs::exists(runsFolder() / ".trash" / one.filename()));
    }

    void aRunInTrainingIsNotThrownAway() {
        const fs::path run = test::writeMadeUpRun(runsFolder(), 1, 20);
        const RunLock lock(run);
        Driver driver;
        QVERIFY(driver.listed(1));
        driver.choose({run});
        driver.find<QAction>("runs.trash")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(
            driver.find<QLabel>("runs.message")->text().contains(QStringLiteral("another process is training")),
            patience);
        QVERIFY(fs::exists(run / "run.json"));
    }

    void exportsAllSeriesAsOneTable() {
        const fs::path one = test::writeMadeUpRun(runsFolder(), 1, 40), two = test::writeMadeUpRun(runsFolder(), 2, 60);
        Driver driver;
        QVERIFY(driver.listed(2));
        driver.choose({one, two});
        driver.find<QAction>("runs.export.series")->trigger();
        auto* dialog = driver.find<QFileDialog>("runs.export.dialog");
        const QString path = QString::fromStdString((folder_ / "all.csv").string());
        Q_EMIT dialog->fileSelected(path);
        dialog->close();
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path), patience);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray table = file.readAll();
        QVERIFY(table.startsWith("\xef\xbb\xbf"));  // for Excel, unless told otherwise
        const QList<QByteArray> lines = table.split('\n');
        QCOMPARE(lines.size(), 62);  // header, 60 steps, the end of the last line
        QCOMPARE(lines[0].split(',').size(), 1 + 2 * 7);
        QVERIFY(lines[60].startsWith("60,"));
        QTRY_VERIFY_WITH_TIMEOUT(driver.find<QLabel>("runs.message")->text().contains(QStringLiteral("Saved")),
                                 patience);
    }

    void evaluatesInTheBackground() {
        const fs::path run = train("trained");
        const fs::path lake = folder_ / "lake.zip";
        test::writeZip(lake, test::tinyLakeRuns());
        Driver driver;
        QVERIFY(driver.listed(1));
        driver.choose({run});
        driver.find<QToolButton>("runs.evaluate")->click();
        driver.find<QRadioButton>("runs.evaluate.on-lake")->click();
        QVERIFY(!driver.enabled("runs.evaluate.start"));  // no file named yet
        driver.find<QLineEdit>("runs.evaluate.lake")->setText(QString::fromStdString(lake.string()));
        driver.find<QPushButton>("runs.evaluate.start")->click();
        QTRY_VERIFY_WITH_TIMEOUT(!driver.cell(0, RunTableModel::Lake).isEmpty(), patience);
        QCOMPARE(readEvaluations(run).size(), 1U);
        QVERIFY(driver.find<QLabel>("runs.message")->text().contains(QStringLiteral("error on Lake's runs")));

        driver.find<QToolButton>("runs.evaluate")->click();
        driver.find<QRadioButton>("runs.evaluate.on-data")->click();
        driver.find<QLineEdit>("runs.evaluate.data")->setText(QStringLiteral("glyphs:seed=9,alphabet-count=2"));
        driver.find<QLineEdit>("runs.evaluate.ways")->setText(QStringLiteral("2, x"));
        QVERIFY(!driver.enabled("runs.evaluate.start"));
        driver.find<QLineEdit>("runs.evaluate.ways")->setText(QStringLiteral("2, 5"));
        driver.find<QPushButton>("runs.evaluate.start")->click();
        QTRY_COMPARE_WITH_TIMEOUT(readEvaluations(run).size(), 2U, patience);
        QTRY_VERIFY_WITH_TIMEOUT(driver.enabled("runs.evaluate"), patience);
        QVERIFY(driver.find<QLabel>("runs.message")->text().contains(QStringLiteral("5-way")));

        // The answers are told wherever they are kept.
        const auto askAgain = [&] {
            driver.find<QToolButton>("runs.evaluate")->click();
            driver.find<QRadioButton>("runs.evaluate.on-data")->click();
            driver.find<QLineEdit>("runs.evaluate.data")->setText(QStringLiteral("glyphs:seed=9,alphabet-count=2"));
            driver.find<QLineEdit>("runs.evaluate.ways")->setText(QStringLiteral("5"));
            driver.find<QPushButton>("runs.evaluate.start")->click();
        };
        test::writeFile(run / "evaluation.json", test::bytesOf("[{"));
        askAgain();
        const auto* message = driver.find<QLabel>("runs.message");
        QTRY_VERIFY_WITH_TIMEOUT(message->text().contains(QStringLiteral("kept beside as evaluation.json.damaged")),
                                 patience);
        QTRY_VERIFY_WITH_TIMEOUT(driver.enabled("runs.evaluate"), patience);
        QCOMPARE(readEvaluations(run).size(), 1U);
        fs::resize_file(run / "evaluation.json", 17 << 20);  // more than is read
        askAgain();
        QTRY_VERIFY_WITH_TIMEOUT(message->text().contains(QStringLiteral("not kept in the run")), patience);
        QVERIFY2(message->text().contains(QStringLiteral("5-way")), qPrintable(message->text()));
    }

    void aCancelledEvaluationIsSaidToBeOne() {
        const fs::path run = train("cancelled");
        Driver driver;
        QVERIFY(driver.listed(1));
        driver.choose({run});
        driver.find<QToolButton>("runs.evaluate")->click();
        driver.find<QRadioButton>("runs.evaluate.on-data")->click();
        driver.find<QSpinBox>("runs.evaluate.tasks")->setValue(20000);
        driver.find<QPushButton>("runs.evaluate.start")->click();
        const auto* message = driver.find<QLabel>("runs.message");
        QCOMPARE(message->text(), QStringLiteral("Evaluating the run"));
        driver.find<QToolButton>("runs.cancel")->click();
        QVERIFY2(message->text().contains(QStringLiteral("was stopped")), qPrintable(message->text()));
        QVERIFY(driver.enabled("runs.evaluate"));
    }

    void tellsWhatCannotBeEvaluated() {
        const fs::path run = test::writeMadeUpRun(runsFolder(), 1, 20);  // without weights
        Driver driver;
        QVERIFY(driver.listed(1));
        driver.choose({run});
        driver.find<QToolButton>("runs.evaluate")->click();
        driver.find<QRadioButton>("runs.evaluate.on-data")->click();
        driver.find<QPushButton>("runs.evaluate.start")->click();
        QTRY_VERIFY_WITH_TIMEOUT(
            driver.find<QLabel>("runs.message")->text().contains(QStringLiteral("without a checkpoint")), patience);
        QTRY_VERIFY(driver.enabled("runs.evaluate"));
    }

    /// Offered at the start, gone on with on the Train page.
    void resumesAnInterruptedRun() {
        const fs::path run = train("interrupted", 5);
        RunRecord record = readRunRecord(run);
        record.state = RunState::Running;  // as when its process was killed
        writeRunRecord(run, record);
        test::writeMadeUpRun(runsFolder(), 1, 20);
        Driver driver;
        driver.find<QToolButton>("nav.train")->click();
        auto* offer = driver.find<QToolButton>("status.interrupted");
        QTRY_VERIFY_WITH_TIMEOUT(offer->isVisible(), patience);
        QVERIFY(offer->text().contains(QStringLiteral("1 training was interrupted")));
        offer->click();
        QCOMPARE(driver.rows(), 1);
        QCOMPARE(driver.cell(0, RunTableModel::State), QStringLiteral("interrupted"));
        QVERIFY(driver.enabled("runs.resume"));
        driver.find<QToolButton>("runs.resume")->click();
        QVERIFY(driver.find<QWidget>("page.train")->isVisible());
        QVERIFY(driver.window.session().active());
        QTRY_VERIFY_WITH_TIMEOUT(!driver.window.session().active(), patience);
        QCOMPARE(driver.window.session().reason(), QString());
        QVERIFY(readRunRecord(run).state == RunState::Completed);
        QTRY_VERIFY_WITH_TIMEOUT(!offer->isVisible(), patience);
        // The notice leaves no filter behind.
        driver.find<QToolButton>("nav.runs")->click();
        QVERIFY(driver.listed(2));
        QVERIFY(!driver.find<QToolButton>("runs.filter.clear")->isVisible());
    }

    void runsAgainWithTheSameOrANewSeed() {
        const fs::path run = train("first");
        Driver driver;
        QVERIFY(driver.listed(1));
        QVERIFY(!driver.enabled("runs.repeat"));
        driver.choose({run});
        driver.find<QAction>("runs.repeat.same")->trigger();
        QVERIFY(driver.find<QWidget>("page.train")->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(!driver.window.session().active(), patience);
        const fs::path same = driver.window.session().runDirectory();
        QVERIFY(same != run);
        QVERIFY(test::readFile(same / "checkpoints/last.safetensors") ==
                test::readFile(run / "checkpoints/last.safetensors"));

        driver.find<QToolButton>("nav.runs")->click();
        QVERIFY(driver.listed(2));
        driver.choose({run});
        driver.find<QAction>("runs.repeat.new")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(!driver.window.session().active(), patience);
        const RunRecord anew = readRunRecord(driver.window.session().runDirectory());
        TrainingConfig expected = readRunRecord(run).config;
        QVERIFY(anew.config.seed != expected.seed);
        expected.seed = anew.config.seed;
        QVERIFY(anew.config == expected);
    }

    void usesARunAsTheModel() {
        const fs::path run = train("model");
        Driver driver;
        QVERIFY(driver.listed(1));
        driver.choose({run});
        driver.find<QAction>("runs.use")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(
            driver.window.workspace().model() && driver.window.workspace().model()->origin().run == "model", patience);
    }

    void holdsManyRuns() {
        std::vector<fs::path> runs;
        for (int number = 0; number < 300; ++number) runs.push_back(test::writeMadeUpRun(runsFolder(), number, 60));
        writeRunNotes(runs[297],
                      {"Augmentation, stronger", {"paper", "augmentation"}, "Best so far on katakana", true});
        writeRunNotes(runs[290], {"Koch with 256 maps", {"paper"}, {}, true});
        Driver driver;
        QVERIFY(driver.listed(300));
        driver.table()->selectAll();
        QVERIFY(driver.curvesShown(ui::RunsPage::maxCurves));
        std::vector<fs::path> some{runs[297], runs[290], runs[293], runs[295], runs[299]};
        driver.page()->choose(some);
        QVERIFY(driver.curvesShown(some.size()));
        driver.find<QToolButton>("runs.tab.notes")->click();
        driver.page()->choose({runs[297]});
        QVERIFY(driver.curvesShown(1));
    }
};

ONESHOT_TEST(TestRunsPage)
#include "tst_runs_page.moc"
