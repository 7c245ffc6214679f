#include "core/evaluation/verification.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <set>
#include <utility>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/evaluation/rejection.h"
#include "core/evaluation/task_evaluation.h"
#include "core/tasks/pair_sampler.h"
#include "core/tasks/task_sampler.h"

namespace oneshot {
namespace {

/// Characters alone: the ids of their drawings are those of the whole dataset.
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

/// Characters by their numbers, and the number of each drawing's.
struct NumberedCharacters {
    std::vector<CharacterId> all;
    std::vector<int> ofDrawing;

    explicit NumberedCharacters(const Dataset& dataset)
        : all(dataset.characters()), ofDrawing(dataset.drawings.idCount(), -1) {
        for (std::size_t number = 0; number < all.size(); ++number)
            for (const DrawingId drawing : dataset.character(all[number]).drawings)
                ofDrawing[drawing] = static_cast<int>(number);
    }
};

bool judgedRightly(const ScoredPair& pair, double threshold) {
    return (pair.score >= threshold) == pair.same;
}

/// Judges the answers to pairs: the first ones choose the threshold, by which as many others are judged.
class Verdict {
  public:
    Verdict(int choosing, const NumberedCharacters& characters)
        : choosing_(choosing), characters_(characters), isAsked_(characters.all.size()) {
        scored_.reserve(static_cast<std::size_t>(choosing));
    }

    void add(double score, DrawingId first, DrawingId second) {
        const int one = characters_.ofDrawing[first], other = characters_.ofDrawing[second];
        const ScoredPair pair{score, one == other};
        scored_.push_back(pair);
        if (!threshold_) {
            if (std::ssize(scored_) == choosing_) choose();
            return;
        }
        // Pairs depend on one another where they share a character, be it the first or the second of either.
        trials_.add(one, other, judgedRightly(pair, *threshold_));
        isAsked_[one] = isAsked_[other] = true;
    }

    VerificationResult result(const OneShotModel& model, const Dataset& dataset) && {
        if (!threshold_) choose();  // throws: there were no pairs
        VerificationResult result;
        result.threshold = *threshold_;
        result.accuracy = trials_.accuracy();
        result.confidence95 = trials_.interval95();
        result.curve = rocCurve(std::move(scored_));
        result.areaUnderCurve = areaUnder(result.curve);
        result.equalErrorRate = equalErrorRate(result.curve);
        const std::set<CharacterId> learnt = learntCharacters(model.origin(), dataset);
        for (std::size_t number = 0; number < isAsked_.size(); ++number)
            result.seenCharacters += isAsked_[number] && learnt.contains(characters_.all[number]);
        return result;
    }

  private:
    void choose() {
        threshold_ = bestThreshold(std::exchange(scored_, {}));
        scored_.reserve(static_cast<std::size_t>(choosing_));
    }

    int choosing_;
    const NumberedCharacters& characters_;
    std::vector<ScoredPair> scored_;  ///< of those that choose, and once there is a threshold of those measured on
    std::optional<double> threshold_;
    DyadicTrials trials_;
    std::vector<bool> isAsked_;  ///< by a character's number: whether it was measured on
};

/// Throws Error(InvalidSetting) if a score depends on the other ways of a task.
void requireScoresAlone(const OneShotModel& model) {
    if (model.dependsOnSupportSet())
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
    std::vector<RocPoint> curve;
    curve.reserve(pairs.size() + 1);
    curve.push_back({0, 0});
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
    auto right = std::ranges::count(pairs, true, &ScoredPair::same), highest = right;
    std::vector<double> best{pairs.front().score};
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        right += pairs[i].same ? -1 : 1;
        const bool last = i + 1 == pairs.size();
        if ((!last && pairs[i + 1].score == pairs[i].score) || right < highest) continue;
        if (right > highest) best.clear();
        highest = right;
        best.push_back(last ? std::nextafter(pairs[i].score, std::numeric_limits<double>::max())
                            : (pairs[i].score + pairs[i + 1].score) / 2);
    }
    return best[best.size() / 2];
}

VerificationResult verify(const OneShotModel& model, const Dataset& dataset, const VerificationSettings& settings,
                          const ProgressFunction& progress, const std::stop_token& stop) {
    requireScoresAlone(model);
    const Halves halves = splitCharacters(dataset, settings.seed);
    const PairSampler threshold(halves.threshold), measured(halves.measured);
    const NumberedCharacters characters(dataset);
    Verdict verdict(settings.pairs, characters);
    TaskEvaluator evaluator(model, dataset, std::int64_t{2} * settings.pairs, {}, progress, stop);
    TaskParts parts([&](std::span<const Task> tasks, std::int64_t) {
        const std::vector<TaskOutcome> outcomes = evaluator.answer(tasks);
        for (std::size_t i = 0; i < tasks.size(); ++i)
            verdict.add(evidence(outcomes[i].scores), tasks[i].query, tasks[i].ways.front().drawings.front());
    });
    const auto ask = [&](const PairSampler& sampler, const char* stream) {
        Random random = makeRandom(settings.seed, stream);
        // Each pair as a task of one way, so that no other drawing can have a say.
        sampler.forEach(random, settings.pairs, [&](const Pair& pair) {
            parts.add({pair.first, {{characters.all[characters.ofDrawing[pair.second]], {pair.second}}}, 0});
        });
    };
    ask(threshold, "threshold pairs");
    ask(measured, "verification pairs");
    parts.finish();

    VerificationResult result = std::move(verdict).result(model, dataset);
    result.characters = static_cast<int>(halves.measured.characterCount());
    result.thresholdCharacters = static_cast<int>(halves.threshold.characterCount());
    const TaskTotals totals = evaluator.totals();
    result.secondsEmbedding = totals.secondsEmbedding;
    result.secondsComparing = totals.secondsComparing;
    throwIfStopped(stop);
    return result;
}

}  // namespace oneshot
