// Torch's headers come before Qt's, whose macros they would trip over.
#include "core/models/detail/network.h"
#include "core/training/detail/losses.h"
#include "tests/support/float64.h"
#include "tests/support/test_program.h"

// Qt.
#include <QtTest>
#include <cmath>
#include <numeric>

using namespace oneshot;
using namespace oneshot::detail;

using namespace oneshot::test;

namespace {

constexpr int dimension = 3;
constexpr double tolerance = 1e-12;

/// A network in float64 whose encoder passes vectors of three numbers through one layer, all its tensors made up.
std::unique_ptr<Network> network(Similarity similarity, WayComparison comparison = WayComparison::MeanScore) {
    NetworkSettings settings;
    settings.architecture = Architecture::Dense;
    settings.features = settings.embedding = dimension;
    settings.denseLayers = {};
    settings.similarity = similarity;
    settings.comparison = comparison;
    settings.contextSteps = 3;
    auto result = Network::create(settings);
    result->initialise(1, InitialValues::Default);
    double phase = 0.3;
    for (NamedTensor& tensor : result->tensors()) tensor.value.set_data(0.8 * made(tensor.value.sizes(), phase += 1));
    return result;
}

double squaredDistance(const Row& a, const Row& b) {
    double sum = 0;
    for (std::size_t d = 0; d < a.size(); ++d) sum += (a[d] - b[d]) * (a[d] - b[d]);
    return sum;
}

Row unit(Row row) {
    const double length = std::sqrt(inner(row, row));
    for (double& value : row) value /= length;
    return row;
}

/// The similarity of two embeddings, by the definition.
double similarityByHand(const Network& net, Similarity kind, const Row& a, const Row& b) {
    double sum = 0;
    switch (kind) {
        case Similarity::WeightedL1: {
            const Row weight = rowOf(net.named("head.weight"));
            for (int d = 0; d < dimension; ++d) sum += weight[d] * std::abs(a[d] - b[d]);
            return sum + rowOf(net.named("head.bias"))[0];
        }
        case Similarity::SquaredEuclidean:
            return -squaredDistance(a, b);
        case Similarity::Bilinear: {
            const Rows matrix = rowsOf(net.named("bilinear.weight"));
            for (int i = 0; i < dimension; ++i)
                for (int j = 0; j < dimension; ++j) sum += a[i] * matrix[i][j] * b[j];
            return sum;
        }
        default:
            return inner(a, b);
    }
}

/// One step of an LSTM by loops; h is the output, c the cell, state what the gates see besides the input.
void lstmByHand(const Network& net, const std::string& name, const Row& x, const Row& state, Row& h, Row& c) {
    const Rows input = rowsOf(net.named(name + ".input")), recurrent = rowsOf(net.named(name + ".state"));
    const Row bias = rowOf(net.named(name + ".bias"));
    const auto gate = [&](int which, int d) {
        const int at = which * dimension + d;
        return inner(input[at], x) + inner(recurrent[at], state) + bias[at];
    };
    const Row before = c;
    for (int d = 0; d < dimension; ++d) {
        c[d] = sigmoid(gate(1, d)) * before[d] + sigmoid(gate(0, d)) * std::tanh(gate(2, d));
        h[d] = sigmoid(gate(3, d)) * std::tanh(c[d]);
    }
}

/// Vinyals et al. 2016, appendix A.2.
Rows supportByHand(const Network& net, const Rows& embeddings) {
    Rows g = embeddings;
    const int count = static_cast<int>(embeddings.size());
    for (const bool back : {false, true}) {
        Row h(dimension), c(dimension);
        for (int n = 0; n < count; ++n) {
            const int at = back ? count - 1 - n : n;
            lstmByHand(net, back ? "context.backward" : "context.forward", embeddings[at], Row(h), h, c);
            for (int d = 0; d < dimension; ++d) g[at][d] += h[d];
        }
    }
    return g;
}

/// Vinyals et al. 2016, appendix A.1, of one query, K = 3.
Row queryByHand(const Network& net, const Row& query, const Rows& g) {
    Row h(dimension), c(dimension);
    for (int k = 0; k < 3; ++k) {
        Row logits;
        for (const Row& each : g) logits.push_back(inner(h, each));
        const Row attention = softmax(logits);
        Row state = h;
        for (int d = 0; d < dimension; ++d) {
            double read = 0;
            for (std::size_t i = 0; i < g.size(); ++i) read += attention[i] * g[i][d];
            state.push_back(read);
        }
        lstmByHand(net, "context.query", query, state, h, c);
        for (int d = 0; d < dimension; ++d) h[d] += query[d];
    }
    return h;
}

/// The probability of each way, by a softmax over the ways.
torch::Tensor probabilitiesOf(const Network& net, const torch::Tensor& queries, const torch::Tensor& support,
                              int shots) {
    return torch::softmax(net.scores(queries, net.context(support, shots), shots) * net.softmaxScale(), 1);
}

/// Rows way by way, the ways in another order.
torch::Tensor reordered(const torch::Tensor& byWay, const std::vector<std::int64_t>& order, int shots) {
    return byWay.view({-1, shots, dimension}).index_select(0, torch::tensor(order)).reshape({-1, dimension});
}

}  // namespace

Q_DECLARE_METATYPE(oneshot::Similarity)
Q_DECLARE_METATYPE(oneshot::WayComparison)
Q_DECLARE_METATYPE(oneshot::Negatives)

/// The equations of the metric learners, in float64, against loops over numbers.
class TestMetricEquations : public QObject {
    Q_OBJECT

    static void everySimilarity() {
        QTest::addColumn<Similarity>("similarity");
        QTest::newRow("weighted L1") << Similarity::WeightedL1;
        QTest::newRow("squared Euclidean") << Similarity::SquaredEuclidean;
        QTest::newRow("cosine") << Similarity::Cosine;
        QTest::newRow("bilinear") << Similarity::Bilinear;
    }

  private Q_SLOTS:
    void similaritiesEqualTheirDefinitions_data() { everySimilarity(); }
    void similaritiesEqualTheirDefinitions() {
        QFETCH(Similarity, similarity);
        const auto net = network(similarity);
        const SimilarityFunction& function = net->similarity();
        const torch::Tensor a = made({4, dimension}, 0.1), b = made({4, dimension}, 5.3);
        const Rows first = rowsOf(a), second = rowsOf(b);
        Row oneByOne, all;
        for (int i = 0; i < 4; ++i) {
            oneByOne.push_back(similarityByHand(*net, similarity, first[i], second[i]));
            for (int j = 0; j < 4; ++j) all.push_back(similarityByHand(*net, similarity, first[i], second[j]));
        }
        QCOMPARE((rowFault(function.rows(a, b), oneByOne)), QString());
        QCOMPARE((rowFault(function.pairwise(a, b), all)), QString());
        QCOMPARE((rowFault(function.rows(a.unsqueeze(1), b.unsqueeze(0)), all)), QString());
        QCOMPARE((rowFault(function.terms(a, b).sum(1) + function.bias(), oneByOne)), QString());
        const bool symmetric = torch::allclose(function.rows(a, b), function.rows(b, a), 1e-12, 1e-12);
        QCOMPARE(symmetric, similarity != Similarity::Bilinear);
    }

    void embeddingsAreOfLengthOneForACosineAlone() {
        const torch::Tensor vectors = made({5, dimension}, 2);
        const auto length = [&](Similarity similarity, WayComparison comparison) {
            return rowOf(network(similarity, comparison)->embed(vectors, {}).norm(2, {1}));
        };
        for (const double each : length(Similarity::Cosine, WayComparison::Attention))
            QVERIFY(std::abs(each - 1) < tolerance);
        QVERIFY(std::abs(length(Similarity::Cosine, WayComparison::FullContext)[0] - 1) > 1e-3);
        QVERIFY(std::abs(length(Similarity::SquaredEuclidean, WayComparison::Prototype)[0] - 1) > 1e-3);
    }

    /// Snell et al. 2017, equations 1 and 2: not the mean of the scores.
    void prototypesAreMeans() {
        const auto net = network(Similarity::SquaredEuclidean, WayComparison::Prototype);
        const torch::Tensor support = made({4 * 3, dimension}, 1), queries = made({2, dimension}, 7);
        Row expected, prototypes;
        const Rows drawings = rowsOf(support), asked = rowsOf(queries);
        Rows means;
        for (int way = 0; way < 4; ++way) {
            Row mean(dimension);
            for (int k = 0; k < 3; ++k)
                for (int d = 0; d < dimension; ++d) mean[d] += drawings[way * 3 + k][d] / 3;
            prototypes.insert(prototypes.end(), mean.begin(), mean.end());
            means.push_back(mean);
        }
        for (const Row& query : asked)
            for (const Row& mean : means) expected.push_back(-squaredDistance(query, mean));
        QCOMPARE((rowFault(net->context(support, 3), prototypes)), QString());
        const torch::Tensor scores = net->scores(queries, net->context(support, 3), 3);
        QCOMPARE((rowFault(scores, expected)), QString());
        const auto mean = network(Similarity::SquaredEuclidean, WayComparison::MeanScore);
        QVERIFY(!torch::allclose(scores, mean->scores(queries, support, 3)));
    }

    void theMeanScoreIsTheMean() {
        const auto net = network(Similarity::WeightedL1);
        const torch::Tensor support = made({2 * 3, dimension}, 1), queries = made({1, dimension}, 7);
        Row expected(2);
        for (int i = 0; i < 6; ++i)
            expected[i / 3] += similarityByHand(*net, Similarity::WeightedL1, rowOf(queries), rowsOf(support)[i]) / 3;
        QCOMPARE((rowFault(net->scores(queries, net->context(support, 3), 3), expected)), QString());
    }

    /// Vinyals et al. 2016, equation 1: P(way) = the attention to its drawings, which sums to one over the support set.
    void attentionSumsToOneAndEqualsLoops_data() { everySimilarity(); }
    void attentionSumsToOneAndEqualsLoops() {
        QFETCH(Similarity, similarity);
        const auto net = network(similarity, WayComparison::Attention);
        const torch::Tensor support = unitRows(made({4 * 2, dimension}, 1)),
                            queries = unitRows(made({3, dimension}, 7));
        const double scale = net->softmaxScale().item<double>();
        QCOMPARE(scale != 1, similarity == Similarity::Cosine);
        Row expected;
        for (const Row& query : rowsOf(queries)) {
            Row logits;
            for (const Row& drawing : rowsOf(support))
                logits.push_back(scale * similarityByHand(*net, similarity, query, drawing));
            const Row attention = softmax(logits);
            double sum = 0;
            for (int way = 0; way < 4; ++way) {
                expected.push_back(attention[2 * way] + attention[2 * way + 1]);
                sum += expected.back();
            }
            QVERIFY(std::abs(sum - 1) < tolerance);
        }
        QCOMPARE((rowFault(probabilitiesOf(*net, queries, support, 2), expected)), QString());
        QCOMPARE((rowFault(probabilitiesOf(*net, queries, support, 2).sum(1), {1, 1, 1})), QString());
    }

    /// With one drawing a way the score is the similarity itself.
    void attentionScoresAreSimilaritiesOfSingleDrawings() {
        const auto net = network(Similarity::Cosine, WayComparison::Attention);
        const torch::Tensor support = unitRows(made({4, dimension}, 1)), query = unitRows(made({1, dimension}, 7));
        Row expected;
        for (const Row& drawing : rowsOf(support)) expected.push_back(inner(rowOf(query), drawing));
        QCOMPARE((rowFault(net->scores(query, net->context(support, 1), 1), expected)), QString());
    }

    void fullContextFollowsItsRecurrences() {
        const auto net = network(Similarity::Cosine, WayComparison::FullContext);
        const torch::Tensor support = made({3 * 2, dimension}, 1), queries = made({2, dimension}, 7);
        const Rows g = supportByHand(*net, rowsOf(support));
        Row flat;
        for (const Row& row : g) flat.insert(flat.end(), row.begin(), row.end());
        QCOMPARE((rowFault(net->context(support, 2), flat)), QString());

        const double scale = net->softmaxScale().item<double>();
        Row expected;
        for (const Row& query : rowsOf(queries)) {
            const Row f = unit(queryByHand(*net, query, g));
            Row logits;
            for (const Row& each : g) logits.push_back(scale * inner(f, unit(each)));
            const Row attention = softmax(logits);
            for (int way = 0; way < 3; ++way) expected.push_back(attention[2 * way] + attention[2 * way + 1]);
        }
        QCOMPARE((rowFault(probabilitiesOf(*net, queries, support, 2), expected)), QString());
    }

    void theOrderOfTheSupportSetChangesNothing_data() {
        QTest::addColumn<WayComparison>("comparison");
        QTest::addColumn<bool>("changes");
        QTest::newRow("prototypical") << WayComparison::Prototype << false;
        QTest::newRow("matching") << WayComparison::Attention << false;
        QTest::newRow("full context, whose LSTMs read in order") << WayComparison::FullContext << true;
    }

    /// Ways in another order have the scores in that order; drawings of a way may change places.
    void theOrderOfTheSupportSetChangesNothing() {
        QFETCH(WayComparison, comparison);
        QFETCH(bool, changes);
        const auto net = network(Similarity::Cosine, comparison);
        const torch::Tensor support = unitRows(made({4 * 2, dimension}, 1)),
                            queries = unitRows(made({3, dimension}, 7));
        const std::vector<std::int64_t> order{2, 0, 3, 1};
        const torch::Tensor expected = probabilitiesOf(*net, queries, support, 2).index_select(1, torch::tensor(order));
        const torch::Tensor swapped = reordered(support, order, 2);
        const torch::Tensor within = swapped.view({4, 2, dimension}).flip(1).reshape({-1, dimension});
        QCOMPARE(!torch::allclose(probabilitiesOf(*net, queries, swapped, 2), expected, 1e-9, 1e-12), changes);
        QCOMPARE(!torch::allclose(probabilitiesOf(*net, queries, within, 2), expected, 1e-9, 1e-12), changes);
    }

    /// The score of the first way, when the last one is another.
    void onlyFullContextAnswersByTheOtherWays() {
        const torch::Tensor support = unitRows(made({4, dimension}, 1)), query = unitRows(made({1, dimension}, 7));
        torch::Tensor other = support.clone();
        other[3] = unitRows(made({1, dimension}, 20))[0];
        for (const WayComparison comparison : {WayComparison::MeanScore, WayComparison::Prototype,
                                               WayComparison::Attention, WayComparison::FullContext}) {
            const auto net = network(Similarity::Cosine, comparison);
            const double one = net->scores(query, net->context(support, 1), 1)[0][0].item<double>();
            const double two = net->scores(query, net->context(other, 1), 1)[0][0].item<double>();
            QCOMPARE(std::abs(one - two) > 1e-6, comparison == WayComparison::FullContext);
            QCOMPARE(net->dependsOnSupportSet(), comparison == WayComparison::FullContext);
        }
    }

    /// Hadsell et al. 2006, equation 4, by numbers: same at distance 5; different at 0.6 and at 5, margin 2.
    void contrastiveByHand() {
        const torch::Tensor embeddings = torch::tensor(
            {{0., 0., 0.}, {3., 4., 0.}, {1., 1., 1.}, {1., 1., 1.6}, {0., 0., 0.}, {0., 3., 4.}}, torch::kFloat64);
        const torch::Tensor labels = torch::tensor({1., 0., 0.}, torch::kFloat64);
        QCOMPARE((rowFault(contrastive(embeddings, labels, 2), {(25 + 1.4 * 1.4 + 0) / 2 / 3})), QString());
    }

    void tripletsByHand_data() { everySimilarity(); }
    void tripletsByHand() {
        QFETCH(Similarity, similarity);
        const auto net = network(similarity);
        const torch::Tensor embeddings = unitRows(made({2 * 4, dimension}, 2.2));
        const Rows rows = rowsOf(embeddings);
        const auto alike = [&](int a, int b) { return similarityByHand(*net, similarity, rows[a], rows[b]); };
        double atRandom = 0, hardest = 0;
        int held = 0;
        for (int a = 0; a < 8; ++a) {
            const int partner = a % 2 ? a - 1 : a + 1;
            double most = -1e9;
            for (int b = 0; b < 8; ++b)
                if (b / 2 != a / 2) most = std::max(most, alike(a, b));
            const double loss = std::max(0.0, alike(a, (a + 2) % 8) - alike(a, partner) + 0.2);
            held += loss == 0;
            atRandom += loss / 8;
            hardest += std::max(0.0, most - alike(a, partner) + 0.2) / 8;
        }
        QVERIFY(held > 0 && held < 8);  // both sides of the margin are met
        QCOMPARE((rowFault(triplet(*net, embeddings, 0.2, Negatives::AtRandom), {atRandom})), QString());
        QCOMPARE((rowFault(triplet(*net, embeddings, 0.2, Negatives::Hardest), {hardest})), QString());
    }

    /// Two ways of two shots and one query each.
    void episodesAreTheCrossEntropyOfTheirQueries() {
        const auto net = network(Similarity::SquaredEuclidean, WayComparison::Prototype);
        const torch::Tensor embeddings = made({2 * 3, dimension}, 3);
        const Rows rows = rowsOf(embeddings);
        Rows means(2, Row(dimension));
        for (int way = 0; way < 2; ++way)
            for (int d = 0; d < dimension; ++d) means[way][d] = (rows[3 * way][d] + rows[3 * way + 1][d]) / 2;
        double expected = 0;
        for (int way = 0; way < 2; ++way) {
            const Row& query = rows[3 * way + 2];
            const Row probabilities = softmax({-squaredDistance(query, means[0]), -squaredDistance(query, means[1])});
            expected -= std::log(probabilities[way]) / 2;
        }
        QCOMPARE((rowFault(episode(*net, embeddings, 2, 1, 0), {expected})), QString());
    }

    void inBatchSoftmaxByHand_data() { everySimilarity(); }
    void inBatchSoftmaxByHand() {
        QFETCH(Similarity, similarity);
        const auto net = network(similarity);
        const torch::Tensor embeddings = unitRows(made({2 * 3, dimension}, 2.2));
        const Rows rows = rowsOf(embeddings);
        const double scale = net->softmaxScale().item<double>();
        double expected = 0;
        for (int i = 0; i < 3; ++i) {
            Row across, down;
            for (int j = 0; j < 3; ++j) {
                across.push_back(scale * similarityByHand(*net, similarity, rows[2 * i], rows[2 * j + 1]));
                down.push_back(scale * similarityByHand(*net, similarity, rows[2 * j], rows[2 * i + 1]));
            }
            expected -= (std::log(softmax(across)[i]) + std::log(softmax(down)[i])) / 6;
        }
        QCOMPARE((rowFault(inBatchSoftmax(*net, embeddings, 0), {expected})), QString());
    }

    void gradientsAreCentralDifferences_data() {
        QTest::addColumn<int>("loss");
        QTest::addColumn<Similarity>("similarity");
        QTest::addColumn<WayComparison>("comparison");
        QTest::addColumn<Negatives>("negatives");
        const std::vector<std::pair<const char*, Similarity>> similarities{
            {"weighted L1", Similarity::WeightedL1},
            {"squared Euclidean", Similarity::SquaredEuclidean},
            {"cosine", Similarity::Cosine},
            {"bilinear", Similarity::Bilinear}};
        const std::vector<std::pair<const char*, WayComparison>> comparisons{
            {"mean score", WayComparison::MeanScore},
            {"prototype", WayComparison::Prototype},
            {"attention", WayComparison::Attention},
            {"full context", WayComparison::FullContext}};
        for (const auto& [name, similarity] : similarities) {
            for (const auto& [how, comparison] : comparisons)
                QTest::addRow("episode, %s, %s", name, how)
                    << static_cast<int>(Loss::Episodes) << similarity << comparison << Negatives::Hardest;
            QTest::addRow("in-batch softmax, %s", name) << static_cast<int>(Loss::InBatchSoftmax) << similarity
                                                        << WayComparison::MeanScore << Negatives::Hardest;
            for (const Negatives negatives : {Negatives::Hardest, Negatives::AtRandom})
                QTest::addRow("triplet, %s, %s negatives", name, negatives == Negatives::Hardest ? "hardest" : "random")
                    << static_cast<int>(Loss::Triplet) << similarity << WayComparison::MeanScore << negatives;
            QTest::addRow("pair cross-entropy, %s", name) << static_cast<int>(Loss::PairCrossEntropy) << similarity
                                                          << WayComparison::MeanScore << Negatives::Hardest;
        }
        QTest::newRow("contrastive") << static_cast<int>(Loss::Contrastive) << Similarity::SquaredEuclidean
                                     << WayComparison::MeanScore << Negatives::Hardest;
    }

    void gradientsAreCentralDifferences() {
        QFETCH(int, loss);
        QFETCH(Similarity, similarity);
        QFETCH(WayComparison, comparison);
        QFETCH(Negatives, negatives);
        TrainingConfig config;
        config.loss.kind = static_cast<Loss>(loss);
        config.batches.shots = 2;
        config.batches.queries = 2;
        config.loss.labelSmoothing = 0.1;
        config.loss.margin = 1.3;
        config.loss.negatives = negatives;
        const auto net = network(similarity, comparison);
        // Of vectors whose embeddings are made as in a training: so the encoder's gradient is checked too.
        const torch::Tensor vectors = made({12, dimension}, 4.1);
        const torch::Tensor labels = torch::tensor({1., 0., 1., 0., 1., 0.}, torch::kFloat64);
        std::vector<torch::Tensor> leaves{vectors};
        for (NamedTensor& tensor : net->tensors())
            if (tensor.kind != NamedTensor::Kind::Statistic) leaves.push_back(tensor.value);
        const double worst =
            worstGradient([&] { return dataLoss(config, *net, net->embed(vectors, {}), labels); }, leaves);
        QVERIFY2(worst < 1e-6, QByteArray::number(worst));
    }
};

ONESHOT_TEST(TestMetricEquations)
#include "tst_metric_equations.moc"
