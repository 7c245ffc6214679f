#include <QAbstractButton>
#include <QLabel>
#include <QScrollBar>
#include <QSignalSpy>
#include <QtTest>

#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "tests/support/files.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "ui/session/workspace/workspace.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"
#include "ui/window/rail.h"

using namespace oneshot;
using test::patience;

class TestRail : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

    struct Shown {
        session::TrainingSession session;
        session::Workspace workspace{session};
        ui::Rail rail{workspace};

        Shown() {
            for (const char* page : {"learn", "train", "tasks", "draw", "challenge", "runs"})
                rail.addPage(page, QString::fromLatin1(page));
            rail.resize(rail.width(), 600);
            rail.show();
        }
    };

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        setHomeFolder(folder_ / "home");
        ui::applyTheme(ui::Theme::Light);
    }

    void tellsWhichPageIsChosen() {
        Shown shown;
        QSignalSpy chosen(&shown.rail, &ui::Rail::pageChosen);
        QCOMPARE(shown.rail.buttons().size(), 6);
        QVERIFY(shown.rail.button(0)->isChecked());
        QCOMPARE(shown.rail.button(3)->shortcut(), QKeySequence(Qt::CTRL | Qt::Key_3));
        shown.rail.button(3)->click();
        QCOMPARE(chosen, (QList<QList<QVariant>>{{3}}));
        QVERIFY(shown.rail.button(3)->isChecked() && !shown.rail.button(0)->isChecked());
        QVERIFY(!shown.rail.button(6) && !shown.rail.button(-1));
    }

    void scrollsWhereItIsLow() {
        Shown shown;
        QVERIFY(QTest::qWaitForWindowExposed(&shown.rail));
        QCOMPARE(shown.rail.verticalScrollBar()->maximum(), 0);
        shown.rail.resize(shown.rail.width(), 200);
        QTRY_VERIFY(shown.rail.verticalScrollBar()->maximum() > 0);
        QVERIFY(shown.rail.widget()->width() <= shown.rail.viewport()->width());  // nothing is cut off on the right
        shown.rail.ensureWidgetVisible(shown.rail.button(5));
        QVERIFY(shown.rail.viewport()->rect().contains(
            shown.rail.button(5)->mapTo(shown.rail.viewport(), shown.rail.button(5)->rect().center())));
    }

    void isWiderWithLargerFonts() {
        Shown shown;
        const int width = shown.rail.width();
        shown.rail.setFont(ui::scaled(shown.rail.font(), 3));
        QTRY_VERIFY(shown.rail.width() > width);
    }

    void namesTheDataAndWhyTheyCannotBeUsed() {
        Shown shown;
        const auto* button = shown.rail.findChild<QAbstractButton*>(QStringLiteral("dataset.choose"));
        shown.workspace.background().chooseGlyphs();
        QVERIFY(button->accessibleName().contains(QStringLiteral("Built-in glyphs")));
        QCOMPARE(button->text(), QStringLiteral("Built-in glyphs"));  // whole where there is room for it
        shown.workspace.background().choosePath(QStringLiteral("/there/is/no/such/set.zip"));
        QTRY_VERIFY_WITH_TIMEOUT(
            button->toolTip().contains(QStringLiteral("set.zip")) && !shown.workspace.background().error().isEmpty(),
            patience);
        QCOMPARE(button->toolTip(), shown.workspace.background().error());
    }
};

ONESHOT_TEST(TestRail)
#include "tst_rail.moc"
