#include <QMessageBox>
#include <QSvgRenderer>
#include <QWheelEvent>
#include <QtTest>

#include "core/base/random.h"
#include "tests/support/files.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"
#include "ui/widgets/map_marker.h"
#include "ui/widgets/map_view.h"
#include "ui/widgets/theme.h"

using namespace oneshot;
using test::patience;
using ui::MapDot;
using ui::MapSection;
using ui::MapView;

namespace {

/// So many points with a drawing each, in groups of ten; vectors have no picture.
std::vector<MapDot> dots(int count, bool vectors = false) {
    std::vector<Drawing> drawings(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i)
        if (vectors)
            drawings[i].features = {static_cast<float>(i)};
        else
            drawings[i].image = test::numberedImage(i % 200);
    const DrawingStore store(std::move(drawings));
    std::vector<MapDot> made;
    for (int i = 0; i < count; ++i)
        made.push_back({store, static_cast<DrawingId>(i), i / 10, false, QStringLiteral("Alpha, character%1").arg(i)});
    return made;
}

/// In the middle, and 5 to the right, to the left, above and below.
const MapPositions cross{{0, 0}, {5, 0}, {-5, 0}, {0, 5}, {0, -5}};

struct Shown {
    explicit Shown(std::vector<MapDot> points = dots(5), const MapPositions& positions = cross) {
        view.setDots(std::move(points));
        view.setPositions(positions);
        view.resize(400, 300);
        view.show();
    }
    QPoint at(int dot) { return view.placeOf(dot).toPoint(); }
    void move(QPointF to, Qt::MouseButtons buttons = {}) {
        QMouseEvent event(QEvent::MouseMove, to, view.mapToGlobal(to), Qt::NoButton, buttons, {});
        QApplication::sendEvent(&view, &event);
    }
    void wheel(QPointF about, int angle) {
        QWheelEvent event(about, view.mapToGlobal(about), {}, {0, angle}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(&view, &event);
    }
    QImage image() { return view.grab().toImage(); }
    MapView view;
};

bool near(QPointF a, QPointF b, double tolerance = 1e-6) {
    if (std::abs(a.x() - b.x()) <= tolerance && std::abs(a.y() - b.y()) <= tolerance) return true;
    qWarning() << a << "is not" << b;
    return false;
}

}  // namespace

class TestMapView : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

  private Q_SLOTS:
    void initTestCase() { ui::applyTheme(ui::Theme::Light); }

    /// 26 pixels are left around the whole: 148 of 200 for a width of 10, so 14.8 pixels a unit.
    void sectionShowsTheWhole() {
        MapSection section;
        section.setSize({200, 100});
        section.showWhole({{0, 0}, {10, 0}});
        QVERIFY(near(section.placeOf({0, 0}), {26, 50}));
        QVERIFY(near(section.placeOf({10, 0}), {174, 50}));
        section.showWhole({{0, 0}, {0, 4}});  // 48 of 100 for 4, y upwards
        QVERIFY(near(section.placeOf({0, 0}), {100, 74}));
        QVERIFY(near(section.placeOf({0, 4}), {100, 26}));
        section.showWhole({{3, 3}, {3, 3}});
        QVERIFY(near(section.placeOf({3, 3}), {100, 50}));
    }

    void sectionZoomsAboutAPoint() {
        MapSection section;
        section.setSize({200, 100});
        const MapPositions whole{{0, 0}, {10, 0}};
        section.showWhole(whole);
        section.zoom(2, {26, 50}, whole);
        QVERIFY(near(section.placeOf({0, 0}), {26, 50}));
        QVERIFY(near(section.placeOf({10, 0}), {26 + 296, 50}));
        section.moveBy({-10, 5});
        QVERIFY(near(section.placeOf({0, 0}), {16, 55}));
        section.zoom(1e9, {16, 55}, whole);  // ends at 500 times the whole
        QVERIFY(near(section.placeOf({10, 0}), {16 + 500 * 148, 55}, 1e-3));
        section.zoom(1e-9, {16, 55}, whole);  // and at half of it
        QVERIFY(near(section.placeOf({10, 0}), {16 + 74, 55}));
    }

    void goesToTheNextInADirection() {
        for (int i = 1; i < 5; ++i) {
            const int back = i % 2 == 1 ? i + 1 : i - 1;
            const double dx = cross[i].x / 5, dy = cross[i].y / 5;
            QCOMPARE(ui::nextPosition(cross, cross[0], dx, dy), i);
            QCOMPARE(ui::nextPosition(cross, cross[i], dx, dy), -1);
            QCOMPARE(ui::nextPosition(cross, cross[i], -dx, -dy), 0);
            QCOMPARE(ui::nextPosition(cross, cross[back], dx, dy), 0);
        }
        QCOMPARE(ui::nearestPosition(cross, {4, 1}), 1);
        QCOMPARE(ui::nearestPosition({}, {4, 1}), -1);
    }

    void isWalkedByKeys() {
        Shown shown;
        QSignalSpy moved(&shown.view, &MapView::currentChanged), chosen(&shown.view, &MapView::activated);
        QTest::keyClick(&shown.view, Qt::Key_Return);
        QVERIFY(chosen.isEmpty());  // there is none yet
        for (const auto& [key, dot] : {std::pair{Qt::Key_Down, 0},
                                       {Qt::Key_Right, 1},
                                       {Qt::Key_Left, 0},
                                       {Qt::Key_Up, 3},
                                       {Qt::Key_Down, 0},
                                       {Qt::Key_Down, 4}}) {
            QTest::keyClick(&shown.view, key);  // the first goes to what is nearest the middle
            QCOMPARE(shown.view.current(), dot);
        }
        QTest::keyClick(&shown.view, Qt::Key_Down);
        QCOMPARE(shown.view.current(), 4);  // nothing lies beyond
        QCOMPARE(moved.size(), 6);
        QTest::keyClick(&shown.view, Qt::Key_Return);
        QCOMPARE(chosen, QList<QList<QVariant>>{{4}});

        const QPointF whole = shown.view.placeOf(1);
        QTest::keyClick(&shown.view, Qt::Key_Plus);
        QVERIFY(!shown.view.showsWhole());
        QVERIFY(shown.view.placeOf(1).x() > whole.x() + 10);
        QTest::keyClick(&shown.view, Qt::Key_Minus);
        QVERIFY(near(shown.view.placeOf(1), whole));
        QTest::keyClick(&shown.view, Qt::Key_Plus);
        QTest::keyClick(&shown.view, Qt::Key_0);
        QVERIFY(shown.view.showsWhole());
        QVERIFY(near(shown.view.placeOf(1), whole));
    }

    void keepsItsKeysFromThePage() {
        Shown shown;
        for (const Qt::Key key : {Qt::Key_Left, Qt::Key_Up, Qt::Key_0, Qt::Key_Plus}) {
            QKeyEvent asks(QEvent::ShortcutOverride, key, Qt::NoModifier);
            asks.ignore();
            QApplication::sendEvent(&shown.view, &asks);
            QVERIFY(asks.isAccepted());
        }
        for (const auto& [key, modifier] :
             {std::pair{Qt::Key_N, Qt::NoModifier}, {Qt::Key_0, Qt::ControlModifier}}) {  // Ctrl+0 goes to Learn
            QKeyEvent other(QEvent::ShortcutOverride, key, modifier);
            other.ignore();
            QApplication::sendEvent(&shown.view, &other);
            QVERIFY(!other.isAccepted());
        }
    }

    void isWalkedByMouse() {
        Shown shown;
        QTest::mouseClick(&shown.view, Qt::LeftButton, {}, shown.at(3));
        QCOMPARE(shown.view.current(), 3);
        QTest::mouseClick(&shown.view, Qt::LeftButton, {}, QPoint(8, 8));  // where there is nothing
        QCOMPARE(shown.view.current(), 3);

        const QPointF before = shown.view.placeOf(0);
        QTest::mousePress(&shown.view, Qt::LeftButton, {}, QPoint(60, 60));
        shown.move({90, 50}, Qt::LeftButton);
        shown.move({100, 40}, Qt::LeftButton);
        QTest::mouseRelease(&shown.view, Qt::LeftButton, {}, QPoint(100, 40));
        QVERIFY(near(shown.view.placeOf(0), before + QPointF(40, -20)));
        QCOMPARE(shown.view.current(), 3);
        QVERIFY(!shown.view.showsWhole());
        shown.view.setPositions(cross);  // a section stays where it is
        QVERIFY(near(shown.view.placeOf(0), before + QPointF(40, -20)));
        QTest::mouseDClick(&shown.view, Qt::LeftButton, {}, QPoint(60, 60));
        QVERIFY(shown.view.showsWhole());
        QVERIFY(near(shown.view.placeOf(0), before));
    }

    void zoomsAboutTheCursor() {
        Shown shown;
        const QPointF about = shown.view.placeOf(2), other = shown.view.placeOf(1);
        shown.wheel(about, 240);
        QVERIFY(near(shown.view.placeOf(2), about));
        QVERIFY(shown.view.placeOf(1).x() > other.x() + 20);
        shown.wheel(about, -240);
        QVERIFY(near(shown.view.placeOf(1), other));
        // What an arrow goes to is brought into sight.
        for (int i = 0; i < 12; ++i) shown.wheel(about, 120);
        shown.view.setCurrent(1);
        QVERIFY(shown.view.rect().contains(shown.at(1)));
    }

    void saysWhatIsChosen() {
        std::vector<MapDot> points = dots(5);
        points[2].learnt = true;
        Shown shown(points);
        QVERIFY(!shown.view.accessibleName().isEmpty());
        shown.view.setCurrent(1);
        QCOMPARE(shown.view.accessibleDescription(), QStringLiteral("Alpha, character1"));
        shown.view.setCurrent(2);
        QCOMPARE(shown.view.accessibleDescription(), QStringLiteral("Alpha, character2, learnt by the model"));
        const QImage before = shown.image();
        shown.move(shown.view.placeOf(4));
        QVERIFY(shown.image() != before);  // its name and a ring
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(&shown.view, &leave);
        QVERIFY(shown.image() == before);
        shown.view.setEmptyText(QStringLiteral("Nothing yet"));
        shown.view.setDots({});
        shown.view.setEmptyText(QStringLiteral("Nothing yet"));
        QCOMPARE(shown.view.current(), -1);
        QCOMPARE(shown.view.accessibleDescription(), QStringLiteral("Nothing yet"));
    }

    void keepsTheChoiceWhereTheDrawingsStay() {
        Shown shown;
        shown.view.setCurrent(3);
        const auto tile = [](Shown& of) { return of.image().copy(QRect(of.at(1) - QPoint(40, 40), QSize(80, 80))); };
        const QImage before = tile(shown);
        QSignalSpy moved(&shown.view, &MapView::currentChanged);
        std::vector<MapDot> regrouped = dots(5);
        for (MapDot& dot : regrouped) dot.group = 7, dot.learnt = true;
        shown.view.setDots(regrouped);
        QCOMPARE(shown.view.current(), 3);
        QVERIFY(moved.isEmpty());
        QCOMPARE(shown.view.dots()[0].group, 7);
        Shown anew(regrouped);
        QVERIFY(tile(shown) != before);
        QVERIFY(tile(shown) == tile(anew));  // no picture of how they looked before is left
        shown.view.setDots(dots(4));
        QCOMPARE(shown.view.current(), -1);
        QCOMPARE(moved.size(), 1);
    }

    void showsDrawingsFromNear() {
        Random random = makeRandom(1, "positions");
        MapPositions positions;
        for (int i = 0; i < 1000; ++i) positions.push_back({uniform(random), uniform(random)});
        Shown shown(dots(1000), positions);
        QVERIFY(!shown.view.showsDrawings());
        shown.image();
        const QPointF about = shown.view.placeOf(500);
        for (int i = 0; i < 12; ++i) shown.wheel(about, 120);  // 14.5 times as large
        QVERIFY(shown.view.showsDrawings());
        shown.image();
        QTRY_VERIFY_WITH_TIMEOUT(shown.image() == shown.image(), patience);  // all pictures are there
        QVERIFY(Shown().view.showsDrawings());                               // five have room at once
        Shown vectors(dots(5, true));
        QVERIFY(!vectors.image().isNull());
    }

    /// On a large screen more drawings are in sight than are kept otherwise.
    void showsManyDrawingsAtOnce() {
        constexpr int columns = 36, rows = 25;
        MapPositions positions;
        for (int i = 0; i < columns * rows; ++i)
            positions.push_back({static_cast<double>(i % columns), static_cast<double>(i / columns)});
        Shown shown(dots(columns * rows), positions);
        shown.view.resize(1400, 1000);
        QTRY_VERIFY(shown.view.showsDrawings());
        QTRY_VERIFY_WITH_TIMEOUT(shown.image() == shown.image(), patience);  // all are there, and stay
    }

    void marksLearntOnesAndTheOnesLookedAt() {
        Shown plain(dots(5, true));
        std::vector<MapDot> points = dots(5, true);
        for (MapDot& dot : points) dot.learnt = true;
        Shown learnt(points);
        const QColor filled = plain.image().pixelColor(plain.at(1));
        QCOMPARE(filled, ui::mapMarkerColour(0, plain.view.palette()));
        QCOMPARE(learnt.image().pixelColor(learnt.at(1)), learnt.view.palette().color(QPalette::Base));

        points = dots(5, true);
        points[1].group = 1;
        Shown mixed(points);
        mixed.view.setHighlighted(0);
        QCOMPARE(mixed.image().pixelColor(mixed.at(2)), filled);
        const QColor faint = mixed.image().pixelColor(mixed.at(1));
        QVERIFY(faint.lightness() > ui::mapMarkerColour(1, mixed.view.palette()).lightness() + 40);
        mixed.view.setHighlighted(-1);
        QCOMPARE(mixed.image().pixelColor(mixed.at(1)), ui::mapMarkerColour(1, mixed.view.palette()));
    }

    void markersDiffer() {
        for (const ui::Theme theme : {ui::Theme::Dark, ui::Theme::Light}) {
            ui::applyTheme(theme);
            QList<QImage> markers;
            for (int group = 0; group <= ui::mapMarkers; ++group)
                markers += ui::mapMarkerIcon(group, 24, QApplication::palette(), 1).pixmap(24).toImage();
            for (int i = 0; i < ui::mapMarkers; ++i)
                for (int j = 0; j < i; ++j) QVERIFY2(markers[i] != markers[j], qPrintable(QString::number(i)));
            QVERIFY(markers[ui::mapMarkers] == markers[0]);
            // Neighbours of each other in the list are told apart without their colours, too.
            const auto shape = [&](int group) { return markers[group].convertToFormat(QImage::Format_Alpha8); };
            for (int i = 1; i < ui::mapMarkers; ++i) QVERIFY(shape(i) != shape(i - 1));
        }
    }

    void savesWhatIsShown() {
        Shown shown;
        shown.view.setLegend(QStringLiteral("Five drawings"), {QStringLiteral("Alpha"), QStringLiteral("Beta")});
        QSignalSpy saved(&shown.view, &MapView::saved);
        const QString png = QString::fromStdString((folder_ / "map.png").string()),
                      svg = QString::fromStdString((folder_ / "map.svg").string());
        shown.view.saveAs(png);
        shown.view.saveAs(svg);
        QCOMPARE(saved, (QList<QList<QVariant>>{{png}, {svg}}));
        const QImage image(png);
        QVERIFY(image.width() > 2 * 400 && image.height() > 2 * 300);  // and the legend, all of it doubled
        QCOMPARE(image.pixelColor(2, image.height() - 3), QColor(Qt::white));
        const QSvgRenderer drawing(svg);
        QVERIFY(drawing.isValid());
        QCOMPARE(drawing.viewBox().size() * 2, image.size());
        shown.view.saveAs(QString::fromStdString((folder_ / "map.png" / "other.png").string()));
        QTRY_VERIFY(shown.view.findChild<QMessageBox*>(QStringLiteral("map.failed")));
        QCOMPARE(saved.size(), 2);
        shown.view.findChild<QMessageBox*>(QStringLiteral("map.failed"))->close();
    }
};

ONESHOT_TEST(TestMapView)
#include "tst_map_view.moc"
