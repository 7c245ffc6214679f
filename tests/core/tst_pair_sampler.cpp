#include <QTest>
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "core/tasks/pair_sampler.h"
#include "tests/support/failure.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"

using namespace oneshot;
using namespace oneshot::test;

namespace {

/// The character of each drawing.
std::map<DrawingId, CharacterId> charactersOf(const Dataset& dataset) {
    std::map<DrawingId, CharacterId> result;
    for (const CharacterId id : dataset.characters())
        for (const DrawingId drawing : dataset.character(id).drawings) result[drawing] = id;
    return result;
}

}  // namespace

class TestPairSampler : public QObject {
    Q_OBJECT

  private slots:
    void pairsAreWhatTheySay_data();
    void pairsAreWhatTheySay();
    void alphabetsEvenOut();
    void setsOfKochAndOthers_data();
    void setsOfKochAndOthers();
    void coversEveryDrawing();
    void dependsOnTheGeneratorAlone();
    void handsOnTheSamePairs();
    void copesWithSmallAlphabets();
    void distinctClasses();
    void saysWhatIsTooLittle();
};

void TestPairSampler::pairsAreWhatTheySay_data() {
    QTest::addColumn<int>("count");
    for (const int count : {1, 2, 7, 32, 128}) QTest::newRow(qPrintable(QString::number(count))) << count;
}

void TestPairSampler::pairsAreWhatTheySay() {
    QFETCH(int, count);
    const Dataset dataset = tinyDataset({4, 9, 2}, 3);
    const auto characters = charactersOf(dataset);
    const PairSampler sampler(dataset);
    for (int step = 0; step < 20; ++step) {
        Random random = makeRandom(1, "pairs", step);
        const std::vector<Pair> pairs = sampler.take(random, count);
        QCOMPARE(static_cast<int>(pairs.size()), count);
        std::map<int, int> perAlphabet{{0, 0}, {1, 0}, {2, 0}};
        for (int i = 0; i < count; ++i) {
            const CharacterId first = characters.at(pairs[i].first), second = characters.at(pairs[i].second);
            QCOMPARE(pairs[i].same, i >= count / 2);
            QCOMPARE(first == second, pairs[i].same);
            QVERIFY(pairs[i].first != pairs[i].second);
            QCOMPARE(first.alphabet, second.alphabet);
            ++perAlphabet[first.alphabet];
        }
        const auto [fewest, most] = std::minmax({perAlphabet[0], perAlphabet[1], perAlphabet[2]});
        QVERIFY(most - fewest <= 1);
    }
}

void TestPairSampler::alphabetsEvenOut() {
    const Dataset dataset = tinyDataset({4, 9, 2}, 3);
    const auto characters = charactersOf(dataset);
    const PairSampler sampler(dataset);
    std::vector<int> counts(3);
    for (int step = 0; step < 3000; ++step) {
        Random random = makeRandom(1, "pairs", step);
        for (const Pair& pair : sampler.take(random, 1)) ++counts[characters.at(pair.first).alphabet];
    }
    for (const int count : counts) QVERIFY2(std::abs(count - 1000) < 100, qPrintable(QString::number(count)));
}

void TestPairSampler::setsOfKochAndOthers_data() {
    QTest::addColumn<int>("count");
    for (const int count : {30'000, 90'000, 150'000}) QTest::newRow(qPrintable(QString::number(count))) << count;
}

/// Koch et al. 2015, section 4.1: of 30 alphabets and 12 drawers, half of the pairs same, each alphabet as often.
void TestPairSampler::setsOfKochAndOthers() {
    QFETCH(int, count);
    std::vector<int> characters;
    for (int a = 0; a < 30; ++a) characters.push_back(14 + a % 9 * 4);
    const Dataset dataset = tinyDataset(characters, 12);
    const auto characterOf = charactersOf(dataset);
    Random random = makeRandom(1, "pairs");
    std::array<std::vector<int>, 2> perAlphabet{std::vector<int>(30), std::vector<int>(30)};
    for (const Pair& pair : PairSampler(dataset).take(random, count)) {
        const CharacterId first = characterOf.at(pair.first), second = characterOf.at(pair.second);
        QCOMPARE(first == second, pair.same);
        QCOMPARE(first.alphabet, second.alphabet);
        ++perAlphabet[pair.same][first.alphabet];
    }
    for (const auto& counts : perAlphabet)
        for (const int pairs : counts) QCOMPARE(pairs, count / 60);
}

void TestPairSampler::coversEveryDrawing() {
    const Dataset dataset = tinyDataset({3, 2}, 4);
    Random random = makeRandom(2, "pairs");
    std::map<DrawingId, int> firsts, seconds;
    for (const Pair& pair : PairSampler(dataset).take(random, 2000)) {
        ++firsts[pair.first];
        ++seconds[pair.second];
    }
    QCOMPARE(std::ssize(firsts), dataset.drawingCount());
    QCOMPARE(std::ssize(seconds), dataset.drawingCount());
}

void TestPairSampler::dependsOnTheGeneratorAlone() {
    const Dataset dataset = tinyDataset({4, 9}, 3);
    const PairSampler sampler(dataset);
    Random one = makeRandom(1, "pairs", 5), two = makeRandom(1, "pairs", 5);
    const std::vector<Pair> a = sampler.take(one, 64), b = sampler.take(two, 64);
    for (int i = 0; i < 64; ++i) QVERIFY(a[i].first == b[i].first && a[i].second == b[i].second);
}

/// One by one the same as all at once, and the same as ever: results of before can be repeated.
void TestPairSampler::handsOnTheSamePairs() {
    const Dataset dataset = tinyDataset({4, 9, 2, 1}, 3);
    const auto numbers = [](const Pair& pair) { return std::array{pair.first, pair.second, DrawingId{pair.same}}; };
    for (const PairRule rule : {PairRule::Balanced, PairRule::DistinctClasses}) {
        const PairSampler sampler(dataset, rule);
        Random one = makeRandom(1, "pairs"), other = makeRandom(1, "pairs");
        std::vector<std::array<DrawingId, 3>> handedOn, taken;
        sampler.forEach(one, 8, [&](const Pair& pair) { handedOn.push_back(numbers(pair)); });
        for (const Pair& pair : sampler.take(other, 8)) taken.push_back(numbers(pair));
        QCOMPARE(handedOn, taken);
        if (rule == PairRule::Balanced)
            QCOMPARE(taken, (std::vector<std::array<DrawingId, 3>>{{1, 6, 0},
                                                                   {29, 17, 0},
                                                                   {46, 39, 0},
                                                                   {41, 42, 0},
                                                                   {9, 11, 1},
                                                                   {14, 13, 1},
                                                                   {47, 46, 1},
                                                                   {41, 40, 1}}));
    }
}

/// One character in an alphabet, or one drawing of each: the pairs are sound all the same.
void TestPairSampler::copesWithSmallAlphabets() {
    Dataset dataset = tinyDataset({1, 3, 2}, 3);
    for (Character& character : dataset.alphabets[2].characters) character.drawings.resize(1);
    const auto characters = charactersOf(dataset);
    Random random = makeRandom(1, "pairs");
    for (const Pair& pair : PairSampler(dataset).take(random, 300)) {
        QCOMPARE(characters.at(pair.first) == characters.at(pair.second), pair.same);
        QVERIFY(pair.first != pair.second);
    }
}

/// Bouma's loader: 40 characters in uneven alphabets, 32 pairs.
void TestPairSampler::distinctClasses() {
    const Dataset dataset = tinyDataset({4, 30, 6}, 3);
    const auto characters = charactersOf(dataset);
    const PairSampler sampler(dataset, PairRule::DistinctClasses);
    std::map<CharacterId, int> firsts, others;
    int twice = 0, acrossAlphabets = 0;
    for (int step = 0; step < 1000; ++step) {
        Random random = makeRandom(1, "pairs", step);
        const std::vector<Pair> pairs = sampler.take(random, 32);
        std::set<CharacterId> distinct;
        for (int i = 0; i < 32; ++i) {
            const CharacterId first = characters.at(pairs[i].first), second = characters.at(pairs[i].second);
            QCOMPARE(pairs[i].same, i >= 16);
            QCOMPARE(first == second, pairs[i].same);
            distinct.insert(first);
            ++firsts[first];
            if (!pairs[i].same) ++others[second];
            twice += pairs[i].first == pairs[i].second;
            acrossAlphabets += first.alphabet != second.alphabet;
        }
        QCOMPARE(distinct.size(), 32U);
    }
    // Every character as often, whatever its alphabet: 32,000 / 40 firsts, 16,000 / 40 different partners.
    for (const CharacterId id : dataset.characters()) {
        QVERIFY2(std::abs(firsts[id] - 800) < 60, qPrintable(QString::number(firsts[id])));
        QVERIFY2(std::abs(others[id] - 400) < 80, qPrintable(QString::number(others[id])));
    }
    QVERIFY2(std::abs(twice - 16000 / 3) < 300, qPrintable(QString::number(twice)));
    // Partners of another alphabet: 1 - (4 * 3 + 30 * 29 + 6 * 5) / (40 * 39) of the different pairs.
    QVERIFY2(std::abs(acrossAlphabets - 16000 * 648 / 1560) < 300, qPrintable(QString::number(acrossAlphabets)));

    Random random = makeRandom(1, "pairs");
    VERIFY_SAYS(
        failureOf([&] { sampler.take(random, 41); }),
        "InvalidSetting: pairs_per_step: 41 pairs of distinct classes need as many characters, and tiny has 40");
}

void TestPairSampler::saysWhatIsTooLittle() {
    const Dataset one = tinyDataset({1}, 5), single = tinyDataset({5}, 1), none;
    VERIFY_SAYS(failureOf([&] { PairSampler{one}; }), "InvalidSetting: data: pairs need two characters");
    VERIFY_SAYS(failureOf([&] { PairSampler{single}; }), "has 5 characters of one drawing");
    VERIFY_SAYS(failureOf([&] { PairSampler{none}; }), "InvalidSetting: ");
}

ONESHOT_TEST(TestPairSampler)
#include "tst_pair_sampler.moc"
