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
#include "tests/support/some_study.h"
#include "tests/support/test_program.h"
#include "tests/support/window_driver.h"
#include "ui/pages/challenge/frame_surface.h"
#include "ui/pages/challenge/session_screens.h"
#include "ui/pages/challenge/study_text.h"

using namespace oneshot;
using Driver = test::ChallengeDriver;
using State = session::ChallengeSession::State;
using test::patience;

namespace {

/// What a person meets in a session of a study, in a window of its own.
struct Screens : test::Stand {
    Screens(const std::filesystem::path& store, bool fullScreen)
        : Stand(store),
          screens(session),
          shown(find<ui::TrialView>("challenge.trial"), &ui::TrialView::shown),
          left(&screens, &ui::SessionScreens::left) {
        screens.resize(1024, 640);
        fullScreen ? screens.showFullScreen() : screens.show();
        screens.activateWindow();
    }
    bool isActive() { return QTest::qWaitForWindowActive(&screens, patience); }
    template <typename Part = QWidget>
    Part* find(const char* name) {
        Part* part = screens.findChild<Part*>(QLatin1String(name));
        if (!part) qFatal("there is no %s", name);
        return part;
    }
    void click(const char* name) { QTest::mouseClick(find(name), Qt::LeftButton); }
    bool awaits(const char* name) {
        return QTest::qWaitFor([&] { return find(name)->isVisible(); }, patience);
    }
    QString text(const char* name) { return find<QLabel>(name)->text(); }
    /// The study's text on the screen; null: the program speaks.
    QString said() const {
        const auto* text = screens.currentWidget()->findChild<ui::StudyText*>();
        return text && text->isVisible() ? text->words() : QString();
    }
    /// Waits until the trial is painted, and answers it rightly by its keys.
    bool answersTrial() {
        if (shown.isEmpty() && !shown.wait(patience)) return false;
        shown.clear();
        const ChallengeTrial& trial = session.trial();
        const int number = trial.number, ways = static_cast<int>(trial.task.ways.size());
        QTest::keyClicks(find("challenge.trial"), ui::TrialView::keyOf(trial.task.answer, ways));
        return QTest::qWaitFor(
            [&] { return session.answered() || session.trial().number != number || session.state() == State::Ended; },
            patience);
    }

    using ChallengeTrial = session::ChallengeTrial;
    ui::SessionScreens screens;
    QSignalSpy shown, left;
};

}  // namespace

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

    /// In its own language, up to the code that leads back; the program's keys do not.
    void aStudySpeaksForItself() {
        Study study = test::someStudy();
        study.language = "hi";
        study.texts = {"# सहमति\n\nक्या आप **सहमत** हैं?", "निर्देश", "अभ्यास समाप्त", "विराम", "धन्यवाद"};
        study.timing = {0, 0, 0, 2};
        study.returnCode = "42";
        Screens stand(folder_ / "own.sqlite", false);
        QVERIFY(stand.isActive());
        stand.screens.begin(test::settingsFor(study));
        QVERIFY(stand.awaits("challenge.agree"));
        QCOMPARE(stand.said(), QStringLiteral("सहमति\nक्या आप सहमत हैं?"));
        stand.click("challenge.agree");
        QVERIFY2(stand.reaches(State::QuestionsBefore), qPrintable(stand.session.problem()));
        stand.find<QLineEdit>("challenge.question.age")->setText(QStringLiteral("३४"));
        QCOMPARE(stand.session.dataset()->alphabets.size(), 2U);
        stand.click("challenge.question.reads.2");
        stand.click("challenge.questions.continue");
        QVERIFY(stand.reaches(State::Instruction));
        QCOMPARE(stand.session.settings().readableAlphabets,
                 QStringList(QString::fromStdString(stand.session.dataset()->alphabets[1].name)));
        QCOMPARE(stand.said(), QStringLiteral("निर्देश"));
        QVERIFY(stand.find("challenge.example")->isVisible());
        QTest::keyClick(stand.find("challenge.begin"), Qt::Key_Space);

        QVERIFY(stand.answersTrial());
        QCOMPARE(stand.text("challenge.place"), QStringLiteral("1 / 1"));  // no English
        QCOMPARE(stand.text("challenge.feedback-text"), QStringLiteral("✓"));
        QCOMPARE(stand.text("challenge.score"), QString());
        QVERIFY(!stand.find("challenge.question")->isVisible());
        stand.click("challenge.next");
        QCOMPARE(stand.session.state(), State::PracticeOver);
        QCOMPARE(stand.said(), QStringLiteral("अभ्यास समाप्त"));
        stand.click("challenge.practice-over.next");
        for (int trial = 1; trial <= 4; ++trial) {
            QVERIFY(stand.answersTrial());
            stand.click("challenge.next");
            if (trial != 2) continue;
            QCOMPARE(stand.session.state(), State::Break);
            QCOMPARE(stand.said(), QStringLiteral("विराम"));
            QVERIFY(!stand.find("challenge.break.figure.model")->isVisible());
            stand.click("challenge.break.next");
        }
        QCOMPARE(stand.session.state(), State::QuestionsAfter);
        stand.click("challenge.questions.continue");
        QVERIFY(stand.reaches(State::Ended));
        QCOMPARE(stand.said(), QStringLiteral("धन्यवाद"));

        auto* thanks = stand.find("challenge.thanks");
        QTest::keyClick(thanks, Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        QTest::keyClicks(thanks, QStringLiteral("2 4 "));
        QVERIFY(stand.left.isEmpty() && stand.screens.isWaiting());
        QTest::keyClicks(thanks, QStringLiteral("442"));
        QCOMPARE(stand.left.size(), 1);
    }

    /// Of a study without texts; it tells the score, but not whether an answer was right.
    void theProgramSpeaksWhereAStudyDoesNot() {
        Study study = test::someStudy();
        study.texts = {};
        study.questionsBefore.clear();
        study.questionsAfter.clear();
        study.feedback = {.answer = AnswerFeedback::None, .modelAnswer = false, .runningScore = true};
        study.tasks.trials = 2;
        study.tasks.practice = 0;
        study.timing = {0, 0, 0, 0};
        Screens stand(folder_ / "plain.sqlite", false);
        QVERIFY(stand.isActive());
        stand.screens.begin(test::settingsFor(study));
        QVERIFY2(stand.reaches(State::Instruction), qPrintable(stand.session.problem()));
        QVERIFY(stand.said().isNull());
        stand.click("challenge.begin");
        QVERIFY(stand.answersTrial());
        QTRY_COMPARE_WITH_TIMEOUT(stand.text("challenge.place"), QStringLiteral("Trial 2 of 2"), patience);
        QCOMPARE(stand.text("challenge.score"), QStringLiteral("You 1 of 1"));
        QVERIFY(!stand.find("challenge.next")->isVisible());
        QVERIFY(stand.answersTrial());
        QVERIFY(stand.reaches(State::Ended));
        QVERIFY(stand.said().isNull());
        QVERIFY(stand.text("challenge.thanks.way-back").contains(ui::SessionScreens::backKeys()));
        QTest::keyClick(stand.find("challenge.thanks"), Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(stand.left.size(), 1);
    }

    /// Who does not agree sees nothing of the workbench, nor does anything stay of them.
    void whoDeclinesIsThanked() {
        Study study = test::someStudy();
        study.texts.consent = "May we ask you?";
        study.returnCode = "open sesame";
        Screens stand(folder_ / "declined.sqlite", true);
        QVERIFY(stand.isActive());
        stand.screens.begin(test::settingsFor(study));
        QVERIFY(stand.awaits("challenge.decline"));
        QCOMPARE(stand.said(), QStringLiteral("May we ask you?"));
        stand.click("challenge.decline");
        QVERIFY(stand.left.isEmpty() && stand.screens.isWaiting());
        QVERIFY(!stand.find("challenge.thanks.way-back")->isVisible());
        QTest::keyClicks(stand.find("challenge.thanks"), QStringLiteral("open sesame"));
        QCOMPARE(stand.left.size(), 1);
        QCOMPARE(stand.states, QList<State>());
        QSignalSpy listed(&stand.session, &session::ChallengeSession::listed);
        stand.session.list();
        QVERIFY(listed.wait(patience));
        QVERIFY(listed[0][0].value<std::vector<session::SessionRecord>>().empty());
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
