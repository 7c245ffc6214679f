#include <QDir>
#include <QHelpEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QtTest>

#include "tests/support/failure.h"
#include "tests/support/places.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"
#include "ui/widgets/support_grid.h"
#include "ui/widgets/theme.h"

using namespace oneshot;
using ui::SupportGrid;
using ui::WayCell;
using ui::WayVerdict;
using Mark = WayVerdict::Mark;

namespace {

std::vector<WayCell> cells(int ways, int shots = 1) {
    std::vector<WayCell> made;
    for (int way = 0; way < ways; ++way) {
        WayCell cell;
        for (int shot = 0; shot < shots; ++shot) cell.drawings.push_back(test::numberedImage(way * 8 + shot));
        cell.name = QStringLiteral("Alpha, character%1").arg(way + 1);
        cell.verdicts = {{QStringLiteral("0.5"), 1.0 / ways, way + 1, Mark::None},
                         {QStringLiteral("p 0.25"), 0.5, ways - way, Mark::None}};
        made.push_back(cell);
    }
    return made;
}

struct Shown {
    explicit Shown(std::vector<WayCell> content, QSize size = {640, 460}) {
        grid.setLearners({QStringLiteral("pixels-l2"), QStringLiteral("compact")});
        grid.setCells(std::move(content));
        grid.resize(size);
        grid.show();
    }
    QColor pixel(const QRect& rect, QPoint offset) { return image().pixelColor(rect.topLeft() + offset); }
    QImage image() { return grid.viewport()->grab().toImage(); }
    /// Whether nearly that colour is anywhere in the rectangle.
    bool holds(const QRect& rect, const QColor& colour) {
        const QImage all = image();
        for (int y = rect.top(); y <= rect.bottom(); ++y)
            for (int x = rect.left(); x <= rect.right(); ++x) {
                const QColor at = all.pixelColor(x, y);
                if (std::abs(at.red() - colour.red()) + std::abs(at.green() - colour.green()) +
                        std::abs(at.blue() - colour.blue()) <
                    24)
                    return true;
            }
        return false;
    }
    SupportGrid grid;
};

}  // namespace

class TestSupportGrid : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { ui::applyTheme(ui::Theme::Light); }

    void fitsWhereItCanAndScrollsElse() {
        for (const auto& [ways, shots] : {std::pair{2, 1}, {5, 1}, {20, 1}, {20, 2}}) {
            Shown shown(cells(ways, shots), {700, 480});
            QCOMPARE(shown.grid.verticalScrollBar()->maximum(), 0);
            for (int way = 0; way < ways; ++way) {
                QVERIFY(shown.grid.viewport()->rect().contains(shown.grid.cellRect(way)));
                for (int other = 0; other < way; ++other)
                    QVERIFY(!shown.grid.cellRect(way).intersects(shown.grid.cellRect(other)));
            }
        }
        Shown plain(cells(20), {366, 380});  // without lines of learners cells may be narrower
        plain.grid.setLearners({});
        QCOMPARE(plain.grid.verticalScrollBar()->maximum(), 0);
        Shown many(cells(60));
        QVERIFY(many.grid.verticalScrollBar()->maximum() > 0);
        QVERIFY(many.grid.cellRect(59).right() <= many.grid.viewport()->width());
        many.grid.setCurrent(59);
        QVERIFY(many.grid.viewport()->rect().contains(many.grid.cellRect(59)));
        many.grid.setCurrent(0);
        QVERIFY(many.grid.viewport()->rect().contains(many.grid.cellRect(0)));
        const int columns = many.grid.cellRect(1).top() == many.grid.cellRect(0).top() ? 2 : 1;
        QCOMPARE(columns, 2);
        many.grid.resize(1200, 460);
        QVERIFY(many.grid.cellRect(9).top() == many.grid.cellRect(0).top());
    }

    void goesByArrowsAndMouse() {
        Shown shown(cells(20));
        SupportGrid& grid = shown.grid;
        QSignalSpy moved(&grid, &SupportGrid::currentChanged), chosen(&grid, &SupportGrid::activated);
        QCOMPARE(grid.current(), -1);
        QTest::keyClick(&grid, Qt::Key_Right);
        QCOMPARE(grid.current(), 0);
        QTest::keyClick(&grid, Qt::Key_Right);
        QTest::keyClick(&grid, Qt::Key_Down);
        const int below = grid.current();
        QCOMPARE(grid.cellRect(below).left(), grid.cellRect(1).left());
        QVERIFY(grid.cellRect(below).top() > grid.cellRect(1).top());
        QTest::keyClick(&grid, Qt::Key_Up);
        QTest::keyClick(&grid, Qt::Key_Left);
        QTest::keyClick(&grid, Qt::Key_Left);
        QCOMPARE(grid.current(), 0);
        QTest::keyClick(&grid, Qt::Key_Return);
        QCOMPARE(chosen, QList<QList<QVariant>>{{0}});
        QTest::mouseClick(grid.viewport(), Qt::LeftButton, {}, grid.cellRect(7).center());
        QCOMPARE(grid.current(), 7);
        QTest::mouseDClick(grid.viewport(), Qt::LeftButton, {}, grid.cellRect(8).center());
        QCOMPARE(chosen.last(), QList<QVariant>{8});
        QCOMPARE(moved.last(), QList<QVariant>{8});
        QVERIFY(grid.accessibleDescription().contains(QStringLiteral("character9")));
        grid.setCells(cells(12));
        QCOMPARE(grid.current(), 8);
        grid.setCells(cells(3));
        QCOMPARE(grid.current(), -1);
        QCOMPARE(moved.last(), QList<QVariant>{-1});
        QTest::mouseClick(grid.viewport(), Qt::LeftButton, {}, QPoint(600, 440));
        QCOMPARE(grid.current(), -1);
    }

    void tellsRightAndWrongBySignAndColour() {
        std::vector<WayCell> content = cells(4);
        content[1].answer = true;
        content[1].verdicts[0].mark = Mark::Right;
        content[2].verdicts[1].mark = Mark::Wrong;
        content[3].seen = true;
        for (const ui::Theme theme : {ui::Theme::Light, ui::Theme::Dark}) {
            ui::applyTheme(theme);
            Shown shown(content);
            const SupportGrid& grid = shown.grid;
            const QColor right = SupportGrid::signColour(true, grid.palette());
            const QColor wrong = SupportGrid::signColour(false, grid.palette());
            QVERIFY(!shown.holds(grid.cellRect(0), right) && !shown.holds(grid.cellRect(0), wrong));
            QVERIFY(shown.holds(grid.cellRect(1), right) && !shown.holds(grid.cellRect(1), wrong));
            QVERIFY(shown.holds(grid.cellRect(2), wrong) && !shown.holds(grid.cellRect(2), right));
            for (const int way : {2, 3})  // above the lines of the learners, which may have that colour
                QCOMPARE(shown.holds({grid.cellRect(way).topLeft(), QSize(60, 24)}, QColor(0xe6, 0x9f, 0x00)),
                         way == 3);
            VERIFY_SAYS(grid.wordsOf(1), "right answer");
            VERIFY_SAYS(grid.wordsOf(1), "A pixels-l2: score 0.5, probability 25.0 %, rank 2, its answer: right");
            VERIFY_SAYS(grid.wordsOf(2), "B compact: score p 0.25, probability 50.0 %, rank 2, its answer: wrong");
            VERIFY_SAYS(grid.wordsOf(3), "Learnt from");
            QVERIFY(!grid.wordsOf(2).contains(QStringLiteral("right answer")));
        }
        ui::applyTheme(ui::Theme::Light);
    }

    void isAnsweredByPerson() {
        std::vector<WayCell> content = cells(5);
        Shown shown(content);
        SupportGrid& grid = shown.grid;
        grid.setLearners({});
        const QImage plain = shown.image();
        grid.setNumbered(true);
        QVERIFY(shown.image() != plain);
        QSignalSpy clicked(&grid, &SupportGrid::clicked);
        QTest::mouseClick(grid.viewport(), Qt::LeftButton, {}, grid.cellRect(3).center());
        QTest::mouseClick(grid.viewport(), Qt::RightButton, {}, grid.cellRect(2).center());
        QTest::keyClick(&grid, Qt::Key_Left);
        QCOMPARE(clicked, QList<QList<QVariant>>{{3}});

        content[1].answer = true;
        content[3].wrong = true;
        grid.setCells(content);
        grid.setCurrent(3);
        QVERIFY(shown.holds(grid.cellRect(3), SupportGrid::signColour(false, grid.palette())));
        QVERIFY(!shown.holds(grid.cellRect(1), SupportGrid::signColour(false, grid.palette())));
        VERIFY_SAYS(grid.wordsOf(3), "Your answer, which is wrong");

        const int side = grid.cellRect(0).height();
        grid.setLargestSide(60);
        QVERIFY(grid.cellRect(0).height() < side);
    }

    void namesOnHover() {
        Shown shown(cells(20));
        const QPoint at = shown.grid.cellRect(3).center();
        QHelpEvent hover(QEvent::ToolTip, at, shown.grid.viewport()->mapToGlobal(at));
        QApplication::sendEvent(shown.grid.viewport(), &hover);
        VERIFY_SAYS(QToolTip::text(), "character4");
        QToolTip::hideText();
    }

    void showsDrawingsOfAnyShape() {
        std::vector<WayCell> content = cells(3);
        content[0].drawings = {Image{3, 10, 40, std::vector<std::uint8_t>(1200, 90)}};
        content[1].drawings = {Image{}};
        content[2].drawings = {};
        Shown shown(content);
        QVERIFY(shown.holds(shown.grid.cellRect(0), QColor(165, 165, 165)));
    }
};

ONESHOT_TEST(TestSupportGrid)
#include "tst_support_grid.moc"
