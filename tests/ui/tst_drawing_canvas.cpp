#include <QAction>
#include <QTabletEvent>
#include <QUndoStack>
#include <QtTest>
#include <algorithm>
#include <cmath>

#include "tests/support/drawing_desk.h"
#include "tests/support/test_program.h"
#include "ui/widgets/drawing_canvas.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/undo_actions.h"

using namespace oneshot;
using test::Desk;
using test::send;
using test::stylus;
using ui::DrawingCanvas;

class TestDrawingCanvas : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { ui::applyTheme(ui::Theme::Light); }

    void drawsWithTheMouse() {
        Desk desk;
        QSignalSpy changes(&desk.canvas, &DrawingCanvas::changed);
        desk.mouse(QEvent::MouseButtonPress, 20, 30);
        desk.mouse(QEvent::MouseMove, 50, 30);
        QVERIFY(desk.painted(40, 30) > 250);  // while it is drawn
        QCOMPARE(changes.size(), 0);
        desk.mouse(QEvent::MouseButtonRelease, 80, 30);
        QCOMPARE(changes.size(), 1);  // at the pen-up
        QCOMPARE(desk.strokes().size(), 1U);
        const SketchStroke stroke = desk.strokes()[0];
        QCOMPARE(stroke.width, omniglotPenWidth);
        QCOMPARE(stroke.points.size(), 3U);
        QVERIFY(std::abs(stroke.points[1].x - 50) < 0.01F && std::abs(stroke.points[1].y - 30) < 0.01F);
        QVERIFY(desk.painted(70, 30) > 250);
        QVERIFY(desk.painted(70, 40) < 5);
        desk.mouse(QEvent::MouseMove, 50, 90);  // no button: no ink
        QCOMPARE(desk.strokes()[0].points.size(), 3U);
        QMouseEvent right(QEvent::MouseButtonPress, desk.at(9, 9), desk.at(9, 9), Qt::RightButton, Qt::RightButton, {});
        send(&desk.canvas, right);
        desk.mouse(QEvent::MouseButtonRelease, 9, 9);
        QCOMPARE(changes.size(), 1);
    }

    void sameDrawingOnAnyCanvas() {
        Desk small, large;
        large.canvas.resize(900, 840);
        for (Desk* desk : {&small, &large}) {
            const QPointF corner = desk->canvas.paper().topLeft();
            const double scale = desk->canvas.paper().width() / static_cast<double>(sketchSide);
            QTest::mousePress(&desk->canvas, Qt::LeftButton, {}, (corner + QPointF(20, 20) * scale).toPoint());
            QTest::mouseRelease(&desk->canvas, Qt::LeftButton, {}, (corner + QPointF(80, 60) * scale).toPoint());
        }
        QCOMPARE(small.canvas.sketch().drawing().image, large.canvas.sketch().drawing().image);
    }

    void penPressureAndEraserEnd() {
        Desk desk;
        QVERIFY(desk.tablet(QEvent::TabletPress, 20, 50, 0.1));
        QVERIFY(desk.tablet(QEvent::TabletMove, 50, 50, 0.5));
        QVERIFY(desk.tablet(QEvent::TabletMove, 80, 50, 1.0));
        QVERIFY(desk.tablet(QEvent::TabletRelease, 81, 50, 0));
        const SketchStroke stroke = desk.strokes()[0];
        QCOMPARE(stroke.points.size(), 4U);
        QCOMPARE(stroke.points[0].pressure, 0.6F);
        QCOMPARE(stroke.points[1].pressure, 1.0F);
        QCOMPARE(stroke.points[2].pressure, 1.5F);
        QCOMPARE(stroke.points[3].pressure, 1.5F);  // a lifted pen presses no more; the line stays as wide
        QVERIFY(desk.painted(50, 50) > 250);

        const auto eraser = QPointingDevice::PointerType::Eraser;
        desk.tablet(QEvent::TabletPress, 50, 20, 0.5, eraser);
        desk.tablet(QEvent::TabletMove, 50, 80, 0.5, eraser);
        QVERIFY(desk.painted(50, 50) < 5);
        desk.tablet(QEvent::TabletRelease, 50, 80, 0, eraser);
        QVERIFY(desk.strokes()[1].eraser);
        QVERIFY(desk.painted(50, 50) < 5);
        QVERIFY(desk.painted(25, 50) > 200);
        desk.tablet(QEvent::TabletMove, 5, 5, 0);  // hovers
        QCOMPARE(desk.strokes().size(), 2U);
    }

    void theMouseLeavesNoMarkBesideThePen_data() {
        QTest::addColumn<bool>("mouseFirst");
        QTest::addColumn<int>("source");
        for (const bool first : {true, false})
            for (const auto source :
                 {Qt::MouseEventNotSynthesized, Qt::MouseEventSynthesizedBySystem, Qt::MouseEventSynthesizedByQt})
                QTest::addRow("%s, source %d", first ? "mouse first" : "pen first", source) << first << int(source);
    }

    void theMouseLeavesNoMarkBesideThePen() {
        QFETCH(bool, mouseFirst);
        QFETCH(int, source);
        Desk desk;
        QSignalSpy changes(&desk.canvas, &DrawingCanvas::changed);
        // The mouse's places are off, so that a mark of it would show.
        const auto both = [&](QEvent::Type pen, QEvent::Type mouse, double x) {
            const auto sendMouse = [&] { desk.mouse(mouse, x + 10, 80, static_cast<Qt::MouseEventSource>(source)); };
            if (mouseFirst) sendMouse();
            desk.tablet(pen, x, 30);
            if (!mouseFirst) sendMouse();
        };
        for (int stroke = 0; stroke < 3; ++stroke) {
            both(QEvent::TabletPress, QEvent::MouseButtonPress, 20);
            for (int x = 25; x <= 80; x += 5) both(QEvent::TabletMove, QEvent::MouseMove, x);
            both(QEvent::TabletRelease, QEvent::MouseButtonRelease, 80);
            QCOMPARE(changes.size(), stroke + 1);
            QCOMPARE(desk.strokes().size(), static_cast<std::size_t>(stroke + 1));
        }
        Desk alone;
        for (int stroke = 0; stroke < 3; ++stroke) {
            alone.tablet(QEvent::TabletPress, 20, 30);
            for (int x = 25; x <= 80; x += 5) alone.tablet(QEvent::TabletMove, x, 30);
            alone.tablet(QEvent::TabletRelease, 80, 30);
        }
        QCOMPARE(desk.canvas.sketch().drawing().image, alone.canvas.sketch().drawing().image);
        QCOMPARE(desk.strokes()[0].points.size(), alone.strokes()[0].points.size());
        QVERIFY(desk.painted(50, 80) < 5);
        // All of the mouse's events after all of the pen's.
        desk.mouseLine(20, 90, 80, 90);
        QCOMPARE(desk.strokes().size(), 3U);
        QVERIFY(desk.painted(50, 90) < 5);
    }

    void aLineOfTheMouseJustBeforeThePenIsTakenBack() {
        for (const auto& [lead, lines] : {std::pair(100, 1U), {101, 2U}}) {
            Desk desk;
            desk.time = 1000;
            desk.mouseLine(20, 80, 80, 80);
            QCOMPARE(desk.strokes().size(), 1U);
            desk.time += static_cast<quint64>(lead);
            desk.tablet(QEvent::TabletPress, 20, 30);
            desk.tablet(QEvent::TabletMove, 80, 30);
            desk.tablet(QEvent::TabletRelease, 80, 30);
            QCOMPARE(desk.strokes().size(), lines);
            QCOMPARE(desk.painted(50, 80) > 250, lines == 2);
            QVERIFY(desk.painted(50, 30) > 250);
        }
        // Not what was undone or done since.
        Desk desk;
        desk.time = 1000;
        desk.mouseLine(20, 20, 80, 20);
        desk.mouseLine(20, 80, 80, 80);
        desk.undo.undo();
        desk.tablet(QEvent::TabletPress, 20, 50);
        desk.tablet(QEvent::TabletRelease, 80, 50);
        QCOMPARE(desk.strokes().size(), 2U);
    }

    void onlyTheLeftButtonEndsALine() {
        Desk desk;
        desk.tablet(QEvent::TabletPress, 20, 30);
        QTabletEvent barrel(QEvent::TabletRelease, stylus(QPointingDevice::PointerType::Pen), desk.at(50, 30),
                            desk.canvas.mapToGlobal(desk.at(50, 30)), 0.5, 0, 0, 0, 0, 0, {}, Qt::RightButton,
                            Qt::LeftButton);
        send(&desk.canvas, barrel);
        QCOMPARE(desk.strokes().size(), 0U);
        desk.tablet(QEvent::TabletRelease, 80, 30);
        QCOMPARE(desk.strokes().size(), 1U);
    }

    void theMouseDrawsAgainOnceThePenIsAway() {
        Desk desk;
        desk.tablet(QEvent::TabletPress, 20, 30);
        desk.tablet(QEvent::TabletRelease, 80, 30);
        QTRY_VERIFY([&] {
            desk.mouseLine(20, 90, 80, 90);
            return desk.strokes().size() >= 2;
        }());
    }

    void oneFingerDraws() {
        Desk desk;
        QPointingDevice* screen = QTest::createTouchDevice();  // Qt keeps it
        const auto place = [&](double x, double y) { return desk.at(x, y).toPoint(); };
        QTest::touchEvent(&desk.canvas, screen).press(0, place(20, 20), &desk.canvas);
        QTest::touchEvent(&desk.canvas, screen).move(0, place(50, 20), &desk.canvas);
        QTest::touchEvent(&desk.canvas, screen).stationary(0).press(1, place(50, 90), &desk.canvas);
        QTest::touchEvent(&desk.canvas, screen)
            .move(0, place(60, 20), &desk.canvas)
            .move(1, place(80, 90), &desk.canvas);
        QTest::touchEvent(&desk.canvas, screen).stationary(0).release(1, place(80, 90), &desk.canvas);
        QTest::touchEvent(&desk.canvas, screen).release(0, place(80, 20), &desk.canvas);
        QCOMPARE(desk.strokes().size(), 1U);
        const SketchStroke stroke = desk.strokes()[0];
        for (const SketchPoint& point : stroke.points) QVERIFY(std::abs(point.y - 20) < 1);
        QVERIFY(std::abs(stroke.points.back().x - 80) < 1);
        // A hand that leans on the screen beside the pen.
        desk.tablet(QEvent::TabletPress, 20, 50);
        QTest::touchEvent(&desk.canvas, screen).press(0, place(90, 90), &desk.canvas);
        desk.tablet(QEvent::TabletRelease, 80, 50);
        QTest::touchEvent(&desk.canvas, screen).release(0, place(90, 90), &desk.canvas);
        QCOMPARE(desk.strokes().size(), 2U);
    }

    void widthEraserAndKeys() {
        Desk desk;
        desk.canvas.setLineWidth(8);
        desk.mouseLine(20, 50, 80, 50);
        QCOMPARE(desk.strokes()[0].width, 8.0F);
        desk.canvas.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&desk.canvas));
        desk.canvas.setFocus();
        QTest::keyClick(&desk.canvas, Qt::Key_E);
        QVERIFY(desk.canvas.eraserAction()->isChecked());
        desk.mouseLine(50, 20, 50, 80);
        QVERIFY(desk.strokes()[1].eraser);
        QVERIFY(desk.painted(50, 50) < 5);
        QTest::keyClick(&desk.canvas, Qt::Key_E);
        QTest::keyClick(&desk.canvas, Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(desk.painted(50, 50) > 250);
        QTest::keyClick(&desk.canvas, Qt::Key_Y, Qt::ControlModifier);
        QVERIFY(desk.painted(50, 50) < 5);
        QTest::keyClick(&desk.canvas, Qt::Key_Z, Qt::ControlModifier);
        QTest::keyClick(&desk.canvas, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(desk.painted(50, 50) < 5);
        QCOMPARE(desk.actions.undo()->text(), QStringLiteral("Undo eraser"));
        QTest::keyClick(&desk.canvas, Qt::Key_Delete);
        QVERIFY(desk.canvas.sketch().empty());
        QVERIFY(desk.painted(25, 50) < 5);
        QTest::keyClick(&desk.canvas, Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(desk.painted(25, 50) > 250);
        QVERIFY(desk.painted(50, 50) < 5);
    }

    void undoWhileDrawingTakesTheLineAway() {
        Desk desk;
        desk.mouseLine(20, 20, 80, 20);
        desk.mouse(QEvent::MouseButtonPress, 20, 60);
        desk.mouse(QEvent::MouseMove, 80, 60);
        desk.canvas.clearAction()->trigger();
        desk.mouse(QEvent::MouseButtonRelease, 80, 60);
        QVERIFY(desk.canvas.sketch().empty());
        QVERIFY(desk.painted(50, 60) < 5);
        desk.undo.undo();
        QCOMPARE(desk.strokes().size(), 1U);
    }

    void paintsInTheThemesColours() {
        Desk desk;
        desk.mouseLine(20, 50, 80, 50);
        ui::applyTheme(ui::Theme::Dark);
        QTRY_VERIFY(desk.canvas.palette().color(QPalette::Base).lightness() < 100);
        QVERIFY(desk.painted(50, 50) > 250);  // light ink now
        QVERIFY(desk.painted(50, 80) < 5);
        ui::applyTheme(ui::Theme::Light);
    }

    void paintsPlacedImages() {
        Desk desk;
        Image image{1, sketchSide, sketchSide, std::vector<std::uint8_t>(sketchSide * sketchSide)};
        for (int x = 0; x < 50; ++x)
            for (int y = 0; y < sketchSide; ++y) image.pixels[static_cast<std::size_t>(y) * sketchSide + x] = 255;
        desk.canvas.place(image);
        QVERIFY(desk.painted(25, 50) > 250);
        QVERIFY(desk.painted(75, 50) < 5);
        desk.undo.undo();
        QVERIFY(desk.painted(25, 50) < 5);
    }
};

ONESHOT_TEST(TestDrawingCanvas)
#include "tst_drawing_canvas.moc"
