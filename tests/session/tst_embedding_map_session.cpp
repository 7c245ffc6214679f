#include <QSignalSpy>
#include <QtTest>
#include <algorithm>
#include <cmath>
#include <functional>

#include "core/compute/compute.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/models/models.h"
#include "core/runs/run_directory.h"
#include "tests/support/files.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"
#include "tests/support/tiny_run.h"
#include "ui/session/tasks/embedding_map.h"

using namespace oneshot;
using namespace oneshot::session;
using test::patience;

namespace {

const QString pixels = QStringLiteral("pixels-l2");
const char* const learntFrom = "glyphs:alphabet-count=2,characters-per-alphabet=6,drawer-count=4";
const char* const others = "glyphs:seed=3,alphabet-count=1,characters-per-alphabet=5,drawer-count=4";

DatasetPtr open(const std::string& spec) {
    return std::make_shared<const Dataset>(openDataset(parseDataSpec(spec)));
}

DatasetPtr tiny() {
    return std::make_shared<const Dataset>(test::tinyDataset({5, 6}, 4));
}

/// A workspace with a model and data in use, and a map that follows them.
struct Mapped {
    Mapped(const TrainingSession& session, const QString& model, const DatasetPtr& dataset) : workspace(session) {
        workspace.background().use(dataset);
        chooseModel(model);
        map.setFollowing(true);
    }
    void chooseModel(const QString& id) {
        workspace.chooseModel(id);
        if (!QTest::qWaitFor([&] { return workspace.model() || !workspace.modelProblem().isEmpty(); }, patience))
            qFatal("the model does not open");
    }
    /// Asks and waits for what comes of it.
    void finish(const MapQuestion& question) {
        map.ask(question);
        wait();
    }
    void wait() {
        if (!QTest::qWaitFor([&] { return !map.busy() && (map.map() || !map.problem().isEmpty()); }, patience))
            qFatal("no map");
    }
    MapNeighbours neighboursOf(int drawing) {
        QSignalSpy found(&map, &EmbeddingMap::neighboursFound);
        map.findNeighbours(drawing);
        if (!QTest::qWaitFor([&] { return !found.isEmpty(); }, patience)) qFatal("no neighbours");
        return found[0][0].value<MapNeighbours>();
    }
    Workspace workspace;
    EmbeddingMap map{workspace};
};

}  // namespace

class TestEmbeddingMapSession : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;
    TrainingSession session_;  // without a training
    QString run_;

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        setHomeFolder(folder_ / "home");
        const RunRequest request = test::tinyRun(folder_ / "run", 2);
        QCOMPARE(request.background, std::string(learntFrom));
        test::train(request);
        run_ = QString::fromStdString(request.directory.string());
    }

    void mapsAsTheEngineDoes() {
        Mapped mapped(session_, pixels, tiny());
        MapPositions atFirst;
        connect(&mapped.map, &EmbeddingMap::changed, &mapped.map, [&] { atFirst = mapped.map.positions(); });
        QSignalSpy finished(&mapped.map, &EmbeddingMap::finished);
        QList<int> percents;
        connect(&mapped.map, &EmbeddingMap::progressed, &mapped.map, [&](int percent) { percents += percent; });
        mapped.finish({.drawings = 30, .perplexity = 4});
        QCOMPARE(mapped.map.problem(), QString());
        const DrawingMap& map = *mapped.map.map();
        QCOMPARE(map.size(), 30);
        QCOMPARE(map.available, 44);
        QCOMPARE(map.alphabets, QStringList({"Alphabet1", "Alphabet2"}));
        QCOMPARE(map.characters.size(), 11);  // evenly: of every character two or three drawings
        QCOMPARE(map.nameOf(29), QStringLiteral("Alphabet2, character06"));
        for (int i = 0; i < 30; ++i) QCOMPARE(map.drawings[i].drawing, static_cast<DrawingId>(i * 44 / 30));

        DrawingBatch batch;
        for (int i = 0; i < 30; ++i) batch.push_back(&map.drawing(i));
        const ModelPtr model = mapped.workspace.model();
        const Embeddings expected = model->embed(model->prepare(batch));
        QCOMPARE(map.support.embeddings.values, expected.values);
        QVERIFY(!map.byAngle);
        QVERIFY(map.plane.positions == principalPlane(expected).positions);
        QVERIFY(atFirst == map.plane.positions);
        QCOMPARE(mapped.map.iteration(), EmbeddingMap::iterations);
        QVERIFY(mapped.map.positions() == tsne(expected, {4, EmbeddingMap::iterations, {}}));
        QCOMPARE(finished.size(), 1);
        QVERIFY(!percents.isEmpty() && std::is_sorted(percents.begin(), percents.end()));
        QCOMPARE(percents.last(), 100);
    }

    void arrangesAnewWithoutEmbeddingAnew() {
        Mapped mapped(session_, pixels, tiny());
        mapped.finish({.tsne = false});
        const MapPtr map = mapped.map.map();
        QCOMPARE(map->size(), 44);
        QVERIFY(mapped.map.positions() == map->plane.positions);
        QCOMPARE(mapped.map.iteration(), 0);
        QSignalSpy changes(&mapped.map, &EmbeddingMap::changed), moves(&mapped.map, &EmbeddingMap::moved);
        mapped.finish({.perplexity = 6});
        QVERIFY(mapped.map.map() == map);
        QVERIFY(mapped.map.positions() == tsne(map->support.embeddings, {6, EmbeddingMap::iterations, {}}));
        QVERIFY(!moves.isEmpty());
        mapped.map.ask({.tsne = false});
        QVERIFY(!mapped.map.busy());  // at once
        QVERIFY(mapped.map.positions() == map->plane.positions);
        QVERIFY(changes.isEmpty());
    }

    void choosesAlphabetsAndCharacters() {
        Mapped mapped(session_, run_, open(learntFrom));
        mapped.workspace.validation().use(open(others));
        const auto name = [](const DatasetPtr& dataset, int alphabet) {
            return QString::fromStdString(dataset->alphabets[alphabet].name);
        };
        const DatasetPtr inUse = mapped.workspace.dataset(), heldOut = mapped.workspace.heldOut();
        mapped.finish({.alphabets = {name(inUse, 1)}, .tsne = false});
        QCOMPARE(mapped.map.map()->alphabets, QStringList(name(inUse, 1)));
        QCOMPARE(mapped.map.map()->size(), 24);
        QVERIFY(std::ranges::all_of(mapped.map.map()->drawings, &MapDrawing::learnt));

        mapped.finish({.data = MapQuestion::Data::Both, .tsne = false});
        const DrawingMap& both = *mapped.map.map();
        QCOMPARE(both.size(), 48 + 20);
        QCOMPARE(both.alphabets, QStringList({name(inUse, 0), name(inUse, 1), name(heldOut, 0) + " (held out)"}));
        for (const MapDrawing& drawing : both.drawings) QCOMPARE(drawing.learnt, drawing.dataset == 0);

        mapped.finish({.data = MapQuestion::Data::Both, .characters = MapQuestion::Characters::New, .tsne = false});
        QCOMPARE(mapped.map.map()->size(), 20);
        mapped.finish({.data = MapQuestion::Data::HeldOut, .tsne = false});
        QCOMPARE(mapped.map.map()->size(), 20);
        QCOMPARE(mapped.map.map()->alphabets, QStringList(name(heldOut, 0)));
        mapped.finish({.characters = MapQuestion::Characters::New});
        QVERIFY(!mapped.map.map());
        QVERIFY2(mapped.map.problem().contains("learnt from all"), qPrintable(mapped.map.problem()));
        QVERIFY(mapped.map.positions().empty());
        mapped.finish({.data = MapQuestion::Data::HeldOut, .characters = MapQuestion::Characters::Learnt});
        QVERIFY2(mapped.map.problem().contains("learnt from none"), qPrintable(mapped.map.problem()));
    }

    void findsNeighboursByTheModelsOwnComparison() {
        Mapped mapped(session_, pixels, tiny());
        mapped.finish({.tsne = false});
        const DrawingMap& map = *mapped.map.map();
        const MapNeighbours found = mapped.neighboursOf(7);
        QCOMPARE(found.problem, QString());
        QCOMPARE(found.drawing, 7);
        QVERIFY(found.own);
        QVERIFY(found.kind == ScoreKind::SquaredDistance);
        QCOMPARE(found.nearest.size(), std::size_t(EmbeddingMap::neighbourCount));
        QVERIFY(std::ranges::find(found.nearest, 7) == found.nearest.end());
        QVERIFY(std::ranges::is_sorted(found.scores, std::greater()));
        const Scores scores = map.model->compare(map.support.embeddings.rows(7, 8), map.support);
        for (std::size_t i = 0; i < found.nearest.size(); ++i)
            QCOMPARE(found.scores[i], scores.values[found.nearest[i]]);
        const float last = found.scores.back();
        QVERIFY(std::ranges::count_if(scores.values, [&](float score) { return score > last; }) <=
                EmbeddingMap::neighbourCount);  // itself and those before the last
    }

    /// A memory's scores depend on all ways, of which there would be too many.
    void findsNeighboursOfAMemoryByTheirPlaces() {
        const RunRequest memory = test::tinyMemoryRun(folder_ / "memory");
        test::train(memory);
        Mapped mapped(session_, QString::fromStdString(memory.directory.string()), open(others));
        mapped.finish({.tsne = false});
        QCOMPARE(mapped.map.problem(), QString());
        const MapNeighbours found = mapped.neighboursOf(3);
        QVERIFY(!found.own);
        QVERIFY(found.kind == ScoreKind::SquaredDistance);
        const Embeddings& embeddings = mapped.map.map()->support.embeddings;
        const auto distance = [&](int i) {
            double sum = 0;
            for (int d = 0; d < embeddings.dimension; ++d)
                sum += std::pow(static_cast<double>(embeddings.row(3)[d]) - embeddings.row(i)[d], 2);
            return sum;
        };
        for (int i = 0; i < embeddings.count; ++i)
            if (i != 3) QVERIFY(distance(found.nearest[0]) <= distance(i) * (1 + 1e-5));
    }

    void scalesToLengthOneWhereCosinesAreCompared() {
        Mapped mapped(session_, QStringLiteral("shipped"), open(others));
        mapped.finish({.tsne = false});
        QVERIFY(mapped.map.map()->byAngle);
        const Embeddings& embeddings = mapped.map.map()->support.embeddings;
        for (int i = 0; i < embeddings.count; ++i) {
            double square = 0;
            for (const float value : embeddings.row(i)) square += static_cast<double>(value) * value;
            QVERIFY(std::abs(square - 1) < 1e-5);
        }
        const MapNeighbours found = mapped.neighboursOf(0);
        QVERIFY(found.own && found.kind == ScoreKind::Cosine);
        double cosine = 0;
        for (int d = 0; d < embeddings.dimension; ++d)
            cosine += static_cast<double>(embeddings.row(0)[d]) * embeddings.row(found.nearest[0])[d];
        QVERIFY(std::abs(cosine - found.scores[0]) < 1e-4);
    }

    void saysWhyThereIsNoMap_data() {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("reason");
        QTest::newRow("pixels") << QStringLiteral("modified-hausdorff") << QStringLiteral("pixels one by one");
        QTest::newRow("pen") << QStringLiteral("strokes") << QStringLiteral("paths of the pen");
        QTest::newRow("chance") << QStringLiteral("random") << QStringLiteral("by chance");
        QTest::newRow("ensemble") << QStringLiteral("shipped+pixels-l2") << QStringLiteral("ensemble");
        QTest::newRow("no model") << QStringLiteral("nothing.safetensors") << QStringLiteral("nothing.safetensors");
    }

    void saysWhyThereIsNoMap() {
        QFETCH(QString, model);
        QFETCH(QString, reason);
        Mapped mapped(session_, model, tiny());
        mapped.finish({});
        QVERIFY(!mapped.map.map());
        QVERIFY2(mapped.map.problem().contains(reason), qPrintable(mapped.map.problem()));
        mapped.chooseModel(pixels);  // which it follows
        mapped.wait();
        QTRY_VERIFY_WITH_TIMEOUT(mapped.map.map(), patience);
        QCOMPARE(mapped.map.problem(), QString());
    }

    void saysWhichDataThereAreNot() {
        Mapped mapped(session_, pixels, nullptr);
        mapped.finish({});
        QVERIFY2(mapped.map.problem().contains("Choose a dataset"), qPrintable(mapped.map.problem()));
        mapped.workspace.background().use(tiny());
        QTRY_VERIFY_WITH_TIMEOUT(mapped.map.map(), patience);
        mapped.finish({.data = MapQuestion::Data::HeldOut});
        QVERIFY2(mapped.map.problem().contains("Nothing is held out"), qPrintable(mapped.map.problem()));
    }

    void followsOnlyWhenItIsToldTo() {
        Mapped mapped(session_, pixels, tiny());
        mapped.finish({.tsne = false});
        const MapPtr before = mapped.map.map();
        mapped.map.setFollowing(false);
        mapped.workspace.background().use(open(others));
        QVERIFY(!mapped.map.busy());
        QVERIFY(mapped.map.map() == before);
        mapped.map.setFollowing(true);
        QVERIFY(mapped.map.busy());
        mapped.wait();
        QVERIFY(mapped.map.map()->datasets[0] == mapped.workspace.dataset());
        mapped.map.setFollowing(false);
        mapped.map.setFollowing(true);
        QVERIFY(!mapped.map.busy());  // nothing is new
    }

    void followsATraining() {
        TrainingSession training;
        Mapped mapped(training, pixels, open(others));
        mapped.workspace.chooseModel(ModelLibrary::live);
        mapped.map.ask({.drawings = 20, .perplexity = 3});
        QVERIFY(!mapped.map.map());
        QVERIFY(!mapped.map.problem().isEmpty());  // there is no such model yet
        std::vector<ModelPtr> shown;
        connect(&mapped.map, &EmbeddingMap::changed, &mapped.map, [&] {
            if (mapped.map.map()) shown.push_back(mapped.map.map()->model);
        });
        training.start(test::tinyRun(folder_ / "followed", 60));
        QTRY_VERIFY_WITH_TIMEOUT(!training.active(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(
            !mapped.map.busy() && mapped.map.map() && mapped.map.map()->model == mapped.workspace.model(), patience);
        QVERIFY(!shown.empty());
        QVERIFY(std::ranges::adjacent_find(shown) == shown.end());  // none twice
        QVERIFY(mapped.map.iteration() > 0);
    }

    void canBeCancelledInTheListOfJobs() {
        Mapped mapped(session_, pixels, tiny());
        QTRY_COMPARE_WITH_TIMEOUT(Jobs::instance().rowCount(), 0, patience);
        QSignalSpy finished(&mapped.map, &EmbeddingMap::finished);
        mapped.map.ask({});
        QCOMPARE(Jobs::instance().rowCount(), 1);
        QVERIFY(Jobs::instance().unrepeatable().isEmpty());  // closing the window does not ask
        Jobs::instance().cancel(0);
        QCOMPARE(finished.size(), 1);
        QVERIFY(!mapped.map.busy());
        QVERIFY2(mapped.map.problem().contains("cancelled"), qPrintable(mapped.map.problem()));
        QCOMPARE(Jobs::instance().rowCount(), 0);
        mapped.map.setFollowing(true);  // as when its view is opened again
        mapped.wait();
        QTRY_VERIFY_WITH_TIMEOUT(mapped.map.map(), patience);
    }
};

ONESHOT_TEST(TestEmbeddingMapSession)
#include "tst_embedding_map_session.moc"
