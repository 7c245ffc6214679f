#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QKeyEvent>
#include <QListView>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QtTest>

#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "core/training/settings.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"
#include "tests/support/trials_csv.h"
#include "tests/support/window_driver.h"
#include "ui/pages/challenge/challenge_setup.h"
#include "ui/session/trials/trial_store.h"

using namespace oneshot;
using Driver = test::ChallengeDriver;
using session::InputDevice;
using session::TrialRecord;
using State = session::ChallengeSession::State;
using test::patience;
using test::wideGlyphs;

class TestChallengePage : public QObject {
    Q_OBJECT

    test::TemporaryFolder folder_;
    QString path(const char* name) const { return QString::fromStdString((folder_ / name).string()); }

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        setHomeFolder(folder_ / "home");
    }

    void hasTheNamedParts() {
        Driver driver(wideGlyphs);
        QTRY_VERIFY_WITH_TIMEOUT(driver.find<QWidget>("challenge.start")->isEnabled(), patience);
        for (const char* name :
             {"page.challenge", "challenge.start", "challenge.participant", "challenge.source", "challenge.ways",
              "challenge.shots", "challenge.within", "challenge.trials", "challenge.practice", "challenge.feedback",
              "challenge.limit", "challenge.break", "challenge.seed", "challenge.consent", "challenge.readable",
              "challenge.resume", "challenge.export", "challenge.results", "challenge.plot"}) {
            QVERIFY2(driver.find<QWidget>(name)->isVisibleTo(driver.page()), name);
        }
        QVERIFY(driver.find<QAction>("challenge.sheet"));
        QVERIFY(driver.find<QTableView>("challenge.sessions")->model());
        QVERIFY(!driver.find<QWidget>("challenge.resume")->isEnabled());
        QVERIFY(!driver.find<QWidget>("challenge.export")->isEnabled());
        QVERIFY(driver.find<QWidget>("challenge.sessions.note")->isVisible());
    }

    void saysWhatIsWrongAtItsField() {
        Driver driver;
        driver.setUp(QStringLiteral("5"), QStringLiteral("4"), QStringLiteral("0"));
        auto* start = driver.find<QWidget>("challenge.start");
        QTRY_VERIFY_WITH_TIMEOUT(start->isEnabled(), patience);
        const QList<std::tuple<const char*, const char*, QString, QString>> wrong{
            {"challenge.ways", "challenge.problem.ways", QStringLiteral("9"), QStringLiteral("up to 8")},
            {"challenge.ways", "challenge.problem.ways", QStringLiteral("1"), QStringLiteral("2 to 99")},
            {"challenge.trials", "challenge.problem.trials", QStringLiteral("1.5"), QStringLiteral("whole")},
            {"challenge.practice", "challenge.problem.practice", QStringLiteral("x"), QStringLiteral("0 to 50")},
            {"challenge.limit", "challenge.problem.limit", QStringLiteral("-1"), QStringLiteral("0.5 to 600")},
            {"challenge.seed", "challenge.problem.seed", QStringLiteral("one"), QStringLiteral("whole")},
            {"challenge.participant", "challenge.problem.participant", {}, QStringLiteral("code")},
            {"challenge.participant", "challenge.problem.participant", QStringLiteral("Anna"), QStringLiteral("code")}};
        for (const auto& [field, label, text, words] : wrong) {
            const QString before = driver.find<QLineEdit>(field)->text();
            driver.fill(field, text);
            QVERIFY2(!start->isEnabled(), field);
            QVERIFY2(driver.find<QLabel>(label)->isVisible(), label);
            QVERIFY2(driver.text(label).contains(words), qPrintable(driver.text(label)));
            QVERIFY(driver.text("challenge.status").contains(driver.text(label)));
            driver.fill(field, before);
            QVERIFY2(start->isEnabled(), field);
            QVERIFY(!driver.find<QLabel>(label)->isVisible());
        }
        driver.find<QComboBox>("challenge.source")->setCurrentIndex(1);
        QVERIFY(driver.text("challenge.problem.source").contains(QStringLiteral("held out")));
        driver.find<QComboBox>("challenge.source")->setCurrentIndex(2);
        QVERIFY(driver.text("challenge.problem.source").contains(QStringLiteral("Lake")));
        QVERIFY(!start->isEnabled());
    }

    void takesAnotherCodeForAnotherPerson() {
        Driver driver;
        driver.setUp(QStringLiteral("5"), QStringLiteral("1"), QStringLiteral("0"));
        auto* readable = driver.find<QListView>("challenge.readable")->model();
        QTRY_VERIFY_WITH_TIMEOUT(readable->rowCount() == 3, patience);
        for (int i = 0; i < 20; ++i) {
            readable->setData(readable->index(1, 0), Qt::Checked, Qt::CheckStateRole);
            driver.click("challenge.participant.new");
            QVERIFY(!driver.find<QLabel>("challenge.problem.participant")->isVisible());
            QCOMPARE(readable->index(1, 0).data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
        }
        const QString code = driver.find<QLineEdit>("challenge.participant")->text();
        QVERIFY(driver.start());
        QVERIFY(driver.finish(100, false));
        QVERIFY(driver.awaitState(State::Ended));
        QCOMPARE(driver.session().settings().participant, code);
        QVERIFY(driver.find<QLineEdit>("challenge.participant")->text() != code);
    }

    void takesOneAlphabetOrTheBuiltInGlyphs() {
        Driver driver;
        driver.setUp(QStringLiteral("5"), QStringLiteral("3"), QStringLiteral("0"));
        auto* alphabet = driver.find<QComboBox>("challenge.alphabet");
        QTRY_COMPARE_WITH_TIMEOUT(alphabet->count(), 4, patience);
        driver.find<QCheckBox>("challenge.within")->setChecked(false);
        driver.fill("challenge.ways", QStringLiteral("9"));
        QVERIFY(!driver.find<QLabel>("challenge.problem.ways")->isVisible());
        alphabet->setCurrentIndex(2);
        QVERIFY(driver.text("challenge.problem.ways").contains(QStringLiteral("up to 8")));
        driver.fill("challenge.ways", QStringLiteral("8"));
        const QString name = alphabet->currentText();
        QVERIFY(driver.start());
        QVERIFY(driver.finish(100, false));
        for (const auto& record : driver.session().records())
            for (const QString& drawing : record.support) QVERIFY(drawing.startsWith(name + u'/'));
        driver.find<QComboBox>("challenge.source")->setCurrentIndex(3);
        QVERIFY(!alphabet->isVisible());
        QVERIFY(driver.find<QWidget>("challenge.start")->isEnabled());
        driver.find<QCheckBox>("challenge.within")->setChecked(true);
        driver.fill("challenge.ways", QStringLiteral("25"));
        QVERIFY(driver.text("challenge.problem.ways").contains(QStringLiteral("up to 24")));
    }

    void refusesTheModelOfATraining() {
        session::TrainingSession training;
        session::Workspace workspace(training);
        ui::ChallengeSetup setup(workspace);
        workspace.chooseModel(session::ModelLibrary::live);
        QVERIFY(setup.problem().contains(QStringLiteral("Stop the training")) || !workspace.dataset());
        QVERIFY(setup.findChild<QLabel*>(QStringLiteral("challenge.model"))
                    ->text()
                    .contains(QStringLiteral("Stop the training")));
    }

    void beginsNothingWithoutConsent() {
        Driver driver;
        driver.setUp(QStringLiteral("5"), QStringLiteral("4"), QStringLiteral("0"));
        driver.find<QPlainTextEdit>("challenge.consent")->setPlainText(QStringLiteral("Do you agree?"));
        QVERIFY(driver.start());
        QTRY_VERIFY_WITH_TIMEOUT(driver.find<QWidget>("challenge.decline")->isVisible(), patience);
        driver.click("challenge.decline");
        QVERIFY(driver.find<QWidget>("challenge.start")->isVisible());
        QCOMPARE(driver.session().state(), State::Idle);
    }

    /// Before a person is asked to take part.
    void asksForNoConsentWhereNothingCanBeKept() {
        setHomeFolder(folder_ / "unwritable");
        std::filesystem::create_directories(folder_ / "unwritable/workbench.sqlite");
        {
            Driver driver(test::smallGlyphs, false);
            driver.setUp(QStringLiteral("5"), QStringLiteral("4"), QStringLiteral("0"));
            driver.find<QPlainTextEdit>("challenge.consent")->setPlainText(QStringLiteral("Do you agree?"));
            QVERIFY(driver.start());
            QTRY_VERIFY_WITH_TIMEOUT(driver.text("challenge.status").contains(QStringLiteral("cannot be opened")),
                                     patience);
            QVERIFY(!driver.find<QWidget>("challenge.agree")->isVisible());
            QVERIFY(driver.find<QWidget>("challenge.start")->isVisible());
        }
        setHomeFolder(folder_ / "home");
    }

    void aHeldKeyPressesNoButton() {
        Driver driver;
        driver.setUp(QStringLiteral("5"), QStringLiteral("2"), QStringLiteral("0"));
        QVERIFY(driver.start());
        QVERIFY(driver.awaitTask());
        driver.key(Qt::Key_Escape);
        auto* goOn = driver.find<QPushButton>("challenge.go-on");
        QVERIFY(goOn->isVisible());
        const auto press = [&](bool repeated) {
            QKeyEvent event(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier, QStringLiteral("\r"), repeated);
            QCoreApplication::sendEvent(goOn, &event);
        };
        press(true);
        QVERIFY(goOn->isVisible());
        press(false);
        QVERIFY(!goOn->isVisible());
    }

    /// X11 sends most of them as a release and a press of the same moment, which Qt does not call repeats.
    void aHeldKeyAnswersOneTrial() {
        Driver driver;
        driver.setUp(QStringLiteral("5"), QStringLiteral("3"), QStringLiteral("0"));
        driver.find<QCheckBox>("challenge.feedback")->setChecked(false);
        QVERIFY(driver.start());
        QVERIFY(driver.awaitTask());
        quint64 now = 1000;
        const auto send = [&](QEvent::Type type) {
            QKeyEvent event(type, Qt::Key_1, Qt::NoModifier, QStringLiteral("1"));
            event.setTimestamp(now);
            QCoreApplication::sendEvent(driver.view(), &event);
        };
        const auto answers = [&] { return driver.session().records().size(); };
        send(QEvent::KeyPress);
        QTRY_COMPARE_WITH_TIMEOUT(answers(), 1U, patience);
        QVERIFY(driver.awaitTask());
        for (now = 1500; now < 2000; now += 30) {
            send(QEvent::KeyRelease);
            send(QEvent::KeyPress);
        }
        QCOMPARE(driver.session().state(), State::Ready);
        send(QEvent::KeyRelease);
        now += 400;
        send(QEvent::KeyPress);
        QTRY_COMPARE_WITH_TIMEOUT(answers(), 2U, patience);
    }

    void exportsForExcelUnlessToldOtherwise() {
        Driver driver;
        driver.setUp(QStringLiteral("5"), QStringLiteral("1"), QStringLiteral("0"));
        QVERIFY(driver.start());
        QVERIFY(driver.finish(100, false));
        for (const bool forExcel : {true, false}) {
            QTRY_VERIFY_WITH_TIMEOUT(driver.find<QWidget>("challenge.export")->isEnabled(), patience);
            driver.find<QToolButton>("challenge.export")->menu()->actions().constFirst()->trigger();
            auto* dialog = driver.find<QFileDialog>("challenge.export.dialog");
            auto* box = driver.find<QCheckBox>("challenge.export.excel");
            QVERIFY(box->isVisible());
            QVERIFY(box->isChecked());
            box->setChecked(forExcel);
            const QString csv = path(forExcel ? "excel.csv" : "plain.csv");
            Q_EMIT dialog->fileSelected(csv);
            dialog->close();
            QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(csv), patience);
            QFile file(csv);
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            QCOMPARE(bytes.startsWith("\xef\xbb\xbf"), forExcel);
            QVERIFY(!test::parseTrialsCsv(bytes).empty());
            QTRY_VERIFY(!driver.window.findChild<QFileDialog*>(QStringLiteral("challenge.export.dialog")));
        }
    }

    void saysWhereNoTaskCanBe() {
        const auto zip = folder_ / "one.zip";
        test::writeZip(zip, test::tinyOmniglot(1, 1, 3));
        Driver driver(path("one.zip"));
        driver.setUp(QStringLiteral("5"), QStringLiteral("4"), QStringLiteral("0"));
        QTRY_COMPARE_WITH_TIMEOUT(driver.text("challenge.problem.ways"),
                                  QStringLiteral("These data have no task of two characters"), patience);
    }

    void takesTwoDigitsAndArrowsAtTwentyWays() {
        Driver driver(wideGlyphs);
        driver.setUp(QStringLiteral("20"), QStringLiteral("5"), QStringLiteral("0"));
        QVERIFY(driver.start());
        QVERIFY(driver.awaitTask());
        driver.digits(QStringLiteral("1"));
        QVERIFY(driver.text("challenge.feedback-text").startsWith(QStringLiteral("1_")));
        QCOMPARE(driver.session().state(), State::Ready);
        driver.key(Qt::Key_Backspace);
        QVERIFY(!driver.text("challenge.feedback-text").startsWith(QStringLiteral("1_")));
        driver.digits(QStringLiteral("07"));
        QVERIFY(driver.awaitState(State::Answered));
        QCOMPARE(driver.session().answered()->answer.way, 6);
        driver.click("challenge.next");

        QVERIFY(driver.awaitTask());
        driver.digits(QStringLiteral("2500"));  // neither is there
        QCOMPARE(driver.session().state(), State::Ready);
        driver.digits(QStringLiteral("20"));
        QVERIFY(driver.awaitState(State::Answered));
        QCOMPARE(driver.session().answered()->answer.way, 19);
        driver.click("challenge.next");

        QVERIFY(driver.awaitTask());
        driver.key(Qt::Key_Return);  // nothing is chosen
        QCOMPARE(driver.session().state(), State::Ready);
        for (const int key : {Qt::Key_Right, Qt::Key_Right, Qt::Key_Right, Qt::Key_Left}) driver.key(key);
        QCOMPARE(driver.window.focusWidget(), driver.find<QWidget>("challenge.answer.2"));
        QTest::keyClick(driver.window.focusWidget(), Qt::Key_Return);
        QVERIFY(driver.awaitState(State::Answered));
        QCOMPARE(driver.session().answered()->answer.way, 1);
        QCOMPARE(driver.session().answered()->answer.device, InputDevice::Keyboard);
        driver.click("challenge.next");

        QVERIFY(driver.awaitTask());
        driver.digits(QStringLiteral("9"));
        driver.key(Qt::Key_Return);  // short for 09
        QVERIFY(driver.awaitState(State::Answered));
        QCOMPARE(driver.session().answered()->answer.way, 8);
    }

    void endsATrialAtItsTimeLimit() {
        Driver driver;
        driver.setUp(QStringLiteral("5"), QStringLiteral("2"), QStringLiteral("0"));
        driver.fill("challenge.limit", QStringLiteral("0.7"));
        QVERIFY(driver.start());
        QVERIFY(driver.awaitTask());
        auto* bar = driver.find<QProgressBar>("challenge.time-left");
        QVERIFY(bar->isVisible());
        QTRY_VERIFY(bar->value() < bar->maximum());
        QVERIFY(driver.awaitState(State::Answered));
        const TrialRecord& record = *driver.session().answered();
        QCOMPARE(record.answer.way, -1);
        QCOMPARE(record.answer.device, InputDevice::None);
        QVERIFY(record.answer.milliseconds >= 700);
        QVERIFY(driver.text("challenge.feedback-text").startsWith(QStringLiteral("Time is up")));
        driver.click("challenge.next");
        QVERIFY(driver.awaitTask());
        QVERIFY(driver.answerByKey(driver.answerOf()));
        QVERIFY(driver.session().answered()->correct());
        driver.click("challenge.next");
        QVERIFY(driver.awaitState(State::Ended));
        QTRY_VERIFY_WITH_TIMEOUT(driver.text("challenge.parts").contains(QStringLiteral("Out of time: 1")), patience);
    }

    void tellsTouchFromMouse() {
        Driver driver;
        driver.setUp(QStringLiteral("5"), QStringLiteral("1"), QStringLiteral("0"));
        QVERIFY(driver.start());
        QVERIFY(driver.awaitTask());
        const std::unique_ptr<QPointingDevice> screen(QTest::createTouchDevice());
        auto* tile = driver.find<QWidget>("challenge.answer.2");
        QTest::touchEvent(tile, screen.get()).press(0, tile->rect().center(), tile);
        QTest::touchEvent(tile, screen.get()).release(0, tile->rect().center(), tile);
        QVERIFY(driver.awaitState(State::Answered));
        QCOMPARE(driver.session().answered()->answer.way, 1);
        QCOMPARE(driver.session().answered()->answer.device, InputDevice::Touch);
    }

    void tellsThatTheDataAreOthersThanBefore() {
        const auto zip = folder_ / "mine.zip";
        test::writeZip(zip, test::tinyOmniglot(2, 4, 6));
        Driver driver(path("mine.zip"));
        const auto& dataset = driver.window.workspace().dataset();
        QTRY_VERIFY_WITH_TIMEOUT(dataset && dataset->name == "mine.zip", patience);
        driver.setUp(QStringLiteral("3"), QStringLiteral("6"), QStringLiteral("0"));
        QVERIFY(driver.start());
        QVERIFY(driver.awaitTask());
        driver.key(Qt::Key_Escape);
        driver.click("challenge.leave");
        driver.window.workspace().background().choose(test::smallGlyphs);
        QTRY_VERIFY_WITH_TIMEOUT(dataset && dataset->name != "mine.zip", patience);
        test::writeZip(zip, test::tinyOmniglot(2, 5, 6));
        QTRY_VERIFY_WITH_TIMEOUT(driver.find<QWidget>("challenge.resume")->isEnabled(), patience);
        driver.click("challenge.resume");
        QTRY_VERIFY_WITH_TIMEOUT(driver.text("challenge.status").contains(QStringLiteral("not the data")), patience);
    }

    void tellsThatTheStoreIsOfANewerVersion() {
        setHomeFolder(folder_ / "newer");
        session::TrialStore(homeFolder() / "workbench.sqlite");
        test::Bytes bytes = test::readFile(homeFolder() / "workbench.sqlite");
        bytes[63] = 99;  // the last byte of user_version in SQLite's header
        test::writeFile(homeFolder() / "workbench.sqlite", bytes);
        Driver driver(test::smallGlyphs, false);
        QTRY_VERIFY_WITH_TIMEOUT(driver.text("challenge.sessions.note").contains(QStringLiteral("newer")), patience);
        setHomeFolder(folder_ / "home");
    }
};

ONESHOT_TEST(TestChallengePage)
#include "tst_challenge_page.moc"
