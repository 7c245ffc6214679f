#include <QtTest>
#include <algorithm>
#include <cmath>
#include <vector>

#include "core/compute/compute.h"
#include "core/models/models.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"
#include "ui/session/learn/twins.h"

using namespace oneshot;
using session::PairFigures;
using session::TwinAnswer;
using session::Twins;
using test::patience;

namespace {

struct Asked {
    Asked() {
        QObject::connect(&twins, &Twins::answered, &twins,
                         [this](const TwinAnswer& answer) { answers.push_back(answer); });
        QObject::connect(&twins, &Twins::counted, &twins,
                         [this](const PairFigures& counted) { figures.push_back(counted); });
    }
    session::TrainingSession training;
    session::ModelLibrary library{training};
    Twins twins{library};
    std::vector<TwinAnswer> answers;
    std::vector<PairFigures> figures;
};

float scoreOf(const OneShotModel& model, const Image& first, const Image& second) {
    Drawing one, other;
    one.image = first;
    other.image = second;
    return model.compare(model.embed(model.prepare({&one})), {model.embed(model.prepare({&other})), 1, 1}).values[0];
}

}  // namespace

class TestTwins : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { configureProcess(); }

    void swappedTwinsAgree() {
        Asked asked;
        const ModelPtr model = openModel("shipped");
        for (int number = 0; number < 4; ++number) {
            asked.answers.clear();
            asked.twins.show(number, false);
            QTRY_COMPARE_WITH_TIMEOUT(asked.answers.size(), 1U, patience);
            asked.twins.show(number, true);
            QTRY_COMPARE_WITH_TIMEOUT(asked.answers.size(), 2U, patience);
            const TwinAnswer &plain = asked.answers[0], &swapped = asked.answers[1];
            QCOMPARE(plain.same, number % 2 == 0);
            QVERIFY(!plain.swapped && swapped.swapped);
            QVERIFY(plain.first == swapped.second && plain.second == swapped.first && plain.first != plain.second);
            QVERIFY(std::abs(plain.score - swapped.score) < 1e-5f);
            QVERIFY(std::abs(plain.score - scoreOf(*model, plain.first, plain.second)) < 1e-5f);
            QVERIFY(plain.firstEmbedding.size() > 1 && plain.firstEmbedding.size() == plain.secondEmbedding.size());
            double product = 0;  // embeddings have length 1: the score is their product
            for (std::size_t i = 0; i < plain.firstEmbedding.size(); ++i)
                product += static_cast<double>(plain.firstEmbedding[i]) * plain.secondEmbedding[i];
            QCOMPARE(plain.kind, ScoreKind::Cosine);
            QVERIFY(std::abs(product - plain.score) < 1e-4);
        }
    }

    void countsThePairsOfADataset() {
        Asked asked;
        const auto dataset = std::make_shared<const Dataset>(test::tinyDataset({4, 9, 2}, 3));
        asked.twins.count(dataset);
        QTRY_COMPARE_WITH_TIMEOUT(asked.figures.size(), 1U, patience);
        const PairFigures& figures = asked.figures[0];
        QCOMPARE(figures.characters, 15);
        QCOMPARE(figures.drawings, 45);
        QVERIFY(figures.counts == pairCounts(15, 3));
        QCOMPARE(static_cast<int>(figures.sampled.size()), Twins::sampledPairs);
        QCOMPARE(static_cast<int>(std::ranges::count(figures.sampled, true)), Twins::sampledPairs / 2);
    }

    void drawsNoPairsWhereNoneAreSame() {
        Asked asked;
        asked.twins.count(std::make_shared<const Dataset>(test::tinyDataset({5}, 1)));
        QTRY_COMPARE_WITH_TIMEOUT(asked.figures.size(), 1U, patience);
        QVERIFY(asked.figures[0].sampled.empty());
        QCOMPARE(asked.figures[0].counts.same, 0);
        asked.twins.count(std::make_shared<const Dataset>(test::tinyDataset({1}, 4)));
        QTRY_COMPARE_WITH_TIMEOUT(asked.figures.size(), 2U, patience);
        QVERIFY(asked.figures[1].sampled.empty());
        QCOMPARE(asked.figures[1].counts.all, asked.figures[1].counts.same);
    }
};

ONESHOT_TEST(TestTwins)
#include "tst_twins.moc"
