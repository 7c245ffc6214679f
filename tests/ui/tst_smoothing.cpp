// How the canvas smooths what a hand draws.
#include <QtTest>
#include <algorithm>
#include <cmath>

#include "tests/support/drawing_desk.h"
#include "tests/support/test_program.h"
#include "ui/widgets/theme.h"

using namespace oneshot;
using test::Desk;
using ui::DrawingCanvas;

class TestSmoothing : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { ui::applyTheme(ui::Theme::Light); }

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

    /// Three far-apart points, as of a fast mouse: smoothed, the tip would be lost.
    void sharpCornersStay_data() {
        using Smoothing = DrawingCanvas::Smoothing;
        QTest::addColumn<Smoothing>("smoothing");
        QTest::addColumn<QPointF>("onTheWay");  // before the corner, the middle between the start and the smoothed pen
        QTest::addRow("smoothed") << Smoothing::Light << QPointF(32, 45.5);
        QTest::addRow("very smooth") << Smoothing::Strong << QPointF(24, 28.5);
    }

    void sharpCornersStay() {
        QFETCH(DrawingCanvas::Smoothing, smoothing);
        QFETCH(QPointF, onTheWay);
        Desk desk;
        desk.canvas.setSmoothing(smoothing);
        desk.mouse(QEvent::MouseButtonPress, 20, 20);
        desk.mouse(QEvent::MouseMove, 52, 88);
        desk.mouse(QEvent::MouseMove, 52, 88);  // the hand rests there; the line comes a little nearer
        desk.mouse(QEvent::MouseButtonRelease, 84, 20);
        const std::vector<SketchPoint> points = desk.strokes()[0].points;
        const auto isAt = [&](std::size_t i, QPointF place) {
            return std::abs(points[i].x - place.x()) < 0.01 && std::abs(points[i].y - place.y()) < 0.01;
        };
        QCOMPARE(points.size(), 5U);
        QVERIFY(isAt(0, {20, 20}) && isAt(1, onTheWay));
        QVERIFY(isAt(3, {52, 88}));  // the corner itself
        QVERIFY(isAt(4, {84, 20}));
        for (std::size_t i = 1; i < points.size(); ++i) QVERIFY(points[i].milliseconds >= points[i - 1].milliseconds);
        QVERIFY(desk.painted(52, 88) > 250);
        QCOMPARE(desk.canvas.sketch().drawing().image.pixels[88 * sketchSide + 52], 255);
    }

    /// Six moves around a circle turn by 60 degrees each: none of their places lies on the line but its ends.
    void curvesOfFewPointsHaveNoCorners() {
        Desk desk;
        desk.canvas.setSmoothing(DrawingCanvas::Smoothing::Light);
        const auto at = [](int move) {
            const double angle = qDegreesToRadians(60.0 * move);
            return QPointF(52 + 30 * std::cos(angle), 52 + 30 * std::sin(angle));
        };
        desk.mouse(QEvent::MouseButtonPress, at(0).x(), at(0).y());
        for (int i = 1; i < 6; ++i) desk.mouse(QEvent::MouseMove, at(i).x(), at(i).y());
        desk.mouse(QEvent::MouseButtonRelease, at(5).x(), at(5).y());
        const std::vector<SketchPoint> points = desk.strokes()[0].points;
        for (int i = 1; i < 5; ++i)
            for (const SketchPoint& point : points) QVERIFY(std::hypot(point.x - at(i).x(), point.y - at(i).y()) > 1);
    }
};

ONESHOT_TEST(TestSmoothing)
#include "tst_smoothing.moc"
