#include <QComboBox>
#include <QLabel>
#include <QTableView>
#include <QtTest>

#include "core/models/compute.h"
#include "core/runs/run_directory.h"
#include "tests/support/challenge_driver.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"
#include "ui/session/trial_store.h"

using namespace oneshot;
using Driver = test::ChallengeDriver;
using State = session::ChallengeSession::State;
using test::patience;

// Goes through every state of the page and keeps it as pictures, to be looked at: that nothing is cut off or overlaps
// no test can tell. It fails where a state is not reached.
class TestChallengePictures : public QObject {
    Q_OBJECT

    test::TemporaryFolder folder_;
    const QString consent_ = QStringLiteral(
        "You will see characters of alphabets that you may not know. Your answers and their times are "
        "kept under a random code. You may stop at any time.");

    static void keep(Driver& driver, const char* name) { test::keepPictures(driver.window, QLatin1String(name)); }
    void useHome(const char* name) { setHomeFolder(folder_ / name); }
    QString path(const char* name) const { return QString::fromStdString((folder_ / name).string()); }

  private Q_SLOTS:
    void initTestCase() { configureProcess(); }
    void cleanup() { useHome("home"); }

    void theSetUp() {
        useHome("setup");
        Driver driver(test::wideGlyphs);
        QTRY_VERIFY_WITH_TIMEOUT(driver.find<QWidget>("challenge.start")->isEnabled(), patience);
        keep(driver, "setup");
        driver.type("challenge.limit", QStringLiteral("10"));
        driver.find<QPlainTextEdit>("challenge.consent")->setPlainText(consent_);
        keep(driver, "setup-filled");
        driver.type("challenge.participant", QStringLiteral("Anna"));
        driver.type("challenge.ways", QStringLiteral("30"));
        driver.type("challenge.seed", QStringLiteral("x"));
        driver.type("challenge.limit", QStringLiteral("-1"));
        keep(driver, "setup-faults");
        driver.find<QComboBox>("challenge.source")->setCurrentIndex(2);
        keep(driver, "setup-lake");
    }

    void aSession() {
        useHome("session");
        Driver driver(test::wideGlyphs);
        driver.setUp(QStringLiteral("20"), QStringLiteral("4"), QStringLiteral("1"));
        driver.type("challenge.limit", QStringLiteral("600"));
        driver.type("challenge.break", QStringLiteral("2"));
        driver.find<QPlainTextEdit>("challenge.consent")->setPlainText(consent_);
        driver.start();
        keep(driver, "consent");
        driver.click("challenge.agree");
        driver.awaitTask();
        keep(driver, "practice");
        driver.digits(QStringLiteral("1"));
        keep(driver, "digit");
        driver.key(Qt::Key_Backspace);
        driver.answerByKey(driver.answerOf());
        keep(driver, "right");
        driver.click("challenge.next");
        driver.awaitTask();
        keep(driver, "trial");
        driver.answerByKey(driver.wrongWay());
        keep(driver, "wrong");
        driver.click("challenge.next");
        driver.awaitTask();
        driver.key(Qt::Key_Escape);
        keep(driver, "pause");
        driver.click("challenge.go-on");
        QVERIFY(driver.view()->running());
        test::keepPicture(driver.window, QStringLiteral("challenge-fixation-light-1280"));
        driver.awaitTask();
        driver.key(Qt::Key_Escape);
        driver.window.setTheme(ui::Theme::Dark);
        driver.click("challenge.go-on");
        QVERIFY(driver.view()->running());
        test::keepPicture(driver.window, QStringLiteral("challenge-fixation-dark-1280"));
        driver.awaitTask();
        driver.answerByKey(driver.wrongWay());
        driver.click("challenge.next");
        driver.awaitState(State::Break);
        keep(driver, "break");
        driver.click("challenge.break.next");
        driver.awaitTask();
        driver.key(Qt::Key_Escape);
        driver.click("challenge.leave");
        QTRY_VERIFY_WITH_TIMEOUT(driver.find<QWidget>("challenge.resume")->isEnabled(), patience);
        keep(driver, "results-running");
        driver.click("challenge.resume");
        driver.finish(100, false);
        QTRY_VERIFY_WITH_TIMEOUT(!driver.find<QWidget>("challenge.resume")->isEnabled(), patience);
        keep(driver, "results");
    }

    void theModelsTurn() {
        useHome("preparing");
        Driver driver;
        // So many tasks and drawings that the shipped model takes a while.
        driver.find<QToolButton>("model.choose")
            ->menu()
            ->findChild<QAction*>(QStringLiteral("model.shipped"))
            ->trigger();
        driver.find<QComboBox>("challenge.source")->setCurrentIndex(3);  // built-in glyphs
        driver.setUp(QStringLiteral("20"), QStringLiteral("1000"), QStringLiteral("50"));
        driver.start();
        driver.awaitState(State::Preparing);
        keep(driver, "preparing");
        QCOMPARE(driver.session().state(), State::Preparing);
        driver.click("challenge.cancel");
        QCOMPARE(driver.session().state(), State::Idle);
    }

    void outOfTime() {
        useHome("limit");
        Driver driver;
        driver.setUp(QStringLiteral("5"), QStringLiteral("2"), QStringLiteral("0"));
        driver.type("challenge.limit", QStringLiteral("0.5"));
        driver.start();
        driver.awaitState(State::Ready);
        driver.awaitState(State::Answered);
        keep(driver, "time-is-up");
    }

    void withoutFeedback() {
        useHome("withheld");
        Driver driver;
        driver.setUp(QStringLiteral("5"), QStringLiteral("3"), QStringLiteral("0"));
        driver.find<QCheckBox>("challenge.feedback")->setChecked(false);
        driver.start();
        driver.awaitTask();
        keep(driver, "five-ways");
        driver.digits(QStringLiteral("1"));
        driver.awaitTask();
        driver.key(Qt::Key_Escape);
        driver.click("challenge.leave");
        QTRY_VERIFY_WITH_TIMEOUT(driver.find<QWidget>("challenge.withheld")->isVisible(), patience);
        keep(driver, "results-withheld");
    }

    void severalParticipants() {
        useHome("pooled");
        Driver driver;
        for (const char* code : {"AAAA-2222", "BBBB-2222", "CCCC-2222"}) {
            driver.setUp(QStringLiteral("5"), QStringLiteral("10"), QStringLiteral("0"));
            driver.type("challenge.participant", QLatin1String(code));
            driver.start();
            driver.finish(code[0] == 'A' ? 3 : code[0] == 'B' ? 4 : 100, false);
        }
        auto* table = driver.find<QTableView>("challenge.sessions");
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 3, patience);
        table->selectAll();
        QVERIFY(driver.text("challenge.methods").contains(QStringLiteral("3 participants")));
        keep(driver, "results-pooled");
    }

    void noTrialYet() {
        useHome("zero");
        Driver driver;
        driver.setUp(QStringLiteral("5"), QStringLiteral("3"), QStringLiteral("0"));
        driver.start();
        driver.awaitTask();
        driver.key(Qt::Key_Escape);
        driver.click("challenge.leave");
        QTRY_COMPARE_WITH_TIMEOUT(driver.find<QTableView>("challenge.sessions")->model()->rowCount(), 1, patience);
        keep(driver, "results-none");
    }

    void otherDataThanBefore() {
        useHome("refused");
        test::writeZip(folder_ / "mine.zip", test::tinyOmniglot(2, 4, 6));
        Driver driver(path("mine.zip"));
        const auto& dataset = driver.window.workspace().dataset();
        QTRY_VERIFY_WITH_TIMEOUT(dataset && dataset->name == "mine.zip", patience);
        driver.setUp(QStringLiteral("3"), QStringLiteral("6"), QStringLiteral("0"));
        driver.start();
        driver.awaitTask();
        driver.answerByKey(driver.wrongWay());
        driver.click("challenge.next");
        driver.awaitTask();
        driver.key(Qt::Key_Escape);
        driver.click("challenge.leave");
        driver.find<ui::DatasetField>("train.background")->choose(test::smallGlyphs);
        QTRY_VERIFY_WITH_TIMEOUT(dataset && dataset->name != "mine.zip", patience);
        test::writeZip(folder_ / "mine.zip", test::tinyOmniglot(2, 5, 6));
        QTRY_VERIFY_WITH_TIMEOUT(driver.find<QWidget>("challenge.resume")->isEnabled(), patience);
        driver.click("challenge.resume");
        QTRY_VERIFY_WITH_TIMEOUT(driver.text("challenge.status").contains(QStringLiteral("not the data")), patience);
        keep(driver, "resume-refused");
    }

    void aStoreOfANewerVersion() {
        useHome("newer");
        session::TrialStore(homeFolder() / "workbench.sqlite");
        test::Bytes bytes = test::readFile(homeFolder() / "workbench.sqlite");
        bytes[63] = 99;  // the last byte of user_version in SQLite's header
        test::writeFile(homeFolder() / "workbench.sqlite", bytes);
        Driver driver;
        QTRY_VERIFY_WITH_TIMEOUT(driver.text("challenge.sessions.note").contains(QStringLiteral("newer")), patience);
        keep(driver, "store-newer");
    }
};

ONESHOT_TEST(TestChallengePictures)
#include "tst_challenge_pictures.moc"
