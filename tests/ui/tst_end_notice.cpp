// A person who is elsewhere is told that something long has ended; of what was short, or seen, nothing is told.
#include <QSignalSpy>
#include <QWidget>
#include <QtTest>

#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "tests/support/files.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_run.h"
#include "ui/session/common/jobs.h"
#include "ui/window/end_notice.h"

using namespace oneshot;
using session::Job;
using session::Jobs;
using session::TrainingSession;
using test::patience;
using ui::EndNotice;
using namespace std::chrono_literals;

class TestEndNotice : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;
    QWidget window_;  ///< never shown: nobody looks at it
    TrainingSession training_;

    static QStringList told(const QSignalSpy& spy) {
        QStringList texts;
        for (const QList<QVariant>& arguments : spy) texts += arguments[0].toString();
        return texts;
    }

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        setHomeFolder(folder_ / "home");
    }

    void tellsOfJobsByTheirLastName() {
        Jobs::Entry before(Job{QStringLiteral("Study")}, [] {});
        EndNotice notice(window_, training_, 0ms);
        QSignalSpy spy(&notice, &EndNotice::told);
        {
            Jobs::Entry first(Job{QStringLiteral("Report of one")}, [] {});
            Jobs::Entry second(Job{QStringLiteral("Comparison")}, [] {});
            first.setJob(Job{QStringLiteral("Report of two")});
        }
        QCOMPARE(told(spy), QStringList({QStringLiteral("Comparison: ended"), QStringLiteral("Report of two: ended")}));
    }

    void tellsNothingOfWhatWasShortOrWhereItIsOff() {
        EndNotice patient(window_, training_), off(window_, training_, 0ms);
        off.setOn(false);
        QSignalSpy patients(&patient, &EndNotice::told), offs(&off, &EndNotice::told);
        {
            Jobs::Entry entry(Job{QStringLiteral("Report")}, [] {});
        }
        QVERIFY(patients.isEmpty());
        QVERIFY(offs.isEmpty());
        QCOMPARE(EndNotice::longTime, 60s);
    }

    void tellsNothingToWhoLooks() {
        QWidget window;
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        EndNotice notice(window, training_, 0ms);
        QSignalSpy spy(&notice, &EndNotice::told);
        {
            Jobs::Entry entry(Job{QStringLiteral("Report")}, [] {});
        }
        QVERIFY(spy.isEmpty());
        window.close();
        QTRY_VERIFY(!QApplication::activeWindow());
        {
            Jobs::Entry entry(Job{QStringLiteral("Report")}, [] {});
        }
        QCOMPARE(spy.size(), 1);
    }

    void tellsHowATrainingEnded() {
        EndNotice notice(window_, training_, 0ms);
        QSignalSpy spy(&notice, &EndNotice::told);
        training_.start(test::tinyRun(folder_ / "run"));
        training_.wait();
        QCOMPARE(told(spy), QStringList{QStringLiteral("The training is complete")});
        RunRequest gone = test::tinyRun(folder_ / "other");
        gone.background = (folder_ / "gone.zip").string();
        training_.start(gone);
        training_.wait();
        QCOMPARE(spy.size(), 2);
        QVERIFY2(told(spy)[1].contains(QStringLiteral("gone.zip")), qPrintable(told(spy)[1]));
    }
};

ONESHOT_TEST(TestEndNotice)
#include "tst_end_notice.moc"
