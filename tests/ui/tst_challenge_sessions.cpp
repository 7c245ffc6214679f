// What the experimenter does with stored sessions: notes, exclusions, deletion.
#include <QCheckBox>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QTableView>
#include <QtTest>

#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "tests/support/challenge.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"
#include "tests/support/traces.h"
#include "tests/support/window_driver.h"
#include "ui/pages/challenge/challenge_results_view.h"
#include "ui/session/common/jobs.h"
#include "ui/session/trials/trial_store.h"

using namespace oneshot;
using Driver = test::ChallengeDriver;
using session::SessionRecord;
using session::TrialStore;
using test::patience;

namespace {

const QString code = QStringLiteral("K7QF-2M9D"), other = QStringLiteral("AAAA-2222");

/// Six answered trials, one for practice, of which the person is right in so many.
void addSession(TrialStore& store, const QString& participant, int right, const QString& note = {}) {
    SessionRecord record = test::someSession(participant);
    record.note = note;
    record.settings.trials = 5;
    const qint64 id = store.addSession(record);
    for (int number = 1; number <= 6; ++number) {
        session::TrialRecord trial = test::someTrial(record, id, number);
        trial.taskId = QStringLiteral("task %1 of session %2").arg(number).arg(id);
        trial.answer.way = number <= 1 + right ? trial.correctWay : 0;
        store.addTrial(trial);
    }
    store.setState(id, SessionRecord::State::Completed);
}

}  // namespace

class TestChallengeSessions : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

    /// Sessions 1 and 3 are of one participant, who was right in 5 and 1 of 5 trials, 2 of another: 4 of 5.
    void fillHome(const char* name) {
        setHomeFolder(folder_ / name);
        TrialStore store(homeFolder() / "workbench.sqlite");
        addSession(store, code, 5, QStringLiteral("sat by the window 字"));
        addSession(store, other, 4);
        addSession(store, code, 1);
    }
    /// The table lists the newest first.
    static void choose(Driver& driver, const QList<int>& sessions) {
        auto* table = driver.find<QTableView>("challenge.sessions");
        table->clearSelection();
        for (const int session : sessions)
            table->selectionModel()->select(table->model()->index(3 - session, 0),
                                            QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }
    static QString cell(Driver& driver, int row, int column) {
        return driver.find<QTableView>("challenge.sessions")->model()->index(row, column).data().toString();
    }
    /// Waits for a dialog and answers it.
    static bool press(Driver& driver, const char* dialog, const char* button) {
        const auto shown = [&] {
            auto* box = driver.window.findChild<QWidget*>(QLatin1String(dialog));
            return box && box->isVisible();
        };
        if (!QTest::qWaitFor(shown, patience)) return false;
        driver.click(button);
        return QTest::qWaitFor([&] { return !shown(); }, patience);
    }

  private Q_SLOTS:
    void initTestCase() { configureProcess(); }
    void cleanup() { setHomeFolder(folder_ / "home"); }

    void keepsANote() {
        fillHome("notes");
        {
            Driver driver;
            choose(driver, {1});
            QVERIFY(driver.text("challenge.sessions.remarks").contains(QStringLiteral("sat by the window 字")));
            driver.find<QAction>("challenge.session.note")->trigger();
            driver.find<QPlainTextEdit>("challenge.note.dialog.text")->setPlainText(QStringLiteral("left early\n"));
            QVERIFY(press(driver, "challenge.note.dialog", "challenge.note.dialog.accept"));
            QTRY_VERIFY_WITH_TIMEOUT(driver.text("challenge.sessions.remarks").contains(QStringLiteral("left early")),
                                     patience);
            QCOMPARE(cell(driver, 2, 7), QStringLiteral("left early"));
            choose(driver, {1, 2});
            QVERIFY(!driver.find<QAction>("challenge.session.note")->isEnabled());
            QVERIFY(!driver.find<QWidget>("challenge.sessions.remarks")->isVisible());
        }
        QCOMPARE(TrialStore(homeFolder() / "workbench.sqlite").session(1).note, QStringLiteral("left early"));
    }

    void excludesAndCountsAgain() {
        fillHome("excluded");
        Driver driver;
        auto* table = driver.find<QTableView>("challenge.sessions");
        auto* count = driver.find<QCheckBox>("challenge.sessions.count-excluded");
        QVERIFY(!count->isVisible());
        choose(driver, {1, 2, 3});
        // The mean of two people: 6 of 10 and 4 of 5.
        QCOMPARE(driver.text("challenge.figure.person"), QStringLiteral("70.0 %"));
        choose(driver, {3});
        const QVariant usual = table->model()->index(0, 0).data(Qt::ForegroundRole);
        driver.find<QAction>("challenge.session.exclude")->trigger();
        auto* accept = driver.find<QPushButton>("challenge.exclude.dialog.accept");
        QVERIFY(!accept->isEnabled());  // a reason is wanted
        driver.find<QPlainTextEdit>("challenge.exclude.dialog.text")->setPlainText(QStringLiteral("fell asleep"));
        QVERIFY(accept->isEnabled());
        QVERIFY(press(driver, "challenge.exclude.dialog", "challenge.exclude.dialog.accept"));

        QTRY_VERIFY_WITH_TIMEOUT(count->isVisible(), patience);
        QVERIFY(cell(driver, 0, 6).contains(QStringLiteral("excluded")));
        QCOMPARE(cell(driver, 0, 7), QStringLiteral("Excluded: fell asleep"));
        QVERIFY(table->model()->index(0, 0).data(Qt::ForegroundRole) != usual);
        QCOMPARE(table->model()->index(1, 0).data(Qt::ForegroundRole), usual);
        QCOMPARE(driver.text("challenge.figure.person"), QStringLiteral("–"));  // it is the chosen one
        QVERIFY(!driver.find<QAction>("challenge.sheet")->isEnabled());

        choose(driver, {1, 2, 3});
        QCOMPARE(driver.text("challenge.figure.person"), QStringLiteral("90.0 %"));  // 5 of 5 and 4 of 5
        const QString told = driver.text("challenge.excluded");
        QVERIFY2(told.contains(QStringLiteral("left out: session 3 of K7QF-2M9D (fell asleep)")), qPrintable(told));
        QVERIFY(driver.text("challenge.methods").contains(QStringLiteral("excluded sessions, left out: 5")));
        const auto* results = driver.find<ui::ChallengeResultsView>("challenge.results");
        QVERIFY(results->sheet().notes.contains(QStringLiteral("fell asleep")));
        QTest::mouseClick(count, Qt::LeftButton, {}, QPoint(8, count->height() / 2));
        QVERIFY(count->isChecked());
        QCOMPARE(driver.text("challenge.figure.person"), QStringLiteral("70.0 %"));
        QVERIFY(driver.text("challenge.excluded").contains(QStringLiteral("counted here: session 3")));

        driver.find<QAction>("challenge.session.include")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(!count->isVisible(), patience);
        QVERIFY(!driver.find<QWidget>("challenge.excluded")->isVisible());
        QVERIFY(!driver.find<QAction>("challenge.session.include")->isEnabled());
    }

    void asksBeforeItDeletes() {
        fillHome("asked");
        Driver driver;
        auto* table = driver.find<QTableView>("challenge.sessions");
        choose(driver, {1});
        QVERIFY(driver.activate());
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Delete);
        auto* box = driver.find<QMessageBox>("challenge.delete");
        QVERIFY2(box->text().contains(QStringLiteral("1 session with 6 trials of K7QF-2M9D")), qPrintable(box->text()));
        QVERIFY(box->informativeText().contains(QStringLiteral("cannot be undone")));
        QVERIFY(box->informativeText().contains(QStringLiteral("backups and snapshots")));
        QVERIFY(box->informativeText().contains(QStringLiteral("1 other session of the same code stays")));
        QCOMPARE(box->defaultButton(), driver.find<QPushButton>("challenge.delete.no"));
        QVERIFY(press(driver, "challenge.delete", "challenge.delete.no"));
        QCOMPARE(table->model()->rowCount(), 3);

        QVERIFY(driver.activate());
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Delete);
        QVERIFY(press(driver, "challenge.delete", "challenge.delete.yes"));
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 2, patience);
        QVERIFY(driver.text("challenge.status").contains(QStringLiteral("Deleted: 1 session with 6 trials")));
        QCOMPARE(table->selectionModel()->selectedRows().size(), 1);  // another one, not none
    }

    void deletesAParticipantWithoutATrace() {
        fillHome("traces");
        {
            QSettings remembered(QString::fromStdString((homeFolder() / "workbench.ini").string()),
                                 QSettings::IniFormat);
            remembered.setValue(QStringLiteral("version"), 1);
            remembered.setValue(QStringLiteral("recent/models"),
                                QStringList{QStringLiteral("/nowhere/") + code + QStringLiteral("/best.safetensors"),
                                            QStringLiteral("/nowhere/else/best.safetensors")});
        }
        Driver driver;
        session::Jobs::instance().tellFailure(code + QStringLiteral(".csv"), QStringLiteral("the disk is full"));
        session::Jobs::instance().tellFailure(other + QStringLiteral(".csv"), QStringLiteral("the disk is full"));
        const auto holding = [](const QString& text) { return test::filesHolding(homeFolder(), text); };
        const auto isIn = [&](const char* name) {
            return std::ranges::any_of(holding(code),
                                       [&](const QString& path) { return path.contains(QLatin1String(name)); });
        };
        QTRY_VERIFY_WITH_TIMEOUT(isIn("log.txt"), patience);
        QVERIFY(isIn("workbench.sqlite"));
        QVERIFY(isIn("workbench.ini"));
        QVERIFY(!holding(QStringLiteral("sat by the window 字")).isEmpty());

        choose(driver, {3});
        auto* all = driver.find<QAction>("challenge.participant.delete");
        QVERIFY(all->text().contains(code));
        all->trigger();
        auto* box = driver.find<QMessageBox>("challenge.delete");
        QVERIFY2(box->text().contains(QStringLiteral("2 sessions with 12 trials of K7QF-2M9D")),
                 qPrintable(box->text()));
        QVERIFY(press(driver, "challenge.delete", "challenge.delete.yes"));
        QTRY_COMPARE_WITH_TIMEOUT(driver.find<QTableView>("challenge.sessions")->model()->rowCount(), 1, patience);
        QTRY_COMPARE_WITH_TIMEOUT(holding(code), QStringList(), patience);
        QCOMPARE(holding(QStringLiteral("sat by the window 字")), QStringList());
        QCOMPARE(std::ssize(holding(other)), 2);  // the other's trials and line are still there
        driver.window.close();
        QCOMPARE(holding(code), QStringList());
    }
};

ONESHOT_TEST(TestChallengeSessions)
#include "tst_challenge_sessions.moc"
