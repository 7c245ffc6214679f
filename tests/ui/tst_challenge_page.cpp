#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QProcess>
#include <QProgressBar>
#include <QPushButton>
#include <QStandardPaths>
#include <QTableView>
#include <QToolButton>
#include <QtTest>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/models/compute.h"
#include "core/runs/run_directory.h"
#include "tests/support/file_size_limit.h"
#include "tests/support/files.h"
#include "ui/pages/challenge/challenge_page.h"
#include "ui/pages/challenge/challenge_setup.h"
#include "ui/pages/challenge/trial_view.h"
#include "ui/pages/main_window.h"
#include "ui/report/qcustomplot.h"
#include "ui/session/trial_export.h"
#include "ui/widgets/curve_plot.h"
#include "ui/widgets/dataset_field.h"

using namespace oneshot;
using session::InputDevice;
using session::TrialRecord;
using ui::ChallengePage;
using ui::MainWindow;
using State = session::ChallengeSession::State;

namespace {

constexpr int patience = 20000;  // ms; the machine may be busy

const QString smallGlyphs = QStringLiteral("glyphs:alphabet-count=3,characters-per-alphabet=8,drawer-count=4");
const QString wideGlyphs = QStringLiteral("glyphs:alphabet-count=1,characters-per-alphabet=24,drawer-count=4");

/// Does sessions in the real window by the names of its parts.
class Driver {
  public:
    explicit Driver(const QString& data = smallGlyphs) {
        window.show();
        QApplication::setActiveWindow(&window);
        find<ui::DatasetField>("train.background")->choose(data);
        find<ui::DatasetField>("train.validation")->choose({});
        find<QToolButton>("model.choose")->menu()->findChild<QAction*>(QStringLiteral("model.pixels-l2"))->trigger();
        QSignalSpy listed(&session(), &session::ChallengeSession::listed);
        click("nav.challenge");
        if (listed.isEmpty()) listed.wait(patience);  // the newest session's manner is taken over then
        shown = std::make_unique<QSignalSpy>(view(), &ui::TrialView::shown);
    }
    template <typename Part>
    Part* find(const char* name) {
        Part* part = window.findChild<Part*>(QLatin1String(name));
        if (!part) qFatal("there is no %s", name);
        return part;
    }
    void click(const char* name) { QTest::mouseClick(find<QWidget>(name), Qt::LeftButton); }
    QString text(const char* name) { return find<QLabel>(name)->text(); }
    void type(const char* name, const QString& text) { find<QLineEdit>(name)->setText(text); }
    void key(int key) { QTest::keyClick(view(), static_cast<Qt::Key>(key)); }
    void digits(const QString& text) { QTest::keyClicks(view(), text); }
    ChallengePage* page() { return find<ChallengePage>("page.challenge"); }
    ui::TrialView* view() { return find<ui::TrialView>("challenge.trial"); }
    session::ChallengeSession& session() { return page()->session(); }
    int answerOf() { return session().trial().task.answer; }
    int wrongWay() { return (answerOf() + 1) % static_cast<int>(session().trial().task.ways.size()); }

    void setUp(const QString& ways, const QString& trials, const QString& practice) {
        type("challenge.participant", QStringLiteral("TEST-2345"));
        type("challenge.ways", ways);
        type("challenge.trials", trials);
        type("challenge.practice", practice);
        type("challenge.break", {});
        type("challenge.limit", {});
        find<QCheckBox>("challenge.feedback")->setChecked(true);
        find<QPlainTextEdit>("challenge.consent")->setPlainText({});
    }
    /// After another window was shown or closed, which the platform tells of late.
    void activate() {
        QCoreApplication::processEvents();
        QApplication::setActiveWindow(&window);
        QTRY_VERIFY(window.isActiveWindow());
    }
    void start() {
        QTRY_VERIFY_WITH_TIMEOUT(find<QWidget>("challenge.start")->isEnabled(), patience);
        activate();
        click("challenge.start");
    }
    /// Waits until a task has been painted.
    void awaitTask() {
        if (shown->isEmpty()) QVERIFY(shown->wait(patience));
        shown->clear();
        QCOMPARE(session().state(), State::Ready);
    }
    void awaitState(State state) { QTRY_COMPARE_WITH_TIMEOUT(session().state(), state, patience); }
    void answerByKey(int way) {
        digits(ui::TrialView::keyOf(way, static_cast<int>(session().trial().task.ways.size())));
        awaitState(State::Answered);
    }
    void answerByMouse(int way) {
        click(qPrintable(QStringLiteral("challenge.answer.%1").arg(way + 1)));
        awaitState(State::Answered);
    }
    /// Rightly but for every `wrongEvery`th.
    void finish(int wrongEvery, bool byMouse) {
        for (int number = session().trial().number; session().state() != State::Ended && !QTest::currentTestFailed();
             ++number) {
            awaitTask();
            const int way = number % wrongEvery == 0 ? wrongWay() : answerOf();
            byMouse ? answerByMouse(way) : answerByKey(way);
            click("challenge.next");
            QTRY_VERIFY_WITH_TIMEOUT(session().state() != State::Answered, patience);
        }
    }

    MainWindow window;
    std::unique_ptr<QSignalSpy> shown;
};

double mcNemar(int b, int c) {
    const int n = b + c;
    double tail = 0;
    for (int k = 0; k <= std::min(b, c); ++k)
        tail += std::exp(std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1) - n * std::log(2.0));
    return std::min(1.0, 2 * tail);
}

}  // namespace

class TestChallengePage : public QObject {
    Q_OBJECT

    test::TemporaryFolder folder_;
    QString path(const char* name) const { return QString::fromStdString((folder_ / name).string()); }

    static void keepPicture(QWidget& window, const QString& name) {
        const QString folder = qEnvironmentVariable("ONESHOT_PICTURES_DIR", QStringLiteral(ONESHOT_PICTURES_DIR));
        QVERIFY(QDir().mkpath(folder));
        QVERIFY(window.grab().save(folder + u'/' + name + QStringLiteral(".png")));
    }
    /// In both themes and sizes.
    static void keepPictures(MainWindow& window, const QString& name) {
        for (const QSize size : {QSize(1920, 1080), QSize(1280, 800)})
            for (const ui::Theme theme : {ui::Theme::Dark, ui::Theme::Light}) {
                window.resize(size);
                window.setTheme(theme);
                QCoreApplication::processEvents();
                auto* plot = window.findChild<ui::CurvePlot*>(QStringLiteral("challenge.plot"));
                QSignalSpy replots(plot->findChild<QCustomPlot*>(), &QCustomPlot::afterReplot);
                if (plot->isVisible()) replots.wait(500);  // the chart in this size and theme
                keepPicture(window,
                            QStringLiteral("challenge-%1-%2-%3")
                                .arg(name, theme == ui::Theme::Dark ? QStringLiteral("dark") : QStringLiteral("light"))
                                .arg(size.width()));
            }
    }

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
            driver.type(field, text);
            QVERIFY2(!start->isEnabled(), field);
            QVERIFY2(driver.find<QLabel>(label)->isVisible(), label);
            QVERIFY2(driver.text(label).contains(words), qPrintable(driver.text(label)));
            QVERIFY(driver.text("challenge.status").contains(driver.text(label)));
            driver.type(field, before);
            QVERIFY2(start->isEnabled(), field);
            QVERIFY(!driver.find<QLabel>(label)->isVisible());
        }
        driver.find<QComboBox>("challenge.source")->setCurrentIndex(1);
        QVERIFY(driver.text("challenge.problem.source").contains(QStringLiteral("held out")));
        driver.find<QComboBox>("challenge.source")->setCurrentIndex(2);
        QVERIFY(driver.text("challenge.problem.source").contains(QStringLiteral("Lake")));
        QVERIFY(!start->isEnabled());
    }

    void runsASessionByKeysAndMouse() {
        Driver driver;
        driver.setUp(QStringLiteral("5"), QStringLiteral("20"), QStringLiteral("2"));
        driver.type("challenge.break", QStringLiteral("10"));
        driver.find<QPlainTextEdit>("challenge.consent")->setPlainText(QStringLiteral("I take part of my free will."));
        QTRY_VERIFY_WITH_TIMEOUT(driver.find<QListView>("challenge.readable")->model()->rowCount() == 3, patience);
        auto* readable = driver.find<QListView>("challenge.readable")->model();
        readable->setData(readable->index(0, 0), Qt::Checked, Qt::CheckStateRole);
        driver.start();
        QVERIFY(driver.find<QWidget>("challenge.agree")->isVisible());
        QCOMPARE(driver.session().state(), State::Idle);
        driver.click("challenge.agree");
        int breaks = 0;
        for (int number = 1; number <= 22; ++number) {
            driver.awaitTask();
            const session::ChallengeTrial& trial = driver.session().trial();
            QCOMPARE(trial.number, number);
            QCOMPARE(trial.practice, number <= 2);
            QCOMPARE(trial.task.ways.size(), 5U);
            // Nothing tells what the model answered, nor what is right.
            QVERIFY(!driver.session().answered());
            for (int way = 1; way <= 5; ++way) {
                auto* stand = driver.find<QWidget>(qPrintable(QStringLiteral("challenge.answer.%1").arg(way)));
                QCOMPARE(stand->accessibleName(), QStringLiteral("Way %1 of 5").arg(way));
                QCOMPARE(stand->toolTip(), QString());
            }
            QVERIFY(!driver.text("challenge.feedback-text").contains(QStringLiteral("model")));
            QVERIFY(!driver.find<QWidget>("challenge.next")->isVisible());
            const bool wrong = number > 2 && (number - 2) % 5 == 0;
            const int way = wrong ? driver.wrongWay() : driver.answerOf();
            number % 2 ? driver.answerByKey(way) : driver.answerByMouse(way);
            const QString said = driver.text("challenge.feedback-text");
            QVERIFY2(said.startsWith(wrong ? QStringLiteral("Wrong") : QStringLiteral("Right")), qPrintable(said));
            QVERIFY(said.contains(QStringLiteral("model")));
            number % 3 ? driver.click("challenge.next")
                       : QTest::keyClick(driver.find<QWidget>("challenge.next"), Qt::Key_Return);
            QTRY_VERIFY_WITH_TIMEOUT(driver.session().state() != State::Answered, patience);
            if (driver.session().state() != State::Break) continue;
            ++breaks;
            QVERIFY(driver.find<QWidget>("challenge.break.next")->isVisible());
            driver.click("challenge.break.next");
        }
        QCOMPARE(breaks, 1);
        driver.awaitState(State::Ended);
        const auto figure = [&](const char* name) { return driver.find<QLabel>(name); };
        QTRY_COMPARE_WITH_TIMEOUT(figure("challenge.figure.person")->text(), QStringLiteral("80.0 %"), patience);
        // Wilson, by hand: 16 of 20.
        QVERIFY2(figure("challenge.figure.person")->accessibleName().contains(QStringLiteral("58.4 – 91.9")),
                 qPrintable(figure("challenge.figure.person")->accessibleName()));

        const QString csv = path("trials.csv");
        const auto exported = [&](const QString& to) {
            driver.page()->exportTo(to);
            QVERIFY(!driver.find<QWidget>("challenge.export")->isEnabled());
            QTRY_VERIFY_WITH_TIMEOUT(driver.find<QWidget>("challenge.export")->isEnabled(), patience);
        };
        exported(csv);
        QVERIFY2(driver.text("challenge.status").contains(QStringLiteral("Exported")),
                 qPrintable(driver.text("challenge.status")));
        QVERIFY(QFile::exists(path("trials-dictionary.csv")));
        QFile file(csv);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const std::vector<TrialRecord> trials = session::parseTrialsCsv(file.readAll());
        QCOMPARE(trials.size(), 22U);
        int right = 0, b = 0, c = 0, modelRight = 0;
        for (int i = 0; i < 22; ++i) {
            const TrialRecord& trial = trials[static_cast<std::size_t>(i)];
            QCOMPARE(trial.number, i + 1);
            QCOMPARE(trial.participant, QStringLiteral("TEST-2345"));
            QCOMPARE(trial.ways, 5);
            QCOMPARE(trial.support.size(), 5);
            QCOMPARE(trial.modelScores.size(), 5);
            QCOMPARE(trial.practice, i < 2);
            QCOMPARE(trial.answer.device, i % 2 ? InputDevice::Mouse : InputDevice::Keyboard);
            QCOMPARE(trial.correct(), i < 2 || (i - 1) % 5 != 0);
            QCOMPARE(trial.modelId, QStringLiteral("pixels-l2"));
            QVERIFY(trial.answer.milliseconds > 0 && trial.answer.milliseconds < patience);
            QVERIFY(trial.shownUtc <= trial.answeredUtc);
            QVERIFY(!trial.resumed);
            if (trial.practice) continue;
            right += trial.correct();
            modelRight += trial.modelCorrect();
            b += trial.correct() && !trial.modelCorrect();
            c += !trial.correct() && trial.modelCorrect();
        }
        QCOMPARE(right, 16);
        QCOMPARE(figure("challenge.figure.model")->text(), QStringLiteral("%1 %").arg(modelRight * 5.0, 0, 'f', 1));
        const double p = mcNemar(b, c);
        const QString said = figure("challenge.figure.difference")->accessibleName();
        QVERIFY2(said.contains(p < 0.001 ? QStringLiteral("p < 0.001") : QStringLiteral("p = %1").arg(p, 0, 'f', 3)),
                 qPrintable(said));
        const report::CurveChart& chart = driver.find<ui::CurvePlot>("challenge.plot")->chart();
        QCOMPARE(chart.series[0].x.size(), 20);
        QCOMPARE(chart.series[0].y.last(), 80.0);
        QCOMPARE(chart.series[1].y.last(), modelRight * 5.0);
        QVERIFY(chart.references.empty());  // glyphs: nothing published
        const report::CurveChart& times = driver.find<ui::CurvePlot>("challenge.plot.times")->chart();
        QCOMPARE(times.series[0].x.size(), 5);
        QVERIFY(std::is_sorted(times.series[0].x.begin(), times.series[0].x.end()));
        QCOMPARE(std::accumulate(times.series[0].y.begin(), times.series[0].y.end(), 0.0), 400.0);  // bins of 4

        exported(path("trials.json"));
        QVERIFY(QFile::exists(path("trials.json")));
        exported(path("sheet.pdf"));
        QFile sheet(path("sheet.pdf"));
        QVERIFY(sheet.open(QIODevice::ReadOnly));
        QVERIFY(sheet.read(5) == "%PDF-");
        if (const QString reader = QStandardPaths::findExecutable(QStringLiteral("pdftotext")); !reader.isEmpty()) {
            QProcess process;
            process.start(reader, {path("sheet.pdf"), QStringLiteral("-")});
            QVERIFY(process.waitForFinished());
            const QString words = QString::fromUtf8(process.readAllStandardOutput());
            for (const auto& word : {QStringLiteral("TEST-2345"), QStringLiteral("80.0 %"), QStringLiteral("58.4"),
                                     QStringLiteral("Missed by the person"), QStringLiteral("McNemar")})
                QVERIFY2(words.contains(word), qPrintable(words));
        }
        exported(path("no such folder/trials.csv"));
        QVERIFY(driver.text("challenge.status").contains(QStringLiteral("no such folder")));
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
        driver.start();
        driver.finish(100, false);
        driver.awaitState(State::Ended);
        QCOMPARE(driver.session().settings().participant, code);
        QVERIFY(driver.find<QLineEdit>("challenge.participant")->text() != code);
    }

    void tellsNothingBeforeTheEndWithoutFeedback() {
        Driver driver;
        driver.setUp(QStringLiteral("5"), QStringLiteral("3"), QStringLiteral("1"));
        driver.find<QCheckBox>("challenge.feedback")->setChecked(false);
        driver.start();
        driver.awaitTask();
        driver.digits(QStringLiteral("1"));
        driver.awaitTask();
        driver.digits(QStringLiteral("1"));
        driver.awaitTask();
        driver.key(Qt::Key_Escape);
        driver.click("challenge.leave");
        QTRY_VERIFY_WITH_TIMEOUT(driver.text("challenge.withheld").contains(QStringLiteral("2 of 4 answered")),
                                 patience);
        auto* list = driver.find<QTableView>("challenge.sessions")->model();
        QCOMPARE(list->index(0, 4).data().toString(), QStringLiteral("–"));
        QCOMPARE(list->index(0, 5).data().toString(), QStringLiteral("–"));
        QCOMPARE(driver.text("challenge.figure.person"), QStringLiteral("–"));
        QVERIFY(!driver.find<ui::CurvePlot>("challenge.plot")->chart().hasPoints());
        QVERIFY(!driver.find<QAction>("challenge.sheet")->isEnabled());
        driver.click("challenge.resume");
        driver.awaitTask();
        driver.digits(QStringLiteral("1"));
        driver.awaitTask();
        driver.digits(QStringLiteral("1"));
        driver.awaitState(State::Ended);
        QTRY_VERIFY_WITH_TIMEOUT(driver.text("challenge.figure.person") != QStringLiteral("–"), patience);
        QVERIFY(!driver.find<QLabel>("challenge.withheld")->isVisible());
        QVERIFY(driver.find<QAction>("challenge.sheet")->isEnabled());
    }

    void takesOneAlphabetOrTheBuiltInGlyphs() {
        Driver driver;
        driver.setUp(QStringLiteral("5"), QStringLiteral("3"), QStringLiteral("0"));
        auto* alphabet = driver.find<QComboBox>("challenge.alphabet");
        QTRY_COMPARE_WITH_TIMEOUT(alphabet->count(), 4, patience);
        driver.find<QCheckBox>("challenge.within")->setChecked(false);
        driver.type("challenge.ways", QStringLiteral("9"));
        QVERIFY(!driver.find<QLabel>("challenge.problem.ways")->isVisible());
        alphabet->setCurrentIndex(2);
        QVERIFY(driver.text("challenge.problem.ways").contains(QStringLiteral("up to 8")));
        driver.type("challenge.ways", QStringLiteral("8"));
        const QString name = alphabet->currentText();
        driver.start();
        driver.finish(100, false);
        for (const auto& record : driver.session().records())
            for (const QString& drawing : record.support) QVERIFY(drawing.startsWith(name + u'/'));
        driver.find<QComboBox>("challenge.source")->setCurrentIndex(3);
        QVERIFY(!alphabet->isVisible());
        QVERIFY(driver.find<QWidget>("challenge.start")->isEnabled());
        driver.find<QCheckBox>("challenge.within")->setChecked(true);
        driver.type("challenge.ways", QStringLiteral("25"));
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
        driver.start();
        driver.click("challenge.decline");
        QVERIFY(driver.find<QWidget>("challenge.start")->isVisible());
        QCOMPARE(driver.session().state(), State::Idle);
    }

    void takesTwoDigitsAndArrowsAtTwentyWays() {
        Driver driver(wideGlyphs);
        driver.setUp(QStringLiteral("20"), QStringLiteral("5"), QStringLiteral("0"));
        driver.start();
        driver.awaitTask();
        driver.digits(QStringLiteral("1"));
        QVERIFY(driver.text("challenge.feedback-text").startsWith(QStringLiteral("1_")));
        QCOMPARE(driver.session().state(), State::Ready);
        driver.key(Qt::Key_Backspace);
        QVERIFY(!driver.text("challenge.feedback-text").startsWith(QStringLiteral("1_")));
        driver.digits(QStringLiteral("07"));
        driver.awaitState(State::Answered);
        QCOMPARE(driver.session().answered()->answer.way, 6);
        driver.click("challenge.next");

        driver.awaitTask();
        driver.digits(QStringLiteral("2500"));  // neither is there
        QCOMPARE(driver.session().state(), State::Ready);
        driver.digits(QStringLiteral("20"));
        driver.awaitState(State::Answered);
        QCOMPARE(driver.session().answered()->answer.way, 19);
        driver.click("challenge.next");

        driver.awaitTask();
        driver.key(Qt::Key_Return);  // nothing is chosen
        QCOMPARE(driver.session().state(), State::Ready);
        for (const int key : {Qt::Key_Right, Qt::Key_Right, Qt::Key_Right, Qt::Key_Left}) driver.key(key);
        QCOMPARE(driver.window.focusWidget(), driver.find<QWidget>("challenge.answer.2"));
        QTest::keyClick(driver.window.focusWidget(), Qt::Key_Return);
        driver.awaitState(State::Answered);
        QCOMPARE(driver.session().answered()->answer.way, 1);
        QCOMPARE(driver.session().answered()->answer.device, InputDevice::Keyboard);
        driver.click("challenge.next");

        driver.awaitTask();
        driver.digits(QStringLiteral("9"));
        driver.key(Qt::Key_Return);  // short for 09
        driver.awaitState(State::Answered);
        QCOMPARE(driver.session().answered()->answer.way, 8);
    }

    void endsATrialAtItsTimeLimit() {
        Driver driver;
        driver.setUp(QStringLiteral("5"), QStringLiteral("2"), QStringLiteral("0"));
        driver.type("challenge.limit", QStringLiteral("0.7"));
        driver.start();
        driver.awaitTask();
        auto* bar = driver.find<QProgressBar>("challenge.time-left");
        QVERIFY(bar->isVisible());
        QTRY_VERIFY(bar->value() < bar->maximum());
        driver.awaitState(State::Answered);
        const TrialRecord& record = *driver.session().answered();
        QCOMPARE(record.answer.way, -1);
        QCOMPARE(record.answer.device, InputDevice::None);
        QVERIFY(record.answer.milliseconds >= 700);
        QVERIFY(driver.text("challenge.feedback-text").startsWith(QStringLiteral("Time is up")));
        driver.click("challenge.next");
        driver.awaitTask();
        driver.answerByKey(driver.answerOf());
        QVERIFY(driver.session().answered()->correct());
        driver.click("challenge.next");
        driver.awaitState(State::Ended);
        QTRY_VERIFY_WITH_TIMEOUT(driver.text("challenge.parts").contains(QStringLiteral("Out of time: 1")), patience);
    }

    void asksAtEscapeAndResumes() {
        Driver driver;
        driver.setUp(QStringLiteral("5"), QStringLiteral("4"), QStringLiteral("0"));
        driver.start();
        driver.awaitTask();
        driver.answerByKey(driver.answerOf());
        QVERIFY(!driver.session().answered()->answer.focusLost);
        QVERIFY(!driver.session().answered()->answer.seenBefore);
        driver.click("challenge.next");
        driver.awaitTask();
        const QString id = driver.session().trial().id;
        driver.key(Qt::Key_Escape);
        QVERIFY(driver.find<QWidget>("challenge.go-on")->isVisible());
        QVERIFY(!driver.view()->isVisible());
        driver.digits(QStringLiteral("1"));  // nobody sees what they would answer
        QCOMPARE(driver.session().state(), State::Ready);
        driver.click("challenge.go-on");
        driver.awaitTask();
        QCOMPARE(driver.session().trial().id, id);
        driver.answerByKey(driver.answerOf());
        QVERIFY(driver.session().answered()->answer.seenBefore);
        QVERIFY(!driver.session().answered()->answer.focusLost);
        driver.click("challenge.next");
        driver.awaitTask();
        driver.click("nav.train");  // leaving the page hides the trial as well
        driver.click("nav.challenge");
        QVERIFY(driver.find<QWidget>("challenge.go-on")->isVisible());
        driver.click("challenge.leave");
        QTRY_VERIFY_WITH_TIMEOUT(driver.find<QWidget>("challenge.resume")->isVisible() &&
                                     driver.find<QWidget>("challenge.resume")->isEnabled(),
                                 patience);
        driver.click("challenge.resume");
        driver.awaitState(State::Ready);
        QCOMPARE(driver.session().trial().number, 3);
        driver.finish(100, false);
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
        driver.start();
        driver.awaitTask();
        driver.digits(QStringLiteral("1"));  // without feedback the next trial comes at once
        driver.awaitTask();
        QCOMPARE(driver.session().trial().number, 2);
        QCOMPARE(driver.text("challenge.score"), QString());
        driver.key(Qt::Key_Escape);
        driver.click("challenge.end");
        driver.awaitState(State::Ended);
        QVERIFY(driver.find<QWidget>("challenge.start")->isVisible());
        auto* table = driver.find<QTableView>("challenge.sessions");
        QTRY_VERIFY_WITH_TIMEOUT(table->model()->index(0, 6).data().toString().contains(QStringLiteral("ended early")),
                                 patience);
        QVERIFY(!driver.find<QWidget>("challenge.resume")->isEnabled());
    }

    void keepsAnAnswerThatCannotBeStored() {
        Driver driver;
        driver.setUp(QStringLiteral("5"), QStringLiteral("2"), QStringLiteral("0"));
        driver.start();
        driver.awaitTask();
        {
            const test::FileSizeLimit full(1);
            driver.digits(QStringLiteral("2"));
            driver.awaitState(State::Halted);
        }
        keepPictures(driver.window, QStringLiteral("halted"));
        QVERIFY(driver.find<QPushButton>("challenge.fault.leave")->text().contains(QStringLiteral("answer")));
        QVERIFY(!driver.window.close());  // asks
        QVERIFY(driver.window.isVisible());
        driver.click("challenge.close.no");
        QTRY_VERIFY(!driver.window.findChild<QMessageBox*>(QStringLiteral("challenge.close")));
        driver.activate();
        QCOMPARE(driver.session().state(), State::Halted);
        QVERIFY(driver.find<QWidget>("challenge.retry")->isVisible());
        QVERIFY(!driver.session().problem().isEmpty());
        driver.click("challenge.retry");
        driver.awaitState(State::Answered);
        QCOMPARE(driver.session().answered()->answer.way, 1);
        QVERIFY(driver.find<QWidget>("challenge.next")->isVisible());
        driver.click("challenge.next");
        driver.awaitTask();
        driver.key(Qt::Key_Escape);
        {
            const test::FileSizeLimit full(1);
            driver.click("challenge.end");
            driver.awaitState(State::Halted);
        }
        QVERIFY(!driver.find<QPushButton>("challenge.fault.leave")->text().contains(QStringLiteral("answer")));
        QVERIFY(!driver.window.close());
        driver.click("challenge.close.yes");
        QTRY_VERIFY_WITH_TIMEOUT(!driver.window.isVisible(), patience);
    }

    void tellsTouchFromMouse() {
        Driver driver;
        driver.setUp(QStringLiteral("5"), QStringLiteral("1"), QStringLiteral("0"));
        driver.start();
        driver.awaitTask();
        const std::unique_ptr<QPointingDevice> screen(QTest::createTouchDevice());
        auto* tile = driver.find<QWidget>("challenge.answer.2");
        QTest::touchEvent(tile, screen.get()).press(0, tile->rect().center(), tile);
        QTest::touchEvent(tile, screen.get()).release(0, tile->rect().center(), tile);
        driver.awaitState(State::Answered);
        QCOMPARE(driver.session().answered()->answer.way, 1);
        QCOMPARE(driver.session().answered()->answer.device, InputDevice::Touch);
    }

    void notesThatTheFocusWasLost() {
        Driver driver;
        driver.setUp(QStringLiteral("5"), QStringLiteral("2"), QStringLiteral("0"));
        driver.start();
        driver.awaitTask();
        QWidget other;
        other.show();
        QApplication::setActiveWindow(&other);
        QTRY_VERIFY(QApplication::activeWindow() == &other);
        QApplication::setActiveWindow(&driver.window);
        driver.answerByMouse(driver.answerOf());
        QVERIFY(driver.session().answered()->answer.focusLost);
        other.close();
        driver.activate();
        driver.click("challenge.next");
        driver.awaitTask();
        driver.answerByMouse(driver.answerOf());
        QVERIFY(!driver.session().answered()->answer.focusLost);
    }

    void beginsNoTrialInAnInactiveWindow() {
        Driver driver;
        driver.setUp(QStringLiteral("5"), QStringLiteral("3"), QStringLiteral("0"));
        driver.find<QCheckBox>("challenge.feedback")->setChecked(false);
        driver.start();
        driver.awaitTask();
        QWidget other;
        other.show();
        QApplication::setActiveWindow(&other);
        QTRY_VERIFY(!driver.window.isActiveWindow());
        driver.digits(QStringLiteral("1"));
        QTRY_VERIFY_WITH_TIMEOUT(driver.find<QWidget>("challenge.go-on")->isVisible(), patience);
        QCOMPARE(driver.session().trial().number, 2);
        QVERIFY(!driver.view()->running());
        driver.click("challenge.go-on");  // still inactive: marked
        driver.awaitTask();
        driver.digits(QStringLiteral("1"));
        QTRY_COMPARE_WITH_TIMEOUT(driver.session().records().size(), 2U, patience);
        QVERIFY(driver.session().records()[1].answer.focusLost);
        QVERIFY(!driver.session().records()[1].answer.seenBefore);  // it was covered before it was shown
    }

    void sharesTheStoreOfTwoWindows() {
        setHomeFolder(folder_ / "shared");
        {
            Driver first, second;
            for (Driver* driver : {&first, &second}) {
                driver->setUp(QStringLiteral("5"), QStringLiteral("3"), QStringLiteral("0"));
                driver->type("challenge.participant",
                             driver == &first ? QStringLiteral("AAAA-2222") : QStringLiteral("BBBB-2222"));
                driver->start();
            }
            for (int trial = 0; trial < 3; ++trial)
                for (Driver* driver : {&first, &second}) {
                    QApplication::setActiveWindow(&driver->window);
                    driver->awaitState(State::Ready);
                    // It became ready while the other window was active.
                    if (!driver->view()->isVisible()) driver->click("challenge.go-on");
                    driver->awaitTask();
                    driver->answerByMouse(driver == &first ? driver->answerOf() : driver->wrongWay());
                    driver->click("challenge.next");
                }
            first.awaitState(State::Ended);
            second.awaitState(State::Ended);
            first.click("nav.train");
            first.click("nav.challenge");
            auto* table = first.find<QTableView>("challenge.sessions");
            QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 2, patience);
            QTRY_VERIFY_WITH_TIMEOUT(table->model()->index(0, 3).data().toString() == QStringLiteral("3 of 3") &&
                                         table->model()->index(1, 3).data().toString() == QStringLiteral("3 of 3"),
                                     patience);
            // Both together: the mean of two people.
            table->selectAll();
            QCOMPARE(first.text("challenge.figure.person"), QStringLiteral("50.0 %"));
            QVERIFY(first.text("challenge.methods").contains(QStringLiteral("2 participants")));
        }
        setHomeFolder(folder_ / "home");
    }

    void playsLakesRuns() {
        if (test::omniglotFolder().empty()) QSKIP("ONESHOT_OMNIGLOT_DIR is not set: no runs of Lake's");
        setHomeFolder(folder_ / "lake");
        {
            Driver driver;
            driver.setUp({}, QStringLiteral("12"), QStringLiteral("0"));  // ways are the runs' own
            driver.find<QComboBox>("challenge.source")->setCurrentIndex(2);
            driver.find<QToolButton>("challenge.lake")->menu()->actions().constFirst()->trigger();
            auto* dialog = driver.find<QFileDialog>("challenge.lake.dialog");
            const auto runs = test::omniglotFolder() / "one_shot_runs_01-10.zip";
            Q_EMIT dialog->fileSelected(QString::fromStdString(runs.string()));
            dialog->close();
            driver.start();
            driver.awaitState(State::Ready);
            QCOMPARE(driver.session().trial().task.ways.size(), 20U);
            driver.awaitTask();
            keepPictures(driver.window, QStringLiteral("lake"));
            driver.answerByKey(driver.answerOf());
            driver.click("challenge.next");
            driver.finish(5, true);
            const auto& chart = driver.find<ui::CurvePlot>("challenge.plot")->chart();
            QTRY_COMPARE_WITH_TIMEOUT(chart.series[0].y.size(), 12, patience);
            QCOMPARE(chart.references.size(), 4U);  // people, HBPL, the article's author with and without what he knew
            QVERIFY(!driver.find<QWidget>("challenge.readable")->isVisible());
            for (const auto& record : driver.session().records()) QVERIFY(!record.readable);
            auto* open = driver.find<QWidget>("challenge.tasks");
            QSignalSpy requested(driver.page(), &ChallengePage::tasksRequested);
            QVERIFY(open->isVisible());
            driver.click("challenge.list.model");
            QTRY_VERIFY_WITH_TIMEOUT(open->isEnabled(), patience);
            driver.click("challenge.tasks");
            QCOMPARE(requested.size(), 1);
            std::size_t missed = 0;
            for (const auto& record : driver.session().records()) missed += record.correct() && !record.modelCorrect();
            const auto tasks = requested[0][1].value<std::vector<Task>>();
            QCOMPARE(tasks.size(), missed);
            QVERIFY(requested[0][0].value<session::DatasetPtr>());
            QCOMPARE(tasks[0].ways.size(), 20U);
            driver.click("nav.challenge");
            keepPictures(driver.window, QStringLiteral("lake-results"));
            driver.page()->exportTo(path("lake.pdf"));
            QTRY_VERIFY_WITH_TIMEOUT(driver.find<QWidget>("challenge.export")->isEnabled(), patience);
            const QString folder = qEnvironmentVariable("ONESHOT_PICTURES_DIR", QStringLiteral(ONESHOT_PICTURES_DIR));
            QFile::remove(folder + QStringLiteral("/challenge-sheet.pdf"));
            QVERIFY(QFile::copy(path("lake.pdf"), folder + QStringLiteral("/challenge-sheet.pdf")));
        }
        setHomeFolder(folder_ / "home");
    }

    void looksRightInEveryState() {
        setHomeFolder(folder_ / "pictures");
        {
            Driver driver(wideGlyphs);
            QTRY_VERIFY_WITH_TIMEOUT(driver.find<QWidget>("challenge.start")->isEnabled(), patience);
            keepPictures(driver.window, QStringLiteral("setup"));
            driver.setUp(QStringLiteral("20"), QStringLiteral("3"), QStringLiteral("1"));
            driver.type("challenge.limit", QStringLiteral("600"));
            driver.type("challenge.break", QStringLiteral("2"));
            driver.find<QPlainTextEdit>("challenge.consent")
                ->setPlainText(
                    QStringLiteral("You will see characters of alphabets that you may not know. Your answers and "
                                   "their times are kept under a random code. You may stop at any time."));
            driver.start();
            keepPictures(driver.window, QStringLiteral("consent"));
            driver.click("challenge.agree");
            driver.awaitState(State::Ready);
            QVERIFY(driver.view()->running());
            keepPicture(driver.window, QStringLiteral("challenge-fixation"));
            driver.awaitTask();
            keepPictures(driver.window, QStringLiteral("twenty-ways"));
            driver.digits(QStringLiteral("1"));
            keepPicture(driver.window, QStringLiteral("challenge-digit"));
            driver.key(Qt::Key_Backspace);
            driver.answerByKey(driver.answerOf());
            keepPictures(driver.window, QStringLiteral("right"));
            driver.click("challenge.next");
            driver.awaitTask();
            driver.answerByKey(driver.wrongWay());
            keepPictures(driver.window, QStringLiteral("wrong"));
            driver.click("challenge.next");
            driver.awaitTask();
            driver.key(Qt::Key_Escape);
            keepPictures(driver.window, QStringLiteral("pause"));
            driver.click("challenge.go-on");
            driver.awaitTask();
            driver.answerByKey(driver.wrongWay());
            driver.click("challenge.next");
            driver.awaitState(State::Break);
            keepPictures(driver.window, QStringLiteral("break"));
            driver.click("challenge.break.next");
            driver.finish(100, false);
        }
        {
            Driver driver;
            driver.setUp(QStringLiteral("5"), QStringLiteral("8"), QStringLiteral("0"));
            driver.start();
            driver.awaitTask();
            keepPictures(driver.window, QStringLiteral("five-ways"));
            driver.answerByKey(driver.answerOf());
            driver.click("challenge.next");
            driver.finish(3, true);
            QTRY_VERIFY_WITH_TIMEOUT(driver.find<QTableView>("challenge.sessions")->model()->rowCount() == 2, patience);
            keepPictures(driver.window, QStringLiteral("results"));
        }
        setHomeFolder(folder_ / "home");
    }
};

QTEST_MAIN(TestChallengePage)
#include "tst_challenge_page.moc"
