#include <QCheckBox>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QScreen>
#include <QtTest>

#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"
#include "tests/support/window_driver.h"
#include "ui/pages/challenge/frame_surface.h"

using namespace oneshot;
using Driver = test::ChallengeDriver;
using State = session::ChallengeSession::State;
using test::patience;

/// How a session is set up for a participant, and what they meet.
class TestChallengeParticipant : public QObject {
    Q_OBJECT

    test::TemporaryFolder folder_;

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        setHomeFolder(folder_ / "home");
    }

    /// Also the seed, which goes up with each participant; but another code stands for another person.
    void theSetUpSurvivesARestart() {
        setHomeFolder(folder_ / "restart");
        const QList<std::pair<const char*, QString>> chosen{
            {"challenge.ways", QStringLiteral("5")},     {"challenge.shots", QStringLiteral("2")},
            {"challenge.trials", QStringLiteral("1")},   {"challenge.practice", QStringLiteral("0")},
            {"challenge.limit", QStringLiteral("3.5")},  {"challenge.break", QString()},
            {"challenge.interval", QStringLiteral("7")}, {"challenge.fixation", QStringLiteral("0")}};
        const QStringList off{QStringLiteral("challenge.within"), QStringLiteral("challenge.feedback.model"),
                              QStringLiteral("challenge.full-screen")};
        QString code;
        {
            Driver driver;
            for (const auto& [field, text] : chosen) driver.fill(field, text);
            for (const QString& box : off) driver.find<QCheckBox>(qPrintable(box))->setChecked(false);
            driver.fill("challenge.seed", QStringLiteral("41"));
            driver.find<QPlainTextEdit>("challenge.consent")->setPlainText({});
            QVERIFY(driver.start());
            QVERIFY(driver.finish(100, false));
            driver.find<QPlainTextEdit>("challenge.consent")->setPlainText(QStringLiteral("Yes,\n\"I\" do; 字"));
            driver.find<QCheckBox>("challenge.feedback")->setChecked(false);
            code = driver.find<QLineEdit>("challenge.participant")->text();
        }
        {
            Driver driver;
            for (const auto& [field, text] : chosen) QVERIFY2(driver.find<QLineEdit>(field)->text() == text, field);
            for (const QString& box : off + QStringList(QStringLiteral("challenge.feedback")))
                QVERIFY2(!driver.find<QCheckBox>(qPrintable(box))->isChecked(), qPrintable(box));
            QCOMPARE(driver.find<QLineEdit>("challenge.seed")->text(), QStringLiteral("42"));
            QCOMPARE(driver.find<QPlainTextEdit>("challenge.consent")->toPlainText(),
                     QStringLiteral("Yes,\n\"I\" do; 字"));
            QVERIFY(driver.find<QLineEdit>("challenge.participant")->text() != code);
        }
        setHomeFolder(folder_ / "home");
    }

    void tellsWhatIsRightWithoutTheModel() {
        Driver driver;
        driver.setUp(QStringLiteral("5"), QStringLiteral("2"), QStringLiteral("0"));
        driver.fill("challenge.break", QStringLiteral("1"));
        driver.find<QCheckBox>("challenge.feedback.model")->setChecked(false);
        QVERIFY(driver.start());
        QVERIFY(driver.awaitTask());
        QVERIFY(driver.answerByKey(driver.answerOf()));
        QCOMPARE(driver.text("challenge.feedback-text"), QStringLiteral("Right."));
        QCOMPARE(driver.text("challenge.score"), QStringLiteral("You 1 of 1"));
        QVERIFY(!driver.session().answered()->answer.fullScreen);
        QVERIFY(driver.session().answered()->answer.shownStamp == session::ShownStamp::Painted);
        for (int way = 1; way <= 5; ++way) {
            const auto* stand = driver.find<QWidget>(qPrintable(QStringLiteral("challenge.answer.%1").arg(way)));
            QVERIFY(!stand->accessibleName().contains(QStringLiteral("model")));
        }
        driver.click("challenge.next");
        QCOMPARE(driver.session().state(), State::Break);
        QVERIFY(!driver.find<QWidget>("challenge.break.figure.model")->isVisible());
        QVERIFY(!driver.session().settings().tellsModel() && driver.session().settings().feedback);
        driver.click("challenge.break.next");
        QVERIFY(driver.finish(100, false));
    }

    /// In a window of its own, which does not close by itself, and from which only backKeys() lead back.
    void isDoneInFullScreen() {
        Driver driver;
        driver.setUp(QStringLiteral("5"), QStringLiteral("2"), QStringLiteral("0"));
        driver.find<QCheckBox>("challenge.full-screen")->setChecked(true);
        QVERIFY(driver.start());
        auto* window = driver.find<QWidget>("challenge.window");
        QVERIFY(window->isFullScreen() && window->isWindow());
        QCOMPARE(window->screen(), driver.window.screen());
        QVERIFY(window->isAncestorOf(driver.view()));
        QVERIFY(QTest::qWaitFor([&] { return window->isActiveWindow(); }, patience));
        if (driver.find<QWidget>("challenge.go-on")->isVisible()) driver.click("challenge.go-on");
        QVERIFY(driver.awaitTask());
        QVERIFY(!window->close());  // covers the trial instead
        QVERIFY(driver.find<QWidget>("challenge.go-on")->isVisible() && window->isVisible());
        QVERIFY(!window->close());  // asks
        driver.click("challenge.stop.no");
        QTRY_VERIFY(!driver.window.findChild<QMessageBox*>(QStringLiteral("challenge.stop")));
        window->activateWindow();
        QVERIFY(QTest::qWaitFor([&] { return window->isActiveWindow(); }, patience));
        QTest::keyClick(driver.find<QWidget>("challenge.go-on"), Qt::Key_Space);
        QVERIFY(driver.awaitTask());
        QVERIFY(driver.answerByKey(driver.answerOf()));
        const session::TrialAnswer& answer = driver.session().answered()->answer;
        QVERIFY(answer.fullScreen && answer.seenBefore);
        QCOMPARE(answer.shownStamp == session::ShownStamp::FrameSwapped, ui::FrameSurface::isSupported());
        driver.goOn();
        QVERIFY(driver.awaitTask());
        QVERIFY(driver.answerByKey(driver.answerOf()));
        driver.goOn();
        QCOMPARE(driver.session().state(), State::Ended);
        QVERIFY(!window->close());
        QVERIFY(driver.find<QWidget>("challenge.thanks")->isVisible());
        driver.showResults();
        QVERIFY(!window->isVisible());
        QVERIFY(driver.find<QWidget>("challenge.start")->isVisible());
        QTRY_VERIFY(!driver.window.findChild<QWidget*>(QStringLiteral("challenge.window")));
        QVERIFY(driver.page()->isAncestorOf(driver.view()));
    }

    /// Nor does a person who leaves see the workbench; they can go on there later.
    void waitsForTheExperimenterAfterLeaving() {
        Driver driver;
        driver.setUp(QStringLiteral("5"), QStringLiteral("2"), QStringLiteral("0"));
        driver.find<QCheckBox>("challenge.full-screen")->setChecked(true);
        QVERIFY(driver.start());
        driver.find<ui::TrialView>("challenge.trial")->interrupt();
        driver.click("challenge.leave");
        QCOMPARE(driver.session().state(), State::Idle);
        QVERIFY(driver.find<QWidget>("challenge.window")->isVisible());
        QVERIFY(driver.find<QWidget>("challenge.thanks")->isVisible());
        driver.showResults();
        QVERIFY(driver.find<QWidget>("challenge.start")->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(driver.enabled("challenge.resume"), patience);
        driver.find<QCheckBox>("challenge.full-screen")->setChecked(false);
        QVERIFY(driver.activate());
        QVERIFY(driver.resume());
        QVERIFY(driver.finish(100, false));
        QCOMPARE(driver.session().records().size(), 2U);
    }

    /// Its figures go with the sessions after it.
    void testsTheTiming() {
        Driver driver;
        driver.setUp(QStringLiteral("5"), QStringLiteral("1"), QStringLiteral("0"));
        const auto* result = driver.find<QLabel>("challenge.frames.result");
        QVERIFY(!result->isVisible());
        driver.click("challenge.frames.test");
        QVERIFY(driver.find<QWidget>("challenge.frames")->isFullScreen());
        QTRY_VERIFY_WITH_TIMEOUT(!result->isHidden(), patience);
        QVERIFY2(result->text().startsWith(QStringLiteral("300 intervals")), qPrintable(result->text()));
        QTRY_VERIFY(!driver.window.findChild<QWidget*>(QStringLiteral("challenge.frames")));
        QVERIFY(driver.start());
        QVERIFY(driver.finish(100, false));
        const QJsonObject kept = QJsonDocument::fromJson(driver.session().settings().frameTest.toUtf8()).object();
        QCOMPARE(kept[QStringLiteral("intervals")].toInt(), 300);
        QCOMPARE(kept[QStringLiteral("stamp")].toString() == QStringLiteral("frame swapped"),
                 ui::FrameSurface::isSupported());
        QVERIFY(kept[QStringLiteral("p99_ms")].toDouble() >= kept[QStringLiteral("median_ms")].toDouble());
    }
};

ONESHOT_TEST(TestChallengeParticipant)
#include "tst_challenge_participant.moc"
