#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QListView>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStandardPaths>
#include <QTableView>
#include <QtTest>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "tests/support/files.h"
#include "tests/support/places.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"
#include "tests/support/trials_csv.h"
#include "tests/support/window_driver.h"
#include "ui/pages/challenge/challenge_results_view.h"
#include "ui/pages/challenge/challenge_setup.h"
#include "ui/pages/challenge/trial_exporter.h"
#include "ui/session/challenge/challenge_results.h"
#include "ui/widgets/curve_plot.h"

using namespace oneshot;
using Driver = test::ChallengeDriver;
using session::InputDevice;
using session::TrialRecord;
using State = session::ChallengeSession::State;
using test::patience;
using test::wideGlyphs;

namespace {

double mcNemar(int b, int c) {
    const int n = b + c;
    double tail = 0;
    for (int k = 0; k <= std::min(b, c); ++k)
        tail += std::exp(std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1) - n * std::log(2.0));
    return std::min(1.0, 2 * tail);
}

}  // namespace

class TestChallengeOutcome : public QObject {
    Q_OBJECT

    test::TemporaryFolder folder_;
    QString path(const char* name) const { return QString::fromStdString((folder_ / name).string()); }

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        setHomeFolder(folder_ / "home");
    }

    void runsASessionByKeysAndMouse() {
        Driver driver;
        driver.setUp(QStringLiteral("5"), QStringLiteral("20"), QStringLiteral("2"));
        driver.fill("challenge.break", QStringLiteral("10"));
        driver.find<QPlainTextEdit>("challenge.consent")->setPlainText(QStringLiteral("I take part of my free will."));
        QTRY_VERIFY_WITH_TIMEOUT(driver.find<QListView>("challenge.readable")->model()->rowCount() == 3, patience);
        auto* readable = driver.find<QListView>("challenge.readable")->model();
        readable->setData(readable->index(0, 0), Qt::Checked, Qt::CheckStateRole);
        QVERIFY(driver.start());
        QTRY_VERIFY_WITH_TIMEOUT(driver.find<QWidget>("challenge.agree")->isVisible(), patience);
        QCOMPARE(driver.session().state(), State::Idle);
        driver.click("challenge.agree");
        QVERIFY(driver.awaitState(State::Instruction));
        QVERIFY(driver.find<QWidget>("challenge.example")->isVisible());
        QVERIFY(driver.shown->isEmpty());  // no trial before the person begins
        QVERIFY(driver.begin());
        int breaks = 0;
        for (int number = 1; number <= 22; ++number) {
            QVERIFY(driver.awaitTask());
            const session::ChallengeTrial& trial = driver.session().trial();
            QCOMPARE(trial.number, number);
            QCOMPARE(trial.practice, number <= 2);
            QCOMPARE(trial.task.ways.size(), 5U);
            QCOMPARE(driver.text("challenge.place"), number <= 2 ? QStringLiteral("Practice %1 of 2").arg(number)
                                                                 : QStringLiteral("Trial %1 of 20").arg(number - 2));
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
            QVERIFY(number % 2 ? driver.answerByKey(way) : driver.answerByMouse(way));
            const QString said = driver.text("challenge.feedback-text");
            QVERIFY2(said.startsWith(wrong ? QStringLiteral("Wrong") : QStringLiteral("Right")), qPrintable(said));
            QVERIFY(said.contains(QStringLiteral("model")));
            number % 3 ? driver.click("challenge.next")
                       : QTest::keyClick(driver.find<QWidget>("challenge.next"), Qt::Key_Return);
            QTRY_VERIFY_WITH_TIMEOUT(driver.session().state() != State::Answered, patience);
            QCOMPARE(driver.session().state() == State::PracticeOver, number == 2);
            if (number == 2) driver.click("challenge.practice-over.next");
            if (driver.session().state() != State::Break) continue;
            ++breaks;
            QVERIFY(driver.find<QWidget>("challenge.break.next")->isVisible());
            driver.click("challenge.break.next");
        }
        QCOMPARE(breaks, 1);
        QVERIFY(driver.awaitState(State::Ended));
        QVERIFY(driver.find<QWidget>("challenge.thanks")->isVisible());
        QVERIFY(!driver.find<QWidget>("challenge.results")->isVisible());  // not for the participant
        for (const int key : {Qt::Key_Escape, Qt::Key_Space, Qt::Key_Return, Qt::Key_E})
            QTest::keyClick(driver.find<QWidget>("challenge.thanks"), static_cast<Qt::Key>(key));
        QVERIFY(driver.find<QWidget>("challenge.thanks")->isVisible());
        driver.showResults();
        QVERIFY(driver.find<QWidget>("challenge.results")->isVisible());
        const auto figure = [&](const char* name) { return driver.find<QLabel>(name); };
        QTRY_COMPARE_WITH_TIMEOUT(figure("challenge.figure.person")->text(), QStringLiteral("80.0 %"), patience);
        // Wilson, by hand: 16 of 20.
        QVERIFY2(figure("challenge.figure.person")->accessibleName().contains(QStringLiteral("58.4 – 91.9")),
                 qPrintable(figure("challenge.figure.person")->accessibleName()));

        const QString csv = path("trials.csv");
        const auto exported = [&](const QString& to) {
            driver.find<ui::TrialExporter>("challenge.exporter")->exportTo(to);
            const auto* button = driver.find<QWidget>("challenge.export");
            return !button->isEnabled() && QTest::qWaitFor([&] { return button->isEnabled(); }, patience);
        };
        QVERIFY(exported(csv));
        QVERIFY2(driver.text("challenge.status").contains(QStringLiteral("Exported")),
                 qPrintable(driver.text("challenge.status")));
        QVERIFY(QFile::exists(path("trials-dictionary.csv")));
        QFile file(csv);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const std::vector<TrialRecord> trials = test::parseTrialsCsv(file.readAll());
        QCOMPARE(trials.size(), 22U);
        int right = 0, b = 0, c = 0, modelRight = 0;
        for (int i = 0; i < 22; ++i) {
            const TrialRecord& trial = trials[static_cast<std::size_t>(i)];
            QCOMPARE(trial.number, i + 1);
            QCOMPARE(trial.participant, QStringLiteral("TEST-2345"));
            QCOMPARE(trial.ways, 5);
            QCOMPARE(trial.support.size(), 5);
            QCOMPARE(trial.modelScores.size(), 5U);
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

        QVERIFY(exported(path("trials.json")));
        QVERIFY(QFile::exists(path("trials.json")));
        QVERIFY(exported(path("sheet.pdf")));
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
        QVERIFY(exported(path("no such folder/trials.csv")));
        QVERIFY(driver.text("challenge.status").contains(QStringLiteral("no such folder")));
    }

    /// In a narrow window the charts stand below each other and the column scrolls; nothing is squeezed.
    void canBeReadInASmallWindow() {
        Driver driver;
        driver.setUp(QStringLiteral("5"), QStringLiteral("2"), QStringLiteral("0"));
        QVERIFY(driver.start());
        QVERIFY(driver.finish(100, false));
        auto* plot = driver.find<QWidget>("challenge.plot");
        auto* times = driver.find<QWidget>("challenge.plot.times");
        auto* scroll = driver.find<QScrollArea>("challenge.scroll");
        const auto place = [&](const QWidget* part) {
            return QRect(part->mapTo(scroll->widget(), QPoint()), part->size());
        };
        driver.window.resize(1920, 1080);
        QTRY_VERIFY(place(times).left() > place(plot).right());
        driver.window.resize(driver.window.minimumSize());
        QTRY_VERIFY(place(times).top() > place(plot).bottom());
        const QStringList parts{QStringLiteral("challenge.figure.person"), QStringLiteral("challenge.figure.time"),
                                QStringLiteral("challenge.list.both"), QStringLiteral("challenge.tasks")};
        for (const QString& name : parts) {
            const auto* part = driver.find<QWidget>(qPrintable(name));
            QVERIFY2(part->width() >= part->minimumSizeHint().width(), qPrintable(name));
            QVERIFY2(scroll->widget()->rect().contains(place(part)), qPrintable(name));
        }
        QCOMPARE(scroll->horizontalScrollBar()->maximum(), 0);
        for (const QWidget* chart : {plot, times}) QVERIFY(chart->height() >= chart->minimumSizeHint().height());
        driver.click("challenge.view.people");
        QTRY_VERIFY_WITH_TIMEOUT(driver.find<ui::CurvePlot>("challenge.people.blocks")->chart().hasPoints(), patience);
        QCOMPARE(scroll->horizontalScrollBar()->maximum(), 0);
        driver.click("challenge.view.items");
        QTRY_VERIFY_WITH_TIMEOUT(driver.find<ui::CurvePlot>("challenge.items.plot")->chart().hasPoints(), patience);
        QCOMPARE(scroll->horizontalScrollBar()->maximum(), 0);
        // The column of the form, too, is as wide as what is in it, or scrolls.
        const auto* form = driver.find<ui::ChallengeSetup>("challenge.setup");
        QVERIFY(form->width() >= form->minimumSizeHint().width());
    }

    void tellsNothingBeforeTheEndWithoutFeedback() {
        Driver driver;
        driver.setUp(QStringLiteral("5"), QStringLiteral("3"), QStringLiteral("1"));
        driver.find<QCheckBox>("challenge.feedback")->setChecked(false);
        QVERIFY(driver.start());
        QVERIFY(driver.awaitTask());
        driver.digits(QStringLiteral("1"));
        QVERIFY(driver.awaitState(State::PracticeOver));
        driver.click("challenge.practice-over.next");
        QVERIFY(driver.awaitTask());
        driver.digits(QStringLiteral("1"));
        QVERIFY(driver.awaitTask());
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
        QVERIFY(driver.resume());
        QVERIFY(driver.awaitTask());
        driver.digits(QStringLiteral("1"));
        QVERIFY(driver.awaitTask());
        driver.digits(QStringLiteral("1"));
        QVERIFY(driver.awaitState(State::Ended));
        driver.showResults();
        QTRY_VERIFY_WITH_TIMEOUT(driver.text("challenge.figure.person") != QStringLiteral("–"), patience);
        QVERIFY(!driver.find<QLabel>("challenge.withheld")->isVisible());
        QVERIFY(driver.find<QAction>("challenge.sheet")->isEnabled());
    }

    void sharesTheStoreOfTwoWindows() {
        setHomeFolder(folder_ / "shared");
        {
            Driver first, second;
            for (Driver* driver : {&first, &second}) {
                driver->setUp(QStringLiteral("5"), QStringLiteral("3"), QStringLiteral("0"));
                driver->fill("challenge.participant",
                             driver == &first ? QStringLiteral("AAAA-2222") : QStringLiteral("BBBB-2222"));
                QVERIFY(driver->start());
            }
            for (int trial = 0; trial < 3; ++trial)
                for (Driver* driver : {&first, &second}) {
                    QVERIFY(driver->activate());
                    QVERIFY(driver->awaitState(State::Ready));
                    // It became ready while the other window was active.
                    if (!driver->view()->isVisible()) driver->click("challenge.go-on");
                    QVERIFY(driver->awaitTask());
                    QVERIFY(driver->answerByMouse(driver == &first ? driver->answerOf() : driver->wrongWay()));
                    driver->click("challenge.next");
                }
            QVERIFY(first.awaitState(State::Ended));
            QVERIFY(second.awaitState(State::Ended));
            for (Driver* driver : {&first, &second}) driver->showResults();
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

    /// Two sessions on two archives, one of them in use; the drawings of the other are read from its file.
    void opensInTasksWhatCanBeDrawn() {
        setHomeFolder(folder_ / "parts");
        test::writeZip(folder_ / "first.zip", test::tinyOmniglot(2, 4, 6));
        test::writeZip(folder_ / "second.zip", test::tinyOmniglot(2, 5, 6));
        {
            Driver driver;
            std::vector<TrialRecord> trials;
            for (const char* name : {"second.zip", "first.zip"}) {
                driver.window.workspace().background().choose(path(name));
                const auto& dataset = driver.window.workspace().dataset();
                QTRY_VERIFY_WITH_TIMEOUT(dataset && dataset->name == name, patience);
                driver.setUp(QStringLiteral("3"), QStringLiteral("8"), QStringLiteral("0"));
                QVERIFY(driver.start());
                QVERIFY(driver.finish(1, false));  // all wrong
                const auto& records = driver.session().records();
                trials.insert(trials.end(), records.begin(), records.end());
            }
            auto* table = driver.find<QTableView>("challenge.sessions");
            QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 2, patience);
            const session::ChallengeResults results = session::resultsOf(trials);
            const auto ofFirst = [&](const std::vector<int>& list) {
                return std::ranges::count(list, trials.back().dataSha256,
                                          [&](int i) { return trials[static_cast<std::size_t>(i)].dataSha256; });
            };
            const auto all = std::ssize(results.beatPerson), own = ofFirst(results.beatPerson);
            QVERIFY2(own > 0 && own < all, "the model is to be right in both");
            const QString part = QStringLiteral("Open %1 of %2 in Tasks").arg(own).arg(all);
            auto* open = driver.find<QPushButton>("challenge.tasks");
            auto* note = driver.find<QLabel>("challenge.tasks.note");
            const auto drawn = [&] {
                const QString words = driver.find<QWidget>("challenge.tasks.list")->accessibleDescription();
                return words.isEmpty() ? 0 : words.count(u'\n') + 1;
            };

            table->selectAll();
            QTRY_COMPARE_WITH_TIMEOUT(drawn(), all, patience);
            QVERIFY(!note->isVisible());
            QCOMPARE(open->text(), part);
            QVERIFY(open->toolTip().contains(QStringLiteral("one dataset at a time")));
            QSignalSpy requested(driver.page(), &ui::ChallengePage::tasksRequested);
            driver.click("challenge.tasks");
            QCOMPARE(std::ssize(requested[0][1].value<std::vector<Task>>()), own);
            QCOMPARE(requested[0][0].value<session::DatasetPtr>(), driver.window.workspace().dataset());
            driver.click("nav.challenge");

            test::writeZip(folder_ / "second.zip", test::tinyOmniglot(2, 6, 6));
            table->selectRow(0);  // forgets the drawings of the other
            QTRY_COMPARE_WITH_TIMEOUT(open->text(), QStringLiteral("Open in Tasks"), patience);
            table->selectAll();
            QTRY_VERIFY_WITH_TIMEOUT(note->text().contains(QStringLiteral("holds other data")), patience);
            QVERIFY2(note->text().startsWith(QStringLiteral("%1 of %2 cannot be drawn.").arg(all - own).arg(all)),
                     qPrintable(note->text()));
            QCOMPARE(drawn(), own);
            QCOMPARE(open->text(), part);
            const report::ChallengeSheet sheet = driver.find<ui::ChallengeResultsView>("challenge.results")->sheet();
            const auto missed = all + std::ssize(results.beatBoth), found = own + ofFirst(results.beatBoth);
            QCOMPARE(std::ssize(sheet.missed), found);
            QVERIFY2(sheet.notes.contains(QStringLiteral("%1 of %2 tasks that the person missed could not be drawn")
                                              .arg(missed - found)
                                              .arg(missed)),
                     qPrintable(sheet.notes));
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
            QVERIFY(driver.start());
            QVERIFY(driver.awaitState(State::Ready));
            QCOMPARE(driver.session().trial().task.ways.size(), 20U);
            QVERIFY(driver.awaitTask());
            QVERIFY(driver.answerByKey(driver.answerOf()));
            driver.click("challenge.next");
            QVERIFY(driver.finish(5, true));
            const auto& chart = driver.find<ui::CurvePlot>("challenge.plot")->chart();
            QTRY_COMPARE_WITH_TIMEOUT(chart.series[0].y.size(), 12, patience);
            QCOMPARE(chart.references.size(), 4U);  // people, HBPL, the article's author with and without what he knew
            QVERIFY(!driver.find<QWidget>("challenge.readable")->isVisible());
            for (const auto& record : driver.session().records()) QVERIFY(!record.readable);
            auto* open = driver.find<QWidget>("challenge.tasks");
            QSignalSpy requested(driver.page(), &ui::ChallengePage::tasksRequested);
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
            driver.find<ui::TrialExporter>("challenge.exporter")->exportTo(path("lake.pdf"));
            QTRY_VERIFY_WITH_TIMEOUT(driver.find<QWidget>("challenge.export")->isEnabled(), patience);
            QVERIFY(QFileInfo(path("lake.pdf")).size() > 0);
        }
        setHomeFolder(folder_ / "home");
    }
};

ONESHOT_TEST(TestChallengeOutcome)
#include "tst_challenge_outcome.moc"
