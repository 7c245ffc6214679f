// Torch's headers come before Qt's, whose macros they would trip over.
#include "core/models/detail/memory.h"
#include "core/models/detail/network.h"
#include "core/training/detail/losses.h"
#include "tests/support/float64.h"

// Qt.
#include <QtTest>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "tests/support/failure.h"
#include "tests/support/test_program.h"

#undef slots  // Qt's macro: a memory has slots

using namespace oneshot;
using namespace oneshot::detail;
using namespace oneshot::test;

namespace {

constexpr int controller = 5, slotCount = 6, width = 3, heads = 2, episodes = 2, drawings = 7;
constexpr double decay = 0.95, tolerance = 1e-11, shortest = 1e-6;

NetworkSettings settingsOf(Labels labels) {
    NetworkSettings settings;
    settings.architecture = Architecture::Dense;
    settings.features = settings.embedding = width;
    settings.denseLayers = {};
    settings.comparison = WayComparison::Memory;
    settings.logitScale = 2.5;
    settings.controller = controller;
    settings.memorySlots = slotCount;
    settings.memoryWidth = width;
    settings.readHeads = heads;
    settings.usageDecay = decay;
    settings.labels = labels;
    settings.oneHotLabels = 4;
    return settings;
}

/// A network of three numbers in float64, all its tensors made up.
std::unique_ptr<Network> network(Labels labels) {
    auto result = Network::create(settingsOf(labels));
    result->initialise(1, InitialValues::Default);
    double phase = 0.3;
    for (NamedTensor& tensor : result->tensors()) tensor.value.set_data(0.8 * made(tensor.value.sizes(), phase += 1.3));
    return result;
}

Row linear(const Rows& weight, const Row& bias, const Row& x) {
    Row result = bias;
    for (std::size_t i = 0; i < bias.size(); ++i) result[i] += inner(weight[i], x);
    return result;
}

Row joined(Row first, const Row& second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

/// The label as the network reads it: ones at its letters, by the definition of its digits.
Row encoded(Labels labels, int number) {
    if (labels == Labels::OneHot) {
        Row row(4);
        row[number] = 1;
        return row;
    }
    Row row(25);
    for (int position = 0; position < 5; ++position, number /= 5) row[5 * position + number % 5] = 1;
    return row;
}

/// The whole recurrence, by loops, of one episode: Santoro et al. 2016, sections 3.1 and 3.2.
struct MemoryByHand {
    explicit MemoryByHand(const Network& net) {
        const auto rows = [&](const char* name) { return rowsOf(net.named(name)); };
        input = rows("memory.controller.input");
        recurrent = rows("memory.controller.state");
        bias = rowOf(net.named("memory.controller.bias"));
        headsWeight = rows("memory.heads.weight");
        headsBias = rowOf(net.named("memory.heads.bias"));
        answerWeight = rows("memory.answer.weight");
        answerBias = rowOf(net.named("memory.answer.bias"));
        scale = 2.5 * std::exp(rowOf(net.named("logit_scale"))[0]);
    }

    Row step(const Row& drawing, const Row& labelBefore) {
        const Row gates = linear(input, bias, joined(drawing, labelBefore)), state = joined(h, found);
        for (int d = 0; d < controller; ++d) {
            const auto gate = [&](int which) {
                return gates[which * controller + d] + inner(recurrent[which * controller + d], state);
            };
            c[d] = sigmoid(gate(1)) * c[d] + sigmoid(gate(0)) * std::tanh(gate(2));
            h[d] = sigmoid(gate(3)) * std::tanh(c[d]);
        }
        const Row headValues = linear(headsWeight, headsBias, h);
        std::vector<int> order(slotCount);  // by usage; of equally used ones the first
        std::iota(order.begin(), order.end(), 0);
        std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return usage[a] < usage[b]; });
        for (int i = 0; i < heads; ++i) memory[order[i]] = Row(width);
        Rows writes;
        for (int i = 0; i < heads; ++i) {
            const double gate = sigmoid(headValues[i * (2 * width + 1) + 2 * width]);
            Row write(slotCount);
            for (int s = 0; s < slotCount; ++s) {
                write[s] = gate * reads[i][s] + (1 - gate) * (order[i] == s);
                for (int w = 0; w < width; ++w)
                    memory[s][w] += write[s] * std::tanh(headValues[i * (2 * width + 1) + width + w]);
            }
            writes.push_back(write);
        }
        for (double& each : usage) each *= decay;
        found.clear();
        for (int i = 0; i < heads; ++i) {
            Row key, logits, read(width);
            for (int w = 0; w < width; ++w) key.push_back(std::tanh(headValues[i * (2 * width + 1) + w]));
            for (const Row& slot : memory)
                logits.push_back(scale * inner(key, slot) /
                                 (std::sqrt(inner(key, key)) * std::sqrt(inner(slot, slot)) + shortest));
            reads[i] = softmax(logits);
            for (int s = 0; s < slotCount; ++s) {
                usage[s] += reads[i][s] + writes[i][s];
                for (int w = 0; w < width; ++w) read[w] += reads[i][s] * memory[s][w];
            }
            found = joined(found, read);
        }
        return linear(answerWeight, answerBias, joined(h, found));
    }

    Row h = Row(controller), c = Row(controller), found = Row(heads * width), usage = Row(slotCount);
    Rows memory = Rows(slotCount, Row(width)), reads = Rows(heads, Row(slotCount));
    Rows input, recurrent, headsWeight, answerWeight;
    Row bias, headsBias, answerBias;
    double scale = 0;
};

/// Minus the logarithm of the probability of the label, letter by letter.
double surprise(Labels labels, const Row& answer, int number) {
    if (labels == Labels::OneHot) return -std::log(softmax(answer)[number]);
    double sum = 0;
    for (int position = 0; position < 5; ++position, number /= 5)
        sum -= std::log(softmax(Row(answer.begin() + 5 * position, answer.begin() + 5 * position + 5))[number % 5]);
    return sum;
}

void bothLabels() {
    QTest::addColumn<Labels>("labels");
    QTest::newRow("one-hot") << Labels::OneHot;
    QTest::newRow("letters") << Labels::Letters;
}

/// [episodes, drawings] of labels below 4, or below 3125.
torch::Tensor numbersOf(Labels labels) {
    const torch::Tensor numbers = torch::arange(episodes * drawings, torch::kInt64).view({episodes, drawings});
    return labels == Labels::OneHot ? (numbers * 7).remainder(4) : (numbers * 1777 + 3).remainder(3125);
}

}  // namespace

Q_DECLARE_METATYPE(oneshot::Labels)

class TestMemoryEquations : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    /// Seven steps of two heads at six slots: every slot is written to, and least used ones are written to again.
    void answersFollowTheRecurrence_data() { bothLabels(); }
    void answersFollowTheRecurrence() {
        QFETCH(Labels, labels);
        const auto net = network(labels);
        const torch::Tensor embeddings = made({episodes, drawings, width}, 2), numbers = numbersOf(labels);
        const torch::Tensor answers = net->answers(embeddings, numbers);
        double loss = 0;
        for (int e = 0; e < episodes; ++e) {
            MemoryByHand memory(*net);
            Row before(encoded(labels, 0).size());
            for (int t = 0; t < drawings; ++t) {
                const int number = static_cast<int>(numbers[e][t].item<std::int64_t>());
                const Row expected = memory.step(rowOf(embeddings[e][t]), before);
                QCOMPARE((rowFault(answers[e][t], expected, tolerance)), QString());
                loss += surprise(labels, expected, number) / (episodes * drawings);
                before = encoded(labels, number);
            }
        }
        TrainingConfig config;
        config.loss.kind = Loss::Presentations;
        config.batches.episodesPerStep = episodes;
        QCOMPARE((rowFault(dataLoss(config, *net, embeddings.flatten(0, 1), numbers.flatten().to(torch::kFloat32)),
                           {loss}, tolerance)),
                 QString());
    }

    /// One step by numbers: usage, the least used slots, their zeroing, the gate between them and what was read.
    void aStepWritesToTheLeastUsedSlots() {
        NetworkSettings settings = settingsOf(Labels::OneHot);
        settings.readHeads = 1;
        NamedTensors tensors;
        Memory memory(settings, tensors);
        for (NamedTensor& tensor : tensors.all) {
            torch::Tensor value = torch::zeros(tensor.value.sizes(), torch::kFloat64);
            if (tensor.name == "memory.heads.bias") {
                value.slice(0, 0, width) = std::atanh(0.5);           // the key: 0.5, 0.5, 0.5
                value.slice(0, width, 2 * width) = std::atanh(0.25);  // what is written
                value[2 * width] = std::log(0.75 / 0.25);             // the gate: 0.75
            }
            tensor.value.set_data(value);
        }
        const torch::TensorOptions options(torch::kFloat64);
        Memory::State before = memory.empty(1, options);
        before.slots = torch::ones({1, slotCount, width}, options);
        before.usage = torch::tensor({{0.5, 0.2, 0.9, 0.2, 0.7, 0.6}}, options);
        before.reads = torch::tensor({{{0., 0., 1., 0., 0., 0.}}}, options);
        const Memory::State now = memory.step(torch::zeros({1, 4 * controller}, options), before, torch::ones({}));
        // Slots 1 and 3 are used least, 1 is the first: it is emptied and takes a quarter, slot 2, just read, the rest.
        const Row wanted{1, 0.25 * 0.25, 1 + 0.75 * 0.25, 1, 1, 1};
        Row flat, usage;
        for (const double each : wanted) flat.insert(flat.end(), width, each);
        QCOMPARE((rowFault(now.slots, flat, tolerance)), QString());
        for (int s = 0; s < slotCount; ++s)  // all slots lie in the key's direction, and are read alike
            usage.push_back(0.95 * Row{0.5, 0.2, 0.9, 0.2, 0.7, 0.6}[s] +
                            (s == 1   ? 0.25
                             : s == 2 ? 0.75
                                      : 0) +
                            1.0 / 6);
        const Row found = rowOf(now.usage);
        for (int s = 0; s < slotCount; ++s)
            QVERIFY2(std::abs(found[s] - usage[s]) < 1e-4, QByteArray::number(found[s]));
    }

    void aLabelIsShownAfterItsAnswer() {
        const auto net = network(Labels::OneHot);
        const torch::Tensor embeddings = made({1, drawings, width}, 2);
        const torch::Tensor numbers = numbersOf(Labels::OneHot).slice(0, 0, 1);
        torch::Tensor other = numbers.clone();
        other[0][3] = (other[0][3] + 1).remainder(4);
        const torch::Tensor changes =
            (net->answers(embeddings, numbers) - net->answers(embeddings, other)).abs().sum(2)[0];
        for (int t = 0; t < drawings; ++t) QCOMPARE(changes[t].item<double>() > 1e-9, t > 3);
    }

    /// The support set is shown with its labels, k times a way, then the query, of which no other query knows.
    void scoresAreTheLabelsProbabilities_data() { bothLabels(); }
    void scoresAreTheLabelsProbabilities() {
        QFETCH(Labels, labels);
        const auto net = network(labels);
        const int ways = 3, shots = 2;
        const torch::Tensor support = made({ways * shots, width}, 1), queries = made({2, width}, 7);
        const torch::Tensor numbers = net->labelCode().labelsOfWays(ways);
        const auto numberOf = [&](int way) { return static_cast<int>(numbers[way].item<std::int64_t>()); };
        Row expected;
        for (int q = 0; q < 2; ++q) {
            MemoryByHand memory(*net);
            Row before(encoded(labels, 0).size());
            for (int i = 0; i < ways * shots; ++i) {
                memory.step(rowOf(support[i]), before);
                before = encoded(labels, numberOf(i / shots));
            }
            const Row answer = memory.step(rowOf(queries[q]), before);
            for (int way = 0; way < ways; ++way) expected.push_back(-surprise(labels, answer, numberOf(way)));
        }
        QCOMPARE((rowFault(net->scores(queries, net->context(support, shots), shots), expected, tolerance)), QString());
        QCOMPARE(net->softmaxScale().item<double>(), 1.0);
        QVERIFY(net->scoreKind() == ScoreKind::LogProbability);
    }

    /// The score of the first way, when the last one is another.
    void theAnswerChangesWithTheOtherWays_data() { bothLabels(); }
    void theAnswerChangesWithTheOtherWays() {
        QFETCH(Labels, labels);
        const auto net = network(labels);
        const torch::Tensor support = made({4, width}, 1), query = made({1, width}, 7);
        torch::Tensor other = support.clone();
        other[3] = made({width}, 20);
        QVERIFY(net->dependsOnSupportSet());
        QVERIFY(std::abs((net->scores(query, support, 1) - net->scores(query, other, 1))[0][0].item<double>()) > 1e-6);
        const torch::Tensor twice = support.repeat_interleave(2, 0);  // a second showing is one more step
        QVERIFY(!torch::allclose(net->scores(query, support, 1), net->scores(query, twice, 2)));
    }

    void lettersAreLabelsOfManyWays() {
        const LabelCode letters(settingsOf(Labels::Letters)), oneHot(settingsOf(Labels::OneHot));
        QCOMPARE(letters.count(), std::int64_t(3125));
        QCOMPARE(letters.width(), std::int64_t(25));
        const torch::Tensor all = torch::arange(3125, torch::kInt64);
        const torch::Tensor codes = letters.encode(all, torch::kFloat64);
        QCOMPARE((rowFault(codes[1234], encoded(Labels::Letters, 1234), tolerance)), QString());
        QVERIFY(torch::equal(letters.likeliest(codes), all));  // so all are different
        const torch::Tensor twenty = letters.labelsOfWays(20);
        QCOMPARE(std::get<0>(at::_unique(twenty)).size(0), std::int64_t(20));
        QVERIFY(torch::equal(letters.labelsOfWays(20), twenty));
        QCOMPARE(letters.labelsOfWays(3125).size(0), std::int64_t(3125));
        VERIFY_SAYS(failureOf([&] { letters.labelsOfWays(3126); }), "has 3,125 labels and is asked about 3,126 ways");
        QVERIFY(torch::equal(oneHot.labelsOfWays(4), torch::arange(4, torch::kInt64)));
        VERIFY_SAYS(
            failureOf([&] { oneHot.labelsOfWays(20); }),
            "InvalidSetting: one_hot_labels: the memory has 4 labels and is asked about 20 ways. Ask about 4 ways "
            "at most, or train with one_hot_labels=20 or labels=letters.");
    }

    void gradientsAreCentralDifferences_data() { bothLabels(); }
    void gradientsAreCentralDifferences() {
        QFETCH(Labels, labels);
        const auto net = network(labels);
        const torch::Tensor vectors = made({episodes * drawings, width}, 4.1);
        std::vector<torch::Tensor> leaves{vectors};
        for (NamedTensor& tensor : net->tensors())
            if (tensor.kind != NamedTensor::Kind::Statistic) leaves.push_back(tensor.value);
        const double worst = worstGradient(
            [&] { return presentations(*net, net->embed(vectors, {}), numbersOf(labels).flatten(), episodes); },
            leaves);
        QVERIFY2(worst < 1e-6, QByteArray::number(worst));
        int moved = 0;
        for (const torch::Tensor& leaf : leaves) {
            QVERIFY(leaf.grad().defined());
            moved += (leaf.grad().abs() > 1e-5).sum().item<int>();
        }
        QVERIFY(moved > 100);
    }
};

ONESHOT_TEST(TestMemoryEquations)
#include "tst_memory_equations.moc"
