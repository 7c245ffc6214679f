#include <QCursor>
#include <QMenu>
#include <QToolButton>
#include <QtTest>

#include "tests/support/test_program.h"
#include "ui/widgets/theme.h"

using namespace oneshot;

class TestMenuButtons : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void aButtonIsReleasedWithItsMenu() {
        ui::applyTheme(ui::Theme::Light);
        QToolButton button;
        QMenu menu;
        menu.addAction(QStringLiteral("Entry"));
        button.setMenu(&menu);
        button.move(300, 300);
        button.show();
        QVERIFY(QTest::qWaitForWindowExposed(&button));
        const auto showMenu = [&](QPoint mouse) {
            QCursor::setPos(mouse);
            button.setAttribute(Qt::WA_UnderMouse);  // it was clicked
            menu.popup(button.mapToGlobal(button.rect().bottomLeft()));
            menu.hide();
        };
        showMenu(button.mapToGlobal(QPoint(200, 200)));
        QVERIFY(!button.underMouse());
        showMenu(button.mapToGlobal(button.rect().center()));  // still on it
        QVERIFY(button.underMouse());
    }
};

ONESHOT_TEST(TestMenuButtons)
#include "tst_menu_buttons.moc"
