#include <QApplication>
#include <QtTest>

#include "tests/support/test_program.h"
#include "ui/widgets/theme.h"

using namespace oneshot;

namespace {

QPalette twoColours(const QColor& ground, const QColor& text) {
    QPalette palette;
    for (const auto role : {QPalette::Window, QPalette::Base, QPalette::Button}) palette.setColor(role, ground);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) palette.setColor(role, text);
    return palette;
}

}  // namespace

class TestTheme : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void measuresContrast() {
        QCOMPARE(ui::contrastOf(Qt::black, Qt::white), 21.0);
        QCOMPARE(ui::contrastOf(Qt::white, Qt::black), 21.0);
        QCOMPARE(ui::contrastOf(Qt::red, Qt::red), 1.0);
    }

    void knowsPalettesOfHighContrast() {
        QVERIFY(ui::isHighContrast(twoColours(Qt::black, Qt::white)));
        QVERIFY(ui::isHighContrast(twoColours(Qt::white, Qt::black)));
        QVERIFY(!ui::isHighContrast(twoColours(QColor(0xef, 0xef, 0xef), Qt::black)));  // Fusion's own
        QVERIFY(!ui::isHighContrast(twoColours(QColor(0x1a, 0x1c, 0x20), QColor(0xe4, 0xe7, 0xeb))));
    }

    void sharpensWhatIsLeftToShades() {
        for (const bool dark : {true, false}) {
            const QColor ground = dark ? Qt::black : Qt::white, text = dark ? Qt::white : Qt::black;
            const QPalette palette = ui::sharpened(twoColours(ground, text));
            for (const auto role : {QPalette::Mid, QPalette::Dark, QPalette::PlaceholderText, QPalette::ToolTipText,
                                    QPalette::BrightText})
                QCOMPARE(palette.color(role), text);
            for (const auto role : {QPalette::Midlight, QPalette::AlternateBase, QPalette::ToolTipBase})
                QCOMPARE(palette.color(role), ground);
            QCOMPARE(ui::isDark(palette), dark);
        }
    }

    void followsTheSystemOnlyWhereItIsAsked() {
        const bool systemIsDark = ui::isDark(QApplication::palette());  // before the first theme
        ui::applyTheme(ui::Theme::Light);
        QVERIFY(!ui::isDark(QApplication::palette()));
        ui::applyTheme(ui::Theme::Dark);
        QVERIFY(ui::isDark(QApplication::palette()));
        ui::applyTheme(ui::Theme::System);
        QCOMPARE(ui::isDark(QApplication::palette()), systemIsDark);
    }
};

ONESHOT_TEST(TestTheme)
#include "tst_theme.moc"
