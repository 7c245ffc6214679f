#include <QtTest>
#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <set>

#include "core/base/random.h"
#include "core/evaluation/verification.h"
#include "tests/support/drawings.h"
#include "tests/support/failure.h"
#include "tests/support/memory_limit.h"
#include "tests/support/models.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"

using namespace oneshot;
using namespace oneshot::test;

namespace {

/// Drawings of one pixel row: character within its alphabet, alphabet, number of the drawing.
Dataset numbered(const std::vector<int>& charactersOfAlphabets, int drawers) {
    Dataset dataset = tinyDataset(charactersOfAlphabets, drawers);
    changeDrawings(dataset, [&](auto& drawings) {
        for (const CharacterId id : dataset.characters())
            for (const DrawingId drawing : dataset.character(id).drawings)
                drawings[drawing].image = {
                    1,
                    3,
                    1,
                    {static_cast<std::uint8_t>(id.character), static_cast<std::uint8_t>(id.alphabet),
                     static_cast<std::uint8_t>(drawing)}};
    });
    return dataset;
}

float whetherSame(std::span<const float> a, std::span<const float> b) {
    return a[0] == b[0] && a[1] == b[1] ? 1.0F : 0.0F;
}

/// Scores with ties, of the kinds at random.
std::vector<ScoredPair> randomPairs(int step) {
    Random random = makeRandom(5, "scored pairs", step);
    std::vector<ScoredPair> pairs{{0.5, true}, {0.5, false}};
    for (int i = 0; i < 120; ++i) {
        const bool same = uniform(random) < 0.4;
        pairs.push_back({std::round(normal(random, same ? 1 : 0, 1) * 4) / 4, same});
    }
    return pairs;
}

double shareAtLeast(const std::vector<ScoredPair>& pairs, bool same, double threshold) {
    double all = 0, accepted = 0;
    for (const ScoredPair& pair : pairs)
        if (pair.same == same) ++all, accepted += pair.score >= threshold;
    return accepted / all;
}

int rightlyJudged(const std::vector<ScoredPair>& pairs, double threshold) {
    return static_cast<int>(
        std::ranges::count_if(pairs, [&](const ScoredPair& pair) { return (pair.score >= threshold) == pair.same; }));
}

}  // namespace

class TestVerification : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    /// Against counting for every score, and every same pair against every different one.
    void curveAndAreaAreWhatCountingGives() {
        for (int step = 0; step < 20; ++step) {
            const std::vector<ScoredPair> pairs = randomPairs(step);
            std::set<double, std::greater<>> scores;
            for (const ScoredPair& pair : pairs) scores.insert(pair.score);
            std::vector<RocPoint> expected{{0, 0}};
            for (const double score : scores)
                expected.push_back({shareAtLeast(pairs, false, score), shareAtLeast(pairs, true, score)});
            const std::vector<RocPoint> curve = rocCurve(pairs);
            QVERIFY(curve == expected);

            double wins = 0, comparisons = 0;
            for (const ScoredPair& a : pairs)
                for (const ScoredPair& b : pairs)
                    if (a.same && !b.same) ++comparisons, wins += a.score > b.score ? 1 : a.score == b.score ? 0.5 : 0;
            QVERIFY(std::abs(areaUnder(curve) - wins / comparisons) < 1e-12);

            // On the curve, where the misses equal the false alarms.
            const double rate = equalErrorRate(curve);
            double misses = -1;
            for (std::size_t i = 1; i < curve.size(); ++i)
                if (curve[i - 1].falsePositives <= rate && rate <= curve[i].falsePositives &&
                    curve[i].falsePositives > curve[i - 1].falsePositives)
                    misses = 1 - curve[i - 1].truePositives -
                             (rate - curve[i - 1].falsePositives) *
                                 (curve[i].truePositives - curve[i - 1].truePositives) /
                                 (curve[i].falsePositives - curve[i - 1].falsePositives);
            QVERIFY2(std::abs(misses - rate) < 1e-9, QByteArray::number(misses) + " " + QByteArray::number(rate));
        }
    }

    /// Three pairs of each kind by hand: s 4, s 3, d 2.5, s 2, d 1, d 0.
    void aSmallCurve() {
        const std::vector<ScoredPair> pairs{{0, false}, {4, true}, {2.5, false}, {3, true}, {1, false}, {2, true}};
        const std::vector<RocPoint> curve = rocCurve(pairs);
        QCOMPARE(curve.size(), std::size_t(7));
        QVERIFY(curve[3] == (RocPoint{1.0 / 3, 2.0 / 3}));
        QVERIFY(std::abs(areaUnder(curve) - 8.0 / 9) < 1e-12);
        QVERIFY(std::abs(equalErrorRate(curve) - 1.0 / 3) < 1e-12);
        QCOMPARE(bestThreshold(pairs), 2.75);  // five are judged rightly from 1.5 on and from 2.75 on
        QVERIFY_EXCEPTION_THROWN(rocCurve({{1, true}, {2, true}}), Error);
        QVERIFY_EXCEPTION_THROWN(rocCurve({}), Error);
        QVERIFY_EXCEPTION_THROWN(bestThreshold({}), Error);
    }

    void noThresholdIsBetter() {
        for (int step = 0; step < 20; ++step) {
            const std::vector<ScoredPair> pairs = randomPairs(step);
            int most = 0;
            for (double threshold = -5; threshold < 6; threshold += 0.125)
                most = std::max(most, rightlyJudged(pairs, threshold));
            QCOMPARE(rightlyJudged(pairs, bestThreshold(pairs)), most);
        }
        const std::vector<ScoredPair> mostlySame{{1, true}, {1, true}, {1, false}};
        QCOMPARE(rightlyJudged(mostlySame, bestThreshold(mostlySame)), 2);
        const std::vector<ScoredPair> mostlyDifferent{{1, true}, {1, false}, {1, false}};
        QCOMPARE(rightlyJudged(mostlyDifferent, bestThreshold(mostlyDifferent)), 2);
    }

    void thinnedCurvesKeepTheirEndsAndShape() {
        std::vector<ScoredPair> pairs;
        for (int i = 0; i < 5000; ++i) pairs.push_back({std::sin(i * 0.7) + (i % 2 ? 0.5 : 0), i % 2 == 1});
        const std::vector<RocPoint> curve = rocCurve(pairs), few = thinned(curve, 0.01);
        QVERIFY(curve.size() > 1000 && few.size() <= 202 && few.size() > 50);
        QVERIFY(few.front() == curve.front() && few.back() == curve.back());
        QVERIFY(std::abs(areaUnder(few) - areaUnder(curve)) < 0.01);
    }

    void aConstantModelKnowsNothing() {
        const Dataset dataset = numbered({8, 5, 9}, 4);
        for (const float score : {0.25F, std::numeric_limits<float>::quiet_NaN()}) {
            const RuleModel constant([&](auto, auto) { return score; });
            const VerificationResult result = verify(constant, dataset, {1000, 1});
            QCOMPARE(result.accuracy.percent(), 50.0);  // that of either kind: as many are same
            QCOMPARE(result.areaUnderCurve, 0.5);
            QCOMPARE(result.equalErrorRate, 0.5);
            QVERIFY(result.confidence95.low < 50 && result.confidence95.high > 50);
            QVERIFY(std::isfinite(result.threshold));
        }
    }

    void aPerfectModelIsRight() {
        const VerificationResult result = verify(RuleModel(whetherSame), numbered({8, 5, 9}, 4), {500, 1});
        QCOMPARE(result.accuracy.right, 500);
        QCOMPARE(result.accuracy.total, 500);
        QCOMPARE(result.threshold, 0.5);
        QCOMPARE(result.areaUnderCurve, 1.0);
        QCOMPARE(result.equalErrorRate, 0.0);
        QVERIFY(result.confidence95.low < 90 && result.confidence95.high == 100);  // of eleven characters
    }

    /// Half of every alphabet's characters choose the threshold, the others are measured; both orders of a pair count.
    void thresholdAndMeasureAreOfDifferentCharacters() {
        const Dataset dataset = numbered({8, 5, 9}, 4);
        std::vector<std::set<std::pair<float, float>>> asked(2);
        int calls = 0, same = 0;
        const RuleModel spy([&](std::span<const float> a, std::span<const float> b) {
            auto& half = asked[calls++ / 400];
            half.insert({a[1], a[0]});
            half.insert({b[1], b[0]});
            same += a[0] == b[0];
            if (a[1] != b[1] || a[2] == b[2]) throw std::runtime_error("of two alphabets, or one drawing twice");
            return 0.0F;
        });
        const VerificationResult result = verify(spy, dataset, {400, 7});
        QCOMPARE(calls, 800);
        QCOMPARE(same, 400);
        QCOMPARE(result.characters, 11);
        QCOMPARE(result.thresholdCharacters, 11);
        QCOMPARE(asked[0].size(), std::size_t(11));
        QCOMPARE(asked[1].size(), std::size_t(11));
        for (const auto& character : asked[0]) QVERIFY(!asked[1].contains(character));
        for (const auto& half : asked)
            QVERIFY(std::abs(std::ranges::count(half, 2.0F, [](const auto& character) { return character.first; }) -
                             4.5) < 1);
    }

    /// Drawn in parts as they are asked, of which one holds pairs of both halves: judged as all of them at once.
    void manyPairsAreJudgedAsTheyAreDrawn() {
        constexpr int pairs = 15'000;
        std::vector<ScoredPair> asked;
        const RuleModel spy([&](std::span<const float> a, std::span<const float> b) {
            const float score = -std::abs(a[0] - b[0]) - 0.01F * std::abs(a[2] - b[2]);
            asked.push_back({score, a[0] == b[0]});
            return score;
        });
        const VerificationResult result = verify(spy, numbered({8, 5, 9}, 4), {pairs, 3});
        QCOMPARE(asked.size(), std::size_t(2 * pairs));
        const std::vector<ScoredPair> choosing(asked.begin(), asked.begin() + pairs),
            measured(asked.begin() + pairs, asked.end());
        QCOMPARE(std::ranges::count(measured, true, &ScoredPair::same), pairs / 2);
        QCOMPARE(result.threshold, bestThreshold(choosing));
        QCOMPARE(result.accuracy.right, rightlyJudged(measured, result.threshold));
        QCOMPARE(result.accuracy.total, pairs);
        QVERIFY(result.curve == rocCurve(measured));
        QCOMPARE(result.areaUnderCurve, areaUnder(result.curve));
    }

    /// Ten million pairs took minutes and a gigabyte before the first was answered.
    void tenMillionPairsAreStoppedAtOnce() {
        const Dataset dataset = numbered({8, 5, 9}, 4);
        const RuleModel judge(whetherSame);
        std::optional<MemoryLimit> limit;
        if (MemoryLimit::possible) limit.emplace(rlim_t{250} << 20);
        std::stop_source source;
        source.request_stop();
        QVERIFY(!unlessStopped([&] { return verify(judge, dataset, {10'000'000, 1}, {}, source.get_token()); }));
    }

    void oneSeedGivesOneResult() {
        const Dataset dataset = numbered({8, 5, 9}, 4);
        const RuleModel judge([](std::span<const float> a, std::span<const float> b) {
            return -std::abs(a[0] - b[0]) - 0.01F * std::abs(a[2] - b[2]);
        });
        const auto curve = [&](std::uint64_t seed) { return verify(judge, dataset, {300, seed}).curve; };
        QVERIFY(curve(1) == curve(1));
        QVERIFY(curve(1) != curve(2));
    }

    void charactersLearntFromAreCounted() {
        const Dataset dataset = numbered({8, 5, 9}, 4);
        RuleModel judge(whetherSame);
        QCOMPARE(verify(judge, dataset, {400, 1}).seenCharacters, 0);
        for (const Alphabet& alphabet : dataset.alphabets) {
            judge.learntFrom.learnt.push_back({alphabet.name, {}});
            for (const Character& character : alphabet.characters)
                judge.learntFrom.learnt.back().characters.push_back(character.name);
        }
        QCOMPARE(verify(judge, dataset, {400, 1}).seenCharacters, 11);
    }

    /// Asked about one way alone, a softmax layer learnt on it is always sure: half of all pairs right, whatever it is.
    void aModelThatLooksAtOtherWaysIsRefused() {
        RuleModel judge(whetherSame);
        judge.dependsOnWays = true;
        judge.learntFrom.model = "judge";
        VERIFY_SAYS(failureOf([&] {
                        verify(judge, numbered({8, 5, 9}, 4), {400, 1});
                    }),
                    "InvalidSetting: judge: its score of a drawing depends on the other ways of a task");
    }

    void tooLittleIsTold() {
        const RuleModel judge(whetherSame);
        VERIFY_SAYS(failureOf([&] { verify(judge, numbered({3}, 4), {10, 1}); }), "verification needs four characters");
        VERIFY_SAYS(failureOf([&] { verify(judge, numbered({6}, 1), {10, 1}); }), "of one drawing");
        VERIFY_SAYS(failureOf([&] { verify(judge, Dataset{}, {10, 1}); }), "it holds 0");
    }
};

ONESHOT_TEST(TestVerification)
#include "tst_verification.moc"
