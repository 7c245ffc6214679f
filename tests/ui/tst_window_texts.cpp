// Texts of the window: tooltips can be read, names are shown as they are, and paths are copied as they are.
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QMessageBox>
#include <QSpinBox>
#include <QTableView>
#include <QToolButton>
#include <QToolTip>
#include <QtTest>

#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "tests/support/files.h"
#include "tests/support/looks.h"
#include "tests/support/made_up_run.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"
#include "tests/support/window_driver.h"
#include "ui/fields/dataset_dialog.h"
#include "ui/fields/dataset_field.h"
#include "ui/widgets/theme.h"

using namespace oneshot;
using test::patience;

namespace {

/// The window of the tooltip that is shown.
QLabel* shownTip() {
    for (QWidget* widget : QApplication::topLevelWidgets())
        if (widget->inherits("QTipLabel") && widget->isVisible()) return qobject_cast<QLabel*>(widget);
    return nullptr;
}

/// Whether a text holds the markup that the names of this test are made of: no text of our own is underlined.
bool looksLikeMarkup(const QString& text) {
    return text.contains(QStringLiteral("<u>")) || text.contains(QStringLiteral("<img"));
}

}  // namespace

class TestWindowTexts : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

    static QList<QLabel*> visibleLabels() {
        QList<QLabel*> labels;
        for (QWidget* widget : QApplication::allWidgets())
            if (auto* label = qobject_cast<QLabel*>(widget); label && label->isVisible()) labels += label;
        return labels;
    }

    /// The labels and tooltips on the screen that hold markup of a name, in this format.
    static QStringList namesShownAs(Qt::TextFormat format) {
        QStringList names;
        for (const QLabel* label : visibleLabels())
            if (looksLikeMarkup(label->text()) && label->textFormat() == format) names += label->text();
        return names;
    }
    /// Those that are read as markup: there should be none.
    static QString richNames() {
        return (namesShownAs(Qt::AutoText) + namesShownAs(Qt::RichText) + namesShownAs(Qt::MarkdownText)).join(u'\n');
    }

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        setHomeFolder(folder_ / "home");
    }
    void cleanup() { QToolTip::hideText(); }

    void tooltipsAreReadableInBothThemes() {
        test::WindowDriver driver;
        const auto* button = driver.find<QToolButton>("nav.runs");
        for (const ui::Theme theme : {ui::Theme::Light, ui::Theme::Dark, ui::Theme::Light}) {
            driver.window.setTheme(theme);  // with the tooltip of the theme before still on the screen
            if (!shownTip()) QToolTip::showText(QPoint(200, 200), button->toolTip(), &driver.window);
            QVERIFY(shownTip());
            QCOMPARE(shownTip()->text(), button->toolTip());
            const double contrast = test::textContrast(shownTip()->grab().toImage());
            QVERIFY2(contrast >= 4.5, qPrintable(QString::number(contrast)));
        }
    }

    void labelsTooltipsAndBoxesShowMarkupAsItIs() {
        const test::WindowDriver driver;
        QLabel plain(QStringLiteral("<u>x</u>")), rich;
        rich.setTextFormat(Qt::RichText);
        plain.show();
        rich.show();
        QCOMPARE(plain.textFormat(), Qt::PlainText);
        QCOMPARE(rich.textFormat(), Qt::RichText);
        QToolTip::showText(QPoint(200, 200), QStringLiteral("<img src=x>"), &plain);
        QVERIFY(shownTip());
        QCOMPARE(shownTip()->textFormat(), Qt::PlainText);
        QToolTip::hideText();
        QMessageBox box(QMessageBox::Warning, {}, QStringLiteral("<u>x</u>"));
        box.setInformativeText(QStringLiteral("<u>y</u>"));
        box.show();
        QTRY_COMPARE(namesShownAs(Qt::PlainText).size(), 3);  // the label and both texts of the box
    }

    void namesOfStrangersAreShownAsTheyAre() {
        const auto folder = folder_ / "<u>data & more";
        const auto pictures = test::tinyOmniglot(1, 6, 4);
        std::vector<ContainedFile> files;
        for (const std::string alphabet : {"<u>x", "<img src=x>"})
            for (const std::string character : {"<u>one", "<img src=one>", "R&D"})
                for (int drawer = 0; drawer < 4; ++drawer)
                    files.push_back({alphabet + '/' + character + '/' + std::to_string(drawer) + ".png",
                                     pictures[files.size()].bytes});
        test::writeFolder(folder, files);
        std::filesystem::rename(test::writeMadeUpRun(runsFolder(), 1), runsFolder() / "<u>run");
        test::WindowDriver driver;
        session::DataChoice& choice = driver.window.workspace().background();
        choice.choosePath(QString::fromStdString(folder.string()));
        QTRY_VERIFY_WITH_TIMEOUT(!choice.isOpening(), patience);
        QCOMPARE(choice.error(), QString());
        QVERIFY(driver.find<QToolButton>("dataset.choose")->toolTip().contains(QStringLiteral("<u>data & more")));
        QVERIFY(driver.find<QToolButton>("dataset.choose")->text().contains(QStringLiteral("&&")));
        driver.find<ui::DatasetField>("train.background")->showDetails();
        QTRY_VERIFY(driver.window.findChild<ui::DatasetDialog*>());
        QVERIFY(!namesShownAs(Qt::PlainText).isEmpty());
        QCOMPARE(richNames(), QString());
        driver.window.findChild<ui::DatasetDialog*>()->reject();

        driver.find<QToolButton>("nav.tasks")->click();
        driver.find<QSpinBox>("tasks.ways")->setValue(3);
        QTRY_VERIFY_WITH_TIMEOUT(!namesShownAs(Qt::PlainText).isEmpty(), patience);
        QCOMPARE(richNames(), QString());
        driver.find<QToolButton>("nav.runs")->click();
        auto* runs = driver.find<QTableView>("runs.table");
        QTRY_COMPARE_WITH_TIMEOUT(runs->model()->rowCount(), 1, patience);
        runs->selectRow(0);
        driver.find<QToolButton>("runs.tab.notes")->click();
        QTRY_VERIFY_WITH_TIMEOUT(!namesShownAs(Qt::PlainText).isEmpty(), patience);
        QCOMPARE(richNames(), QString());
        for (const QWidget* widget : driver.window.findChildren<QWidget*>()) {
            if (!looksLikeMarkup(widget->toolTip())) continue;
            QToolTip::hideText();
            QToolTip::showText(QPoint(200, 200), widget->toolTip(), &driver.window);
            QTRY_VERIFY(shownTip() && shownTip()->text() == widget->toolTip());
            QCOMPARE(shownTip()->textFormat(), Qt::PlainText);
            QToolTip::hideText();
        }
    }

    void pathsAreCopiedAsTheyAre() {
        test::WindowDriver driver;
        session::DataChoice& choice = driver.window.workspace().background();
        const QString path =
            QString::fromStdString((folder_ / "a folder/with many/parts/of/a/long/path/x.zip").string());
        choice.choosePath(path);
        QTRY_VERIFY_WITH_TIMEOUT(!choice.isOpening(), patience);
        QLabel* told = nullptr;
        for (QLabel* label : visibleLabels()) {
            QVERIFY2(!label->text().contains(QChar(0x200b)), qPrintable(label->text()));
            if (label->text().contains(path) && label->textInteractionFlags() & Qt::TextSelectableByMouse) told = label;
        }
        QVERIFY(told);
        told->setSelection(static_cast<int>(told->text().indexOf(path)), static_cast<int>(path.size()));
        QTest::keySequence(told, QKeySequence(QKeySequence::Copy));
        QCOMPARE(QApplication::clipboard()->text(), path);
        QVERIFY(told->heightForWidth(told->width()) > 2 * told->fontMetrics().height());  // it is broken at the slashes
        QTRY_VERIFY(told->height() >= told->heightForWidth(told->width()));               // once it is laid out
    }
};

ONESHOT_TEST(TestWindowTexts)
#include "tst_window_texts.moc"
