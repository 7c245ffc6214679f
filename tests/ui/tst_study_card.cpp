// A session's study: chosen in the set-up, made there, and shared.
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QtTest>

#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "core/study/study_file.h"
#include "tests/support/files.h"
#include "tests/support/some_study.h"
#include "tests/support/test_program.h"
#include "tests/support/window_driver.h"
#include "ui/pages/challenge/challenge_setup.h"
#include "ui/session/trials/trial_store.h"

using namespace oneshot;
using Driver = test::ChallengeDriver;
using test::patience;

namespace {

QComboBox* choice(Driver& driver) {
    return driver.find<QComboBox>("challenge.study");
}

/// Waits until a study is listed, and chooses it.
bool choose(Driver& driver, const QString& title) {
    const auto listed = [&] { return choice(driver)->findText(title) >= 0; };
    if (!QTest::qWaitFor(listed, patience)) return false;
    choice(driver)->setCurrentIndex(choice(driver)->findText(title));
    return true;
}

bool awaitChoice(Driver& driver, const QString& title) {
    return QTest::qWaitFor([&] { return choice(driver)->currentText() == title; }, patience);
}

QString own(const char* name, Driver& driver) {
    return driver.find<QLineEdit>(name)->text();
}

const QString title = QStringLiteral("Reading and shapes, version 1");

}  // namespace

class TestStudyCard : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

    /// A home folder with a study among its own.
    void useHome(const char* name, const Study& study = test::someStudy()) {
        setHomeFolder(folder_ / name);
        std::filesystem::create_directories(homeFolder() / "studies");
        writeStudy(homeFolder() / "studies" / "mine.json", study);
    }

  private Q_SLOTS:
    void initTestCase() { configureProcess(); }
    void cleanup() { setHomeFolder(folder_ / "home"); }

    void fillsAndLocksWhatItFixes() {
        Study study = test::someStudy();
        study.texts.consent = "Do you agree?";
        study.timing.timeLimitSeconds = 3000;  // more than the form lets a person type
        useHome("fills", study);
        Driver driver;
        driver.setUp(QStringLiteral("7"), QStringLiteral("12"), QStringLiteral("2"));
        driver.fill("challenge.seed", QStringLiteral("41"));
        QVERIFY(!driver.find<QLabel>("challenge.study.lock")->isVisible());
        QVERIFY(choose(driver, title));
        for (const auto& [name, value] :
             std::initializer_list<std::pair<const char*, const char*>>{{"challenge.ways", "5"},
                                                                        {"challenge.trials", "4"},
                                                                        {"challenge.practice", "1"},
                                                                        {"challenge.seed", "3"},
                                                                        {"challenge.limit", "3000"},
                                                                        {"challenge.interval", "500"}}) {
            QCOMPARE(own(name, driver), QLatin1String(value));
            QVERIFY2(!driver.enabled(name), name);
        }
        for (const char* name :
             {"challenge.shots", "challenge.within", "challenge.feedback", "challenge.feedback.model",
              "challenge.consent", "challenge.seed.new", "challenge.fixation"})
            QVERIFY2(!driver.enabled(name), name);
        for (const char* name : {"challenge.participant", "challenge.full-screen"})
            QVERIFY2(driver.enabled(name), name);
        QVERIFY(driver.find<QLabel>("challenge.study.lock")->isVisible());
        QVERIFY(!driver.find<QWidget>("challenge.source")->isVisible());
        QVERIFY(driver.find<QWidget>("challenge.source.fixed")->isVisible());
        QVERIFY(driver.text("challenge.model").contains(QStringLiteral("study's models")));
        QCOMPARE(driver.find<QPlainTextEdit>("challenge.consent")->toPlainText(), QStringLiteral("Do you agree?"));
        QTRY_VERIFY_WITH_TIMEOUT(driver.enabled("challenge.start"), patience);
        QTRY_COMPARE_WITH_TIMEOUT(driver.text("challenge.study.progress"), QStringLiteral("Next is participant 1."),
                                  patience);

        const auto* setup = driver.find<ui::ChallengeSetup>("challenge.setup");
        session::ChallengeSettings expected = session::settingsOf(study, 0, {});
        expected.participant = own("challenge.participant", driver);
        QVERIFY(setup->settings() == expected);

        choice(driver)->setCurrentIndex(0);
        QCOMPARE(own("challenge.ways", driver), QStringLiteral("7"));
        QCOMPARE(own("challenge.seed", driver), QStringLiteral("41"));
        QCOMPARE(own("challenge.limit", driver), QString());
        QVERIFY(driver.enabled("challenge.ways") && driver.enabled("challenge.consent"));
        QVERIFY(driver.find<QWidget>("challenge.source")->isVisible());
        QVERIFY(!setup->settings().study.isUsed());
    }

    // A session is done by it; the next person has the next number, and own settings go on from where they were.
    void sessionsOfIt() {
        Study study = test::someStudy();
        study.questionsBefore.clear();
        study.questionsAfter.clear();
        study.timing.fixationMs = study.timing.intervalMs = 0;
        study.participants = 2;
        useHome("sessions", study);
        Driver driver;
        driver.setUp(QStringLiteral("5"), QStringLiteral("3"), QStringLiteral("0"));
        QVERIFY(choose(driver, title));
        QTRY_COMPARE_WITH_TIMEOUT(driver.text("challenge.study.progress"),
                                  QStringLiteral("Next is participant 1. People planned: 2."), patience);
        QVERIFY(driver.start());
        QVERIFY(driver.finish(100, false));
        QTRY_COMPARE_WITH_TIMEOUT(driver.text("challenge.study.progress"),
                                  QStringLiteral("Next is participant 2. So far: 1 of 2 people."), patience);
        auto* filter = driver.find<QComboBox>("challenge.sessions.filter");
        QVERIFY(filter->isVisible());
        QCOMPARE(filter->itemText(2), title);
        QCOMPARE(driver.session().records().size(), 5U);

        choice(driver)->setCurrentIndex(0);
        QCOMPARE(own("challenge.seed", driver), QStringLiteral("1"));  // no session of its own was done
        QVERIFY(driver.start());
        QVERIFY(driver.finish(100, false));
        auto* table = driver.find<QTableView>("challenge.sessions");
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 2, patience);
        filter->setCurrentIndex(2);
        QCOMPARE(table->model()->rowCount(), 1);
        QCOMPARE(table->selectionModel()->selectedRows().size(), 1);
        QCOMPARE(driver.text("challenge.sessions.progress"), QStringLiteral("1 of 2 people."));
        filter->setCurrentIndex(1);
        QCOMPARE(table->model()->rowCount(), 1);
        QVERIFY(!driver.find<QWidget>("challenge.sessions.progress")->isVisible());
        filter->setCurrentIndex(0);
        QCOMPARE(table->model()->rowCount(), 2);
    }

    void staysChosenAfterARestart() {
        useHome("restart");
        {
            Driver driver;
            driver.setUp(QStringLiteral("7"), QStringLiteral("12"), QStringLiteral("2"));
            QVERIFY(choose(driver, title));
            driver.find<QCheckBox>("challenge.full-screen")->setChecked(true);  // no study fixes it
            driver.window.close();
        }
        Driver driver;
        QVERIFY(awaitChoice(driver, title));
        QCOMPARE(own("challenge.ways", driver), QStringLiteral("5"));
        choice(driver)->setCurrentIndex(0);
        QCOMPARE(own("challenge.ways", driver), QStringLiteral("7"));
        QVERIFY(driver.find<QCheckBox>("challenge.full-screen")->isChecked());
    }

    void saysWhichDataItNeeds() {
        useHome("needs");
        Driver driver;
        QVERIFY(choose(driver, QStringLiteral("The author's test, version 1")));
        auto* needs = driver.find<QLabel>("challenge.study.needs");
        // Built-in characters are not what it means.
        QTRY_VERIFY_WITH_TIMEOUT(needs->text().startsWith(QStringLiteral("Choose the data that it needs: Omniglot")),
                                 patience);
        auto* source = driver.find<QComboBox>("challenge.source");
        QVERIFY(source->isVisible() && source->isEnabled());
        const auto isOffered = [&](int kind) {
            return (source->model()->flags(source->model()->index(kind, 0)) & Qt::ItemIsEnabled) != 0;
        };
        QVERIFY(isOffered(0) && !isOffered(2));

        const int shipped = choice(driver)->findData(QStringLiteral("shipped:lake"));
        QVERIFY(shipped > 0);
        choice(driver)->setCurrentIndex(shipped);
        QCOMPARE(source->currentIndex(), 2);
        QVERIFY(!source->isEnabled() && driver.find<QWidget>("challenge.lake")->isVisible());
        QVERIFY(!driver.enabled("challenge.start"));
        QVERIFY(driver.text("challenge.problem.source").contains(QStringLiteral("Lake")));
        choice(driver)->setCurrentIndex(0);
        QCOMPARE(source->currentIndex(), 0);
        QVERIFY(source->isEnabled() && isOffered(2));
        QVERIFY(!needs->isVisible());
    }

    void importsRemovesAndPutsBack() {
        setHomeFolder(folder_ / "import");
        writeStudy(folder_ / "given.json", test::someStudy());
        Driver driver;
        QVERIFY(!driver.find<QAction>("challenge.study.remove")->isEnabled());
        driver.page()->openStudy(QString::fromStdString((folder_ / "given.json").string()));
        QVERIFY(awaitChoice(driver, title));
        auto* remove = driver.find<QAction>("challenge.study.remove");
        QVERIFY(remove->isEnabled());
        remove->trigger();
        QVERIFY(awaitChoice(driver, QStringLiteral("Own settings")));
        QTRY_COMPARE_WITH_TIMEOUT(choice(driver)->findText(title), -1, patience);
        QVERIFY(driver.text("challenge.study.said").contains(QStringLiteral("trash")));
        driver.click("challenge.study.put-back");
        QVERIFY(awaitChoice(driver, title));
        QVERIFY(!driver.find<QWidget>("challenge.study.put-back")->isVisible());

        test::writeFile(folder_ / "broken.json", test::bytesOf("{}"));
        driver.page()->openStudy(QString::fromStdString((folder_ / "broken.json").string()));
        QTRY_VERIFY_WITH_TIMEOUT(driver.text("challenge.study.said").contains(QStringLiteral("broken.json")), patience);
        QCOMPARE(choice(driver)->currentText(), title);
    }

    void aDamagedFileIsToldAndNotRun() {
        setHomeFolder(folder_ / "damaged");
        std::filesystem::create_directories(homeFolder() / "studies");
        test::writeFile(homeFolder() / "studies" / "mine.json", test::bytesOf("{\"format\": \"oneshot-study\"}"));
        Driver driver;
        QVERIFY(choose(driver, QStringLiteral("mine (cannot be used)")));
        QVERIFY(driver.text("challenge.study.about").contains(QStringLiteral("mine.json")));
        QVERIFY(!driver.enabled("challenge.start"));
        QVERIFY(!driver.find<QAction>("challenge.study.edit")->isEnabled());
    }

    void editsAndSavesANewVersion() {
        useHome("edits");
        Driver driver;
        QVERIFY(choose(driver, title));
        driver.find<QAction>("challenge.study.edit")->trigger();
        driver.find<QLineEdit>("study.author")->setText(QStringLiteral("A. Author"));
        QTRY_VERIFY_WITH_TIMEOUT(driver.enabled("study.save"), patience);
        driver.find<QPushButton>("study.save")->click();
        QVERIFY(awaitChoice(driver, QStringLiteral("Reading and shapes, version 2")));
        QTRY_VERIFY_WITH_TIMEOUT(!driver.window.findChild<QWidget*>(QStringLiteral("study.dialog")), patience);
        const Study saved = readStudy(homeFolder() / "studies" / "mine.json");
        QCOMPARE(saved.version, 2);
        QCOMPARE(saved.author, std::string("A. Author"));
    }

    void savesOwnSettings() {
        setHomeFolder(folder_ / "own");
        Driver driver;
        driver.setUp(QStringLiteral("6"), QStringLiteral("12"), QStringLiteral("2"));
        QTRY_VERIFY_WITH_TIMEOUT(driver.enabled("challenge.start"), patience);  // its data are there
        driver.find<QAction>("challenge.study.save-own")->trigger();
        driver.find<QLineEdit>("study.name")->setText(QStringLiteral("Six ways"));
        QTRY_VERIFY_WITH_TIMEOUT(driver.enabled("study.save"), patience);
        driver.find<QPushButton>("study.save")->click();
        QVERIFY(awaitChoice(driver, QStringLiteral("Six ways, version 1")));
        QCOMPARE(own("challenge.ways", driver), QStringLiteral("6"));
        QVERIFY(!driver.enabled("challenge.ways"));
        QCOMPARE(readStudy(homeFolder() / "studies" / "Six ways.json").tasks.trials, 12);
    }
};

ONESHOT_TEST(TestStudyCard)
#include "tst_study_card.moc"
