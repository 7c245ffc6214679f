#include <QSignalSpy>
#include <QtTest>

#include "core/models/models.h"
#include "core/runs/run_directory.h"
#include "tests/support/files.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_run.h"
#include "ui/session/workspace/model_library.h"

using namespace oneshot;
using session::ModelEntry;
using session::ModelLibrary;
using session::TrainingSession;
using test::patience;
using Kind = ModelEntry::Kind;

namespace {

QString text(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}

}  // namespace

class TestModelLibrary : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

    [[nodiscard]] static bool train(TrainingSession& session, const std::filesystem::path& directory) {
        session.start(test::tinyRun(directory, 6));
        session.wait();
        return session.lastEnd() == TrainingSession::End::Completed;
    }

    static QStringList idsOf(const ModelLibrary& library, Kind kind) {
        QStringList ids;
        for (const ModelEntry& entry : library.entries())
            if (entry.kind == kind) ids += entry.id;
        return ids;
    }

    /// Opens and waits until the library has told so.
    static bool opened(ModelLibrary& library, const QString& id) {
        QSignalSpy changed(&library, &ModelLibrary::changed);
        library.open(id);
        return QTest::qWaitFor([&] { return changed.contains(QVariantList{id}); }, patience);
    }

  private Q_SLOTS:
    void init() {
        static int home = 0;
        setHomeFolder(folder_ / ("home" + std::to_string(++home)));
    }

    void knowsWhatComesWithTheWorkbench() {
        TrainingSession session;
        ModelLibrary library(session);
        QCOMPARE(idsOf(library, Kind::Shipped), QStringList{ModelLibrary::shipped});
        QCOMPARE(idsOf(library, Kind::Baseline).size(), static_cast<qsizetype>(baselineNames().size()));
        QVERIFY(idsOf(library, Kind::Live).isEmpty());
        QVERIFY(idsOf(library, Kind::Run).isEmpty());
        for (const ModelEntry& entry : library.entries()) QVERIFY(!entry.title.isEmpty());
    }

    void saysWhichWeightsOfARunAnswer() {
        TrainingSession session;
        const std::filesystem::path run = runsFolder() / "2026-11-29_1200_compact_0001";
        QVERIFY(train(session, run));
        const auto detail = [&] {
            const ModelLibrary library(session);
            for (const ModelEntry& entry : library.entries())
                if (entry.kind == Kind::Run) return entry.detail;
            return QString();
        };
        QVERIFY2(!detail().isEmpty() && !detail().contains(QStringLiteral("last weights")), qPrintable(detail()));
        std::filesystem::remove(run / "checkpoints/best.safetensors");
        QVERIFY2(detail().contains(QStringLiteral("last weights")), qPrintable(detail()));
    }

    void readsRunsOnlyWhereTheyHaveChanged() {
        TrainingSession session;
        const ModelLibrary library(session);
        const std::filesystem::path run = runsFolder() / "2026-11-30_1200_compact_0001", file = run / "run.json";
        QVERIFY(train(session, run));
        const auto detail = [&] {
            for (const ModelEntry& entry : library.entries())
                if (entry.kind == Kind::Run) return entry.detail;
            return QStringLiteral("no run");
        };
        const QString before = detail();
        QVERIFY2(before.contains(u'%'), qPrintable(before));
        const auto time = std::filesystem::last_write_time(file);
        test::writeFile(file, test::Bytes(std::filesystem::file_size(file), ' '));
        std::filesystem::last_write_time(file, time);  // as if nobody had written it
        QCOMPARE(detail(), before);
        std::filesystem::last_write_time(file, time + std::chrono::seconds(1));
        QCOMPARE(detail(), QString());
    }

    /// All that is asked for at once comes, one after another, in the order of asking.
    void opensOneAfterAnother() {
        TrainingSession session;
        ModelLibrary library(session);
        QStringList told;
        connect(&library, &ModelLibrary::changed, this, [&](const QString& id) { told += id; });
        const QStringList ids{ModelLibrary::shipped, QStringLiteral("pixels-l2"), text(folder_ / "nothing.safetensors"),
                              QStringLiteral("random")};
        for (const QString& id : ids) library.open(id);
        library.open(ids[0]);  // twice is once
        QVERIFY(!library.model(ids[0]));
        QTRY_COMPARE_WITH_TIMEOUT(told, ids, patience);
        QCOMPARE(QString::fromStdString(library.model(ids[0])->origin().model), QStringLiteral("compact"));
        QCOMPARE(QString::fromStdString(library.model(ids[1])->origin().model), ids[1]);
        QVERIFY(!library.model(ids[2]));
        QVERIFY2(library.problem(ids[2]).contains(QStringLiteral("nothing.safetensors")),
                 qPrintable(library.problem(ids[2])));
        QVERIFY(library.model(ids[3]));
        QVERIFY(library.problem(ids[3]).isEmpty());
    }

    void keepsWhatIsBuiltIn() {
        TrainingSession session;
        ModelLibrary library(session);
        const QString pixels = QStringLiteral("pixels-l2");
        QVERIFY(opened(library, pixels));
        const ModelPtr first = library.model(pixels);
        library.open(pixels);
        QVERIFY(opened(library, QStringLiteral("random")));  // what is asked for later comes later
        QCOMPARE(library.model(pixels), first);
    }

    void listsRunsAndReadsThemAnew() {
        TrainingSession session;
        ModelLibrary library(session);
        QVERIFY(train(session, runsFolder() / "2026-01-01_0000_first"));
        QVERIFY(train(session, runsFolder() / "2026-01-02_0000_second"));
        std::filesystem::create_directories(runsFolder() / "2026-01-03_0000_without_weights");
        const QString first = text(runsFolder() / "2026-01-01_0000_first"),
                      second = text(runsFolder() / "2026-01-02_0000_second");
        QCOMPARE(idsOf(library, Kind::Run), QStringList({second, first}));  // newest first
        for (const ModelEntry& entry : library.entries())
            if (entry.id == first) {
                QCOMPARE(entry.title, QStringLiteral("2026-01-01_0000_first"));
                QVERIFY2(entry.detail.contains(QStringLiteral("compact")) && entry.detail.contains(u'%'),
                         qPrintable(entry.detail));
            }
        QVERIFY(opened(library, first));
        const ModelPtr model = library.model(first);
        QCOMPARE(QString::fromStdString(model->origin().run), QStringLiteral("2026-01-01_0000_first"));
        QVERIFY(opened(library, first));
        QVERIFY(library.model(first) != model);

        test::writeFile(runsFolder() / "2026-01-01_0000_first" / "checkpoints" / "best.safetensors", {1, 2, 3});
        QVERIFY(opened(library, first));
        QVERIFY(!library.model(first));
        QVERIFY2(library.problem(first).contains(QStringLiteral("best.safetensors")),
                 qPrintable(library.problem(first)));
    }

    void listsAnOlderRunOnceOpened() {
        TrainingSession session;
        ModelLibrary library(session);
        const QString oldest = text(runsFolder() / "2026-01-01_0000_oldest");
        QVERIFY(train(session, oldest.toStdString()));
        for (int i = 10; i < 31; ++i)
            test::writeFile(
                runsFolder() / ("2026-02-" + std::to_string(i) + "_0000_newer") / "checkpoints" / "last.safetensors",
                {1, 2, 3});
        QCOMPARE(idsOf(library, Kind::Run).size(), 20);
        QVERIFY(!idsOf(library, Kind::Run).contains(oldest));
        QVERIFY(opened(library, oldest));
        QVERIFY(library.model(oldest));
        QCOMPARE(idsOf(library, Kind::Run).size(), 21);
        QCOMPARE(idsOf(library, Kind::Run).last(), oldest);
    }

    void listsFilesOnceOpened() {
        TrainingSession session;
        ModelLibrary library(session);
        QVERIFY(train(session, folder_ / "elsewhere"));
        const QString file = text(folder_ / "elsewhere" / "checkpoints" / "last.safetensors");
        QVERIFY(idsOf(library, Kind::Run).isEmpty());
        QVERIFY(opened(library, file));
        QVERIFY(opened(library, file));
        QCOMPARE(idsOf(library, Kind::File), QStringList{file});
        QCOMPARE(ModelLibrary::titleOf(file), QStringLiteral("last.safetensors"));
        QCOMPARE(library.model(file)->origin().step, 6);
    }

    /// The last few, and what somebody holds.
    void letsGoOfWhatNobodyUses() {
        TrainingSession session;
        ModelLibrary library(session);
        QVERIFY(train(session, folder_ / "many"));
        const auto file = [&](int i) { return folder_ / "many" / (std::to_string(i) + ".safetensors"); };
        constexpr int files = ModelLibrary::keptModels + 2;
        for (int i = 0; i < files; ++i)
            std::filesystem::copy_file(folder_ / "many" / "checkpoints" / "last.safetensors", file(i));
        QVERIFY(opened(library, text(file(0))));
        const ModelPtr held = library.model(text(file(0)));
        for (int i = 1; i < files; ++i) QVERIFY(opened(library, text(file(i))));
        QCOMPARE(library.model(text(file(0))), held);
        QVERIFY(!library.model(text(file(1))));
        QVERIFY(library.problem(text(file(1))).isEmpty());
        for (int i = 2; i < files; ++i) QVERIFY(library.model(text(file(i))));
        QVERIFY(opened(library, text(file(1))));
        QVERIFY(library.model(text(file(1))));
        QCOMPARE(idsOf(library, Kind::File).size(), files);
    }

    void aCancelledOpeningIsAProblemUntilItIsOpenedAgain() {
        TrainingSession session;
        ModelLibrary library(session);
        const QStringList ids{QStringLiteral("pixels-l2"), QStringLiteral("random")};
        for (const QString& id : ids) library.open(id);
        QStringList told;
        connect(&library, &ModelLibrary::changed, this, [&](const QString& id) { told += id; });
        QCOMPARE(session::Jobs::instance().rowCount(), 1);
        session::Jobs::instance().cancel(0);
        QCOMPARE(told, ids);
        for (const QString& id : ids) {
            QVERIFY(library.problem(id).contains(QStringLiteral("cancelled")));
            QVERIFY(opened(library, id));
            QVERIFY(library.model(id));
            QVERIFY(library.problem(id).isEmpty());
        }
    }

    void followsTheTraining() {
        TrainingSession session;
        ModelLibrary library(session);
        QVERIFY(!library.model(ModelLibrary::live));
        QVERIFY(!library.problem(ModelLibrary::live).isEmpty());
        QList<qint64> steps;
        connect(&library, &ModelLibrary::changed, this, [&](const QString& id) {
            QCOMPARE(id, ModelLibrary::live);
            steps += library.model(id)->origin().step;
        });
        library.open(ModelLibrary::live);  // there is nothing to open
        QVERIFY(train(session, folder_ / "live"));
        QTRY_VERIFY_WITH_TIMEOUT(!steps.isEmpty() && steps.last() == 6, patience);
        QVERIFY(std::is_sorted(steps.begin(), steps.end()) && steps.size() <= 2);  // of steps 4 and 6, each once
        QVERIFY(library.problem(ModelLibrary::live).isEmpty());
        QCOMPARE(idsOf(library, Kind::Live), QStringList{ModelLibrary::live});
    }

    void goesWhileItOpens() {
        TrainingSession session;
        ModelLibrary library(session);
        library.open(ModelLibrary::shipped);
        library.open(QStringLiteral("random"));
    }
};

ONESHOT_TEST(TestModelLibrary)
#include "tst_model_library.moc"
