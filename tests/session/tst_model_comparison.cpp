#include <QSignalSpy>
#include <QtTest>

#include "core/compute/compute.h"
#include "core/models/models.h"
#include "core/runs/run_directory.h"
#include "core/runs/run_summary.h"
#include "tests/support/files.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"
#include "tests/support/tiny_run.h"
#include "ui/session/runs/model_comparison.h"

using namespace oneshot;
using session::ComparisonQuestion;
using session::ModelComparison;
using session::ModelLibrary;
using session::TrainingSession;
using test::contentOf;
using test::patience;

namespace {

/// A comparison and all that it told.
struct Asked {
    explicit Asked(const ModelLibrary& library) : comparison(library) {
        QObject::connect(&comparison, &ModelComparison::changed, &comparison, [this] {
            const auto& so = comparison.comparison();
            rows += so ? static_cast<int>(so->learners.size()) : 0;
        });
        QObject::connect(&comparison, &ModelComparison::progressed, &comparison,
                         [this](int percent) { percents += percent; });
        QObject::connect(&comparison, &ModelComparison::failed, &comparison,
                         [this](const QString& why) { failure = why; });
        QObject::connect(&comparison, &ModelComparison::ended, &comparison, [this] { ++ends; });
    }
    bool finish(const ComparisonQuestion& question) {
        const int before = ends;
        rows.clear();
        comparison.start(question);
        return QTest::qWaitFor([&] { return ends == before + 1; }, patience);
    }
    ModelComparison comparison;
    QList<int> rows, percents;
    QString failure;
    int ends = 0;
};

ComparisonQuestion question(const QStringList& models, int tasks = 40) {
    return {
        models,
        {{}, "glyphs:seed=3,alphabet-count=2,characters-per-alphabet=8,drawer-count=4", {{2, 8}, {1}, true, tasks, 1}},
        Reference::Best};
}

}  // namespace

class TestModelComparison : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;
    TrainingSession session_;
    ModelLibrary library_{session_};
    QString run_;

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        setHomeFolder(folder_ / "home");
        run_ = QString::fromStdString(test::train(test::tinyRun(folder_ / "run")).directory.string());
    }

    void tellsRowByRow() {
        Asked asked(library_);
        QVERIFY(asked.finish(question({run_, QStringLiteral("pixels-l2"), QStringLiteral("nobody")})));
        QCOMPARE(asked.rows, QList<int>({0, 1, 2, 3}));
        QCOMPARE(asked.failure, QString());
        QVERIFY(!asked.comparison.running());
        QVERIFY(std::is_sorted(asked.percents.begin(), asked.percents.end()) && asked.percents.last() <= 100);
        const LearnerComparison& table = *asked.comparison.comparison();
        QCOMPARE(table.learners[0].name, std::string("compact (run)"));
        QVERIFY(!table.learners[0].cached);
        QVERIFY(table.learners[2].problem.find("no such model") != std::string::npos);
        // The very answers of the engine.
        const ComparedLearner alone = askLearner("pixels-l2", *openModel("pixels-l2"), *table.material, nullptr);
        QCOMPARE(table.learners[1].right, alone.right);

        Asked again(library_);
        QVERIFY(again.finish(question({run_, QStringLiteral("pixels-l2")})));
        for (const ComparedLearner& learner : again.comparison.comparison()->learners) QVERIFY(learner.cached);
        QCOMPARE(again.comparison.comparison()->learners[1].right, alone.right);
        // Other learners of the same question: the data are not read again.
        const auto material = again.comparison.comparison()->material;
        QVERIFY(again.finish(question({QStringLiteral("random")})));
        QCOMPARE(again.comparison.comparison()->material, material);
        QVERIFY(again.finish(question({QStringLiteral("random")}, 41)));
        QVERIFY(again.comparison.comparison()->material != material);
    }

    void lakesRuns() {
        const auto zip = folder_ / "lake.zip";
        test::writeZip(zip, test::tinyLakeRuns());
        Asked asked(library_);
        QVERIFY(asked.finish({{QStringLiteral("pixels-l2")}, {zip.string(), {}, {}}, Reference::First}));
        QVERIFY(asked.comparison.comparison()->material->lake());
        QVERIFY(asked.comparison.comparison()->accuracies[0][0].reference);
    }

    void tellsWhatCannotBeRead() {
        Asked asked(library_);
        ComparisonQuestion wrong = question({QStringLiteral("random")});
        wrong.request.data = "nowhere.zip";
        QVERIFY(asked.finish(wrong));
        QVERIFY(asked.failure.contains(QStringLiteral("nowhere.zip")));
        QVERIFY(!asked.comparison.comparison());
        QVERIFY(asked.finish(question({QStringLiteral("random")})));  // it goes on afterwards
        QVERIFY(asked.comparison.comparison() != nullptr);
    }

    /// After the first row: it stays, and nothing more is told.
    void cancels() {
        Asked asked(library_);
        QObject::connect(&asked.comparison, &ModelComparison::changed, &asked.comparison, [&] {
            if (asked.comparison.comparison()) asked.comparison.cancel();
        });
        QVERIFY(asked.finish(question({QStringLiteral("pixels-l2"), run_}, 42)));
        QVERIFY(!asked.comparison.running());
        QCOMPARE(asked.comparison.comparison()->learners.size(), std::size_t(1));
        asked.comparison.cancel();
        QCOMPARE(asked.ends, 1);
    }

    void savesTheTable() {
        Asked asked(library_);
        QVERIFY(asked.finish(question({run_, QStringLiteral("pixels-l2")})));
        QSignalSpy saved(&asked.comparison, &ModelComparison::saved),
            notSaved(&asked.comparison, &ModelComparison::notSaved);
        for (const char* name : {"table.csv", "table.md"}) {
            const QString path = QString::fromStdString((folder_ / name).string());
            asked.comparison.save(path);
            QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 1, patience);
            QCOMPARE(saved.takeFirst()[0].toString(), path);
            const LearnerComparison& table = *asked.comparison.comparison();
            QCOMPARE(contentOf(path).toStdString(), path.endsWith(u'd') ? toMarkdown(table) : toCsv(table));
        }
        asked.comparison.save(QStringLiteral("/nowhere/table.csv"));
        QTRY_COMPARE_WITH_TIMEOUT(notSaved.size(), 1, patience);
    }

    void aRunIsCalledByItsName() {
        const std::filesystem::path run = run_.toStdString();
        RunNotes notes;
        notes.name = "seed two";
        writeRunNotes(run, notes);
        QCOMPARE(ModelLibrary::titleOf(run_), QStringLiteral("seed two"));
        Asked asked(library_);
        QVERIFY(asked.finish(question({run_})));
        QCOMPARE(asked.comparison.comparison()->learners[0].name, std::string("compact (seed two)"));
        notes.name.clear();
        writeRunNotes(run, notes);
        QCOMPARE(ModelLibrary::titleOf(run_), QStringLiteral("run"));
    }
};

ONESHOT_TEST(TestModelComparison)
#include "tst_model_comparison.moc"
