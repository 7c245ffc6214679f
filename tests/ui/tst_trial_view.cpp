#include <QKeyEvent>
#include <QMouseEvent>
#include <QSignalSpy>
#include <QtTest>
#include <cmath>

#include "core/tasks/task_sampler.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"
#include "ui/pages/challenge/trial_view.h"

using namespace oneshot;
using test::patience;
using namespace std::chrono_literals;
using ui::momentOf;
using ui::SteadyTime;
using ui::TrialView;

namespace {

SteadyTime now() {
    return SteadyTime::clock::now();
}

/// As a window system stamps what happens then.
quint64 stampOf(SteadyTime moment) {
    return static_cast<quint64>(std::chrono::floor<std::chrono::milliseconds>(moment.time_since_epoch()).count());
}

double milliseconds(SteadyTime::duration duration) {
    return std::chrono::duration<double, std::milli>(duration).count();
}

/// A trial of five ways that is being shown, and within which bounds its clock began.
class Trial : public QObject {
  public:
    Trial() {
        view.resize(800, 500);
        view.installEventFilter(this);
        view.show();
        const auto dataset = std::make_shared<const Dataset>(test::tinyDataset({5}, 2));
        TaskSettings settings;
        settings.ways = 5;
        view.setTrial(dataset, TaskSampler(*dataset, settings).next(), false);
        connect(&view, &TrialView::shown, this, [this] {
            latest = now();
            view.removeEventFilter(this);
        });
        QSignalSpy shown(&view, &TrialView::shown);
        view.begin({});
        if (!shown.wait(patience)) qFatal("the trial is not shown");
    }

    /// The way that a key answers; -1: none.
    int afterKey(const QKeyEvent& key) {
        QSignalSpy answered(&view, &TrialView::answered);
        QKeyEvent event(key.type(), key.key(), key.modifiers(), key.nativeScanCode(), 0, 0, key.text(),
                        key.isAutoRepeat());
        event.setTimestamp(stampOf(now()));
        QCoreApplication::sendEvent(&view, &event);
        return answered.isEmpty() ? -1 : answered[0][0].value<session::TrialAnswer>().way;
    }
    /// The answer that a digit with this stamp gives, after the program was busy for so long.
    double afterKey(quint64 stamp, std::chrono::milliseconds busy = 0ms) {
        QKeyEvent event(QEvent::KeyPress, Qt::Key_3, Qt::NoModifier, QStringLiteral("3"));
        event.setTimestamp(stamp);
        return after(event, busy);
    }
    double afterClick(quint64 stamp, std::chrono::milliseconds busy) {
        const QPointF place = view.findChild<QWidget*>(QStringLiteral("challenge.answer.3"))->geometry().center();
        QMouseEvent event(QEvent::MouseButtonPress, place, view.mapToGlobal(place), Qt::LeftButton, Qt::LeftButton,
                          Qt::NoModifier);
        event.setTimestamp(stamp);
        return after(event, busy);
    }

    TrialView view;
    SteadyTime earliest, latest;  ///< between them the clock began
    SteadyTime sent, handled;     ///< around the handling of the last event

  protected:
    bool eventFilter(QObject*, QEvent* event) override {
        if (event->type() == QEvent::Paint) earliest = now();  // the last one is the task's
        return false;
    }

  private:
    double after(QInputEvent& event, std::chrono::milliseconds busy) {
        QSignalSpy answered(&view, &TrialView::answered);
        for (const SteadyTime end = now() + busy; now() < end;) continue;
        sent = now();
        QCoreApplication::sendEvent(&view, &event);
        handled = now();
        if (answered.isEmpty()) return std::nan("");
        const auto answer = answered[0][0].value<session::TrialAnswer>();
        return answer.way == 2 ? answer.milliseconds : -1;
    }
};

}  // namespace

class TestTrialView : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    /// Keys of a French keyboard without Shift, as X11 and Wayland number them.
    void digitsArePlacesToo() {
        const auto key = [](int code, quint32 place, Qt::KeyboardModifiers modifiers = Qt::NoModifier,
                            bool repeated = false) {
            return QKeyEvent(QEvent::KeyPress, code, modifiers, place, 0, 0, QStringLiteral("?"), repeated);
        };
        QCOMPARE(Trial().afterKey(key(Qt::Key_Ampersand, 10)), 0);
        QCOMPARE(Trial().afterKey(key(Qt::Key_Eacute, 11)), 1);
        QCOMPARE(Trial().afterKey(key(Qt::Key_ParenLeft, 14)), 4);
        QCOMPARE(Trial().afterKey(key(Qt::Key_2, 12)), 1);                      // a layout of its own: what it types
        QCOMPARE(Trial().afterKey(key(Qt::Key_3, 80, Qt::KeypadModifier)), 2);  // beside the letters
        QCOMPARE(Trial().afterKey(key(Qt::Key_A, 24)), -1);
        QCOMPARE(Trial().afterKey(key(Qt::Key_Escape, 9)), -1);
        QCOMPARE(Trial().afterKey(key(Qt::Key_Eacute, 11, Qt::ControlModifier)), -1);
        QCOMPARE(Trial().afterKey(key(Qt::Key_Eacute, 11, Qt::NoModifier, true)), -1);  // held from the trial before
    }

    /// Moments are told in ms of the clock, by hand: the middle of the stamp's ms, but never later than now.
    void momentsOfStamps() {
        const auto at = [](double clock) {
            return SteadyTime(
                std::chrono::duration_cast<SteadyTime::duration>(std::chrono::duration<double, std::milli>(clock)));
        };
        const auto moment = [&](quint64 stamp, double clock) {
            return milliseconds(momentOf(stamp, at(clock)).time_since_epoch());
        };
        QCOMPARE(moment(70000, 70000.75), 70000.5);
        QCOMPARE(moment(70000, 70000.25), 70000.25);
        QCOMPARE(moment(69984, 70000.25), 69984.5);
        QCOMPARE(moment(65000, 70000.25), 65000.5);
        // Of no clock, or of another one: older than can be, or of the future.
        QCOMPARE(moment(0, 70000.25), 70000.25);
        QCOMPARE(moment(0, 3000.25), 3000.25);
        QCOMPARE(moment(64999, 70000.25), 70000.25);
        QCOMPARE(moment(500, 70000.25), 70000.25);
        QCOMPARE(moment(70001, 70000.25), 70000.25);
        QCOMPARE(moment(5000000, 70000.25), 70000.25);
        // 2^32 ms are 4294967296: the machine is up for 50 days.
        QCOMPARE(moment(4294967290, 4294967298.25), 4294967290.5);
        QCOMPARE(moment(1, 4294967298.25), 4294967297.5);           // 32 bits: begins anew
        QCOMPARE(moment(4294967297, 4294967298.25), 4294967297.5);  // 64 bits: goes on
        QCOMPARE(moment(0, 4294967298.25), 4294967298.25);
    }

    /// Nothing, then a cross, then the task, each only where it is asked for; keys answer at none of them but the task.
    void beginsWithAPauseAndACross() {
        constexpr int never = 1000000;  // ms
        Trial trial;
        TrialView& view = trial.view;
        const auto picture = [&] { return view.grab().toImage(); };
        const QImage task = picture();
        view.cover();
        const QImage nothing = picture();
        QVERIFY(nothing != task);

        view.begin({.intervalMilliseconds = never, .fixationMilliseconds = never});
        QCOMPARE(picture(), nothing);
        QVERIFY(view.running() && std::isnan(trial.afterKey(stampOf(now()))));
        view.begin({.fixationMilliseconds = never});
        QTRY_VERIFY_WITH_TIMEOUT(picture() != nothing, patience);
        QVERIFY(picture() != task);
        QVERIFY(view.running() && std::isnan(trial.afterKey(stampOf(now()))));
        QSignalSpy shown(&view, &TrialView::shown);
        view.begin({.fixationMilliseconds = 0});
        QVERIFY(shown.wait(patience));
        QCOMPARE(picture(), task);
        QVERIFY(trial.afterKey(stampOf(now())) >= 0);
    }

    void anEventCountsFromItsStamp() {
        for (const bool key : {true, false}) {
            Trial trial;
            const SteadyTime noted = now();
            const double answer = key ? trial.afterKey(stampOf(noted), 60ms) : trial.afterClick(stampOf(noted), 60ms);
            QVERIFY2(answer >= 0, qPrintable(QString::number(answer)));
            // The stamp tells the ms, of which the middle is taken.
            QVERIFY(answer >= milliseconds(noted - trial.latest) - 0.5);
            QVERIFY(answer <= milliseconds(noted - trial.earliest) + 0.5);
        }
    }

    void anEventWithoutASoundStampCountsFromItsHandling() {
        for (const quint64 stamp : {quint64(0), quint64(500), stampOf(now() + 1h), stampOf(now()) - 3600000}) {
            Trial trial;
            const double answer = trial.afterKey(stamp, 5ms);
            QVERIFY(answer >= milliseconds(trial.sent - trial.latest));
            QVERIFY(answer <= milliseconds(trial.handled - trial.earliest));
        }
    }

    void anEventFromBeforeTheTaskIsNoAnswer() {
        Trial trial;
        QVERIFY(std::isnan(trial.afterKey(stampOf(trial.earliest) - 20)));
        QVERIFY(std::isnan(trial.afterClick(stampOf(trial.earliest) - 20, 0ms)));
        QVERIFY(trial.view.running());
        QVERIFY(trial.afterKey(stampOf(now())) >= 0);
    }
};

ONESHOT_TEST(TestTrialView)
#include "tst_trial_view.moc"
