#include <QSignalSpy>
#include <QtTest>

#include "core/compute/compute.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/runs/run_directory.h"
#include "tests/support/files.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_run.h"
#include "ui/session/tasks/learnt_share.h"

using namespace oneshot;
using session::LearntShare;
using test::patience;

namespace {

session::DatasetPtr open(const std::string& spec) {
    return std::make_shared<const Dataset>(openDataset(parseDataSpec(spec)));
}

}  // namespace

class TestLearntShare : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;
    session::TrainingSession session_;

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        setHomeFolder(folder_ / "home");
    }

    void tellsWhatTheModelInUseLearntFrom() {
        const RunRequest request = test::tinyRun(folder_ / "run", 2);
        test::train(request);
        session::Workspace workspace(session_);
        LearntShare share(workspace);
        QCOMPARE(share.inUse(), 0.0);
        const auto becomes = [&](double inUse, double heldOut) {
            return QTest::qWaitFor(
                [&] { return !share.busy() && share.inUse() == inUse && share.heldOut() == heldOut; }, patience);
        };
        workspace.background().use(open(request.background));
        workspace.validation().use(open("glyphs:seed=6,alphabet-count=1,characters-per-alphabet=8,drawer-count=4"));
        workspace.chooseModel(QString::fromStdString(request.directory.string()));
        QVERIFY(becomes(1, 0));
        workspace.validation().use(open(request.background));
        QVERIFY(becomes(1, 1));
        // The glyphs that it learnt from are the first two of three alphabets.
        workspace.background().use(open("glyphs:alphabet-count=3,characters-per-alphabet=6,drawer-count=4"));
        QVERIFY(becomes(12.0 / 18, 1));
        workspace.validation().use(nullptr);
        QVERIFY(becomes(12.0 / 18, 0));
        workspace.chooseModel(QStringLiteral("pixels-l2"));
        QVERIFY(becomes(0, 0));
    }
};

ONESHOT_TEST(TestLearntShare)
#include "tst_learnt_share.moc"
