// While a study is blinded, nothing in the window tells how well its people do.
#include <QCheckBox>
#include <QComboBox>
#include <QMessageBox>
#include <QPushButton>
#include <QTableView>
#include <QtTest>

#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "tests/support/challenge.h"
#include "tests/support/files.h"
#include "tests/support/some_study.h"
#include "tests/support/test_program.h"
#include "tests/support/window_driver.h"
#include "ui/pages/challenge/challenge_results_view.h"
#include "ui/pages/challenge/trial_exporter.h"
#include "ui/session/trials/trial_store.h"
#include "ui/widgets/curve_plot.h"

using namespace oneshot;
using Driver = test::ChallengeDriver;
using session::SessionRecord;
using session::TrialStore;
using test::patience;

namespace {

Study blindedStudy() {
    Study study = test::someStudy();
    study.blinded = true;
    study.referenceFigures = {{"the author", 97.2, "The article, 20-way"}};
    return study;
}

/// Six answered trials, the first for practice, of which the person is right in so many.
void addSession(TrialStore& store, const char* participant, int right, const Study* study, int number = 0) {
    SessionRecord record = test::someSession(QString::fromLatin1(participant));
    record.settings.trials = 5;
    record.settings.study = study ? session::settingsOf(*study, number, {}).study : session::StudyUse();
    const qint64 id = store.addSession(record);
    for (int i = 1; i <= 6; ++i) {
        session::TrialRecord trial = test::someTrial(record, id, i);
        trial.taskId = QStringLiteral("task %1 of session %2").arg(i).arg(id);
        trial.answer.way = i <= 1 + right ? trial.correctWay : 0;
        store.addTrial(trial);
    }
    store.setState(id, SessionRecord::State::Completed);
}

}  // namespace

class TestBlinded : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

    /// Session 1 has own settings, 2 and 3 are of a blinded study: 5, 4 and 2 of 5 right.
    void fillHome(const char* name) {
        setHomeFolder(folder_ / name);
        const Study study = blindedStudy();
        TrialStore store(homeFolder() / "workbench.sqlite");
        addSession(store, "K7QF-2M9D", 5, nullptr);
        addSession(store, "AAAA-2222", 4, &study, 1);
        addSession(store, "BBBB-2222", 2, &study, 2);
    }
    static QTableView* table(Driver& driver) { return driver.find<QTableView>("challenge.sessions"); }
    static QString cell(Driver& driver, int row, int column) {
        return table(driver)->model()->index(row, column).data().toString();
    }
    static QStringList accuracies(Driver& driver) {
        QStringList told;
        for (int row = 0; row < table(driver)->model()->rowCount(); ++row) told += cell(driver, row, 4);
        return told;
    }
    static bool isShown(Driver& driver, const char* name) { return driver.find<QWidget>(name)->isVisible(); }

  private Q_SLOTS:
    void initTestCase() { configureProcess(); }
    void cleanup() { setHomeFolder(folder_ / "home"); }

    void showsNothingOfItsAccuracies() {
        fillHome("hidden");
        Driver driver;
        const QString none = QStringLiteral("–");
        QCOMPARE(accuracies(driver), QStringList({none, none, QStringLiteral("100.0 %")}));
        table(driver)->selectRow(0);
        QVERIFY(isShown(driver, "challenge.blinded") && isShown(driver, "challenge.unblind"));
        QVERIFY(driver.text("challenge.blinded").contains(QStringLiteral("Reading and shapes, version 1")));
        for (const char* part : {"challenge.figure.person", "challenge.figure.time", "challenge.plot",
                                 "challenge.plot.times", "challenge.view.accuracy", "challenge.view.people",
                                 "challenge.view.items", "challenge.people", "challenge.items"})
            QVERIFY2(!isShown(driver, part), part);
        QVERIFY(!driver.find<ui::CurvePlot>("challenge.plot")->chart().hasPoints());
        QVERIFY(!driver.find<QAction>("challenge.sheet")->isEnabled());
        QVERIFY(driver.enabled("challenge.export"));

        // With others, these alone are told.
        table(driver)->selectAll();
        QVERIFY(isShown(driver, "challenge.blinded") && isShown(driver, "challenge.plot"));
        QCOMPARE(driver.text("challenge.figure.person"), QStringLiteral("100.0 %"));
        QCOMPARE(driver.find<ui::CurvePlot>("challenge.plot")->chart().series[0].x.size(), 5);
        table(driver)->selectRow(2);
        QVERIFY(!isShown(driver, "challenge.blinded") && !isShown(driver, "challenge.unblind"));
    }

    void notesExclusionAndDeletionWork() {
        fillHome("notes");
        Driver driver;
        table(driver)->selectRow(0);
        for (const char* action : {"challenge.session.note", "challenge.session.exclude", "challenge.session.delete"})
            QVERIFY2(driver.find<QAction>(action)->isEnabled(), action);
        driver.session().setExclusion({3}, QStringLiteral("asleep"));
        auto* filter = driver.find<QComboBox>("challenge.sessions.filter");
        filter->setCurrentIndex(2);
        QTRY_COMPARE_WITH_TIMEOUT(driver.text("challenge.sessions.progress"),
                                  QStringLiteral("1 person, 1 excluded. Blinded."), patience);
        driver.session().deleteSessions({3});
        QTRY_COMPARE_WITH_TIMEOUT(driver.text("challenge.sessions.progress"), QStringLiteral("1 person. Blinded."),
                                  patience);
    }

    void unblindsForGood() {
        fillHome("unblinded");
        const QDateTime before = QDateTime::currentDateTimeUtc();
        {
            Driver driver;
            table(driver)->selectRow(0);
            driver.click("challenge.unblind");
            auto* box = driver.find<QMessageBox>("challenge.unblind.question");
            QVERIFY(box->text().contains(QStringLiteral("Reading and shapes, version 1")));
            QCOMPARE(box->defaultButton(), driver.find<QPushButton>("challenge.unblind.no"));
            driver.click("challenge.unblind.no");
            QTRY_VERIFY_WITH_TIMEOUT(
                !driver.window.findChild<QMessageBox*>(QStringLiteral("challenge.unblind.question")), patience);
            QVERIFY(isShown(driver, "challenge.blinded"));
            driver.click("challenge.unblind");
            driver.click("challenge.unblind.yes");
            QTRY_COMPARE_WITH_TIMEOUT(
                accuracies(driver),
                QStringList({QStringLiteral("40.0 %"), QStringLiteral("80.0 %"), QStringLiteral("100.0 %")}), patience);
            QVERIFY(!isShown(driver, "challenge.blinded"));
            QCOMPARE(driver.text("challenge.figure.person"), QStringLiteral("40.0 %"));
            QVERIFY(driver.text("challenge.sessions.remarks").contains(QStringLiteral("Unblinded: ")));
            QVERIFY(driver.find<ui::ChallengeResultsView>("challenge.results")
                        ->sheet()
                        .notes.contains(QStringLiteral("The study was blinded until ")));
        }
        const TrialStore store(homeFolder() / "workbench.sqlite");
        for (const qint64 id : {2, 3}) {
            const QDateTime noted = store.session(id).unblindedUtc;
            QVERIFY(noted >= before.addMSecs(-1) && noted <= QDateTime::currentDateTimeUtc());
        }
        QVERIFY(!store.session(1).unblindedUtc.isValid());
    }

    // Tables go to who does not run the study; it is asked first. What is not of the study needs no question.
    void asksBeforeItExportsAnswers() {
        fillHome("exports");
        Driver driver;
        auto* exporter = driver.find<ui::TrialExporter>("challenge.exporter");
        const QString csv = QString::fromStdString((folder_ / "trials.csv").string());
        table(driver)->selectAll();
        exporter->exportTo(csv);
        auto* box = driver.find<QMessageBox>("challenge.export.blinded");
        QVERIFY(box->text().contains(QStringLiteral("Reading and shapes, version 1")));
        QCOMPARE(box->defaultButton(), driver.find<QPushButton>("challenge.export.blinded.no"));
        driver.click("challenge.export.blinded.no");
        QTRY_VERIFY_WITH_TIMEOUT(!driver.window.findChild<QMessageBox*>(QStringLiteral("challenge.export.blinded")),
                                 patience);
        QVERIFY(!QFile::exists(csv));
        exporter->exportTo(csv);
        driver.click("challenge.export.blinded.yes");
        QTRY_VERIFY_WITH_TIMEOUT(driver.text("challenge.status").contains(QStringLiteral("Exported to")), patience);
        QVERIFY(test::contentOf(csv).contains("BBBB-2222"));

        const QString other = QString::fromStdString((folder_ / "other.csv").string());
        table(driver)->selectRow(2);
        exporter->exportTo(other);
        QTRY_VERIFY_WITH_TIMEOUT(driver.text("challenge.status").contains(QStringLiteral("other.csv")) &&
                                     driver.text("challenge.status").contains(QStringLiteral("Exported")),
                                 patience);
    }

    void figuresOfOthersAreDrawnIn() {
        setHomeFolder(folder_ / "figures");
        {
            Study study = blindedStudy();
            study.blinded = false;
            TrialStore store(homeFolder() / "workbench.sqlite");
            addSession(store, "AAAA-2222", 4, &study, 1);
            addSession(store, "BBBB-2222", 3, nullptr);
        }
        Driver driver;
        table(driver)->selectRow(1);
        auto* plot = driver.find<ui::CurvePlot>("challenge.plot");
        QCOMPARE(plot->chart().references,
                 (std::vector<report::ReferenceLine>{{QStringLiteral("the author 97.2"), 97.2}}));
        QCOMPARE(plot->toolTip(), QStringLiteral("the author, 97.2 %: The article, 20-way"));
        const report::ChallengeSheet sheet = driver.find<ui::ChallengeResultsView>("challenge.results")->sheet();
        QVERIFY(sheet.notes.contains(QStringLiteral("The article, 20-way")));
        QVERIFY(std::ranges::any_of(sheet.bars, [](const auto& bar) { return bar.percent == 97.2; }));
        table(driver)->selectAll();  // not all of one study
        QVERIFY(plot->chart().references.empty());
    }
};

ONESHOT_TEST(TestBlinded)
#include "tst_blinded.moc"
