#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QSplitter>
#include <QToolButton>
#include <QtTest>

#include "core/compute/compute.h"
#include "core/data/data_spec.h"
#include "core/runs/run_directory.h"
#include "core/training/presets.h"
#include "core/training/settings.h"
#include "tests/support/files.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"
#include "tests/support/tiny_run.h"
#include "tests/support/train_stand.h"
#include "ui/fields/dataset_field.h"
#include "ui/fields/report_menu.h"
#include "ui/pages/train/settings_form.h"
#include "ui/pages/train/train_page.h"
#include "ui/pages/train/training_charts.h"
#include "ui/widgets/curve_plot.h"
#include "ui/widgets/theme.h"

using namespace oneshot;
using session::TrainingSession;
using test::patience;
using ui::SettingsForm;
using ui::TrainPage;
using Page = test::TrainStand;

class TestTrainPage : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

  private Q_SLOTS:
    void initTestCase() {
        setHomeFolder(folder_ / "home");
        ui::applyTheme(ui::Theme::Light);
    }

    void showsEverySetting() {
        Page page;
        const TrainingConfig& config = page.page.form()->config();
        for (const Setting& setting : settings()) {
            if (setting.key == "steps" || setting.key == "minutes") continue;  // one control for both
            const QString name = QStringLiteral("train.setting.") + QString::fromUtf8(setting.key.data());
            const auto* editor = page.find<QWidget>(name);
            QVERIFY(editor);
            QVERIFY(!editor->toolTip().isEmpty());
            QVERIFY(!editor->accessibleName().isEmpty());
            QString text = QString::fromStdString(settingText(config, setting));
            if (setting.key == "threads") text = QStringLiteral("all cores");  // 0
            if (const auto* field = qobject_cast<const QLineEdit*>(editor)) QCOMPARE(field->text(), text);
            if (const auto* box = qobject_cast<const QComboBox*>(editor)) QCOMPARE(box->currentText(), text);
        }
    }

    void checksWhatIsTyped_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("problem");
        QTest::newRow("no number") << QStringLiteral("fast") << QStringLiteral("fast");
        QTest::newRow("nothing") << QString() << QStringLiteral("must be a number between 1e-09 and 10");
        QTest::newRow("not finite") << QStringLiteral("inf") << QStringLiteral("must be a number between");
        QTest::newRow("out of range") << QStringLiteral("-1") << QStringLiteral("must be between");
    }

    void checksWhatIsTyped() {
        QFETCH(QString, text);
        QFETCH(QString, problem);
        Page page;
        QVERIFY(page.ready());
        page.find<QToolButton>(QStringLiteral("train.group.optimiser"))->click();
        page.type(QStringLiteral("train.setting.learning_rate"), text);
        auto* label = page.find<QLabel>(QStringLiteral("train.problem.learning_rate"));
        QVERIFY(label->isVisible());
        QVERIFY2(label->text().contains(problem), qPrintable(label->text()));
        QVERIFY(!page.start()->isEnabled());
        QVERIFY(page.reason()->isVisible());
        QVERIFY2(page.reason()->text().contains(QStringLiteral("Learning rate")), qPrintable(page.reason()->text()));
        page.type(QStringLiteral("train.setting.learning_rate"), QStringLiteral("0.01"));
        QVERIFY(!label->isVisible());
        QVERIFY(page.start()->isEnabled());
        QVERIFY(!page.reason()->isVisible());
        QCOMPARE(page.page.form()->config().optimiser.learningRate, 0.01);
    }

    /// A remark beside the field: it can be started all the same.
    void moreThreadsThanCoresAreRemarkedOn() {
        Page page;
        QVERIFY(page.ready());
        auto* remark = page.find<QLabel>(QStringLiteral("train.problem.threads"));
        QVERIFY(!remark->isVisible());
        page.type(QStringLiteral("train.setting.threads"), QString::number(8 * hardwareThreads()));
        QVERIFY(remark->isVisible());
        QCOMPARE(remark->text(), QString::fromStdString(threadsWarning(8 * hardwareThreads())));
        QVERIFY(!remark->property("fault").toBool());
        QVERIFY(page.start()->isEnabled());
        page.type(QStringLiteral("train.setting.threads"), QStringLiteral("many"));
        QVERIFY(remark->property("fault").toBool());
        QVERIFY(!page.start()->isEnabled());
        page.type(QStringLiteral("train.setting.threads"), QStringLiteral("1"));
        QVERIFY(!remark->isVisible());
    }

    void marksChangesAndTakesThemBack() {
        Page page;
        SettingsForm* form = page.page.form();
        QCOMPARE(form->changedCount(), 0);
        auto* reset = page.find<QToolButton>(QStringLiteral("train.reset"));
        QVERIFY(!reset->isVisible());
        page.type(QStringLiteral("train.setting.seed"), QStringLiteral("7"));
        QCOMPARE(form->changedCount(), 1);
        QVERIFY(reset->isVisible());
        QVERIFY(page.find<QToolButton>(QStringLiteral("train.group.schedule"))->text().contains(u'1'));
        reset->click();
        QCOMPARE(form->changedCount(), 0);
        QCOMPARE(form->config(), presetNamed("compact").config);
        QCOMPARE(page.find<QLineEdit>(QStringLiteral("train.setting.seed"))->text(), QStringLiteral("1"));
    }

    /// Changed settings are bold, which takes more room.
    void theColumnIsAsWideAsWhatIsInIt() {
        Page page;
        TrainingConfig config = presetNamed("koch2015").config;
        config.preset = "compact";
        page.page.form()->setConfig(config);
        QVERIFY(page.page.form()->changedCount() > 10);
        page.find<QSplitter>(QStringLiteral("train.splitter"))->setSizes({1, 2000});
        const auto* column = page.page.findChild<QScrollArea*>();
        const auto fits = [column] {
            for (int round = 0; round < 3; ++round) QCoreApplication::processEvents();
            return column->widget()->width() <= column->viewport()->width();
        };
        QVERIFY(fits());
        for (QToolButton* group : page.page.findChildren<QToolButton*>()) {
            if (!group->objectName().startsWith(QStringLiteral("train.group.")) || group->isChecked()) continue;
            group->click();
            QVERIFY2(fits(), qPrintable(group->objectName()));
        }
        QFont large = page.page.font();
        large.setPointSizeF(large.pointSizeF() * 1.5);
        page.page.setFont(large);
        QVERIFY(fits());
    }

    void choosesPresets() {
        Page page;
        auto* box = page.find<QComboBox>(QStringLiteral("train.preset"));
        QCOMPARE(box->count(), static_cast<int>(presets().size()));
        box->setCurrentText(QStringLiteral("koch2015"));
        Q_EMIT box->activated(box->currentIndex());
        QCOMPARE(page.page.form()->config(), presetNamed("koch2015").config);
        QCOMPARE(page.find<QLineEdit>(QStringLiteral("train.setting.maps"))->text(), QStringLiteral("64,128,128,256"));
    }

    void trainsForStepsOrMinutes() {
        Page page;
        auto* unit = page.find<QComboBox>(QStringLiteral("train.horizon.unit"));
        const auto choose = [&](int index) {
            unit->setCurrentIndex(index);
            Q_EMIT unit->activated(index);
        };
        choose(1);
        QVERIFY(page.page.form()->config().length.steps > 0);
        page.type(QStringLiteral("train.horizon"), QStringLiteral("123"));
        QCOMPARE(page.page.form()->config().length.steps, 123);
        page.type(QStringLiteral("train.horizon"), QStringLiteral("0"));
        QVERIFY(page.find<QLabel>(QStringLiteral("train.problem.horizon"))->isVisible());
        choose(0);
        page.type(QStringLiteral("train.horizon"), QStringLiteral("2.5"));
        QCOMPARE(page.page.form()->config().length.steps, 0);
        QCOMPARE(page.page.form()->config().length.minutes, 2.5);
        QVERIFY(page.page.form()->fault().isEmpty());
    }

    void saysWhatWasUnderstoodOfTheData() {
        test::writeZip(folder_ / "tiny.zip", test::tinyOmniglot(2, 3, 4));
        Page page;
        page.workspace.background().choosePath(QString::fromStdString((folder_ / "tiny.zip").string()));
        QTRY_VERIFY_WITH_TIMEOUT(
            test::says(page.page.background(), QStringLiteral("2 alphabets · 6 characters · 24 drawings")), patience);
        QVERIFY(page.workspace.background().name().contains(QStringLiteral("tiny")));
        QVERIFY(page.ready());
    }

    void takesAllCoresInWordsAndNumbers() {
        Page page;
        const auto threads = [&] { return page.page.form()->config().threads; };
        page.type(QStringLiteral("train.setting.threads"), QStringLiteral("3"));
        QCOMPARE(threads(), 3);
        page.type(QStringLiteral("train.setting.threads"), QStringLiteral("all cores"));
        QCOMPARE(threads(), 0);
        QVERIFY(page.page.form()->fault().isEmpty());
    }

    void saysInPlaceWhatIsWrongWithTheData() {
        test::writeFile(folder_ / "broken.zip", test::bytesOf("not a zip"));
        Page page;
        page.workspace.background().choosePath(QString::fromStdString((folder_ / "broken.zip").string()));
        QTRY_VERIFY_WITH_TIMEOUT(!page.workspace.background().error().isEmpty(), patience);
        QVERIFY(test::says(page.page.background(), QStringLiteral("broken.zip")));
        QVERIFY(!page.start()->isEnabled());
        QVERIFY(page.reason()->text().contains(QStringLiteral("Learn from")));
    }

    void drawsReferencesThatCompare() {
        session::RunFacts facts;
        facts.omniglot = true;
        facts.protocol = {20, 1, 400, true, false, 0, {80, 400}, {}};
        auto lines = ui::accuracyReferences(facts);
        QCOMPARE(lines.size(), 3U);
        QCOMPARE(lines[0].y, 5.0);
        QCOMPARE(lines[1].y, 20.0);
        QCOMPARE(lines[2].y, 95.5);
        for (const auto& change : std::initializer_list<void (*)(session::RunFacts&)>{
                 [](auto& f) { f.omniglot = false; }, [](auto& f) { f.protocol.ways = 5; },
                 [](auto& f) { f.protocol.withinAlphabet = false; },
                 [](auto& f) { f.protocol.seenCharacters = true; }}) {
            session::RunFacts other = facts;
            change(other);
            QCOMPARE(ui::accuracyReferences(other).size(), 2U);
        }
    }

    void exportsTheRun() {
        Page page;
        auto* button = page.find<QPushButton>(QStringLiteral("train.export"));
        auto* report = page.find<ui::ReportMenu>(QStringLiteral("train.export.report"));
        QVERIFY(!button->isEnabled());          // there is no run yet
        QCOMPARE(report->actions().size(), 8);  // six formats, a line, and the end of an export
        page.page.form()->setConfig(test::tinyRun({}).config);
        page.workspace.background().choose(
            QStringLiteral("glyphs:alphabet-count=2,characters-per-alphabet=6,drawer-count=4"));
        page.workspace.validation().choose({});
        QVERIFY(page.ready());
        page.start()->click();
        QTRY_VERIFY_WITH_TIMEOUT(page.session.lastEnd() == TrainingSession::End::Completed, patience);
        QVERIFY(button->isEnabled());

        page.find<QAction>(QStringLiteral("train.export.csv"))->trigger();
        auto* dialog = page.find<QFileDialog>(QStringLiteral("train.export.dialog"));
        QCOMPARE(dialog->defaultSuffix(), QStringLiteral("csv"));
        dialog->reject();
        const QString file = QString::fromStdString((folder_ / "run.md").string());
        report->exportTo(ReportFormat::Markdown, file);
        QVERIFY(!page.find<QAction>(QStringLiteral("train.export.html"))->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(page.reason()->text().contains(QStringLiteral("The report is in")), patience);
        QVERIFY(page.reason()->isVisible() && QFile::exists(file));
        QVERIFY(page.find<QAction>(QStringLiteral("train.export.html"))->isEnabled());
        report->exportTo(ReportFormat::Html, file + QStringLiteral("/in a file.html"));
        QTRY_VERIFY_WITH_TIMEOUT(page.reason()->text().contains(QStringLiteral("cannot be written")), patience);

        // A folder that is not empty is written to once that is agreed to.
        test::writeFile(folder_ / "events/mine.txt", test::bytesOf("mine"));
        for (const char* answer : {"overwrite.no", "overwrite.yes"}) {
            page.find<QAction>(QStringLiteral("train.export.tensorboard"))->trigger();
            auto* folders = page.find<QFileDialog>(QStringLiteral("train.export.dialog"));
            Q_EMIT folders->fileSelected(QString::fromStdString((folder_ / "events").string()));
            folders->close();
            page.find<QPushButton>(QLatin1String(answer))->click();
            QTRY_VERIFY(!page.page.findChild<QMessageBox*>(QStringLiteral("overwrite.question")));
            QTRY_VERIFY(!page.page.findChild<QFileDialog*>(QStringLiteral("train.export.dialog")));
            if (answer == std::string_view("overwrite.no"))
                QVERIFY(page.reason()->text().contains(QStringLiteral("cannot be written")));  // nothing has begun
        }
        QTRY_VERIFY_WITH_TIMEOUT(page.reason()->text().contains(QStringLiteral("The report is in")), patience);
        QCOMPARE(test::readFile(folder_ / "events/mine.txt"), test::bytesOf("mine"));
    }

    /// Where tasks of characters learnt from are asked too, their accuracy is a second curve; else there is one.
    void accuracyOnSeenCharactersIsACurveBeside() {
        Page page;
        auto* plot = page.find<ui::CurvePlot>(QStringLiteral("train.plot.accuracy"));
        TrainingConfig config = test::tinyRun({}, 40).config;
        config.validation.seenTasks = 60;
        config.validation.tasks = 60;
        const auto train = [&](const TrainingConfig& asked) {
            page.page.form()->setConfig(asked);
            page.workspace.background().choose(
                QStringLiteral("glyphs:alphabet-count=2,characters-per-alphabet=6,drawer-count=4"));
            page.workspace.validation().choose(
                QStringLiteral("glyphs:seed=2,alphabet-count=2,characters-per-alphabet=6,drawer-count=4"));
            QSignalSpy ended(&page.session, &TrainingSession::ended);
            if (!page.ready()) return false;
            page.start()->click();
            return ended.wait(patience) && page.session.lastEnd() == TrainingSession::End::Completed;
        };
        QVERIFY(train(config));
        const std::vector<report::Series>& curves = plot->chart().series;
        QCOMPARE(curves.size(), std::size_t(2));
        QCOMPARE(curves[0].y.size(), 10);
        QCOMPARE(curves[1].y.size(), 10);
        QVERIFY(curves[0].style != curves[1].style);
        config.validation.seenTasks = 0;
        QVERIFY(train(config));
        QCOMPARE(plot->chart().series.size(), std::size_t(1));
        QCOMPARE(plot->chart().series[0].y.size(), 10);
    }

    /// Of a memory's latest evaluation, live and of a run that goes on; no other learner has it, or room for it.
    void accuracyByPresentationIsAFigureOfAMemory() {
        Page page;
        auto* plot = page.find<ui::CurvePlot>(QStringLiteral("train.plot.presentations"));
        std::vector<PresentationPoint> told;
        connect(&page.session, &TrainingSession::updated, plot, [&](const session::TrainingUpdate& update) {
            if (!update.evaluations.empty()) told = update.evaluations.back().byPresentation;
        });
        const auto showsWhatWasTold = [&] {
            const report::Series& series = plot->chart().series.front();
            if (told.empty() || series.x.size() != std::ssize(told)) return false;
            for (qsizetype i = 0; i < series.x.size(); ++i) {
                const PresentationPoint& point = told[i];
                if (series.x[i] != i + 1 || series.y[i] != point.accuracy.percent() ||
                    series.low[i] != point.confidence95.low || series.high[i] != point.confidence95.high)
                    return false;
            }
            return true;
        };
        const auto train = [&](const RunRequest& request) {
            QSignalSpy ended(&page.session, &TrainingSession::ended);
            page.page.repeat(request);
            return ended.wait(patience) && page.session.lastEnd() == TrainingSession::End::Completed;
        };
        QVERIFY(!plot->isVisible());
        RunRequest request = test::tinyMemoryRun({});
        page.page.repeat(request);
        QVERIFY(plot->isVisible());  // from the start on, empty
        QTRY_VERIFY_WITH_TIMEOUT(page.session.lastEnd() == TrainingSession::End::Completed, patience);
        QVERIFY(showsWhatWasTold());
        QCOMPARE(told.size(), std::size_t(4));
        QCOMPARE(plot->chart().references.size(), std::size_t(1));
        QCOMPARE(plot->chart().references[0].y, 100.0 / 3);

        request = test::tinyMemoryRun(folder_ / "goes on", 6);
        request.stopAt = 5;
        test::train(request);
        told.clear();
        bool shownAtOnce = false;
        {
            const QObject firstUpdate;
            connect(&page.session, &TrainingSession::updated, &firstUpdate, [&](const session::TrainingUpdate& update) {
                if (update.facts) shownAtOnce = showsWhatWasTold();
            });
            page.page.continueRun(QString::fromStdString(request.directory.string()));
            QTRY_VERIFY_WITH_TIMEOUT(!page.session.active(), patience);
        }
        QVERIFY(shownAtOnce);
        QVERIFY(showsWhatWasTold());

        QVERIFY(train(test::tinyRun({})));
        QVERIFY(!plot->isVisible());
        QVERIFY(plot->chart().series.front().x.isEmpty());
    }
};

ONESHOT_TEST(TestTrainPage)
#include "tst_train_page.moc"
