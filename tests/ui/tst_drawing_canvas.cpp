#include <QAction>
#include <QTabletEvent>
#include <QUndoStack>
#include <QtTest>
#include <algorithm>
#include <cmath>

#include "tests/support/test_program.h"
#include "ui/widgets/drawing_canvas.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/undo_actions.h"

using namespace oneshot;
using ui::DrawingCanvas;

namespace {

QPointingDevice* stylus(QPointingDevice::PointerType type) {
    static QPointingDevice pen(QStringLiteral("pen"), 101, QInputDevice::DeviceType::Stylus,
                               QPointingDevice::PointerType::Pen, QInputDevice::Capability::Pressure, 1, 1);
    static QPointingDevice eraser(QStringLiteral("eraser"), 102, QInputDevice::DeviceType::Stylus,
                                  QPointingDevice::PointerType::Eraser, QInputDevice::Capability::Pressure, 1, 1);
    return type == QPointingDevice::PointerType::Eraser ? &eraser : &pen;
}

bool send(QWidget* widget, QEvent& event) {
    event.setAccepted(false);
    QCoreApplication::sendEvent(widget, &event);
    return event.isAccepted();
}

/// A canvas of 420 x 420 with pen, mouse and fingers at it.
class Desk {
  public:
    Desk() {
        actions.addStack(&undo);
        actions.setActiveStack(&undo);
        canvas.addActions({actions.undo(), actions.redo()});
        canvas.resize(420, 420);
        canvas.setSmoothing(DrawingCanvas::Smoothing::None);
        canvas.show();
    }
    QPointF at(double x, double y) const { return QPointF(x, y) * canvas.paper().width() / sketchSide; }

    bool tablet(QEvent::Type type, double x, double y, double pressure = 0.5,
                QPointingDevice::PointerType pointer = QPointingDevice::PointerType::Pen) {
        const bool move = type == QEvent::TabletMove, up = type == QEvent::TabletRelease;
        QTabletEvent event(type, stylus(pointer), at(x, y), canvas.mapToGlobal(at(x, y)), pressure, 0, 0, 0, 0, 0, {},
                           move ? Qt::NoButton : Qt::LeftButton, up ? Qt::NoButton : Qt::LeftButton);
        event.setTimestamp(time);
        return send(&canvas, event);
    }
    void mouse(QEvent::Type type, double x, double y, Qt::MouseEventSource source = Qt::MouseEventNotSynthesized) {
        QMouseEvent event(type, at(x, y), at(x, y), canvas.mapToGlobal(at(x, y)),
                          type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton,
                          type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton, {}, source);
        event.setTimestamp(time);
        send(&canvas, event);
    }
    void mouseLine(double x1, double y1, double x2, double y2) {
        mouse(QEvent::MouseButtonPress, x1, y1);
        for (int i = 1; i < 10; ++i) mouse(QEvent::MouseMove, x1 + (x2 - x1) * i / 10, y1 + (y2 - y1) * i / 10);
        mouse(QEvent::MouseButtonRelease, x2, y2);
    }
    std::vector<SketchStroke> strokes() const {
        std::vector<SketchStroke> all;
        for (const Sketch::Action& action : canvas.sketch().visible()) all.push_back(std::get<SketchStroke>(action));
        return all;
    }
    /// The ink that is painted at this place: 0 paper, 255 ink.
    int painted(double x, double y) {
        const QImage picture = canvas.grab().toImage();
        const int light = picture.pixelColor((at(x, y) * picture.devicePixelRatio()).toPoint()).lightness();
        const int ink = canvas.palette().color(QPalette::Text).lightness();
        const int paper = canvas.palette().color(QPalette::Base).lightness();
        return 255 * (light - paper) / (ink - paper);
    }

    ui::UndoActions actions;
    QUndoStack undo;
    DrawingCanvas canvas{undo};
    quint64 time = 0;  ///< of the next event, ms
};

}  // namespace

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

    void smoothingFollowsTheMeanPath() {
        const auto roughness = [](DrawingCanvas::Smoothing smoothing) {
            Desk desk;
            desk.canvas.setSmoothing(smoothing);
            desk.mouse(QEvent::MouseButtonPress, 10, 50);
            for (int i = 1; i <= 40; ++i) desk.mouse(QEvent::MouseMove, 10 + 2 * i, 50 + (i % 2 ? 3 : -3));
            desk.mouse(QEvent::MouseButtonRelease, 95, 50);
            const auto points = desk.strokes()[0].points;
            double sum = 0;
            for (std::size_t i = 1; i < points.size(); ++i) sum += std::abs(points[i].y - points[i - 1].y);
            return std::abs(points.back().x - 95) < 0.01F ? sum : -1;  // it ends where the pen left
        };
        const double none = roughness(DrawingCanvas::Smoothing::None),
                     light = roughness(DrawingCanvas::Smoothing::Light),
                     strong = roughness(DrawingCanvas::Smoothing::Strong);
        QVERIFY(strong > 0);
        QVERIFY2(strong < 0.5 * light && light < 0.8 * none,
                 qPrintable(QStringLiteral("%1 %2 %3").arg(none).arg(light).arg(strong)));
    }

    /// Twelve moves around a circle, as of a fast mouse: a polygon bends by 30 degrees at each.
    void fastCurvesAreRound() {
        const auto maxBend = [](DrawingCanvas::Smoothing smoothing) {
            Desk desk;
            desk.canvas.setSmoothing(smoothing);
            const auto at = [](int move) {
                const double angle = qDegreesToRadians(30.0 * move);
                return QPointF(52 + 35 * std::cos(angle), 52 + 35 * std::sin(angle));
            };
            desk.mouse(QEvent::MouseButtonPress, at(0).x(), at(0).y());
            for (int i = 1; i < 12; ++i) desk.mouse(QEvent::MouseMove, at(i).x(), at(i).y());
            desk.mouse(QEvent::MouseButtonRelease, at(11).x(), at(11).y());
            const std::vector<SketchPoint> points = desk.strokes()[0].points;
            double bend = 0;
            for (std::size_t i = 2; i < points.size(); ++i) {
                const auto &a = points[i - 2], &b = points[i - 1], &c = points[i];
                if (b.milliseconds < a.milliseconds || c.milliseconds < b.milliseconds) return 360.0;
                const double x1 = b.x - a.x, y1 = b.y - a.y, x2 = c.x - b.x, y2 = c.y - b.y;
                bend = std::max(bend, std::abs(std::atan2(x1 * y2 - y1 * x2, x1 * x2 + y1 * y2)));
            }
            return qRadiansToDegrees(bend);
        };
        QVERIFY(std::abs(maxBend(DrawingCanvas::Smoothing::None) - 30) < 1);
        QVERIFY(maxBend(DrawingCanvas::Smoothing::Light) < 12);
        QVERIFY(maxBend(DrawingCanvas::Smoothing::Strong) < 12);
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
