#include <QFrame>
#include <QLabel>
#include <QToolButton>
#include <QtTest>

#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "tests/support/endless_job.h"
#include "tests/support/files.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "tests/support/window_driver.h"
#include "ui/session/common/jobs.h"

using namespace oneshot;
using session::Jobs;
using test::patience;

class TestJobStatus : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

    static QStringList listed(const QFrame& list) {
        QStringList names;
        for (const QLabel* name : list.findChildren<QLabel*>())
            if (name->isVisible()) names += name->text();
        return names;
    }

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        setHomeFolder(folder_ / "home");
    }

    void showsAndCancelsJobs() {
        test::WindowDriver driver;
        auto* status = driver.find<QToolButton>("status.jobs");
        const auto* list = driver.find<QFrame>("jobs.list");
        // What the window opens when it starts.
        QTRY_COMPARE_WITH_TIMEOUT(Jobs::instance().rowCount(), 0, patience);
        QVERIFY(!status->isVisible());

        const test::EndlessJob report("Report of a & b", 40);
        QTRY_VERIFY_WITH_TIMEOUT(status->isVisible(), patience);
        QTRY_COMPARE_WITH_TIMEOUT(status->text(), QStringLiteral("Report of a && b: 40 %"), patience);
        const test::EndlessJob study("Accuracy against N", 7);
        QCOMPARE(status->text(), QStringLiteral("2 jobs"));
        QTest::mouseClick(status, Qt::LeftButton);
        QVERIFY(list->isVisible());
        QTRY_COMPARE_WITH_TIMEOUT(
            listed(*list),
            QStringList({QStringLiteral("Report of a & b: 40 %"), QStringLiteral("Accuracy against N: 7 %")}),
            patience);

        QTest::mouseClick(list->findChildren<QToolButton*>(QStringLiteral("jobs.cancel"))[0], Qt::LeftButton);
        QVERIFY(!report.running());
        QVERIFY(study.running());
        QTRY_COMPARE(listed(*list), QStringList{QStringLiteral("Accuracy against N: 7 %")});
        QCOMPARE(status->text(), QStringLiteral("Accuracy against N: 7 %"));
        QTRY_COMPARE(list->findChildren<QToolButton*>(QStringLiteral("jobs.cancel")).size(), 1);
        QTest::mouseClick(list->findChild<QToolButton*>(QStringLiteral("jobs.cancel")), Qt::LeftButton);
        QVERIFY(!study.running());
        QVERIFY(!list->isVisible());
        QVERIFY(!status->isVisible());
    }
};

ONESHOT_TEST(TestJobStatus)
#include "tst_job_status.moc"
