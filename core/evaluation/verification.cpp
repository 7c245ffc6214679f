#include "core/evaluation/verification.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "core/data/error.h"
#include "core/data/random.h"
#include "core/evaluation/rejection.h"
#include "core/evaluation/task_evaluation.h"
#include "core/tasks/pair_sampler.h"
#include "core/tasks/task_parts.h"

namespace oneshot {
namespace {

/// Characters without their drawings' images, whose ids are those of the whole dataset.
struct Halves {
    Dataset threshold, measured;
};

Halves splitCharacters(const Dataset& dataset, std::uint64_t seed) {
    Random random = makeRandom(seed, "verification halves");
    Halves halves;
    std::size_t given = 0;
    for (const Alphabet& alphabet : dataset.alphabets) {
        std::vector<Character> characters;
        for (const Character& character : alphabet.characters)
            if (!character.drawings.empty()) characters.push_back(character);
        shuffle(random, characters);
        for (Dataset* half : {&halves.threshold, &halves.measured}) {
            half->name = dataset.name;
            half->alphabets.push_back({alphabet.name, {}});
        }
        for (Character& character : characters) {
            Dataset& half = given++ % 2 == 0 ? halves.measured : halves.threshold;
            half.alphabets.back().characters.push_back(std::move(character));
        }
    }
    if (given < 4)
        throw Error(ErrorCode::InvalidSetting, dataset.name,
                    "verification needs four characters, two to choose the threshold on and two to measure on; it "
                    "holds " +
                        std::to_string(given),
                    "Select more characters.");
    return halves;
}

std::map<DrawingId, CharacterId> charactersOf(const Dataset& dataset) {
    std::map<DrawingId, CharacterId> characters;
    for (const CharacterId id : dataset.characters())
        for (const DrawingId drawing : dataset.character(id).drawings) characters.emplace(drawing, id);
    return characters;
}

/// A pair as a task of one way, so that no other drawing can have a say.
Task taskOf(const Pair& pair, const std::map<DrawingId, CharacterId>& characters) {
    return {pair.first, {{characters.at(pair.second), {pair.second}}}, 0};
}

bool judgedRightly(const ScoredPair& pair, double threshold) {
    return (pair.score >= threshold) == pair.same;
}

/// Pairs depend on one another where they share a character, be it the first or the second of either.
Interval intervalOverCharacters(const std::vector<Pair>& pairs, const std::vector<ScoredPair>& scored, double threshold,
                                const std::map<DrawingId, CharacterId>& characters) {
    std::map<CharacterId, int> numbers;
    const auto numberOf = [&](DrawingId drawing) {
        return numbers.emplace(characters.at(drawing), static_cast<int>(numbers.size())).first->second;
    };
    std::vector<DyadicTrial> trials;
    for (std::size_t i = 0; i < pairs.size(); ++i)
        trials.push_back({numberOf(pairs[i].first), numberOf(pairs[i].second), judgedRightly(scored[i], threshold)});
    return dyadicInterval95(trials);
}

/// Tells the pairs apart by their scores alone only where these do not depend on what else is asked about.
void requireScoresAlone(const OneShotModel& model) {
    if (model.looksAtOtherWays())
        throw Error(ErrorCode::InvalidSetting, model.origin().model,
                    "its score of a drawing depends on the other ways of a task, so that two drawings alone tell "
                    "nothing",
                    "Ask it with tasks of several ways, or another model; with comparison=tuned, the same without it.");
}

}  // namespace

std::vector<RocPoint> rocCurve(std::vector<ScoredPair> pairs) {
    const auto same = static_cast<double>(std::ranges::count(pairs, true, &ScoredPair::same));
    const double different = static_cast<double>(pairs.size()) - same;
    if (same == 0 || different == 0)
        throw Error(ErrorCode::InvalidSetting, "pairs", "a curve needs pairs of both kinds, same and different");
    std::ranges::sort(pairs, std::ranges::greater(), &ScoredPair::score);
    std::vector<RocPoint> curve{{0, 0}};
    double accepted = 0, wronglyAccepted = 0;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        (pairs[i].same ? accepted : wronglyAccepted) += 1;
        if (i + 1 == pairs.size() || pairs[i + 1].score != pairs[i].score)
            curve.push_back({wronglyAccepted / different, accepted / same});
    }
    return curve;
}

double areaUnder(const std::vector<RocPoint>& curve) {
    double area = 0;
    for (std::size_t i = 1; i < curve.size(); ++i)
        area += (curve[i].falsePositives - curve[i - 1].falsePositives) *
                (curve[i].truePositives + curve[i - 1].truePositives) / 2;
    return area;
}

double equalErrorRate(const std::vector<RocPoint>& curve) {
    // Accepted different less missed same pairs: from -1 up to 1.
    const auto excess = [](const RocPoint& point) { return point.falsePositives - (1 - point.truePositives); };
    const auto after = std::ranges::find_if(curve, [&](const RocPoint& point) { return excess(point) >= 0; });
    const RocPoint& to = *after;
    const RocPoint& from = *std::prev(after);
    const double share = -excess(from) / (excess(to) - excess(from));
    return from.falsePositives + share * (to.falsePositives - from.falsePositives);
}

std::vector<RocPoint> thinned(const std::vector<RocPoint>& curve, double apart) {
    std::vector<RocPoint> kept;
    for (const RocPoint& point : curve)
        if (kept.empty() || point == curve.back() || point.falsePositives - kept.back().falsePositives >= apart ||
            point.truePositives - kept.back().truePositives >= apart)
            kept.push_back(point);
    return kept;
}

double bestThreshold(std::vector<ScoredPair> pairs) {
    if (pairs.empty()) throw Error(ErrorCode::InvalidSetting, "pairs", "there are none to choose a threshold on");
    std::ranges::sort(pairs, {}, &ScoredPair::score);
    // From a threshold that calls all pairs the same, up past one score after the other.
    auto right = std::ranges::count(pairs, true, &ScoredPair::same), most = right;
    std::vector<double> best{pairs.front().score};
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        right += pairs[i].same ? -1 : 1;
        const bool last = i + 1 == pairs.size();
        if ((!last && pairs[i + 1].score == pairs[i].score) || right < most) continue;
        if (right > most) best.clear();
        most = right;
        best.push_back(last ? std::nextafter(pairs[i].score, std::numeric_limits<double>::max())
                            : (pairs[i].score + pairs[i + 1].score) / 2);
    }
    return best[best.size() / 2];
}

VerificationResult verify(const OneShotModel& model, const Dataset& dataset, const VerificationSettings& settings,
                          const std::function<void(std::int64_t, std::int64_t)>& progress) {
    requireScoresAlone(model);
    const Halves halves = splitCharacters(dataset, settings.seed);
    const auto pairsOf = [&](const Dataset& half, const char* stream) {
        Random random = makeRandom(settings.seed, stream);
        return PairSampler(half).take(random, settings.pairs);
    };
    std::vector<Pair> pairs = pairsOf(halves.threshold, "threshold pairs");
    const std::vector<Pair> measuredPairs = pairsOf(halves.measured, "verification pairs");
    pairs.insert(pairs.end(), measuredPairs.begin(), measuredPairs.end());

    const std::map<DrawingId, CharacterId> characters = charactersOf(dataset);
    TaskEvaluator evaluator(model, dataset, std::ssize(pairs), progress);
    std::vector<ScoredPair> chosenOn;
    TaskParts parts([&](std::span<const Task> tasks, std::int64_t before) {
        for (const TaskOutcome& outcome : evaluator.answer(tasks))
            chosenOn.push_back({evidence(outcome.scores), pairs[static_cast<std::size_t>(before++)].same});
    });
    for (const Pair& pair : pairs) parts.add(taskOf(pair, characters));
    parts.finish();
    const TaskTotals results = evaluator.totals();
    const std::vector<ScoredPair> measured(chosenOn.begin() + settings.pairs, chosenOn.end());
    chosenOn.resize(settings.pairs);

    VerificationResult result;
    result.threshold = bestThreshold(std::move(chosenOn));
    for (const ScoredPair& pair : measured) result.accuracy.right += judgedRightly(pair, result.threshold);
    result.accuracy.total = static_cast<int>(measured.size());
    result.confidence95 = intervalOverCharacters(measuredPairs, measured, result.threshold, characters);
    result.curve = rocCurve(measured);
    result.areaUnderCurve = areaUnder(result.curve);
    result.equalErrorRate = equalErrorRate(result.curve);
    result.characters = static_cast<int>(halves.measured.characterCount());
    result.thresholdCharacters = static_cast<int>(halves.threshold.characterCount());
    const std::set<CharacterId> learnt = learntCharacters(model.origin(), dataset);
    std::set<CharacterId> asked;
    for (const Pair& pair : measuredPairs)
        for (const DrawingId drawing : {pair.first, pair.second}) asked.insert(characters.at(drawing));
    result.seenCharacters =
        static_cast<int>(std::ranges::count_if(asked, [&](CharacterId id) { return learnt.contains(id); }));
    result.secondsEmbedding = results.secondsEmbedding;
    result.secondsComparing = results.secondsComparing;
    return result;
}

}  // namespace oneshot
