#include <QCheckBox>
#include <QMessageBox>
#include <QPushButton>
#include <QTableView>
#include <QtTest>
#include <algorithm>

#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "tests/support/file_size_limit.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"
#include "tests/support/window_driver.h"

using namespace oneshot;
using Driver = test::ChallengeDriver;
using session::InputDevice;
using session::TrialRecord;
using State = session::ChallengeSession::State;
using test::patience;
using test::wideGlyphs;

class TestChallengeInterruptions : public QObject {
    Q_OBJECT

    test::TemporaryFolder folder_;
    QString path(const char* name) const { return QString::fromStdString((folder_ / name).string()); }

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        setHomeFolder(folder_ / "home");
    }

    void asksAtEscapeAndResumes() {
        Driver driver;
        driver.setUp(QStringLiteral("5"), QStringLiteral("4"), QStringLiteral("0"));
        QVERIFY(driver.start());
        QVERIFY(driver.awaitTask());
        QVERIFY(driver.answerByKey(driver.answerOf()));
        QVERIFY(!driver.session().answered()->answer.focusLost);
        QVERIFY(!driver.session().answered()->answer.seenBefore);
        driver.click("challenge.next");
        QVERIFY(driver.awaitTask());
        const QString id = driver.session().trial().id;
        driver.key(Qt::Key_Escape);
        QVERIFY(driver.find<QWidget>("challenge.go-on")->isVisible());
        QVERIFY(!driver.view()->isVisible());
        driver.digits(QStringLiteral("1"));  // nobody sees what they would answer
        QCOMPARE(driver.session().state(), State::Ready);
        driver.click("challenge.go-on");
        QVERIFY(driver.awaitTask());
        QCOMPARE(driver.session().trial().id, id);
        QVERIFY(driver.answerByKey(driver.answerOf()));
        QVERIFY(driver.session().answered()->answer.seenBefore);
        QVERIFY(!driver.session().answered()->answer.focusLost);
        driver.click("challenge.next");
        QVERIFY(driver.awaitTask());
        driver.click("nav.train");  // leaving the page hides the trial as well
        driver.click("nav.challenge");
        QVERIFY(driver.find<QWidget>("challenge.go-on")->isVisible());
        driver.click("challenge.leave");
        QTRY_VERIFY_WITH_TIMEOUT(driver.find<QWidget>("challenge.resume")->isVisible() &&
                                     driver.find<QWidget>("challenge.resume")->isEnabled(),
                                 patience);
        QVERIFY(driver.resume());
        QCOMPARE(driver.session().trial().number, 3);
        QVERIFY(driver.finish(100, false));
        const auto& records = driver.session().records();
        QCOMPARE(records.size(), 4U);
        QVERIFY(!records[1].resumed && records[2].resumed && records[3].resumed);
        QVERIFY(records[2].answer.seenBefore && !records[3].answer.seenBefore);
        QTRY_VERIFY_WITH_TIMEOUT(!driver.find<QWidget>("challenge.resume")->isEnabled(), patience);
    }

    void endsEarly() {
        Driver driver;
        driver.setUp(QStringLiteral("5"), QStringLiteral("4"), QStringLiteral("0"));
        driver.find<QCheckBox>("challenge.feedback")->setChecked(false);
        QVERIFY(driver.start());
        QVERIFY(driver.awaitTask());
        driver.digits(QStringLiteral("1"));  // without feedback the next trial comes at once
        QVERIFY(driver.awaitTask());
        QCOMPARE(driver.session().trial().number, 2);
        QCOMPARE(driver.text("challenge.score"), QString());
        driver.key(Qt::Key_Escape);
        driver.click("challenge.end");
        QVERIFY(driver.awaitState(State::Ended));
        QVERIFY(driver.find<QWidget>("challenge.thanks")->isVisible());
        driver.showResults();
        QVERIFY(driver.find<QWidget>("challenge.start")->isVisible());
        auto* table = driver.find<QTableView>("challenge.sessions");
        QTRY_VERIFY_WITH_TIMEOUT(table->model()->index(0, 6).data().toString().contains(QStringLiteral("ended early")),
                                 patience);
        QVERIFY(!driver.find<QWidget>("challenge.resume")->isEnabled());
    }

    void keepsAnAnswerThatCannotBeStored() {
        Driver driver;
        driver.setUp(QStringLiteral("5"), QStringLiteral("2"), QStringLiteral("0"));
        QVERIFY(driver.start());
        QVERIFY(driver.awaitTask());
        {
            const test::FileSizeLimit full(1);
            driver.digits(QStringLiteral("2"));
            QVERIFY(driver.awaitState(State::Halted));
        }
        QVERIFY(driver.find<QPushButton>("challenge.fault.leave")->text().contains(QStringLiteral("answer")));
        QVERIFY(!driver.window.close());  // asks
        QVERIFY(driver.window.isVisible());
        driver.click("challenge.close.no");
        QTRY_VERIFY(!driver.window.findChild<QMessageBox*>(QStringLiteral("challenge.close")));
        QVERIFY(driver.activate());
        QCOMPARE(driver.session().state(), State::Halted);
        QVERIFY(driver.find<QWidget>("challenge.retry")->isVisible());
        QVERIFY(!driver.session().problem().isEmpty());
        driver.click("challenge.retry");
        QVERIFY(driver.awaitState(State::Answered));
        QCOMPARE(driver.session().answered()->answer.way, 1);
        QVERIFY(driver.find<QWidget>("challenge.next")->isVisible());
        driver.click("challenge.next");
        QVERIFY(driver.awaitTask());
        driver.key(Qt::Key_Escape);
        {
            const test::FileSizeLimit full(1);
            driver.click("challenge.end");
            QVERIFY(driver.awaitState(State::Halted));
        }
        QVERIFY(!driver.find<QPushButton>("challenge.fault.leave")->text().contains(QStringLiteral("answer")));
        QVERIFY(!driver.window.close());
        driver.click("challenge.close.yes");
        QTRY_VERIFY_WITH_TIMEOUT(!driver.window.isVisible(), patience);
    }

    void notesThatTheFocusWasLost() {
        Driver driver;
        driver.setUp(QStringLiteral("5"), QStringLiteral("2"), QStringLiteral("0"));
        QVERIFY(driver.start());
        QVERIFY(driver.awaitTask());
        QWidget other;
        other.show();
        other.activateWindow();
        QTRY_VERIFY(QApplication::activeWindow() == &other);
        QVERIFY(driver.activate());
        QVERIFY(driver.answerByMouse(driver.answerOf()));
        QVERIFY(driver.session().answered()->answer.focusLost);
        other.close();
        QVERIFY(driver.activate());
        driver.click("challenge.next");
        QVERIFY(driver.awaitTask());
        QVERIFY(driver.answerByMouse(driver.answerOf()));
        QVERIFY(!driver.session().answered()->answer.focusLost);
    }

    void saysThatAnotherWindowGoesOnWithTheSession() {
        setHomeFolder(folder_ / "displaced");
        {
            Driver first;
            first.setUp(QStringLiteral("5"), QStringLiteral("4"), QStringLiteral("0"));
            QVERIFY(first.start());
            QVERIFY(first.awaitTask());
            QVERIFY(first.answerByMouse(first.answerOf()));
            first.click("challenge.next");
            QVERIFY(first.awaitTask());
            Driver second;
            auto* resume = second.find<QWidget>("challenge.resume");
            QTRY_VERIFY_WITH_TIMEOUT(resume->isEnabled(), patience);
            QVERIFY(second.activate());
            QVERIFY(second.resume());
            QVERIFY(second.awaitTask());

            QVERIFY(first.activate());
            first.digits(QStringLiteral("1"));
            QVERIFY(first.awaitState(State::Displaced));
            QVERIFY(first.find<QWidget>("challenge.displaced.leave")->isVisible());
            QVERIFY(!first.find<QWidget>("challenge.retry")->isVisible());
            const auto says = [&](const QString& words) {
                return std::ranges::any_of(first.page()->findChildren<QLabel*>(), [&](const QLabel* label) {
                    return label->isVisible() && label->text().contains(words);
                });
            };
            QVERIFY(says(QStringLiteral("in another window")));
            QVERIFY(says(QStringLiteral("Your answer to trial 2")));
            QVERIFY(first.page()->mayClose());  // nothing is lost by it
            QVERIFY(first.activate());
            first.click("challenge.displaced.leave");
            QCOMPARE(first.session().state(), State::Idle);
            QVERIFY(first.find<QWidget>("challenge.start")->isVisible());
            QVERIFY(!first.text("challenge.status").contains(QStringLiteral("another window")));

            QVERIFY(second.activate());
            QCOMPARE(second.session().trial().number, 2);
            if (!second.view()->isVisible()) {
                second.click("challenge.go-on");
                QVERIFY(second.awaitTask());
            }
            QVERIFY(second.answerByMouse(second.answerOf()));
            second.click("challenge.next");
            QVERIFY(second.finish(100, true));
            QCOMPARE(second.session().records().size(), 4U);
        }
        setHomeFolder(folder_ / "home");
    }

    void beginsNoTrialInAnInactiveWindow() {
        Driver driver;
        driver.setUp(QStringLiteral("5"), QStringLiteral("3"), QStringLiteral("0"));
        driver.find<QCheckBox>("challenge.feedback")->setChecked(false);
        QVERIFY(driver.start());
        QVERIFY(driver.awaitTask());
        QWidget other;
        other.show();
        other.activateWindow();
        QTRY_VERIFY(!driver.window.isActiveWindow());
        driver.digits(QStringLiteral("1"));
        QTRY_VERIFY_WITH_TIMEOUT(driver.find<QWidget>("challenge.go-on")->isVisible(), patience);
        QCOMPARE(driver.session().trial().number, 2);
        QVERIFY(!driver.view()->running());
        driver.click("challenge.go-on");  // still inactive: marked
        QVERIFY(driver.awaitTask());
        driver.digits(QStringLiteral("1"));
        QTRY_COMPARE_WITH_TIMEOUT(driver.session().records().size(), 2U, patience);
        QVERIFY(driver.session().records()[1].answer.focusLost);
        QVERIFY(!driver.session().records()[1].answer.seenBefore);  // it was covered before it was shown
    }
};

ONESHOT_TEST(TestChallengeInterruptions)
#include "tst_challenge_interruptions.moc"
