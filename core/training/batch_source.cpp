#include "core/training/batch_source.h"

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/compute/compute.h"
#include "core/drawing/glyph_drawing.h"
#include "core/drawing/glyphs.h"
#include "core/models/vectors.h"
#include "core/pen/stroke_distortion.h"
#include "core/training/augmentation.h"

namespace oneshot {
namespace {

constexpr std::size_t batchesAhead = 3;
constexpr int turns = 8;              // four rotations, and their mirror images
constexpr int glyphsPerAlphabet = 8;  // neighbours that are hard to tell apart, in one step

ImageBatch emptyBatch(const Preparation& input, const Dataset& data, int count) {
    ImageBatch images{{}, count, input.channels, input.size, input.size};
    if (holdsVectors(data)) images = {{}, count, 1, 1, vectorLength(data)};
    images.data.resize(images.n * images.imageSize());
    return images;
}

/// Counts rotations by quarter turns and their mirror images; a vector has none.
int turnsOf(const BatchSettings& settings, const Dataset& data) {
    if (!settings.rotatedClasses || holdsVectors(data)) return 1;
    return settings.mirroredClasses ? turns : turns / 2;
}

int drawingsPerClass(const TrainingConfig& config) {
    if (config.loss.kind == Loss::Episodes) return config.batches.shots + config.batches.queries;
    return config.loss.kind == Loss::Presentations ? config.batches.presentations : 2;
}

}  // namespace

std::vector<Pair> fixedPairs(const TrainingConfig& config, const Dataset& background) {
    if (config.batches.trainingPairs == 0) return {};
    Random random = makeRandom(config.seed, "fixed pairs");
    return PairSampler(background).take(random, static_cast<int>(config.batches.trainingPairs));
}

BatchSource::BatchSource(const TrainingConfig& config, const Dataset& background)
    : config_(config), settings_(config.batches), data_(background) {
    requireInput(config.network, background);
    const int drawings = drawingsPerClass(config);
    for (const CharacterId id : background.characters())
        if (std::ssize(background.character(id).drawings) >= drawings) classes_.push_back(id);
    if (holdsVectors(background) && config.distortion.noise > 0) {
        noise_ = columnScales(background).deviation;
        for (float& deviation : noise_) deviation *= static_cast<float>(config.distortion.noise);
    }
    if (learnsPairs(config.loss.kind)) {
        pairSampler_.emplace(background, settings_.pairRule);
        fixedPairs_ = fixedPairs(config, background);
        Random random = makeRandom(config.seed, "trial");
        pairsOfStep(0, random);  // throws now, and not on the prefetch thread, where the data are too few
    } else if (classes_.size() < 2) {
        throw Error(ErrorCode::InvalidSetting,
                    config.loss.kind == Loss::Episodes        ? "shots"
                    : config.loss.kind == Loss::Presentations ? "presentations"
                                                              : background.name,
                    background.name + " holds " + counted(std::ssize(classes_), "character") + " with " +
                        (drawings == 2 ? "two" : std::to_string(drawings)) + " drawings; two are needed",
                    std::string("Choose more characters or drawers to learn from") +
                        (drawings == 2 ? "." : ", or fewer shots, queries or presentations."));
    }
}

TrainingBatch BatchSource::batch(std::int64_t step) const {
    Random random = makeRandom(config_.seed, "batch", static_cast<std::uint64_t>(step));
    if (learnsPairs(config_.loss.kind)) return verificationPairs(step, random);
    if (config_.loss.kind == Loss::Presentations) return presentations(random);
    return classDrawings(config_.loss.kind == Loss::Episodes ? settings_.ways : settings_.pairsPerStep, random);
}

int BatchSource::classCount() const {
    return static_cast<int>(classes_.size()) * turnsOf(settings_, data_);
}

/// Draws fresh pairs, or takes the next ones of the fixed set, each pass in a new order. With distorted copies an epoch
/// is one pass more than there are copies, and each pair is undistorted in one of them.
std::vector<BatchSource::PlannedPair> BatchSource::pairsOfStep(std::int64_t step, Random& random) const {
    const int passes = 1 + settings_.distortedCopies;
    std::vector<PlannedPair> pairs;
    if (fixedPairs_.empty()) {
        for (const Pair& pair : pairSampler_->take(random, settings_.pairsPerStep))
            pairs.push_back({pair, passes == 1 || below(random, passes) > 0});  // whatever its label
        return pairs;
    }
    const auto count = static_cast<std::int64_t>(fixedPairs_.size());
    std::vector<int> order;
    for (std::int64_t at = step * settings_.pairsPerStep; at < (step + 1) * settings_.pairsPerStep; ++at) {
        if (order.empty() || at % count == 0) {
            Random pass = makeRandom(config_.seed, "pair order", static_cast<std::uint64_t>(at / count));
            order = sample(pass, static_cast<int>(count), static_cast<int>(count));
        }
        const int which = order[at % count];
        pairs.push_back({fixedPairs_[which], passes == 1 || (which + at / count) % passes != 0});
    }
    return pairs;
}

TrainingBatch BatchSource::verificationPairs(std::int64_t step, Random& random) const {
    TrainingBatch batch{emptyBatch(config_.network.input, data_, 2 * settings_.pairsPerStep), {}};
    int image = 0;
    for (const auto& [pair, distorted] : pairsOfStep(step, random)) {
        for (const DrawingId id : {pair.first, pair.second}) {
            const Drawing& drawing = data_.drawings[id];
            const std::span<float> out = batch.images.image(image++);
            if (distorted)
                renderDrawing(drawing, 0, random, out);
            else if (holdsVectors(data_))
                std::ranges::copy(drawing.features, out.begin());
            else
                renderView(drawing.image, config_.network.input, {}, out);
        }
        batch.labels.push_back(pair.same ? 1.0F : 0.0F);
    }
    return batch;
}

/// Draws different classes: background characters, each in one of its turns, in groups of neighbours.
std::vector<BatchSource::TurnedClass> BatchSource::realClasses(int count, Random& random) const {
    const int turnCount = turnsOf(settings_, data_);
    std::vector<std::vector<TurnedClass>> groups;
    for (int turn = 0; turn < turnCount; ++turn) {
        std::vector<CharacterId> characters = classes_;
        shuffle(random, characters);
        std::ranges::stable_sort(characters, {}, &CharacterId::alphabet);
        for (const CharacterId id : characters) {
            const bool fresh = groups.empty() || groups.back().front().turn != turn ||
                               groups.back().front().id.alphabet != id.alphabet ||
                               std::ssize(groups.back()) == settings_.neighbours;
            if (fresh) groups.emplace_back();
            groups.back().push_back({id, turn});
        }
    }
    shuffle(random, groups);
    std::vector<TurnedClass> chosen;
    for (const auto& group : groups) chosen.insert(chosen.end(), group.begin(), group.end());
    chosen.resize(std::min(chosen.size(), static_cast<std::size_t>(count)));
    return chosen;
}

/// Draws `wanted` different classes: background characters, each in one of its turns, and glyphs that are made for this
/// step only.
TrainingBatch BatchSource::classDrawings(int wanted, Random& random) const {
    const int copies = drawingsPerClass(config_);
    const int glyphs = static_cast<int>(std::lround(wanted * settings_.glyphShare));
    const std::vector<TurnedClass> real = realClasses(wanted - glyphs, random);
    const int count = static_cast<int>(real.size()) + glyphs;
    TrainingBatch batch{emptyBatch(config_.network.input, data_, copies * count), {}};
    int image = 0;
    for (const auto& [id, turn] : real) {
        const auto place = std::ranges::lower_bound(classes_, id) - classes_.begin();
        batch.labels.push_back(static_cast<float>(turn * std::ssize(classes_) + place));
        const std::vector<DrawingId>& drawings = data_.character(id).drawings;
        for (const int which : sample(random, static_cast<int>(drawings.size()), copies))
            renderDrawing(data_.drawings[drawings[which]], turn, random, batch.images.image(image++));
    }
    GlyphAlphabet alphabet;
    for (int i = 0; i < glyphs; ++i) {
        if (i % glyphsPerAlphabet == 0) alphabet = makeGlyphAlphabet(random);
        const Glyph glyph = makeGlyph(alphabet, random);
        const int turn = settings_.turnedGlyphs ? below(random, turns) : 0;
        for (int copy = 0; copy < copies; ++copy) {
            const Drawing drawing = drawGlyph(glyph, makeHand(random), random);
            renderView(drawing.image, config_.network.input, randomDistortion(config_.distortion, random, turn),
                       batch.images.image(image++));
        }
    }
    return batch;
}

/// Draws episodes whose classes have labels of their own, and whose drawings are in random order.
TrainingBatch BatchSource::presentations(Random& random) const {
    TrainingBatch batch;
    for (int episode = 0; episode < settings_.episodesPerStep; ++episode) {
        const TrainingBatch classes = classDrawings(settings_.ways, random);
        const std::vector<int> labels =
            sample(random, labelCount(config_.network), static_cast<int>(classes.labels.size()));
        if (episode == 0)
            batch.images = emptyBatch(config_.network.input, data_, settings_.episodesPerStep * classes.images.n);
        int image = episode * classes.images.n;
        for (const int which : sample(random, classes.images.n, classes.images.n)) {
            std::ranges::copy(classes.images.image(which), batch.images.image(image++).begin());
            batch.labels.push_back(static_cast<float>(labels[which / settings_.presentations]));
        }
    }
    return batch;
}

/// Renders a distorted view of a real drawing, which now and then is drawn again first; adds its noise to a vector.
void BatchSource::renderDrawing(const Drawing& drawing, int turn, Random& random, std::span<float> out) const {
    if (!drawing.features.empty()) {
        for (std::size_t i = 0; i < out.size(); ++i)
            out[i] = drawing.features[i] + (noise_.empty() ? 0.0F : static_cast<float>(normal(random, 0, noise_[i])));
        return;
    }
    const bool again = settings_.strokeShare > 0 && !drawing.strokes.empty() && uniform(random) < settings_.strokeShare;
    // Older runs took the strokes of glyphs, which are counted from the paper's corner, for centres of pixels.
    const bool shifted =
        settings_.strokeCoordinates == StrokeCoordinates::Shifted && data_.format == DataFormat::Glyphs;
    const Drawing other =
        again ? distortStrokes(drawing, settings_.strokeStrength, random, shifted ? 0.5 : 0) : Drawing{};
    renderView((again ? other : drawing).image, config_.network.input,
               randomDistortion(config_.distortion, random, turn), out);
}

Prefetcher::Prefetcher(const BatchSource& source, std::int64_t firstStep)
    : source_(source), next_(firstStep), thread_([this](const std::stop_token& stop) { produce(stop); }) {}

TrainingBatch Prefetcher::take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !ready_.empty() || failure_; });
    if (ready_.empty()) std::rethrow_exception(failure_);
    TrainingBatch batch = std::move(ready_.front());
    ready_.pop_front();
    changed_.notify_all();
    return batch;
}

void Prefetcher::produce(const std::stop_token& stop) {
    lowerThreadPriority();
    while (true) {
        {
            std::unique_lock lock(mutex_);
            if (!changed_.wait(lock, stop, [this] { return ready_.size() < batchesAhead; })) return;
        }
        TrainingBatch batch;
        std::exception_ptr failure;
        try {
            batch = source_.batch(next_++);
        } catch (...) {
            failure = std::current_exception();
        }
        const std::scoped_lock lock(mutex_);
        if (!failure) ready_.push_back(std::move(batch));
        failure_ = failure;
        changed_.notify_all();
        if (failure) return;
    }
}

}  // namespace oneshot
