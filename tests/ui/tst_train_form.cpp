#include <QComboBox>
#include <QScrollArea>
#include <QSplitter>
#include <QToolButton>
#include <QtTest>

#include "core/runs/run_directory.h"
#include "core/training/presets.h"
#include "core/training/schedule.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_run.h"
#include "tests/support/train_stand.h"
#include "ui/pages/train/progress_panel.h"
#include "ui/pages/train/settings_form.h"
#include "ui/pages/train/train_header.h"
#include "ui/widgets/curve_plot.h"
#include "ui/widgets/figure.h"
#include "ui/widgets/theme.h"

using namespace oneshot;
using test::patience;
using Page = test::TrainStand;

/// The form of the Train page and its place in a window, and what is seen before the first evaluation that counts.
class TestTrainForm : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

  private Q_SLOTS:
    void initTestCase() {
        setHomeFolder(folder_ / "home");
        ui::applyTheme(ui::Theme::Light);
    }

    /// Which counts in the unit that is chosen, and in no other.
    void theLengthKeepsWhatWasTyped() {
        Page page;
        auto* unit = page.find<QComboBox>(QStringLiteral("train.horizon.unit"));
        auto* value = page.find<QLineEdit>(QStringLiteral("train.horizon"));
        auto* epochs = page.find<QLineEdit>(QStringLiteral("train.setting.epochs"));
        const LengthSettings& length = page.page.form()->config().length;
        const auto choose = [&](int index) {
            unit->setCurrentIndex(index);
            Q_EMIT unit->activated(index);
        };
        page.type(QStringLiteral("train.horizon"), QStringLiteral("60"));
        QCOMPARE(length.minutes, 60.0);
        choose(1);
        QCOMPARE(value->text(), QStringLiteral("60"));
        QCOMPARE(length.steps, 60);
        QCOMPARE(length.minutes, presetNamed("compact").config.length.minutes);
        choose(2);
        QCOMPARE(value->text(), QStringLiteral("60"));
        QCOMPARE(length.epochs, 60);
        QCOMPARE(epochs->text(), QStringLiteral("60"));
        QCOMPARE(length.steps, stepsOfEpochs(page.page.form()->config(), 60));  // the schedule ends there
        page.type(QStringLiteral("train.setting.pairs_per_step"), QStringLiteral("100"));
        QCOMPARE(length.steps, 60 * 30'000 / 100);
        page.type(QStringLiteral("train.setting.epochs"), QStringLiteral("2"));
        QCOMPARE(value->text(), QStringLiteral("2"));
        QCOMPARE(length.steps, 600);
        page.type(QStringLiteral("train.horizon"), QStringLiteral("0"));
        QVERIFY(page.find<QLabel>(QStringLiteral("train.problem.horizon"))->isVisible());
        choose(0);
        page.type(QStringLiteral("train.horizon"), QStringLiteral("3"));
        QCOMPARE(length.minutes, 3.0);
        QCOMPARE(length.steps, 0);
        QCOMPARE(length.epochs, 0);
        QVERIFY(page.page.form()->fault().isEmpty());
    }

    /// Whichever sections are open: cards and thumbnails stay as they are.
    void theColumnKeepsItsWidth() {
        Page page;
        const auto* column = page.page.findChild<QScrollArea*>();
        const auto width = [&] {
            for (int round = 0; round < 3; ++round) QCoreApplication::processEvents();
            return std::pair(column->minimumSizeHint().width(), column->width());
        };
        const auto before = width();
        for (QToolButton* group : page.page.findChildren<QToolButton*>()) {
            if (!group->objectName().startsWith(QStringLiteral("train.group."))) continue;
            group->click();
            QVERIFY2(width() == before, qPrintable(group->objectName()));
        }
    }

    /// Beside each other where there is room, else one below the other; nothing is cut off.
    void columnsStackWhereItIsNarrow() {
        Page page;
        auto* columns = page.find<QSplitter>(QStringLiteral("train.splitter"));
        QCOMPARE(columns->orientation(), Qt::Horizontal);
        const int least = page.page.minimumSizeHint().width();
        QVERIFY2(least < 740, QByteArray::number(least));  // of 1024, beside the rail
        page.page.setMinimumSize(300, 300);                // as a page of the window, which has no minimum of its own
        page.page.resize(std::max(least, 600), 640);
        QTRY_COMPARE(columns->orientation(), Qt::Vertical);
        for (const QScrollArea* column : page.page.findChildren<QScrollArea*>())
            QTRY_VERIFY(column->widget()->width() <= column->viewport()->width());
        page.page.resize(1072, 760);
        QTRY_COMPARE(columns->orientation(), Qt::Horizontal);
    }

    /// A third chart is no reason to put the settings above the curves.
    void chartsOfAMemoryStackBeforeTheColumnsDo() {
        Page page;
        page.page.resize(815, 560);  // of 1024x640, beside the rail
        auto* columns = page.find<QSplitter>(QStringLiteral("train.splitter"));
        QTRY_COMPARE(columns->orientation(), Qt::Horizontal);
        auto* progress = page.page.findChild<ui::ProgressPanel*>();
        TrainingConfig config = presetNamed("mann").config;
        progress->clear(config);
        const auto* loss = page.find<QWidget>(QStringLiteral("train.plot.loss"));
        const auto* memory = page.find<QWidget>(QStringLiteral("train.plot.presentations"));
        const auto topOf = [&](const QWidget* plot) { return plot->mapTo(progress, QPoint()).y(); };
        QTRY_VERIFY(memory->isVisible() && topOf(memory) >= topOf(loss) + loss->height());
        QCOMPARE(columns->orientation(), Qt::Horizontal);
        page.page.resize(1600, 760);
        QTRY_COMPARE(topOf(memory), topOf(loss));
    }

    void aLongStatusMovesNothing() {
        ui::TrainHeader header;
        header.resize(700, header.sizeHint().height());
        header.setStatus(QStringLiteral("Short"), false);
        const int height = header.sizeHint().height(), narrow = header.heightForWidth(700);
        const QString words = QStringLiteral("Training on data of a long name · ").repeated(20);
        header.setStatus(words, false);
        QCOMPARE(header.sizeHint().height(), height);
        QCOMPARE(header.heightForWidth(700), narrow);
        QVERIFY(header.findChild<QLabel*>(QStringLiteral("train.status"))->toolTip().contains(words.trimmed()));
        header.setComplete(true);
        QCOMPARE(header.sizeHint().height(), height);
    }

    void presetsHaveNamesForPeople() {
        Page page;
        page.find<QComboBox>(QStringLiteral("train.preset"))->setCurrentText(QStringLiteral("koch2015"));
        Q_EMIT page.find<QComboBox>(QStringLiteral("train.preset"))->activated(2);
        QVERIFY(test::says(page.page.form(), QStringLiteral("Siamese network, Koch 2015")));
        QSet<std::string> titles;
        for (const Preset& preset : presets()) titles.insert(preset.title);
        QCOMPARE(titles.size(), static_cast<qsizetype>(presets().size()));
    }

    /// First looks are a curve beside the accuracy, with the tasks that they ask; they are not the accuracy.
    void earlyEvaluationsDrawTheBeginning() {
        Page page;
        auto* plot = page.find<ui::CurvePlot>(QStringLiteral("train.plot.accuracy"));
        TrainingConfig config = test::tinyRun({}, 1'000'000).config;
        config.validation.intervalSteps = 1'000'000;
        config.validation.early = true;
        page.page.form()->setConfig(config);
        page.workspace.background().choose(
            QStringLiteral("glyphs:alphabet-count=2,characters-per-alphabet=6,drawer-count=4"));
        page.workspace.validation().choose({});
        QVERIFY(page.ready());
        page.start()->click();
        QTRY_VERIFY_WITH_TIMEOUT(plot->chart().series.size() == 2 && plot->chart().series[1].x.size() > 1, patience);
        page.session.stop();
        QTRY_VERIFY_WITH_TIMEOUT(!page.session.active(), patience);
        const report::Series& early = plot->chart().series[1];
        QVERIFY(early.name.contains(QStringLiteral("102 tasks")));  // 34 support sets of three ways
        QCOMPARE(early.x.first(), 0.0);
        QVERIFY(early.x.size() >= 2);  // 10, or where it was stopped
        QCOMPARE(early.low.size(), early.x.size());
        QVERIFY(plot->chart().series[0].x.isEmpty());
        QVERIFY(early.style != plot->chart().series[0].style);
        QVERIFY(page.find<QLabel>(QStringLiteral("train.figure.last"))->text() != ui::Figure::none);
        QCOMPARE(page.find<QLabel>(QStringLiteral("train.figure.best"))->text(), ui::Figure::none);
    }
};

ONESHOT_TEST(TestTrainForm)
#include "tst_train_form.moc"
