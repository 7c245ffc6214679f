#include <QAction>
#include <QLabel>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "tests/support/files.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "ui/fields/model_field.h"
#include "ui/session/workspace/workspace.h"

using namespace oneshot;
using session::ModelLibrary;
using test::patience;
using ui::ModelField;

namespace {

/// A training so small that it is over at once.
RunRequest tinyTraining() {
    RunRequest request;
    request.background = "glyphs:alphabet-count=2,characters-per-alphabet=6,drawer-count=4";
    request.config.length.steps = 4;
    request.config.threads = 1;
    request.config.validation.intervalSteps = 2;
    request.config.validation.tasks = 4;
    request.config.validation.ways = 5;
    request.config.batches.pairsPerStep = 8;
    request.config.network.input.size = 16;
    request.config.network.maps = {4, 4, 8, 8};
    request.config.network.embedding = 8;
    return request;
}

}  // namespace

class TestModelField : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

    static QStringList choices(ModelField& field) {
        Q_EMIT field.button()->menu()->aboutToShow();
        QStringList names;
        for (const QAction* action : field.button()->menu()->actions())
            if (action->isCheckable()) names << (action->isChecked() ? u'*' + action->text() : action->text());
        return names;
    }

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        setHomeFolder(folder_ / "home");
    }

    void theShippedModelIsThereAtOnce() {
        session::TrainingSession training;
        session::Workspace workspace(training);
        ModelField field(workspace);
        QTRY_VERIFY_WITH_TIMEOUT(workspace.model(), patience);
        QCOMPARE(field.button()->text(), QStringLiteral("compact"));
        QCOMPARE(field.findChild<QLabel*>()->text(), QStringLiteral("Model · shipped"));
        QVERIFY(field.button()->toolTip().contains(QStringLiteral("background_small1")));
        QCOMPARE(choices(field),
                 QStringList({"*compact · shipped", "pixels-l2", "modified-hausdorff", "strokes", "random"}));
    }

    void aBaselineIsChosenByTheMenu() {
        session::TrainingSession training;
        session::Workspace workspace(training);
        ModelField field(workspace);
        choices(field);
        field.findChild<QAction*>(QStringLiteral("model.pixels-l2"))->trigger();
        QTRY_VERIFY(workspace.model());
        QCOMPARE(workspace.model()->origin().model, std::string("pixels-l2"));
        QCOMPARE(field.button()->text(), QStringLiteral("pixels-l2"));
        QCOMPARE(choices(field)[1], QStringLiteral("*pixels-l2"));
    }

    void aBrokenFileIsSaidInPlace() {
        const auto file = folder_ / "broken.safetensors";
        test::writeFile(file, test::bytesOf("no weights"));
        session::TrainingSession training;
        session::Workspace workspace(training);
        ModelField field(workspace);
        workspace.chooseModel(QString::fromStdString(file.string()));
        QTRY_VERIFY_WITH_TIMEOUT(!workspace.modelProblem().isEmpty(), patience);
        QVERIFY(!workspace.model());
        QVERIFY(field.findChild<QLabel*>()->text().contains(QStringLiteral("cannot be opened")));
        QVERIFY(field.button()->toolTip().contains(QStringLiteral("broken.safetensors")));
        workspace.chooseModel(ModelLibrary::shipped);
        QTRY_VERIFY_WITH_TIMEOUT(workspace.model(), patience);
    }

    void aTrainingOffersItsNewestModelAndItsRun() {
        session::TrainingSession training;
        session::Workspace workspace(training);
        ModelField field(workspace);
        QSignalSpy changes(&workspace, &session::Workspace::modelChanged);
        workspace.chooseModel(ModelLibrary::live);
        QVERIFY(!workspace.model());
        QVERIFY(!workspace.modelProblem().isEmpty());
        training.start(tinyTraining());
        training.wait();
        QCOMPARE(training.reason(), QString());
        QTRY_VERIFY_WITH_TIMEOUT(workspace.model(), patience);
        QCOMPARE(workspace.model()->origin().step, 4);
        QCOMPARE(field.button()->text(), QStringLiteral("compact"));
        QCOMPARE(field.findChild<QLabel*>()->text(), QStringLiteral("Model · live"));
        const QString run = QString::fromStdString(training.runDirectory().filename().string());
        QCOMPARE(choices(field).mid(0, 3), QStringList({"compact · shipped", "*compact · live", run}));

        changes.clear();
        field.findChild<QAction*>(QStringLiteral("model.") + QString::fromStdString(training.runDirectory().string()))
            ->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(workspace.model(), patience);
        QCOMPARE(workspace.model()->origin().run, run.toStdString());
        QVERIFY(!changes.isEmpty());
    }
};

ONESHOT_TEST(TestModelField)
#include "tst_model_field.moc"
