#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include "tests/support/failure.h"
#include "tests/support/test_program.h"
#include "ui/pages/challenge/frame_figures.h"

using namespace oneshot;
using session::ShownStamp;
using ui::FrameFigures;

class TestFrameFigures : public QObject {
    Q_OBJECT

    static QJsonObject json(const FrameFigures& figures) {
        return QJsonDocument::fromJson(figures.toJson().toUtf8()).object();
    }

  private Q_SLOTS:
    /// By hand: of five values in order, 0.95 lies 0.8 and 0.99 lies 0.96 of the way from the fourth to the fifth.
    void ofKnownIntervals() {
        const FrameFigures figures = FrameFigures::of(ShownStamp::FrameSwapped, {10, 40, 10, 20, 10});
        QCOMPARE(figures.frames, 5);
        QCOMPARE(figures.medianMilliseconds, 10.0);
        QCOMPARE(figures.p95Milliseconds, 36.0);
        QCOMPARE(figures.p99Milliseconds, 39.2);
        QCOMPARE(figures.missed, 1 + 3);
        QCOMPARE(figures.hz(), 100.0);
        VERIFY_SAYS(figures.inWords(), "median 10.00 ms, 95th percentile 36.00 ms, 99th 39.20 ms");
        VERIFY_SAYS(figures.inWords(), "100.00 Hz, with 4 missed");
        VERIFY_SAYS(figures.inWords(), "only a light sensor");
        QCOMPARE(json(figures)[QStringLiteral("stamp")].toString(), QStringLiteral("frame swapped"));
        QCOMPARE(json(figures)[QStringLiteral("measured_hz")].toDouble(), 100.0);
        QCOMPARE(json(figures)[QStringLiteral("missed")].toInt(), 4);
    }

    /// Slightly uneven frames are none that were missed.
    void unevenFramesAreNotMissed() {
        QCOMPARE(FrameFigures::of(ShownStamp::FrameSwapped, {16.6, 16.7, 24, 9.4, 16.7}).missed, 0);
    }

    /// What is painted without OpenGL does not wait for the screen.
    void paintedFramesTellNoRefreshRate() {
        const FrameFigures figures = FrameFigures::of(ShownStamp::Painted, {0.5, 0.5, 1});
        QVERIFY(!figures.inWords().contains(QStringLiteral("Hz")));
        VERIFY_SAYS(figures.inWords(), "There is no OpenGL");
        QCOMPARE(json(figures)[QStringLiteral("stamp")].toString(), QStringLiteral("painted"));
        QCOMPARE(json(figures)[QStringLiteral("intervals")].toInt(), 3);
        QVERIFY(!json(figures).contains(QStringLiteral("measured_hz")));
    }
};

ONESHOT_TEST(TestFrameFigures)
#include "tst_frame_figures.moc"
