#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>
#include <QVBoxLayout>
#include <QtTest>
#include <memory>

#include "tests/support/test_program.h"
#include "ui/widgets/layout_parts.h"

using namespace oneshot;

class TestLayoutParts : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    /// What is in a part needs more room than before, and what is around the splitter hears of it.
    void aSplitterTellsWhatItsPartsNeed() {
        auto* growing = new QLabel(QStringLiteral("growing"));
        auto* part = new QWidget;
        part->setLayout(ui::columnLayout(0, {growing}));
        const std::unique_ptr<QScrollArea> scroll(
            ui::scrolled(ui::splitter("parts", Qt::Vertical, {{new QLabel(QStringLiteral("above")), 50}, {part, 50}})));
        scroll->resize(300, 200);
        scroll->show();
        QVERIFY(QTest::qWaitForWindowExposed(scroll.get()));
        QCOMPARE(scroll->verticalScrollBar()->maximum(), 0);
        growing->setMinimumHeight(400);
        QTRY_VERIFY(scroll->verticalScrollBar()->maximum() >= 200);
        growing->setMinimumHeight(10);
        QTRY_COMPARE(scroll->verticalScrollBar()->maximum(), 0);
    }
};

ONESHOT_TEST(TestLayoutParts)
#include "tst_layout_parts.moc"
