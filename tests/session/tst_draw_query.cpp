#include <QtTest>
#include <atomic>
#include <set>

#include "core/compute/compute.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/drawing/drawing.h"
#include "core/models/models.h"
#include "tests/support/drawings.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "ui/session/draw/draw_query.h"
#include "ui/session/draw/rejection_finder.h"

using namespace oneshot;
using session::DrawAnswer;
using session::DrawQuery;
using session::SupportSet;
using test::patience;

namespace {

session::DatasetPtr glyphs() {
    static const auto data = std::make_shared<const Dataset>(
        openDataset(parseDataSpec("glyphs:seed=3,alphabet-count=2,characters-per-alphabet=8,drawer-count=6")));
    return data;
}

/// Way w holds the first shots[w] drawings of character w.
SupportSet support(const std::vector<int>& shots) {
    SupportSet set{glyphs(), {}, QStringLiteral("glyphs")};
    for (int c = 0; c < static_cast<int>(shots.size()); ++c) {
        const auto& drawings = glyphs()->alphabets[0].characters[c].drawings;
        set.ways.push_back({{0, c}, {drawings.begin(), drawings.begin() + shots[c]}});
    }
    return set;
}

const Drawing& drawing(int character, int drawer) {
    return glyphs()->drawings[glyphs()->alphabets[0].characters[character].drawings[drawer]];
}

/// Counts what another model is asked.
class CountingModel : public OneShotModel {
  public:
    explicit CountingModel(const std::string& name) : model_(openModel(name)) {}
    ImageBatch prepare(const DrawingBatch& drawings) const override {
        prepared += static_cast<int>(drawings.size());
        return model_->prepare(drawings);
    }
    Embeddings embed(const ImageBatch& images) const override { return model_->embed(images); }
    Scores compare(const Embeddings& queries, const Support& set) const override {
        compared = set.ways * set.shots;
        return model_->compare(queries, set);
    }
    const Origin& origin() const override { return model_->origin(); }
    ScoreKind scoreKind() const override { return model_->scoreKind(); }
    double softmaxScale() const override { return model_->softmaxScale(); }

    mutable std::atomic<int> prepared = 0, compared = 0;

  private:
    ModelPtr model_;
};

class Learnt : public CountingModel {
  public:
    using CountingModel::CountingModel;
    const Origin& origin() const override { return learnt; }
    Origin learnt;
};

/// Each way's mean score, asked one by one.
std::vector<double> expected(const OneShotModel& model, const Drawing& query, const SupportSet& set) {
    std::vector<double> scores;
    const Embeddings asked = model.embed(model.prepare({&query}));
    for (const Way& way : set.ways) {
        double sum = 0;
        for (const DrawingId id : way.drawings)
            sum += model.compare(asked, {model.embed(model.prepare({&set.dataset->drawings[id]})), 1, 1}).values[0];
        scores.push_back(sum / static_cast<double>(way.drawings.size()));
    }
    return scores;
}

}  // namespace

class TestDrawQuery : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { configureProcess(); }

    void answersAsTheModelDoes_data() {
        QTest::addColumn<QString>("model");
        for (const char* name : {"shipped", "pixels-l2", "modified-hausdorff"})
            QTest::addRow("%s", name) << QString::fromUtf8(name);
    }

    void answersAsTheModelDoes() {
        QFETCH(QString, model);
        const ModelPtr asked = openModel(model.toStdString());
        DrawQuery query;
        std::vector<DrawAnswer> answers;
        connect(&query, &DrawQuery::answered, this, [&](const DrawAnswer& answer) { answers.push_back(answer); });
        query.setModel(asked);
        const SupportSet set = support({1, 2, 3, 1, 5});  // of different numbers of drawings
        query.setSupport(set);
        query.ask(drawing(2, 5));
        QVERIFY(query.busy());
        QTRY_COMPARE_WITH_TIMEOUT(answers.size(), 1U, patience);
        const ImageBatch input = asked->prepare({&drawing(2, 5)});
        QCOMPARE(answers[0].input.n, 1);
        QCOMPARE(answers[0].input.width, input.width);
        QVERIFY(answers[0].input.data == input.data);  // exactly what the model receives
        const std::vector<double> scores = expected(*asked, drawing(2, 5), set);
        QCOMPARE(answers[0].scores.size(), 5U);
        double sum = 0;
        for (int w = 0; w < 5; ++w) {
            QVERIFY2(std::abs(answers[0].scores[w] - scores[w]) < 1e-3 * std::max(1.0, std::abs(scores[w])),
                     qPrintable(QStringLiteral("%1 %2").arg(answers[0].scores[w]).arg(scores[w])));
            sum += answers[0].probabilities[w];
        }
        QVERIFY(std::abs(sum - 1) < 1e-9);
        QVERIFY(answers[0].kind == asked->scoreKind());
    }

    void computesNothingWhileNobodyLooks() {
        const auto model = std::make_shared<CountingModel>("pixels-l2");
        DrawQuery query;
        QSignalSpy answers(&query, &DrawQuery::answered);
        query.setWatched(false);
        query.setModel(model);
        query.setSupport(support({1, 1}));
        query.ask(drawing(1, 3));
        QVERIFY(!query.busy());
        QCOMPARE(model->prepared, 0);
        query.setWatched(true);
        QTRY_COMPARE_WITH_TIMEOUT(answers.size(), 1, patience);
        query.setWatched(false);
        query.setWatched(true);  // and nothing has changed
        QVERIFY(!query.busy());
    }

    void embedsTheSupportSetOnce() {
        const auto model = std::make_shared<CountingModel>("pixels-l2");
        DrawQuery query;
        QSignalSpy answers(&query, &DrawQuery::answered);
        query.setModel(model);
        query.setSupport(support({2, 2, 2}));
        query.ask(drawing(0, 5));
        QTRY_COMPARE_WITH_TIMEOUT(answers.size(), 1, patience);
        QCOMPARE(model->prepared.load(), 6 + 1);
        query.ask(drawing(1, 5));
        QTRY_COMPARE_WITH_TIMEOUT(answers.size(), 2, patience);
        QCOMPARE(model->prepared.load(), 6 + 2);
        query.setSupport(support({2, 2, 3, 1}));  // asks anew; two drawings are new
        QTRY_COMPARE_WITH_TIMEOUT(answers.size(), 3, patience);
        QCOMPARE(model->prepared.load(), 6 + 2 + 2 + 1);
        const auto another = std::make_shared<CountingModel>("pixels-l2");
        query.setModel(another);
        QTRY_COMPARE_WITH_TIMEOUT(answers.size(), 4, patience);
        QCOMPARE(another->prepared.load(), 8 + 1);
    }

    void comparesEachDrawingOnce() {
        const auto model = std::make_shared<CountingModel>("pixels-l2");
        DrawQuery query;
        QSignalSpy answers(&query, &DrawQuery::answered);
        query.setModel(model);
        query.setSupport(support({3, 4, 5}));
        query.ask(drawing(0, 5));
        QTRY_COMPARE_WITH_TIMEOUT(answers.size(), 1, patience);
        QCOMPARE(model->compared.load(), 3 + 4 + 5);
    }

    void theNewestQuestionWins() {
        DrawQuery query;
        std::vector<DrawAnswer> answers;
        connect(&query, &DrawQuery::answered, this, [&](const DrawAnswer& answer) { answers.push_back(answer); });
        const ModelPtr model = openModel("pixels-l2");
        query.setModel(model);
        query.setSupport(support({5, 5, 5, 5, 5, 5, 5, 5}));
        for (int c = 0; c < 8; ++c) query.ask(drawing(c, 5));
        QTRY_VERIFY_WITH_TIMEOUT(!query.busy(), patience);
        QCOMPARE(answers.size(), 1U);
        QVERIFY(answers[0].input.data == model->prepare({&drawing(7, 5)}).data);
        query.ask(drawing(1, 5));
        query.forget();
        QTRY_VERIFY_WITH_TIMEOUT(!query.busy(), patience);
        QCOMPARE(answers.size(), 1U);
    }

    void withoutASupportSetItTellsTheInput() {
        DrawQuery query;
        std::vector<DrawAnswer> answers;
        connect(&query, &DrawQuery::answered, this, [&](const DrawAnswer& answer) { answers.push_back(answer); });
        query.ask(drawing(0, 0));
        QVERIFY(!query.busy());  // there is no model yet
        query.setModel(openModel("pixels-l2"));
        QTRY_COMPARE_WITH_TIMEOUT(answers.size(), 1U, patience);
        QVERIFY(answers[0].scores.empty());
        QCOMPARE(answers[0].input.n, 1);
    }

    void whatFailsIsSaid() {
        DrawQuery query;
        QSignalSpy failures(&query, &DrawQuery::failed), answers(&query, &DrawQuery::answered);
        query.setModel(openModel("shipped"));
        auto vectors = std::make_shared<Dataset>(*glyphs());
        test::changeDrawings(*vectors, [](auto& drawings) { drawings[0] = {{}, 0, {}, {1, 2, 3}}; });
        SupportSet set = support({1, 1});
        set.dataset = vectors;
        query.setSupport(set);
        query.ask(drawing(0, 5));
        QTRY_COMPARE_WITH_TIMEOUT(failures.size(), 1, patience);
        QVERIFY(failures[0][0].toString().contains(QStringLiteral("vector")));
        query.setSupport(support({1, 1}));
        QTRY_COMPARE_WITH_TIMEOUT(answers.size(), 1, patience);
    }

    void tellsWhatTheModelLearntFrom() {
        const auto model = std::make_shared<Learnt>("pixels-l2");
        const Dataset& data = *glyphs();
        model->learnt.learnt = {{data.alphabets[0].name, {data.alphabets[0].characters[1].name}}};
        model->learnt.learntDrawings = {drawingHash(drawing(4, 0))};
        DrawQuery query;
        query.setModel(model);
        query.setSupport(support({1, 1, 1, 1, 1}));
        const std::set<CharacterId> expectedOnes{{0, 1}, {0, 4}};
        QTRY_VERIFY_WITH_TIMEOUT(query.learnt() == expectedOnes, patience);
        query.setSupport(support({1}));
        QVERIFY(query.learnt().empty());
    }

    void learntMarksStayWhileATrainingRenewsTheModel() {
        const auto learning = [](int character) {
            const auto model = std::make_shared<Learnt>("pixels-l2");
            const Alphabet& alphabet = glyphs()->alphabets[0];
            model->learnt.learnt = {{alphabet.name, {alphabet.characters[character].name}}};
            return model;
        };
        DrawQuery query;
        query.setSupport(support({1, 1, 1}));
        query.setModel(learning(1));
        QTRY_COMPARE_WITH_TIMEOUT(query.learnt().size(), 1U, patience);
        QSignalSpy changes(&query, &DrawQuery::learntChanged);
        query.setModel(learning(1));
        QCOMPARE(query.learnt().size(), 1U);
        QCOMPARE(changes.size(), 0);
        query.setModel(learning(2));
        QTRY_VERIFY_WITH_TIMEOUT(query.learnt() == (std::set<CharacterId>{{0, 2}}), patience);
    }

    void aThresholdIsFoundHoweverOftenTheModelIsRenewed() {
        session::RejectionFinder finder;
        QSignalSpy changes(&finder, &session::RejectionFinder::changed);
        const auto first = std::make_shared<CountingModel>("pixels-l2"),
                   last = std::make_shared<CountingModel>("pixels-l2");
        finder.setModel(first);
        QTRY_VERIFY_WITH_TIMEOUT(first->prepared > 0, patience);
        for (int i = 0; i < 5; ++i) finder.setModel(std::make_shared<CountingModel>("pixels-l2"));
        finder.setModel(last);
        QCOMPARE(last->prepared.load(), 0);
        QTRY_VERIFY_WITH_TIMEOUT(finder.threshold(20), 4 * patience);  // the first's
        QTRY_VERIFY_WITH_TIMEOUT(!finder.busy(), 4 * patience);
        QCOMPARE(last->prepared.load(), first->prepared.load());  // and then the last's
        QVERIFY(finder.threshold(1)->evidence != finder.threshold(20)->evidence);
    }

    void findsAThresholdOnceAModel() {
        session::RejectionFinder finder;
        QSignalSpy changes(&finder, &session::RejectionFinder::changed);
        const auto model = std::make_shared<CountingModel>("shipped");
        finder.setModel(model);
        QVERIFY(finder.busy());
        QVERIFY(!finder.threshold(20));
        QTRY_VERIFY_WITH_TIMEOUT(finder.threshold(20), 4 * patience);
        const RejectionThreshold found = *finder.threshold(20);
        QCOMPARE(found.accepted.total, session::RejectionFinder::tasks);
        QVERIFY2(found.accepted.percent() > 75 && found.rejected.percent() > 65,
                 qPrintable(QStringLiteral("%1 %2").arg(found.accepted.percent()).arg(found.rejected.percent())));
        QCOMPARE(found.acceptedFrom(found.evidence).right, found.accepted.right);
        QCOMPARE(found.acceptedFrom(-100).percent(), 100.0);
        QCOMPARE(found.rejectedUnder(-100).percent(), 0.0);
        QCOMPARE(found.rejectedUnder(100).percent(), 100.0);
        const int work = model->prepared;
        finder.setModel(nullptr);
        QVERIFY(!finder.threshold(20));
        finder.setModel(model);
        QVERIFY(finder.threshold(20));  // known already
        QCOMPARE(finder.threshold(20)->evidence, found.evidence);
        QCOMPARE(model->prepared.load(), work);
    }
};

ONESHOT_TEST(TestDrawQuery)
#include "tst_draw_query.moc"
