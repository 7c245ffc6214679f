#include "core/models/baselines.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>
#include <utility>

#include "core/models/preparation.h"
#include "core/models/vectors.h"

namespace oneshot {
namespace {

constexpr Preparation plainPixels{105, false};

// Fitted by maximum likelihood on 20-way tasks within the alphabets of built-in glyphs; tst_shares fits them again.
constexpr double pixelsShareScale = 0.00292, hausdorffShareScale = 0.983;

/// What the baselines share: the embedding is the pixels or the vector, and drawings are compared two by two.
class Baseline : public OneShotModel {
  public:
    explicit Baseline(std::string name) { origin_.model = std::move(name); }

    ImageBatch prepare(const DrawingBatch& drawings) const override {
        const bool vectors = !drawings.empty() && !drawings.front()->features.empty();
        return vectors ? prepareVectors(drawings) : prepareDrawings(drawings, plainPixels);
    }
    ImageBatch prepareDistorted(const DrawingBatch& drawings, const Distortion& distortion) const override {
        const bool vectors = !drawings.empty() && !drawings.front()->features.empty();
        return vectors ? prepareVectors(drawings) : prepareDrawings(drawings, plainPixels, distortion);
    }
    Embeddings embed(const ImageBatch& images) const override {
        return {images.data, images.n, static_cast<int>(images.imageSize())};
    }
    const Origin& origin() const override { return origin_; }

  private:
    Origin origin_;
};

/// Scores of every query against every way of its task. `feature` is worked out once a drawing, `similarity` compares
/// two features.
template <typename Feature, typename Similarity>
Scores compareEach(const Embeddings& queries, const Support& support, Feature feature, Similarity similarity) {
    using Value = std::decay_t<decltype(feature(queries.row(0)))>;
    std::vector<Value> known;
    for (int i = 0; i < support.embeddings.count; ++i) known.push_back(feature(support.embeddings.row(i)));

    Scores scores{{}, queries.count, support.ways};
    scores.values.reserve(static_cast<std::size_t>(queries.count) * support.ways);
    const int queriesPerTask = queries.count / support.tasks();
    for (int q = 0; q < queries.count; ++q) {
        const Value query = feature(queries.row(q));
        for (int way = 0; way < support.ways; ++way) {
            const auto shot = known.begin() + support.rowOf(q / queriesPerTask, way);
            double sum = 0;
            for (int k = 0; k < support.shots; ++k) sum += similarity(query, shot[k]);
            scores.values.push_back(static_cast<float>(sum / support.shots));
        }
    }
    return scores;
}

class PixelsL2 final : public Baseline {
  public:
    PixelsL2() : Baseline("pixels-l2") {}

    ScoreKind scoreKind() const override { return ScoreKind::SquaredDistance; }
    double shareScale() const override { return pixelsShareScale; }

    Scores compare(const Embeddings& queries, const Support& support) const override {
        return compareEach(queries, support, std::identity{},
                           [](std::span<const float> a, std::span<const float> b) { return -squaredDistance(a, b); });
    }

  private:
    /// Many partial sums in a fixed order: as fast as vectors allow, and the same on every machine.
    static double squaredDistance(std::span<const float> a, std::span<const float> b) {
        constexpr std::size_t lanes = 16;
        float partial[lanes] = {};
        std::size_t i = 0;
        for (; i + lanes <= a.size(); i += lanes) {
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                const float difference = a[i + lane] - b[i + lane];
                partial[lane] += difference * difference;
            }
        }
        double sum = 0;
        for (const float value : partial) sum += value;
        for (; i < a.size(); ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
        return sum;
    }
};

/// Coordinates of inked pixels, relative to their mean.
struct InkPoints {
    std::vector<float> x, y;
};

class ModifiedHausdorff final : public Baseline {
  public:
    ModifiedHausdorff() : Baseline("modified-hausdorff") {}

    ScoreKind scoreKind() const override { return ScoreKind::HausdorffDistance; }
    double shareScale() const override { return hausdorffShareScale; }

    ImageBatch prepare(const DrawingBatch& drawings) const override { return prepareDrawings(drawings, plainPixels); }

    Scores compare(const Embeddings& queries, const Support& support) const override {
        return compareEach(queries, support, inkPoints,
                           [](const InkPoints& a, const InkPoints& b) { return -distance(a, b); });
    }

  private:
    static InkPoints inkPoints(std::span<const float> pixels) {
        constexpr int side = plainPixels.size, area = side * side;
        InkPoints points;
        double meanX = 0, meanY = 0;
        for (int at = 0; at < area; ++at) {
            if (pixels[at] <= 0.5f) continue;
            points.x.push_back(static_cast<float>(at % side));
            points.y.push_back(static_cast<float>(at / side));
            meanX += at % side;
            meanY += at / side;
        }
        for (float& x : points.x) x -= static_cast<float>(meanX / points.x.size());
        for (float& y : points.y) y -= static_cast<float>(meanY / points.y.size());
        return points;
    }

    /// Dubuisson & Jain 1994: the greater of the two mean distances to the other drawing's nearest point. A drawing
    /// without ink is as far from one with ink as the corners of the image from each other.
    static double distance(const InkPoints& a, const InkPoints& b) {
        if (a.x.empty() || b.x.empty()) return a.x.empty() == b.x.empty() ? 0 : plainPixels.size * std::numbers::sqrt2;
        return std::max(meanDistance(a, b), meanDistance(b, a));
    }

    /// Mean over the points of `from` of the distance to the nearest point of `to`.
    static double meanDistance(const InkPoints& from, const InkPoints& to) {
        std::vector<float> nearest(from.x.size(), std::numeric_limits<float>::max());  // squared
        for (std::size_t j = 0; j < to.x.size(); ++j) {
            const float x = to.x[j], y = to.y[j];
            for (std::size_t i = 0; i < nearest.size();
                 ++i) {  // a plain minimum down the array: the compiler's vectors
                const float dx = from.x[i] - x, dy = from.y[i] - y, square = dx * dx + dy * dy;
                nearest[i] = square < nearest[i] ? square : nearest[i];
            }
        }
        double sum = 0;
        for (const float square : nearest) sum += std::sqrt(static_cast<double>(square));
        return sum / nearest.size();
    }
};

class RandomModel final : public Baseline {
  public:
    explicit RandomModel(std::uint64_t seed) : Baseline("random"), seed_(seed) {}

    ScoreKind scoreKind() const override { return ScoreKind::Noise; }
    double shareScale() const override { return 0; }

    Scores compare(const Embeddings& queries, const Support& support) const override {
        return compareEach(queries, support, hash, [this](std::uint64_t query, std::uint64_t drawing) {
            return (streamSeed(seed_ ^ query, "random model", drawing) >> 40) * 0x1p-24;  // 24 bits: exact in a float
        });
    }

  private:
    /// FNV-1a, a float at a time.
    static std::uint64_t hash(std::span<const float> values) {
        std::uint64_t hash = 0xcbf29ce484222325ULL;
        for (const float value : values) hash = (hash ^ std::bit_cast<std::uint32_t>(value)) * 0x100000001b3ULL;
        return hash;
    }

    std::uint64_t seed_;
};

}  // namespace

ModelPtr makePixelsL2() {
    return std::make_shared<PixelsL2>();
}
ModelPtr makeModifiedHausdorff() {
    return std::make_shared<ModifiedHausdorff>();
}
ModelPtr makeRandomModel(std::uint64_t seed) {
    return std::make_shared<RandomModel>(seed);
}

}  // namespace oneshot
