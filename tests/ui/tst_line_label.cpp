#include <QtTest>

#include "tests/support/test_program.h"
#include "ui/widgets/line_label.h"
#include "ui/widgets/theme.h"

using namespace oneshot;

class TestLineLabel : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { ui::applyTheme(ui::Theme::Light); }

    void takesOneLineWhateverItSays() {
        ui::LineLabel label("line");
        const int height = label.sizeHint().height();
        QVERIFY(height > 0);
        label.say(QStringLiteral("A line\nand another one"));
        QCOMPARE(label.sizeHint().height(), height);
        QCOMPARE(label.minimumSizeHint().width(), 0);
        QCOMPARE(label.text(), QStringLiteral("A line\nand another one"));
        QCOMPARE(label.toolTip(), label.text());
        label.setExplanation(QStringLiteral("Why it is so"));
        QCOMPARE(label.toolTip(), QStringLiteral("A line\nand another one\nWhy it is so"));
        label.say({});
        QCOMPARE(label.toolTip(), QStringLiteral("Why it is so"));
    }

    void endsInDotsWhereItDoesNotFit() {
        ui::LineLabel label("line");
        label.say(QStringLiteral("llllllllllllllllllllllllllllllllllllllll"));
        label.resize(label.sizeHint());
        const QImage whole = label.grab().toImage();
        label.resize(whole.width() / 2, whole.height());
        const QImage half = label.grab().toImage();
        QVERIFY(half != whole.copy(half.rect()));  // the end is another
        label.resize(whole.size());
        QVERIFY(label.grab().toImage() == whole);
    }
};

ONESHOT_TEST(TestLineLabel)
#include "tst_line_label.moc"
