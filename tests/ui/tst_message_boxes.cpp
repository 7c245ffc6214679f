#include <QMessageBox>
#include <QPushButton>
#include <QtTest>

#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "core/runs/run_record.h"
#include "tests/support/endless_job.h"
#include "tests/support/files.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_run.h"
#include "tests/support/window_driver.h"
#include "ui/session/common/jobs.h"

using namespace oneshot;
using session::Jobs;
using test::EndlessJob;
using test::patience;
using State = session::TrainingSession::State;

/// What is asked about a training alone is in tst_main_window.
class TestMessageBoxes : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

    /// The question, once the window has been asked to close and did not.
    static QMessageBox* questionOf(test::WindowDriver& driver) {
        if (driver.window.close()) return nullptr;
        return driver.window.findChild<QMessageBox*>(QStringLiteral("close.question"));
    }

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        setHomeFolder(folder_ / "home");
    }

    void asksAboutJobsByName() {
        test::WindowDriver driver;
        const EndlessJob report("Report of a run"), study("Accuracy against N");
        const QMessageBox* question = questionOf(driver);
        QVERIFY(question);
        QVERIFY(question->text().contains(QStringLiteral("2 jobs")));
        QCOMPARE(question->informativeText(), QStringLiteral("Report of a run\nAccuracy against N"));
        QCOMPARE(driver.find<QPushButton>("close.save")->text(), QStringLiteral("Cancel them and close"));
        QCOMPARE(driver.find<QPushButton>("close.keep")->text(), QStringLiteral("Keep working"));
        driver.click("close.keep");
        QTRY_VERIFY(!driver.window.findChild<QMessageBox*>(QStringLiteral("close.question")));
        QVERIFY(driver.window.isVisible());
        QVERIFY(report.running() && study.running());

        QVERIFY(questionOf(driver));
        driver.click("close.save");
        QTRY_VERIFY_WITH_TIMEOUT(!driver.window.isVisible(), patience);
        QVERIFY(!report.running() && !study.running());
    }

    void asksAboutATrainingAndJobsAtOnce() {
        test::WindowDriver driver;
        driver.window.session().start(test::tinyRun(folder_ / "run", 1'000'000));
        QTRY_COMPARE_WITH_TIMEOUT(driver.window.session().state(), State::Running, patience);
        const EndlessJob report("Report of a run");
        const QMessageBox* question = questionOf(driver);
        QVERIFY(question);
        QVERIFY(question->text().contains(QStringLiteral("training")));
        QVERIFY(question->informativeText().endsWith(QStringLiteral("\nReport of a run")));
        driver.click("close.save");
        QVERIFY(!report.running());
        QCOMPARE(driver.window.session().state(), State::Stopping);
        QTRY_VERIFY_WITH_TIMEOUT(!driver.window.isVisible(), patience);
        QVERIFY(readRunRecord(driver.window.session().runDirectory()).state == RunState::Stopped);
    }

    /// It opens the same again when it starts.
    void closesUnaskedWhileItOpensSomething() {
        test::WindowDriver driver;
        const EndlessJob opening("Opening some data", 0, true);
        QVERIFY(driver.window.close());
    }

    void quitsUnaskedAndCancels() {
        test::WindowDriver driver;
        const EndlessJob report("Report of a run");
        driver.window.quit();
        QVERIFY(!driver.window.isVisible());
        QVERIFY(!report.running());
        QCOMPARE(Jobs::instance().unrepeatable(), QStringList());
    }

    void saysWhatItIs() {
        test::WindowDriver driver;
        driver.find<QAction>("help.about")->trigger();
        QTRY_VERIFY(driver.window.findChild<QMessageBox*>(QStringLiteral("about")));
        const QString text = driver.find<QMessageBox>("about")->informativeText();
        for (const char* words : {"General Public License",
                                  "Qt",
                                  "QCustomPlot",
                                  "LibTorch",
                                  "NLopt",
                                  "libarchive",
                                  "libspng",
                                  "libjpeg-turbo",
                                  "GIFLIB",
                                  "libwebp",
                                  "libtiff",
                                  "utf8proc",
                                  "UTF8-CPP",
                                  "Eigen",
                                  "{fmt}",
                                  "zlib",
                                  "nlohmann JSON",
                                  "CLI11",
                                  "Boost",
                                  "OpenSSL"})
            QVERIFY2(text.contains(QLatin1String(words)), words);
        driver.find<QMessageBox>("about")->close();
    }
};

ONESHOT_TEST(TestMessageBoxes)
#include "tst_message_boxes.moc"
