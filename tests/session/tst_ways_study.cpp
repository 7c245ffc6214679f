#include <QSignalSpy>
#include <QtTest>

#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/models/models.h"
#include "core/runs/run_directory.h"
#include "core/runs/run_record.h"
#include "tests/support/files.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_run.h"
#include "ui/session/tasks/ways_study.h"

using namespace oneshot;
using session::DatasetPtr;
using session::ModelLibrary;
using session::TrainingSession;
using session::WaysCurve;
using session::WaysQuestion;
using session::WaysStudy;
using session::Workspace;
using test::patience;

namespace {

const char* const learntFrom = "glyphs:alphabet-count=2,characters-per-alphabet=6,drawer-count=4";

DatasetPtr open(const std::string& spec) {
    return std::make_shared<const Dataset>(openDataset(parseDataSpec(spec)));
}

QList<int> waysOf(const WaysCurve& curve) {
    QList<int> ways;
    for (const WaysPoint& point : curve.points) ways += point.ways;
    return ways;
}

/// A study and all that it told.
struct Asked {
    explicit Asked(Workspace& workspace) : study(workspace) {
        QObject::connect(&study, &WaysStudy::curveReady, &study, [this](const WaysCurve& c) { curves.push_back(c); });
        QObject::connect(&study, &WaysStudy::progressed, &study, [this](int percent) { percents += percent; });
        QObject::connect(&study, &WaysStudy::ended, &study, [this] { ended = true; });
    }
    bool finish(const WaysQuestion& question) {
        study.start(question);
        return QTest::qWaitFor([&] { return ended; }, patience);
    }
    WaysStudy study;
    std::vector<WaysCurve> curves;
    QList<int> percents;
    bool ended = false;
};

}  // namespace

class TestWaysStudy : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;
    TrainingSession session_;
    QString run_;

  private Q_SLOTS:
    void initTestCase() {
        setHomeFolder(folder_ / "home");
        const RunRequest request = test::tinyRun(folder_ / "run", 2);
        QCOMPARE(request.background, std::string(learntFrom));
        session_.start(request);
        session_.wait();
        QVERIFY2(session_.lastEnd() == TrainingSession::End::Completed, qPrintable(session_.reason()));
        run_ = QString::fromStdString(request.directory.string());
    }

    /// New characters of the chosen data, and the run's own background, which is opened again.
    void measuresEvaluationAndTrainingCharacters() {
        Workspace workspace(session_);
        workspace.background().use(open("glyphs:seed=3,alphabet-count=2,characters-per-alphabet=8,drawer-count=4"));
        Asked asked(workspace);
        WaysQuestion question;
        question.learners = QStringList{run_};
        question.tasks = 30;
        QVERIFY(asked.finish(question));
        QCOMPARE(asked.curves.size(), std::size_t(3));
        const WaysCurve &nearest = asked.curves[0], &evaluation = asked.curves[1], &training = asked.curves[2];
        QCOMPARE(nearest.learner, QStringLiteral("pixels-l2"));
        QVERIFY(!nearest.training && !evaluation.training && training.training);
        QCOMPARE(evaluation.learner, run_);
        QCOMPARE(training.learner, run_);
        for (const WaysCurve& curve : {nearest, evaluation}) {
            QCOMPARE(curve.problem, QString());
            QCOMPARE(curve.characters, 16);
            QCOMPARE(curve.alphabets, 2);
            QCOMPARE(curve.maxWays, 16);
            QCOMPARE(waysOf(curve), QList<int>({2, 5, 10, 15, 16}));
            for (const WaysPoint& point : curve.points) QCOMPARE(point.accuracy.total, 30);
        }
        QCOMPARE(training.problem, QString());
        QCOMPARE(training.characters, 12);
        QCOMPARE(training.data, QStringLiteral("Built-in glyphs"));
        QCOMPARE(waysOf(training), QList<int>({2, 5, 10, 12}));
        QVERIFY(std::is_sorted(asked.percents.begin(), asked.percents.end()));
        QVERIFY(!asked.percents.isEmpty() && asked.percents.last() == 100);
        QVERIFY(!asked.study.running());

        // The very tasks of the engine's own sweep.
        const WaysSweep sweep = accuracyAgainstWays(*openModel(run_.toStdString()), *workspace.dataset(),
                                                    {{2, 5, 10, 15, 16}, 1, false, 30, 1});
        for (std::size_t i = 0; i < sweep.points.size(); ++i)
            QCOMPARE(evaluation.points[i].accuracy.right, sweep.points[i].accuracy.right);
    }

    /// Where all of the chosen data were learnt from, what is held out gives the evaluation characters.
    void looksForNewCharactersInWhatIsHeldOut() {
        Workspace workspace(session_);
        workspace.background().use(open(learntFrom));
        workspace.validation().use(open("glyphs:seed=2,alphabet-count=1,characters-per-alphabet=5,drawer-count=4"));
        Asked asked(workspace);
        WaysQuestion question;
        question.learners = QStringList{run_};
        question.tasks = 10;
        question.withinAlphabet = true;
        question.shots = 2;
        QVERIFY(asked.finish(question));
        QCOMPARE(asked.curves.size(), std::size_t(3));
        QCOMPARE(asked.curves[1].characters, 5);
        QCOMPARE(waysOf(asked.curves[1]), QList<int>({2, 5}));
        QCOMPARE(asked.curves[2].characters, 12);
        QCOMPARE(waysOf(asked.curves[2]), QList<int>({2, 5, 6}));
    }

    /// A few new characters of the chosen data do not keep more of them out.
    void takesNewCharactersFromTheWidestData() {
        Workspace workspace(session_);
        workspace.background().use(open("glyphs:seed=3,alphabet-count=1,characters-per-alphabet=3,drawer-count=4"));
        workspace.validation().use(open("glyphs:seed=2,alphabet-count=1,characters-per-alphabet=5,drawer-count=4"));
        Asked asked(workspace);
        WaysQuestion question;
        question.tasks = 10;
        QVERIFY(asked.finish(question));
        QCOMPARE(waysOf(asked.curves[0]), QList<int>({2, 5}));
    }

    /// Of mixed data each part is asked apart, and a second learner is asked on what neither of them knows.
    void partsTheChosenData() {
        Workspace workspace(session_);
        Dataset mixed = openDataset(parseDataSpec("glyphs:alphabet-count=3,characters-per-alphabet=6,drawer-count=4"));
        workspace.background().use(std::make_shared<const Dataset>(mixed));  // the first two are those learnt from
        const QString weights = run_ + QStringLiteral("/checkpoints/last.safetensors");
        Asked asked(workspace);
        WaysQuestion question;
        question.learners = QStringList{weights, QStringLiteral("random"), QStringLiteral("pixels-l2")};
        question.tasks = 10;
        QVERIFY(asked.finish(question));
        QCOMPARE(asked.curves.size(), std::size_t(4));  // a baseline learnt from nothing, and pixels-l2 is asked once
        QCOMPARE(asked.curves[1].characters, 6);
        QCOMPARE(asked.curves[2].training, true);
        QCOMPARE(asked.curves[2].characters, 12);
        QCOMPARE(asked.curves[3].learner, QStringLiteral("random"));
        QCOMPARE(asked.curves[3].characters, 6);
    }

    void saysWhatIsNotThere() {
        Workspace workspace(session_);
        workspace.background().use(open(learntFrom));
        Asked asked(workspace);
        WaysQuestion question;
        const QString nothing = QString::fromStdString((folder_ / "nothing").string());
        question.learners = QStringList{run_, ModelLibrary::shipped, nothing};
        question.tasks = 10;
        QVERIFY(asked.finish(question));
        QCOMPARE(asked.curves.size(), std::size_t(6));
        // All of the data was learnt from.
        QVERIFY2(asked.curves[0].problem.contains(QStringLiteral("none of the learners")),
                 qPrintable(asked.curves[0].problem));
        QVERIFY(asked.curves[0].points.empty());
        QVERIFY(!asked.curves[2].points.empty());  // but training characters there are
        // The shipped model's Omniglot is not there.
        QVERIFY(asked.curves[4].training && asked.curves[4].points.empty());
        QVERIFY2(asked.curves[4].problem.contains(QStringLiteral("background_small1 with strokes")),
                 qPrintable(asked.curves[4].problem));
        QVERIFY2(asked.curves[5].problem.contains(QStringLiteral("nothing")), qPrintable(asked.curves[5].problem));
    }

    void saysWhyARunsDataCannotBeOpened() {
        const std::filesystem::path copy = folder_ / "moved";
        std::filesystem::copy(run_.toStdString(), copy, std::filesystem::copy_options::recursive);
        RunRecord record = readRunRecord(copy);
        record.data.background.spec = (folder_ / "gone.zip").string();
        writeRunRecord(copy, record);
        Workspace workspace(session_);
        workspace.background().use(open("glyphs:seed=3,alphabet-count=1,characters-per-alphabet=4,drawer-count=3"));
        Asked asked(workspace);
        WaysQuestion question;
        question.learners = QStringList{QString::fromStdString(copy.string())};
        question.tasks = 10;
        QVERIFY(asked.finish(question));
        QVERIFY(!asked.curves[1].points.empty());
        QVERIFY2(asked.curves[2].problem.contains(QStringLiteral("gone.zip")), qPrintable(asked.curves[2].problem));
    }

    void aLearnerThatRefusesTheDataStopsNoOther() {
        test::writeFile(folder_ / "table.csv", test::bytesOf("a,b,label\n1,2,x\n3,4,x\n5,6,y\n7,8,y\n1,8,z\n2,8,z\n"));
        Workspace workspace(session_);
        workspace.background().use(open((folder_ / "table.csv").string()));
        Asked asked(workspace);
        WaysQuestion question;
        question.learners = QStringList{QStringLiteral("modified-hausdorff"), QStringLiteral("random")};
        question.tasks = 10;
        QVERIFY(asked.finish(question));
        QCOMPARE(asked.curves.size(), std::size_t(3));
        QCOMPARE(waysOf(asked.curves[0]), QList<int>({2, 3}));
        QVERIFY(!asked.curves[1].problem.isEmpty());
        QCOMPARE(asked.curves[1].learner, QStringLiteral("modified-hausdorff"));
        QCOMPARE(waysOf(asked.curves[2]), QList<int>({2, 3}));
    }

    /// A memory with one-hot labels is asked of as many ways as it has labels, the others of as many as the data allow.
    void endsWhereAMemoryHasNoMoreLabels() {
        RunRequest request = test::tinyMemoryRun(folder_ / "memory");
        request.config.network.oneHotLabels = 7;
        test::train(request);
        Workspace workspace(session_);
        workspace.background().use(open("glyphs:seed=3,alphabet-count=2,characters-per-alphabet=12,drawer-count=4"));
        Asked asked(workspace);
        WaysQuestion question;
        question.learners = QStringList{QString::fromStdString(request.directory.string())};
        question.tasks = 20;
        QVERIFY(asked.finish(question));
        QCOMPARE(asked.curves.size(), std::size_t(3));
        QCOMPARE(waysOf(asked.curves[0]), QList<int>({2, 5, 10, 15, 20, 24}));
        QCOMPARE(asked.curves[0].labels, 0);
        for (const WaysCurve& curve : {asked.curves[1], asked.curves[2]}) {
            QCOMPARE(curve.problem, QString());
            QCOMPARE(waysOf(curve), QList<int>({2, 5, 7}));
            QCOMPARE(curve.labels, 7);
        }
        QCOMPARE(asked.curves[1].maxWays, 24);
        const WaysSweep sweep = accuracyAgainstWays(*openModel(request.directory.string()), *workspace.dataset(),
                                                    {{2, 5, 7}, 1, false, 20, 1});
        for (std::size_t i = 0; i < sweep.points.size(); ++i)
            QCOMPARE(asked.curves[1].points[i].accuracy.right, sweep.points[i].accuracy.right);
    }

    void withoutDataItSaysSo() {
        Workspace workspace(session_);
        Asked asked(workspace);
        QVERIFY(asked.finish({}));
        QCOMPARE(asked.curves.size(), std::size_t(1));
        QVERIFY(!asked.curves[0].problem.isEmpty());
    }

    void isSilentOnceCancelled() {
        Workspace workspace(session_);
        workspace.background().use(open("glyphs:seed=3,alphabet-count=2,characters-per-alphabet=8,drawer-count=4"));
        Asked asked(workspace);
        WaysQuestion question;
        question.learners = QStringList{QStringLiteral("random"), run_};
        question.tasks = 20;
        connect(&asked.study, &WaysStudy::curveReady, &asked.study, [&] {
            if (asked.curves.size() == 1) asked.study.cancel();  // by who hears of the first curve
        });
        asked.study.start(question);
        QVERIFY(asked.study.running());
        QTRY_VERIFY_WITH_TIMEOUT(!asked.study.running(), patience);
        QCOMPARE(asked.curves.size(), std::size_t(1));
        QVERIFY(!asked.ended);
        asked.curves = {WaysCurve(), WaysCurve()};  // it can be asked again, and answers anew
        QVERIFY(asked.finish(question));
        QCOMPARE(asked.curves.size(), std::size_t(2 + 4));
        QCOMPARE(asked.percents.last(), 100);
    }

    void goesWhileItWorks() {
        Workspace workspace(session_);
        workspace.background().use(open(learntFrom));
        Asked asked(workspace);
        WaysQuestion question;
        question.learners = QStringList{QStringLiteral("modified-hausdorff")};
        question.tasks = 10000;
        asked.study.start(question);
        QTRY_VERIFY_WITH_TIMEOUT(!asked.percents.isEmpty(), patience);
    }
};

ONESHOT_TEST(TestWaysStudy)
#include "tst_ways_study.moc"
