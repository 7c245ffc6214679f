#include <QSignalSpy>
#include <QtTest>

#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/runs/run_directory.h"
#include "tests/support/files.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"
#include "ui/session/workspace/workspace.h"

using namespace oneshot;
using session::DatasetPtr;
using session::ModelLibrary;
using session::TrainingSession;
using session::Workspace;
using test::patience;

namespace {

DatasetPtr glyphs() {
    return std::make_shared<const Dataset>(
        openDataset(parseDataSpec("glyphs:alphabet-count=1,characters-per-alphabet=2,drawer-count=2")));
}

}  // namespace

class TestWorkspace : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

  private Q_SLOTS:
    void initTestCase() { setHomeFolder(folder_ / "home"); }

    void beginsWithTheShippedModel() {
        TrainingSession session;
        Workspace workspace(session);
        QSignalSpy changed(&workspace, &Workspace::modelChanged);
        QCOMPARE(workspace.modelId(), ModelLibrary::shipped);
        QVERIFY(!workspace.model());
        QVERIFY(workspace.modelProblem().isEmpty());
        QVERIFY(!workspace.dataset() && !workspace.heldOut() && !workspace.lake());
        QTRY_VERIFY_WITH_TIMEOUT(workspace.model() != nullptr, patience);
        QCOMPARE(changed.size(), 1);
    }

    void tellsOfTheModelInUseOnly() {
        TrainingSession session;
        Workspace workspace(session);
        QSignalSpy changed(&workspace, &Workspace::modelChanged);
        workspace.chooseModel(QStringLiteral("pixels-l2"));
        QCOMPARE(changed.size(), 1);
        QTRY_VERIFY_WITH_TIMEOUT(workspace.model() != nullptr, patience);
        QCOMPARE(QString::fromStdString(workspace.model()->origin().model), QStringLiteral("pixels-l2"));
        QCOMPARE(changed.size(), 2);  // the shipped one, opened before it, is not in use any more
        QVERIFY(workspace.models().model(ModelLibrary::shipped));

        const QString nothing = QString::fromStdString((folder_ / "nothing").string());
        workspace.chooseModel(nothing);
        QTRY_VERIFY_WITH_TIMEOUT(workspace.modelProblem().contains(QStringLiteral("nothing")), patience);
        QVERIFY(!workspace.model());
        workspace.chooseModel(ModelLibrary::shipped);  // the program goes on
        QVERIFY(workspace.model());
        QVERIFY(workspace.modelProblem().isEmpty());
    }

    void tellsOfOtherDataOnce() {
        TrainingSession session;
        Workspace workspace(session);
        QSignalSpy dataset(&workspace, &Workspace::datasetChanged), heldOut(&workspace, &Workspace::heldOutChanged);
        const DatasetPtr data = glyphs();
        workspace.background().use(data);
        workspace.background().use(data);
        QCOMPARE(dataset.size(), 1);
        QCOMPARE(workspace.dataset(), data);
        workspace.background().use({});
        QCOMPARE(dataset.size(), 2);
        workspace.validation().use(data);
        workspace.validation().use(data);
        QCOMPARE(heldOut.size(), 1);
        QCOMPARE(workspace.heldOut(), data);
    }

    /// Glyphs validate on other glyphs; what may be held out of other data only the person knows.
    void proposesWhatToValidateOn() {
        const QString few = QStringLiteral("glyphs:alphabet-count=1,characters-per-alphabet=2,drawer-count=2");
        test::writeZip(folder_ / "own.zip", test::tinyOmniglot(2, 3, 4));
        TrainingSession session;
        Workspace workspace(session);
        workspace.background().chooseGlyphs();
        QVERIFY(workspace.validation().isGlyphs());
        workspace.background().choosePath(QString::fromStdString((folder_ / "own.zip").string()));
        QVERIFY(workspace.validation().spec().isEmpty());
        workspace.validation().choose(few);
        workspace.background().choose(few);
        QCOMPARE(workspace.validation().spec(), few);  // the person's choice stays
    }

    void saysWhyLakesRunsCannotBeOpened() {
        TrainingSession session;
        Workspace workspace(session);
        QSignalSpy failed(&workspace, &Workspace::lakeFailed), changed(&workspace, &Workspace::lakeChanged);
        test::writeFile(folder_ / "runs.zip", test::bytesOf("no zip"));
        workspace.openLake(QString::fromStdString((folder_ / "runs.zip").string()));
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, patience);
        QVERIFY2(failed[0][0].toString().contains(QStringLiteral("runs.zip")), qPrintable(failed[0][0].toString()));
        QVERIFY(changed.isEmpty());
        QVERIFY(!workspace.lake());
    }

    void opensLakesRuns() {
        test::writeZip(folder_ / "lake.zip", test::tinyLakeRuns(2, 5));
        TrainingSession session;
        Workspace workspace(session);
        QSignalSpy changed(&workspace, &Workspace::lakeChanged);
        workspace.openLake(QString::fromStdString((folder_ / "lake.zip").string()));
        QTRY_COMPARE_WITH_TIMEOUT(changed.size(), 1, patience);
        QCOMPARE(workspace.lake()->runs.size(), std::size_t(2));
    }
};

ONESHOT_TEST(TestWorkspace)
#include "tst_workspace.moc"
